//! The words of the audit of the existing rules.

use crate::engine::report::{
    Audit, FlowId, Level, Loss, NoEffect, Packets, Removal, Report, RuleAudit, RuleFinding,
    Severity, Traffic, WhyItMisses,
};
use crate::plan::{AclAddress, Action, Cidr, Direction, Flavor, IpType, Plan, Remote, RuleId};

use super::names::{RuleName, name};
use super::reason::FlowsName;
use super::{FlowText, ProtocolPortText};

/// The labels of the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditLabelText {
    /// The title above what happens if a rule goes.
    SafeToRemove,
    /// The button that puts the tightest rules in place of a rule, with how many there are.
    ReplaceByTightest(usize),
    /// A warning of what that button cuts.
    ReplaceCuts,
    /// The button that looks for the rules that can go together.
    FindTogether,
    /// The sentence above them, with their number.
    Together(usize),
    /// The button that removes them.
    RemoveTogether(usize),
    /// The news that they are removed.
    RemovedTogether(usize),
    /// The button that looks for the rules that can be one.
    FindMerges,
    /// The sentence above them, with the number of sets that can be merged.
    Merges(usize),
    /// The button that makes some rules one.
    Merge,
    /// The button that does so wherever it can be done, with how often that is.
    MergeAll(usize),
    /// The news that rules were merged, with their number before.
    Merged(usize),
    /// The filter that shows only the rules with something to say.
    OnlyThese,
    /// The title of the audit in an export.
    Title,
    /// The title of the tightest rules.
    TightestRules,
    /// The news that there is nothing to say of any rule.
    NothingToSay,
}

/// A finding in a word or two, for a chip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditChipText {
    /// The rule decides on nothing.
    NoEffect,
    /// Rules before it decide on everything.
    Shadowed,
    /// It changes nothing.
    Redundant,
    /// A rule before it decides the other way on a part.
    Conflicting,
    /// A rule before it is an exception to it.
    Exception,
    /// It misses what it looks meant for.
    NearMiss,
    /// It opens more than is needed.
    Broad,
}

impl AuditChipText {
    /// The chip of a finding.
    #[must_use]
    pub fn of(finding: &RuleFinding) -> Self {
        match finding {
            RuleFinding::NoEffect(_) => Self::NoEffect,
            RuleFinding::Shadowed { .. } => Self::Shadowed,
            RuleFinding::Redundant { .. } => Self::Redundant,
            RuleFinding::Conflicting { exception: false, .. } => Self::Conflicting,
            RuleFinding::Conflicting { exception: true, .. } => Self::Exception,
            RuleFinding::NearMiss { .. } => Self::NearMiss,
            RuleFinding::Broad { .. } => Self::Broad,
        }
    }
}

/// The summary of an audit, in a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditSummaryText {
    pub(super) no_effect: usize,
    pub(super) shadowed: usize,
    pub(super) redundant: usize,
    pub(super) conflicting: usize,
    pub(super) near_misses: usize,
    pub(super) broad: usize,
    /// The rules beside which others may stand that are not known.
    pub(super) unclear: usize,
}

impl AuditSummaryText {
    /// The rules of an audit, by what is odd about them.
    #[must_use]
    pub fn of(audit: &Audit) -> Self {
        let count = |chip: AuditChipText| {
            let has =
                |rule: &&RuleAudit| rule.findings.iter().any(|it| AuditChipText::of(it) == chip);
            audit.rules.iter().filter(has).count()
        };
        Self {
            no_effect: count(AuditChipText::NoEffect),
            shadowed: count(AuditChipText::Shadowed),
            redundant: count(AuditChipText::Redundant),
            conflicting: count(AuditChipText::Conflicting),
            near_misses: count(AuditChipText::NearMiss),
            broad: count(AuditChipText::Broad),
            unclear: audit.rules.iter().filter(|rule| rule.removal.unclear).count(),
        }
    }
}

/// A rule as it is pointed at, within its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditedRuleText(pub(super) Option<RuleName>);

impl AuditedRuleText {
    /// The name of a rule.
    #[must_use]
    pub fn of(id: RuleId, plan: &Plan) -> Self {
        Self(RuleName::of(id, plan))
    }
}

/// A finding in a sentence or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFindingText(pub(super) RuleFindingName);

/// A finding with its names looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RuleFindingName {
    NoEffect {
        why: WhyNoEffect,
        direction: Direction,
    },
    Shadowed(Vec<OtherRule>),
    Redundant {
        by: Vec<OtherRule>,
        default_deny: bool,
    },
    Conflicting {
        with: Option<OtherRule>,
        traffic: TrafficName,
        exception: bool,
    },
    /// With the number of rules to add that it looks meant for.
    NearMiss {
        why: WhyItMisses,
        changes: usize,
    },
    /// With the number of rules that the tightest ones in its place would revive, and the rule that
    /// is in the way of these.
    Broad {
        surplus: TrafficName,
        revives: usize,
        gap: Option<OtherRule>,
    },
}

