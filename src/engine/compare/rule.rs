//! A rule of a security group or of a network ACL, and the comparison of two of them.

use serde::{Deserialize, Serialize};

use crate::engine::report::ChangeKind;
use crate::plan::{Action, NetworkAclRule, Priority, RuleId, SecurityGroupRule};

/// A rule of a security group or of a network ACL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnyRule {
    /// A rule of a security group.
    SecurityGroup(SecurityGroupRule),
    /// A rule of a network ACL.
    NetworkAcl(NetworkAclRule),
}

impl AnyRule {
    /// The rule that a change adds; none where it adds none.
    pub(super) fn added_by(change: &ChangeKind) -> Option<Self> {
        match change {
            ChangeKind::AddSecurityGroupRule { rule, .. } => {
                Some(Self::SecurityGroup(rule.clone()))
            }
            ChangeKind::AddNetworkAclRule { rule, .. } => Some(Self::NetworkAcl(rule.clone())),
            ChangeKind::LowerPriority { .. } => None,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> RuleId {
        match self {
            Self::SecurityGroup(rule) => rule.id,
            Self::NetworkAcl(rule) => rule.id,
        }
    }

    /// Checks whether two rules are the same but for their ids and descriptions.
    #[must_use]
    pub fn is_same_rule(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::SecurityGroup(one), Self::SecurityGroup(other)) => {
                one.content() == other.content()
            }
            (Self::NetworkAcl(one), Self::NetworkAcl(other)) => one.content() == other.content(),
            (Self::SecurityGroup(_), Self::NetworkAcl(_))
            | (Self::NetworkAcl(_), Self::SecurityGroup(_)) => false,
        }
    }

    /// The action: allow or deny.
    #[must_use]
    pub fn action(&self) -> Action {
        match self {
            Self::SecurityGroup(rule) => rule.action,
            Self::NetworkAcl(rule) => rule.action,
        }
    }
}

/// A rule of either kind of list.
pub(super) trait ListRule: Clone + PartialEq {
    fn id(&self) -> RuleId;
    fn with_id(&self, id: RuleId) -> Self;
    /// The rule, switched on.
    fn on(&self) -> Self;
    /// The rule with what does not count taken out of it.
    fn content(&self) -> Self;
    fn action(&self) -> Action;
    fn is_enabled(&self) -> bool;
    fn any(&self) -> AnyRule;
    /// Checks whether it is a deny that differs from another one in a lower priority alone, or an allow
    /// that goes from priority 1 to 2 since Kunpeng flavors cannot read it nor what is behind it.
    fn lowers(&self, before: &Self) -> bool;
    /// True if the order of the list counts.
    const IS_ORDERED: bool;
}

/// The methods on fields that both kinds of rules have under the same names.
macro_rules! shared_fields {
    () => {
        fn id(&self) -> RuleId {
            self.id
        }
        fn with_id(&self, id: RuleId) -> Self {
            Self { id, ..self.clone() }
        }
        fn on(&self) -> Self {
            Self { enabled: true, ..self.clone() }
        }
        fn content(&self) -> Self {
            Self { id: RuleId(0), description: String::new(), ..self.clone() }
        }
        fn action(&self) -> Action {
            self.action
        }
        fn is_enabled(&self) -> bool {
            self.enabled
        }
    };
}

impl ListRule for SecurityGroupRule {
    shared_fields!();

    fn any(&self) -> AnyRule {
        AnyRule::SecurityGroup(self.clone())
    }
    fn lowers(&self, before: &Self) -> bool {
        let is_gap = self.has_scattered_ports()
            && (before.priority, self.priority.number()) == (Priority::FIRST, 2);
        (self.action == Action::Deny || is_gap)
            && self.priority > before.priority
            && Self { priority: before.priority, ..self.content() } == before.content()
    }
    const IS_ORDERED: bool = false;
}

impl ListRule for NetworkAclRule {
    shared_fields!();

    fn any(&self) -> AnyRule {
        AnyRule::NetworkAcl(self.clone())
    }
    fn lowers(&self, _: &Self) -> bool {
        false
    }
    const IS_ORDERED: bool = true;
}
