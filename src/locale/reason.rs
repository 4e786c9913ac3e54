//! The reasons for changes.

use crate::engine::report::{
    Change, ChangeKind, Decider, Filter, FindingKind, Flow, FlowId, Leg, Level, Purpose, Report,
    RulePlace,
};
use crate::plan::{
    Direction, Flavor, LoadBalancer, LoadBalancerAcl, LoadBalancerId, MemberTarget,
    NetworkAclState, Plan, Priority, RuleId, SecurityGroupId, Settings, SubnetId,
};

use super::names::{PlaceName, RuleName, backend_protocol, connection, members, name};
use super::near_miss::Missing;

/// The reason for a change: the flows that need it, and where they are stopped today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonText(pub(super) Reason);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reason {
    /// A rule to add.
    Add {
        /// By the leg on which they are let pass.
        legs: Vec<(Leg, FlowsName)>,
        direction: Direction,
        stops: Vec<Stop>,
        /// Rules that look as if they were meant for the flows.
        near_misses: Vec<Missing>,
        recommended: Option<WhyRecommended>,
        /// Members that look healthy whatever happens to them until the rule is there.
        falsely_healthy: Vec<String>,
    },
    /// A rule of priority 1 to put behind the rules to add.
    Lower {
        flows: FlowsName,
        rule: Option<RuleName>,
        to: Priority,
        /// Tells whether a Kunpeng flavor cannot read it, nor what is behind it.
        is_gap: bool,
        /// Tells whether a rule is added that it stood in the way of.
        is_for_added: bool,
        sets_free: Vec<RuleName>,
    },
}

/// Some flows in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct FlowsName {
    /// The flows, with the backend server groups they are for.
    pub(super) what: Vec<(What, Vec<String>)>,
    pub(super) senders: Vec<Sender>,
    /// The connections of one's own that they are of.
    pub(super) connections: Vec<String>,
}

/// The kind of flow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// Traffic of a backend protocol.
    Traffic(String),
    HealthCheck,
    Ping,
}

/// The sender of flows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sender {
    BackendSubnet { load_balancer: String },
    PreviousBackendSubnet { load_balancer: String, subnet: String },
    Shared { load_balancer: String, cidr: String },
    Clients { cidr: String },
}

/// The rule or the default that stops flows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// No rule of these lists allows them.
    NoRule(Vec<PlaceName>),
    Rule(RuleName),
    /// Two readings of several security groups disagree.
    Disputed,
}

/// The reason a rule is recommended and not required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WhyRecommended {
    /// Security groups let answers pass by themselves.
    SecurityGroupAnswers,
    /// The sources disagree on whether network ACLs do.
    NetworkAclAnswers,
    /// The sources disagree on whether the load balancer's own network ACL counts.
    LoadBalancerAcl,
    /// The members have weight 0.
    WeightZero,
    /// No listener leads to the members' group.
    NoListener,
}

