//! The second line of a change: what its rule says besides protocol and port.

use crate::engine::report::{Change, ChangeKind};
use crate::plan::{Direction, IpType, Plan, Priority};

use super::names::{RuleName, acl_address, remote};

/// The second line of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRowText(pub(super) ChangeRow);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ChangeRow {
    SecurityGroupRule {
        direction: Direction,
        remote: String,
        ip_type: IpType,
        priority: Priority,
    },
    NetworkAclRule {
        source: String,
        destination: String,
        ip_type: IpType,
        /// The rule it goes above; the end of the list where there is none.
        above: Option<RuleName>,
    },
    LowerPriority {
        rule: Option<RuleName>,
        from: Priority,
        to: Priority,
    },
}

impl ChangeRowText {
    /// The second line of a change.
    #[must_use]
    pub fn of(change: &Change, plan: &Plan) -> Self {
        Self(match &change.kind {
            ChangeKind::AddSecurityGroupRule { direction, rule } => ChangeRow::SecurityGroupRule {
                direction: *direction,
                remote: remote(plan, rule.remote),
                ip_type: rule.ip_type,
                priority: rule.priority,
            },
            ChangeKind::AddNetworkAclRule { rule, above, .. } => ChangeRow::NetworkAclRule {
                source: acl_address(plan, rule.source),
                destination: acl_address(plan, rule.destination),
                ip_type: rule.ip_type,
                above: above.and_then(|id| RuleName::of(id, plan)),
            },
            ChangeKind::LowerPriority { rule, from, to, .. } => {
                ChangeRow::LowerPriority { rule: RuleName::of(*rule, plan), from: *from, to: *to }
            }
        })
    }
}

prose!(change_row::segments, ChangeRowText);