/// The reason a rule decides on nothing, with the names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WhyNoEffect {
    Disabled,
    NoPackets,
    GroupNotWorn,
    RemoteNotWorn(String),
    NetworkAclDisabled,
    NetworkAclWithoutSubnet,
    OutsideSubnets,
    NeverFiltered,
    Flavor(Flavor),
}

/// Another rule, and whether it stands in another group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OtherRule {
    pub(super) rule: RuleName,
    pub(super) is_elsewhere: bool,
}

/// Packets in few words: what, from where, to where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TrafficName {
    pub(super) direction: Direction,
    pub(super) streams: Vec<Stream>,
}

/// Packets of the same ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stream {
    /// The protocols and ports; none stands for protocols that have no name here.
    pub(super) what: Vec<Option<ProtocolPortText>>,
    pub(super) from: Vec<FarEnd>,
    /// The destination, unless that says nothing.
    pub(super) to: Vec<FarEnd>,
}

/// An end of packets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FarEnd {
    /// Every address.
    Anywhere,
    Addresses(String),
    /// The servers that have a security group.
    Wearers(String),
}

impl RuleFindingText {
    /// A finding of a rule.
    #[must_use]
    pub fn of(finding: &RuleFinding, rule: &RuleAudit, plan: &Plan) -> Self {
        let own = RuleName::of(rule.rule, plan).map(|it| it.place);
        let other = |id: RuleId| {
            let rule = RuleName::of(id, plan)?;
            let is_elsewhere = own.as_ref().is_none_or(|own| *own != rule.place);
            Some(OtherRule { rule, is_elsewhere })
        };
        let others = |ids: &[RuleId]| ids.iter().filter_map(|id| other(*id)).collect::<Vec<_>>();
        let traffic = |packets: &[Traffic]| TrafficName::of(packets, rule, plan);
        Self(match finding {
            RuleFinding::NoEffect(why) => RuleFindingName::NoEffect {
                why: match *why {
                    NoEffect::Disabled => WhyNoEffect::Disabled,
                    NoEffect::NoPackets => WhyNoEffect::NoPackets,
                    NoEffect::GroupNotWorn => WhyNoEffect::GroupNotWorn,
                    NoEffect::RemoteNotWorn(id) => WhyNoEffect::RemoteNotWorn(name(plan, id)),
                    NoEffect::NetworkAclDisabled => WhyNoEffect::NetworkAclDisabled,
                    NoEffect::NetworkAclWithoutSubnet => WhyNoEffect::NetworkAclWithoutSubnet,
                    NoEffect::OutsideSubnets => WhyNoEffect::OutsideSubnets,
                    NoEffect::NeverFiltered => WhyNoEffect::NeverFiltered,
                    NoEffect::Flavor(flavor) => WhyNoEffect::Flavor(flavor),
                },
                direction: rule.direction,
            },
            RuleFinding::Shadowed { by } => RuleFindingName::Shadowed(others(by)),
            RuleFinding::Redundant { by, default_deny } => {
                RuleFindingName::Redundant { by: others(by), default_deny: *default_deny }
            }
            RuleFinding::Conflicting { with, packets, exception } => RuleFindingName::Conflicting {
                with: other(*with),
                traffic: traffic(packets),
                exception: *exception,
            },
            RuleFinding::NearMiss { why, changes } => {
                RuleFindingName::NearMiss { why: *why, changes: changes.len() }
            }
            RuleFinding::Broad { surplus, gap, .. } => RuleFindingName::Broad {
                surplus: traffic(surplus),
                revives: rule.removal.revives.len(),
                gap: gap.and_then(other),
            },
        })
    }

    /// Tells whether the finding is likely not as meant.
    #[must_use]
    pub fn is_warning(finding: &RuleFinding) -> bool {
        finding.severity() == Severity::Warning
    }
}

/// The consequence of removing a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovalText {
    pub(super) action: Action,
    pub(super) direction: Direction,
    pub(super) has_effect: bool,
    /// Flows of which nothing passes any more, and those of which a part does not.
    pub(super) wholly: Option<FlowsName>,
    pub(super) partly: Option<FlowsName>,
    /// Flows that lose only what is recommended.
    pub(super) recommended: Option<FlowsName>,
    pub(super) opens: Option<FlowsName>,
    pub(super) other: TrafficName,
    /// Tells whether the other traffic is all else that the rule matches, or what it was called
    /// broad for, so that there is no need to list it.
    pub(super) is_rest: bool,
    pub(super) revives: usize,
    /// Tells whether rules that are not known may stand beside it.
    pub(super) is_unclear: bool,
}