impl ReasonText {
    /// The reason of a change of a plan's report.
    #[must_use]
    pub fn of(change: &Change, plan: &Plan, report: &Report) -> Self {
        let found = |ids: &[FlowId]| -> Vec<&Flow> {
            ids.iter().filter_map(|id| report.flow(*id)).collect()
        };
        let flows = found(&change.flows);
        let connections = |ids: &[FlowId]| -> Vec<String> {
            let own = ids.iter().filter_map(|id| Some(report.connection_flow(*id)?.0.connection));
            crate::plan::set_of(own).into_iter().map(|id| connection(plan, id)).collect()
        };
        let named = |ids: &[FlowId]| FlowsName {
            connections: connections(ids),
            ..FlowsName::of(&found(ids), plan)
        };
        let legs = change.by_leg().map(|(leg, ids)| (leg, named(ids)));
        if let ChangeKind::LowerPriority { rule, to, sets_free, direction, .. } = &change.kind {
            let is_added = |it: &&Change| it.kind.adds_rule() && it.kind.direction() == *direction;
            let added = report.changes.iter().filter(is_added);
            let added = added.filter(|it| matches!(it.place, RulePlace::SecurityGroup(_)));
            let mut added_for = added.flat_map(|it| &it.flows);
            return Self(Reason::Lower {
                flows: named(&change.flows),
                rule: RuleName::of(*rule, plan),
                to: *to,
                is_gap: is_gap(*rule, &flows, plan),
                is_for_added: added_for.any(|id| change.flows.contains(id)),
                sets_free: sets_free.iter().filter_map(|id| RuleName::of(*id, plan)).collect(),
            });
        }
        let direction = change.kind.direction();
        let stop = |by: &Decider| match by {
            Decider::Rule(id) => RuleName::of(*id, plan).map(Stop::Rule),
            Decider::DefaultDeny => Some(Stop::NoRule(lists(change, report, plan))),
            Decider::Ambiguous => Some(Stop::Disputed),
        };
        Self(Reason::Add {
            direction,
            legs: legs.collect(),
            stops: change.stopped_by.iter().filter_map(stop).collect(),
            near_misses: Missing::of(&change.near_misses, plan),
            recommended: why_recommended(change, &flows, &plan.settings),
            falsely_healthy: falsely_healthy(change, &flows, plan, report),
        })
    }
}

/// Tells whether a Kunpeng flavor of one of the flows' members cannot read a rule.
fn is_gap(rule: RuleId, flows: &[&Flow], plan: &Plan) -> bool {
    let groups = plan.security_groups.iter();
    let mut rules = groups.flat_map(|group| group.inbound.iter().chain(&group.outbound));
    let is_kunpeng = |flow: &&Flow| match flow.target {
        MemberTarget::Server(id) => plan.server(id).is_some_and(|it| it.flavor == Flavor::Kunpeng),
        _ => false,
    };
    rules.any(|it| it.id == rule && it.has_scattered_ports()) && flows.iter().any(is_kunpeng)
}

/// The lists none of whose rules allows the flows. Of several security groups on one server all
/// are named, since any of them could.
fn lists(change: &Change, report: &Report, plan: &Plan) -> Vec<PlaceName> {
    let RulePlace::SecurityGroup(own) = change.place else {
        return vec![PlaceName::of(change.place, plan)];
    };
    let mut groups: Vec<SecurityGroupId> = vec![own];
    for layer in change.flows.iter().flat_map(|flow| report.layers_of(*flow)) {
        if let Filter::SecurityGroups(worn) = &layer.filter
            && layer.direction == change.kind.direction()
            && worn.contains(&own)
        {
            for id in worn.iter() {
                if !groups.contains(id) {
                    groups.push(*id);
                }
            }
        }
    }
    groups.into_iter().map(|id| PlaceName::of(RulePlace::SecurityGroup(id), plan)).collect()
}

fn why_recommended(
    change: &Change,
    flows: &[&Flow],
    settings: &Settings,
) -> Option<WhyRecommended> {
    // Where the plan has such rules required, only the weight of the servers makes one less.
    let applies = settings.load_balancer_acl == LoadBalancerAcl::Apply;
    let is_stateless = settings.network_acl_state == NetworkAclState::Stateless;
    // What connections of one's own ask for is recommended for their answers alone.
    let is_led_to = flows.is_empty() || flows.iter().any(|flow| !flow.listeners.is_empty());
    let is_back = change.leg == Leg::BackToSender;
    match (change.level, change.kind.direction(), change.place) {
        (Level::Required, _, _) => None,
        (Level::Recommended, _, _) if !is_led_to => Some(WhyRecommended::NoListener),
        (Level::Recommended, _, _) if is_back => Some(WhyRecommended::NetworkAclAnswers),
        (Level::Recommended, _, _) if !change.leg.is_member() => Some(match applies {
            true => WhyRecommended::WeightZero,
            false => WhyRecommended::LoadBalancerAcl,
        }),
        (Level::Recommended, Direction::Inbound, _) => Some(WhyRecommended::WeightZero),
        (Level::Recommended, Direction::Outbound, RulePlace::SecurityGroup(_)) => {
            Some(WhyRecommended::SecurityGroupAnswers)
        }
        (Level::Recommended, Direction::Outbound, RulePlace::NetworkAcl(_)) => {
            Some(match is_stateless {
                true => WhyRecommended::WeightZero,
                false => WhyRecommended::NetworkAclAnswers,
            })
        }
    }
}

