//! The sentences of findings.

use crate::engine::report::{
    Filter, Finding, FindingKind, FlowId, Layer, Leg, Outcome, Report, RulePlace,
};
use crate::plan::{
    ClientAddresses, ElementId, IpType, Layer4HealthChecks, LoadBalancer, Plan, RuleId, SubjectId,
};

use super::finding_name::{FindingName, GuardingAcl, Misjudged};
use super::names::{
    PlaceName, RuleName, SubjectName, connection as connection_of, listener, members, name,
    servers as servers_of,
};
use super::reason::FlowsName;
use super::{FlowText, ParcelText, PlanProblemText};

/// A finding in one or two sentences: what it means, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingText(pub(super) FindingName);

impl FindingText {
    /// Several findings that say the same, as one.
    pub(super) fn of_all(
        first: &Finding,
        others: &[&Finding],
        plan: &Plan,
        report: &Report,
    ) -> Self {
        let mut all = Self::of(first, plan, report);
        for other in others {
            all.0.absorb(Self::of(other, plan, report).0);
        }
        all
    }

    /// A finding of a plan's report.
    #[must_use]
    pub fn of(finding: &Finding, plan: &Plan, report: &Report) -> Self {
        let subject = || {
            finding.subject.map_or_else(String::new, |id| match SubjectName::of(id, plan) {
                SubjectName::Named(name) => name,
                SubjectName::Rule(rule) => rule.place.name,
            })
        };
        Self(match &finding.kind {
            FindingKind::Problem(problem) => {
                FindingName::Problem(Box::new(PlanProblemText::of(problem, plan)))
            }
            FindingKind::RulesDoNotProtect {
                listener: id,
                access_control,
                denies_without_effect,
            } => FindingName::RulesDoNotProtect {
                listeners: vec![(
                    listener(plan, *id),
                    plan.listener(*id).map(|(balancer, _)| name(plan, balancer.id)),
                )],
                access_control: *access_control,
                health_checks_count: plan.settings.layer4_health_checks
                    == Layer4HealthChecks::Filtered,
                denies: denies_without_effect
                    .iter()
                    .filter_map(|id| RuleName::of(*id, plan))
                    .collect(),
            },
            FindingKind::FalselyHealthy { group, members, partly, ip_type } => {
                FindingName::FalselyHealthy(Misjudged::of(plan, *group, members, partly, *ip_type))
            }
            FindingKind::FalselyUnhealthy { group, members, partly, ip_type } => {
                FindingName::FalselyUnhealthy(Misjudged::of(
                    plan, *group, members, partly, *ip_type,
                ))
            }
            FindingKind::HealthCheckOff { group } => {
                FindingName::HealthCheckOff { groups: vec![name(plan, *group)] }
            }
            FindingKind::GroupWithoutListener { group, load_balancer, listeners } => {
                FindingName::GroupWithoutListener {
                    group: name(plan, *group),
                    load_balancer: load_balancer.map(|id| name(plan, id)),
                    listeners: listeners.iter().map(|id| listener(plan, *id)).collect(),
                }
            }
            FindingKind::OpenByHand { address, flows } => FindingName::OpenByHand {
                address: address.to_string(),
                flows: by_hand(flows, plan, report),
            },
            FindingKind::NeedsRoute { member } => {
                FindingName::NeedsRoute { members: vec![super::names::member(plan, *member)] }
            }
            FindingKind::SeveralSecurityGroups { flows } => {
                let flows: Vec<_> = flows.iter().filter_map(|id| report.flow(*id)).collect();
                FindingName::SeveralSecurityGroups {
                    server: subject(),
                    flows: FlowsName::of(&flows, plan),
                }
            }
            FindingKind::Layer7OverIpv4 { listeners } => FindingName::Layer7OverIpv4 {
                load_balancer: subject(),
                listeners: listeners.iter().map(|id| listener(plan, *id)).collect(),
            },
            FindingKind::LoadBalancerSubnetAcl { network_acl, subnet } => {
                let balancer = match finding.subject {
                    Some(SubjectId::LoadBalancer(id)) => plan.load_balancer(id),
                    _ => None,
                };
                let id = balancer.map(|it| it.id);
                let mut sent = report.flows.iter().filter(|it| Some(it.load_balancer) == id);
                let own = plan.subnet(*subnet);
                let is_within = |address| {
                    let block = own.and_then(|it| it.cidr_of(IpType::of(address)));
                    block.is_some_and(|it| it.contains(address))
                };
                FindingName::LoadBalancerSubnetAcl {
                    acls: vec![GuardingAcl {
                        id: *network_acl,
                        name: name(plan, *network_acl),
                        subnets: vec![name(plan, *subnet)],
                        servers_are_within: sent
                            .all(|flow| flow.destination.is_some_and(is_within)),
                    }],
                    is_shared: balancer.is_some_and(LoadBalancer::is_shared),
                }
            }
            FindingKind::PreviousBackendSubnet { subnet } => FindingName::PreviousBackendSubnet {
                load_balancer: subject(),
                subnet: name(plan, *subnet),
            },
            FindingKind::SharedSourceByRegion => {
                FindingName::SharedSourceByRegion { load_balancers: vec![subject()] }
            }
            FindingKind::DefaultBackendSubnet { subnet } => FindingName::DefaultBackendSubnet {
                load_balancers: vec![subject()],
                subnet: name(plan, *subnet),
            },
            FindingKind::ClientAddressUnclear { members: ids } => {
                FindingName::ClientAddressUnclear {
                    members: members(plan, ids),
                    clients_too: plan.settings.client_addresses == ClientAddresses::ClientsToo,
                }
            }
            FindingKind::NoTableForProtocol { group } => FindingName::NoTableForProtocol {
                group: name(plan, *group),
                protocol: super::names::backend_protocol(plan, *group),
                followed: finding.clauses.first().copied(),
            },
            FindingKind::OverBroad { rule, sources } => FindingName::OverBroad {
                rules: RuleName::of(*rule, plan).into_iter().collect(),
                sources: sources.iter().map(ToString::to_string).collect(),
            },
            FindingKind::PingOnly { rule, sources } => FindingName::PingOnly {
                rules: RuleName::of(*rule, plan).into_iter().collect(),
                sources: sources.iter().map(ToString::to_string).collect(),
            },
            FindingKind::Quota { place, direction, rules, limit, merged_ports_fit, merges } => {
                FindingName::Quota {
                    place: PlaceName::of(*place, plan),
                    direction: *direction,
                    rules: *rules,
                    limit: *limit,
                    merges: merges.iter().map(|rules| rule_names(rules, plan)).collect(),
                    merged_ports_fit: *merged_ports_fit,
                }
            }
            FindingKind::NearQuota { place, direction, rules, limit } => FindingName::NearQuota {
                place: PlaceName::of(*place, plan),
                direction: *direction,
                rules: *rules,
                limit: *limit,
            },
            FindingKind::TooManySpecialRules {
                security_group,
                direction,
                ip_type,
                rules: _,
                limit,
                beyond,
            } => FindingName::TooManySpecialRules {
                security_group: name(plan, *security_group),
                direction: *direction,
                ip_type: *ip_type,
                limit: *limit,
                beyond: rule_names(beyond, plan),
            },
            FindingKind::RulesIgnored { flavor, servers, rules } => FindingName::RulesIgnored {
                flavor: *flavor,
                servers: servers_of(plan, servers),
                rules: rule_names(rules, plan),
            },
            FindingKind::PortSecurityOff { addresses } => FindingName::PortSecurityOff {
                server: subject(),
                addresses: addresses.iter().map(ToString::to_string).collect(),
            },
            FindingKind::IpMemberOfOwnVpc { members: ids, .. } => FindingName::IpMemberOfOwnVpc {
                members: members(plan, ids),
                chosen: plan.settings.ip_members_of_own_vpc,
            },
            FindingKind::OverlappingBlocks { member, own, other } => {
                FindingName::OverlappingBlocks {
                    member: super::names::member(plan, *member),
                    own: own.to_string(),
                    other: other.to_string(),
                }
            }
            FindingKind::SourcesDisagree => FindingName::SourcesDisagree {
                reading: finding.sources.map(|it| it.reading),
                subjects: vec![subject()],
            },
            FindingKind::OpensBeside { security_group, servers } => FindingName::OpensBeside {
                security_group: name(plan, *security_group),
                servers: servers_of(plan, servers),
            },
            FindingKind::RulesWhereAvoided { security_group } => {
                FindingName::RulesWhereAvoided { security_group: name(plan, *security_group) }
            }
            FindingKind::RulesNotKnown { flows } => {
                let comes = |leg: fn(Leg) -> bool| comes(flows, finding.subject, report, leg);
                FindingName::RulesNotKnown {
                    place: subject(),
                    is_subnet: matches!(finding.subject, Some(SubjectId::Subnet(_))),
                    flows: flows.len(),
                    sought: by_hand(&comes(|it| it != Leg::FromClients), plan, report),
                    are_clients: !comes(|it| it == Leg::FromClients).is_empty(),
                }
            }
            FindingKind::CutsConnections { security_group } => {
                FindingName::CutsConnections { security_groups: vec![name(plan, *security_group)] }
            }
            FindingKind::ConnectionGetsIn { connection, packets, rules, certain } => {
                FindingName::ConnectionGetsIn {
                    connection: connection_of(plan, *connection),
                    packets: packets.iter().map(ParcelText::of).collect(),
                    rules: rules.iter().filter_map(|id| RuleName::of(*id, plan)).collect(),
                    certain: *certain,
                }
            }
            FindingKind::ConnectionWouldGetIn { connection, packets, changes, certain } => {
                let made = report.changes.iter().filter(|it| changes.contains(&it.id));
                let places = crate::plan::set_of(made.map(|it| ElementId::from(it.place)));
                FindingName::ConnectionWouldGetIn {
                    connection: connection_of(plan, *connection),
                    packets: packets.iter().map(ParcelText::of).collect(),
                    places: places.into_iter().map(|it| name(plan, it)).collect(),
                    certain: *certain,
                }
            }
            FindingKind::ConnectionUnclear { connection } => FindingName::ConnectionUnclear {
                connections: vec![connection_of(plan, *connection)],
            },
            FindingKind::ConnectionUnanswered { connection } => {
                FindingName::ConnectionUnanswered { connection: connection_of(plan, *connection) }
            }
            FindingKind::ConnectionNeedsRoute { connection } => FindingName::ConnectionNeedsRoute {
                connections: vec![connection_of(plan, *connection)],
            },
        })
    }
}

