//! The rules that can be merged.

use crate::edit::Edit;
use crate::engine::report::Merge;
use crate::plan::{AclAddress, Action, Direction, Plan, Ports, RuleId};

use super::ProtocolPortText;
use super::names::{RuleName, acl_address, remote};

/// Rules that can be one, and what that one says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeText {
    pub(super) rules: Vec<RuleName>,
    pub(super) one: Option<OneRule>,
}

/// The one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OneRule {
    pub(super) action: Action,
    pub(super) what: ProtocolPortText,
    /// The ends that it names.
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    /// The ports that packets come from; all where it names none.
    pub(super) source_ports: Ports,
    /// Its number in the list of a network ACL, before the others go.
    pub(super) number: Option<usize>,
}

impl MergeText {
    /// A merge of a plan's audit.
    #[must_use]
    pub fn of(merge: &Merge, plan: &Plan) -> Self {
        let named = |id: &RuleId| RuleName::of(*id, plan);
        let one = merge.remedy.iter().find_map(|edit| match edit {
            Edit::PutSecurityGroupRule { direction, rule, .. } => {
                let end = Some(remote(plan, rule.remote));
                let (from, to) = match direction {
                    Direction::Inbound => (end, None),
                    Direction::Outbound => (None, end),
                };
                Some(OneRule {
                    action: rule.action,
                    what: ProtocolPortText::of_security_group(rule),
                    from,
                    to,
                    source_ports: Ports::all(),
                    number: None,
                })
            }
            Edit::PutNetworkAclRule { rule, .. } => {
                let end = |end: AclAddress| Some(acl_address(plan, end));
                let ports = rule.destination_ports.clone();
                Some(OneRule {
                    action: rule.action,
                    what: ProtocolPortText::to(rule.protocol, ports),
                    from: end(rule.source),
                    to: end(rule.destination),
                    source_ports: rule.source_ports.clone(),
                    number: named(&rule.id).map(|it| it.number),
                })
            }
            _ => None,
        });
        Self { rules: merge.rules.iter().filter_map(named).collect(), one }
    }
}

prose!(merge::segments, MergeText);