impl RemovalText {
    /// Makes the consequence of removing a rule of a plan.
    #[must_use]
    pub fn of(rule: &RuleAudit, plan: &Plan, report: &Report) -> Self {
        let Removal { stops, opens, other, all_other, revives, unclear } = &rule.removal;
        let is_broad = rule
            .findings
            .iter()
            .any(|it| matches!(it, RuleFinding::Broad { surplus, .. } if surplus == other));
        let flows = |ids: Vec<FlowId>| {
            let flows = ids.into_iter().filter_map(|id| report.flow(id)).collect::<Vec<_>>();
            (!flows.is_empty()).then(|| FlowsName::of(&flows, plan))
        };
        let lost = |which: fn(&Loss) -> bool| {
            flows(stops.iter().filter(|it| which(it)).map(|it| it.flow).collect())
        };
        Self {
            action: RuleName::of(rule.rule, plan).map_or(Action::Allow, |it| it.action),
            direction: rule.direction,
            has_effect: !rule.findings.iter().any(|it| matches!(it, RuleFinding::NoEffect(_))),
            wholly: lost(|it| it.level == Level::Required && it.wholly),
            partly: lost(|it| it.level == Level::Required && !it.wholly),
            recommended: lost(|it| it.level == Level::Recommended),
            opens: flows(opens.clone()),
            other: TrafficName::of(other, rule, plan),
            is_rest: !other.is_empty() && (is_broad || *all_other && !stops.is_empty()),
            revives: revives.len(),
            is_unclear: *unclear,
        }
    }
}

/// A flow that a rule's removal stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LossText {
    pub(super) flow: Option<FlowText>,
    pub(super) wholly: bool,
    pub(super) level: Level,
}

impl LossText {
    /// A loss of a plan's audit.
    #[must_use]
    pub fn of(loss: &Loss, plan: &Plan, report: &Report) -> Self {
        Self {
            flow: report.flow(loss.flow).map(|flow| FlowText::of(flow, plan)),
            wholly: loss.wholly,
            level: loss.level,
        }
    }
}

impl TrafficName {
    /// Packets of a rule, those of the same ends together, and those that differ in one end only.
    fn of(packets: &[Traffic], rule: &RuleAudit, plan: &Plan) -> Self {
        let wearers = wearers(rule, plan);
        let mut streams: Vec<Stream> = vec![];
        for one in packets {
            let Packets { source, destination, protocol, icmp, ports, .. } = &one.packets;
            let end = |address: &crate::plan::AddressEntry| {
                let any = IpType::BOTH.map(|it| Cidr::any(it).to_string());
                match address.to_string() {
                    text if any.contains(&text) => FarEnd::Anywhere,
                    text => FarEnd::Addresses(text),
                }
            };
            let far = |is_far, address| match (&wearers, is_far) {
                (Some(group), true) => FarEnd::Wearers(group.clone()),
                _ => end(address),
            };
            let from = far(rule.direction == Direction::Inbound, source);
            let to = far(rule.direction == Direction::Outbound, destination);
            let what = one.protocols.is_none().then(|| ProtocolPortText {
                icmp: *icmp,
                ..ProtocolPortText::to(*protocol, ports.clone())
            });
            let same = |it: &&mut Stream| it.from == [from.clone()] && it.to == [to.clone()];
            match streams.iter_mut().find(same) {
                Some(known) if known.what.contains(&what) => {}
                Some(known) => known.what.push(what),
                None => streams.push(Stream { what: vec![what], from: vec![from], to: vec![to] }),
            }
        }
        let mut joined: Vec<Stream> = vec![];
        for stream in streams {
            let same = |it: &&mut Stream| it.what == stream.what && it.to == stream.to;
            match joined.iter_mut().find(same) {
                Some(known) => known.from.extend(stream.from),
                None => joined.push(stream),
            }
        }
        Self { direction: rule.direction, streams: joined }
    }
}

/// The group that a rule names as its far end.
fn wearers(rule: &RuleAudit, plan: &Plan) -> Option<String> {
    let mut rules = plan.security_groups.iter().flat_map(|it| it.rules(rule.direction));
    match rules.find(|it| it.id == rule.rule)?.remote {
        Remote::SecurityGroup(id) => Some(name(plan, id)),
        Remote::Cidr(_) | Remote::AddressGroup(_) => None,
    }
}

/// A rule of a remedy, in a line: the protocol and ports, and the ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TightRuleText {
    pub(super) what: ProtocolPortText,
    pub(super) from: String,
    pub(super) to: Option<String>,
}

impl TightRuleText {
    /// The rule that an edit puts; nothing for other edits.
    #[must_use]
    pub fn of(edit: &crate::edit::Edit, plan: &Plan) -> Option<Self> {
        use crate::edit::Edit;
        let end = |end: AclAddress| match end {
            AclAddress::Cidr(cidr) => cidr.to_string(),
            AclAddress::AddressGroup(id) => name(plan, id),
        };
        match edit {
            Edit::PutSecurityGroupRule { rule, .. } => Some(Self {
                what: ProtocolPortText::of_security_group(rule),
                from: rule.remote.to_string(),
                to: None,
            }),
            Edit::PutNetworkAclRule { rule, .. } => Some(Self {
                what: ProtocolPortText::of_network_acl(rule),
                from: end(rule.source),
                to: Some(end(rule.destination)),
            }),
            _ => None,
        }
    }
}

area!(audit::label, AuditLabelText);
area!(audit::chip, AuditChipText);
area!(audit::summary, AuditSummaryText);
prose!(audit::audited_rule, AuditedRuleText);
prose!(audit::finding, RuleFindingText);
prose!(audit::removal, RemovalText);
prose!(audit::loss, LossText);
prose!(audit::tight_rule, TightRuleText);