fn falsely_healthy(change: &Change, flows: &[&Flow], plan: &Plan, report: &Report) -> Vec<String> {
    if change.kind.direction() == Direction::Outbound {
        return vec![];
    }
    let probes = flows.iter().filter(|flow| flow.purpose == Purpose::HealthCheck);
    let probed = crate::plan::set_of(probes.map(|flow| flow.member));
    let looking: Vec<_> = report
        .findings
        .iter()
        .filter_map(|finding| match &finding.kind {
            FindingKind::FalselyHealthy { members, .. } => Some(members),
            _ => None,
        })
        .flatten()
        .copied()
        .filter(|member| probed.contains(member))
        .collect();
    members(plan, &looking)
}

/// Tells whether a flow carries the clients' own addresses.
fn comes_from_clients(flow: &Flow, plan: &Plan) -> bool {
    let kind = plan.load_balancer(flow.load_balancer).map(|it| it.kind).unwrap_or_default();
    flow.source.are_clients(kind, &plan.settings)
}

impl FlowsName {
    /// Some flows in a few words, each kind, group and sender once.
    pub(super) fn of(flows: &[&Flow], plan: &Plan) -> Self {
        let pairs = crate::plan::set_of(flows.iter().map(|flow| (flow.purpose, flow.group)));
        let of_clients = |flow: &&&Flow| comes_from_clients(flow, plan);
        let clients = flows.iter().filter(of_clients).map(|flow| flow.source.cidr.to_string());
        let clients = crate::plan::set_of(clients);
        let senders = flows.iter().filter(|flow| !comes_from_clients(flow, plan)).map(|flow| {
            let source = &flow.source;
            (flow.load_balancer, source.previous, source.subnet.filter(|_| source.previous))
        });
        let senders = crate::plan::set_of(senders);
        let mut what: Vec<(What, Vec<String>)> = vec![];
        for (purpose, group) in pairs {
            let kind = match purpose {
                Purpose::Traffic => What::Traffic(backend_protocol(plan, group)),
                Purpose::HealthCheck => What::HealthCheck,
                Purpose::Ping => What::Ping,
            };
            match what.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, groups)) => groups.push(name(plan, group)),
                None => what.push((kind, vec![name(plan, group)])),
            }
        }
        let sender = |(id, previous, subnet): (LoadBalancerId, bool, Option<SubnetId>)| {
            let load_balancer = name(plan, id);
            let is_shared = plan.load_balancer(id).is_some_and(LoadBalancer::is_shared);
            match (is_shared, previous, subnet) {
                (true, _, _) => {
                    let shared = flows.iter().find(|flow| flow.load_balancer == id);
                    let cidr = shared.map(|flow| flow.source.cidr.to_string()).unwrap_or_default();
                    Sender::Shared { load_balancer, cidr }
                }
                (false, true, Some(subnet)) => {
                    let subnet = name(plan, subnet);
                    Sender::PreviousBackendSubnet { load_balancer, subnet }
                }
                (false, _, _) => Sender::BackendSubnet { load_balancer },
            }
        };
        let senders = senders.into_iter().map(sender);
        let clients = clients.into_iter().map(|cidr| Sender::Clients { cidr });
        Self { what, senders: senders.chain(clients).collect(), connections: vec![] }
    }
}

prose!(reason::segments, ReasonText);