fn rule_names(ids: &[RuleId], plan: &Plan) -> Vec<RuleName> {
    ids.iter().filter_map(|id| RuleName::of(*id, plan)).collect()
}

/// The flows that come to something whose rules are not known on a leg of some kind.
fn comes(
    flows: &[FlowId],
    place: Option<SubjectId>,
    report: &Report,
    is_meant: fn(Leg) -> bool,
) -> Vec<FlowId> {
    let is_there = |filter: &Filter| match place {
        Some(SubjectId::SecurityGroup(id)) => RulePlace::SecurityGroup(id).is_in(filter),
        Some(SubjectId::NetworkAcl(id)) => RulePlace::NetworkAcl(id).is_in(filter),
        _ => *filter == Filter::NetworkAcl(None),
    };
    let flows = flows.iter().filter_map(|id| report.flow(*id));
    let comes = |layer: &Layer| {
        layer.outcome == Outcome::Unknown && is_meant(layer.leg) && is_there(&layer.filter)
    };
    flows.filter(|flow| flow.layers.iter().any(comes)).map(|flow| flow.id).collect()
}

/// Lists the traffic to let in where the plan has no server; the same port from the same block
/// once.
fn by_hand(flows: &[FlowId], plan: &Plan, report: &Report) -> Vec<(FlowText, String)> {
    let flows = flows.iter().filter_map(|id| report.flow(*id));
    let mut wires: Vec<(FlowText, String)> = vec![];
    for flow in flows {
        let one = (FlowText::of(flow, plan), flow.source.cidr.to_string());
        if !wires.iter().any(|(text, cidr)| text.wire == one.0.wire && *cidr == one.1) {
            wires.push(one);
        }
    }
    wires
}

prose!(finding::segments, FindingText);
