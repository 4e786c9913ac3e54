//! Other ways to let pass what a change lets pass.

use crate::edit::Edit;
use crate::engine::report::{Alternative, AlternativeKind, Report, WhyItMisses};
use crate::plan::{Plan, RuleId};

use super::ProtocolPortText;
use super::names::{PlaceName, RuleName, acl_address, name, remote, servers};

/// Another way, in a sentence or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternativeText(pub(super) Way);

/// The words around other ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlternativesLabel {
    /// The button that looks for them.
    Find,
    /// The title above them.
    Title,
    /// The words before one in a running text.
    AnotherWay,
    /// The news that there are none.
    Nothing,
    /// The button that goes one.
    Take,
}

/// Another way with its names looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    Enable(Option<RuleName>),
    DropFarPorts(Option<RuleName>),
    ChangeAddresses {
        rule: Option<RuleName>,
        to: String,
    },
    EchoRequest,
    Narrow {
        rule: Option<RuleName>,
        rules: usize,
    },
    Split {
        rule: Option<RuleName>,
        rules: usize,
    },
    Join {
        group: PlaceName,
        servers: Vec<String>,
        /// The traffic that this opens besides: protocol, ports and source of its other rules.
        opens: Vec<(ProtocolPortText, String)>,
    },
    Other {
        group: PlaceName,
        beside: Vec<String>,
    },
    Own {
        group: String,
        servers: Vec<String>,
        spared: Vec<String>,
    },
}

impl AlternativeText {
    /// Another way for a change of the plan's report.
    #[must_use]
    pub fn of(alternative: &Alternative, plan: &Plan, report: &Report) -> Self {
        let rule = |id: RuleId| RuleName::of(id, plan);
        let group = |id| PlaceName { name: name(plan, id), is_network_acl: false };
        Self(match &alternative.kind {
            AlternativeKind::MendRule { rule: id } => {
                let misses = report.changes.iter().flat_map(|change| &change.near_misses);
                let why = misses.filter(|miss| miss.rule == *id).map(|miss| miss.why);
                let whys = why.collect::<Vec<_>>();
                if whys.contains(&WhyItMisses::SwitchedOff) {
                    Way::Enable(rule(*id))
                } else if whys.contains(&WhyItMisses::FarPorts) {
                    Way::DropFarPorts(rule(*id))
                } else {
                    Way::ChangeAddresses { rule: rule(*id), to: addresses(alternative, plan) }
                }
            }
            AlternativeKind::EchoRequest => Way::EchoRequest,
            AlternativeKind::NarrowDeny { rule: id, rules } => {
                Way::Narrow { rule: rule(*id), rules: *rules }
            }
            AlternativeKind::SplitPorts { rule: id, rules } => {
                Way::Split { rule: rule(*id), rules: *rules }
            }
            AlternativeKind::JoinGroup { security_group, servers: ids, opens } => Way::Join {
                group: group(*security_group),
                servers: servers(plan, ids),
                opens: opens.iter().filter_map(|id| rule(*id)).map(opened).collect(),
            },
            AlternativeKind::OtherGroup { security_group, beside } => {
                Way::Other { group: group(*security_group), beside: servers(plan, beside) }
            }
            AlternativeKind::OwnGroup { servers: ids, spared } => Way::Own {
                group: own_group(alternative),
                servers: servers(plan, ids),
                spared: servers(plan, spared),
            },
        })
    }
}

/// The protocol, the ports and the source of a rule.
fn opened(rule: RuleName) -> (ProtocolPortText, String) {
    let RuleName { protocol, ports, remote, .. } = rule;
    (ProtocolPortText::to(protocol, ports), remote)
}

/// The addresses that the rule names after it was mended.
fn addresses(alternative: &Alternative, plan: &Plan) -> String {
    let of = |edit: &Edit| match edit {
        Edit::PutSecurityGroupRule { rule, .. } => Some(remote(plan, rule.remote)),
        Edit::PutNetworkAclRule { rule, .. } => Some(format!(
            "{} → {}",
            acl_address(plan, rule.source),
            acl_address(plan, rule.destination)
        )),
        _ => None,
    };
    alternative.remedy.iter().find_map(of).unwrap_or_default()
}

/// The name of the security group that is made.
fn own_group(alternative: &Alternative) -> String {
    let of = |edit: &Edit| match edit {
        Edit::Put(crate::plan::Element::SecurityGroup(group)) => Some(group.name.clone()),
        _ => None,
    };
    alternative.remedy.iter().find_map(of).unwrap_or_default()
}

prose!(alternative::segments, AlternativeText);
area!(alternative::label, AlternativesLabel);
