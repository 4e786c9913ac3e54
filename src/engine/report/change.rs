//! The changes of rules that let flows pass.

use serde::{Deserialize, Serialize};

use super::{Alternative, ClauseId, Decider, Filter, FlowId, Leg, Level, NearMiss};
use crate::edit::Edit;
use crate::plan::{
    Action, Direction, ElementId, NetworkAclId, NetworkAclRule, Plan, Priority, RuleId,
    SecurityGroupId, SecurityGroupRule,
};

/// Numbers a change within its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangeId(pub u32);

/// The place of rules: a security group or a network ACL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RulePlace {
    /// A security group.
    SecurityGroup(SecurityGroupId),
    /// A network ACL.
    NetworkAcl(NetworkAclId),
}

impl RulePlace {
    /// The security groups and network ACLs of a plan whose rules are not known, in the plan's order.
    pub fn not_known(plan: &Plan) -> impl Iterator<Item = Self> + '_ {
        let groups = plan.security_groups.iter().filter(|it| !it.rules_known);
        let acls = plan.network_acls.iter().filter(|it| !it.rules_known);
        let groups = groups.map(|it| Self::SecurityGroup(it.id));
        groups.chain(acls.map(|it| Self::NetworkAcl(it.id)))
    }

    /// Checks whether its rules are among those of a filter.
    #[must_use]
    pub fn is_in(self, filter: &Filter) -> bool {
        match (self, filter) {
            (Self::SecurityGroup(id), Filter::SecurityGroups(groups)) => groups.contains(&id),
            (Self::NetworkAcl(id), Filter::NetworkAcl(acl)) => *acl == Some(id),
            _ => false,
        }
    }
}

impl From<SecurityGroupId> for RulePlace {
    fn from(id: SecurityGroupId) -> Self {
        Self::SecurityGroup(id)
    }
}

impl From<NetworkAclId> for RulePlace {
    fn from(id: NetworkAclId) -> Self {
        Self::NetworkAcl(id)
    }
}

impl From<RulePlace> for ElementId {
    fn from(place: RulePlace) -> Self {
        match place {
            RulePlace::SecurityGroup(id) => Self::SecurityGroup(id),
            RulePlace::NetworkAcl(id) => Self::NetworkAcl(id),
        }
    }
}

/// One change of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Change {
    /// Its number.
    pub id: ChangeId,
    /// The security group or network ACL to change.
    pub place: RulePlace,
    /// Required or recommended.
    pub level: Level,
    /// On which leg of the way it lets packets pass; at the member where left out.
    #[serde(default, skip_serializing_if = "Leg::is_member")]
    pub leg: Leg,
    /// All legs, where one rule lets packets pass on several; left out where it is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legs: Vec<LegFlows>,
    /// The change in the console's own columns.
    pub kind: ChangeKind,
    /// The flows it lets pass, or lets come back.
    pub flows: Vec<FlowId>,
    /// The clauses that ask for it.
    pub clauses: Vec<ClauseId>,
    /// The rules, or the default deny, that stop the flows today.
    pub stopped_by: Vec<Decider>,
    /// Rules that look as if they were meant for the flows and let none of them pass.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near_misses: Vec<NearMiss>,
    /// Other ways to let the flows pass. A report has them where somebody asked for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
    /// The edits that make the change in the plan of the report. They are stored, since a lowered
    /// deny is in them whole, and since `kind` of a planned change says where the rule goes in the
    /// list of another state.
    pub remedy: Vec<Edit>,
}

/// The flows that a rule lets pass on one of several legs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LegFlows {
    /// The leg; at the member where left out.
    #[serde(default, skip_serializing_if = "Leg::is_member")]
    pub leg: Leg,
    /// Those of the change's flows that it lets pass there.
    pub flows: Vec<FlowId>,
}

/// The kinds of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A rule to add to a security group.
    AddSecurityGroupRule {
        /// The direction.
        direction: Direction,
        /// The rule.
        rule: SecurityGroupRule,
    },
    /// A rule to add to a network ACL.
    AddNetworkAclRule {
        /// The direction.
        direction: Direction,
        /// The rule.
        rule: NetworkAclRule,
        /// The place it takes in the list, from 1 up, once the changes listed before it are made.
        position: usize,
        /// The rule it goes above; the end of the list where left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        above: Option<RuleId>,
    },
    /// A rule of a security group to put behind the rules to add: no rule beats a deny of priority
    /// 1, nor, on Kunpeng flavors, a rule of priority 1 whose ports are not in a row.
    LowerPriority {
        /// The direction.
        direction: Direction,
        /// The rule.
        rule: RuleId,
        /// Its priority now.
        from: Priority,
        /// The priority to give it.
        to: Priority,
        /// Allows of the same group, or of one that a server has beside it, that the rule holds
        /// back now and would no longer.
        sets_free: Vec<RuleId>,
    },
}

impl Change {
    /// The flows that it lets pass, leg by leg.
    pub fn by_leg(&self) -> impl Iterator<Item = (Leg, &[FlowId])> {
        let several = self.legs.iter().map(|it| (it.leg, it.flows.as_slice()));
        let only = self.legs.is_empty().then_some((self.leg, self.flows.as_slice()));
        only.into_iter().chain(several)
    }

    /// Returns what the rule does that is added or lowered.
    #[must_use]
    pub fn action(&self) -> Action {
        match &self.kind {
            ChangeKind::AddSecurityGroupRule { rule, .. } => rule.action,
            ChangeKind::AddNetworkAclRule { rule, .. } => rule.action,
            ChangeKind::LowerPriority { .. } => {
                let lowered = self.remedy.iter().find_map(|edit| match edit {
                    Edit::PutSecurityGroupRule { rule, .. } => Some(rule.action),
                    _ => None,
                });
                lowered.unwrap_or(Action::Deny)
            }
        }
    }

    /// Checks whether its rule is written as one for answers, which come from the member's ports.
    #[must_use]
    pub fn is_for_answers(&self) -> bool {
        self.leg.is_answer(self.kind.direction())
    }
}

impl ChangeKind {
    /// Checks whether a rule is added.
    #[must_use]
    pub fn adds_rule(&self) -> bool {
        !matches!(self, Self::LowerPriority { .. })
    }

    /// The id of the rule that is added; none where none is.
    pub(crate) fn added_rule(&self) -> Option<RuleId> {
        match self {
            Self::AddSecurityGroupRule { rule, .. } => Some(rule.id),
            Self::AddNetworkAclRule { rule, .. } => Some(rule.id),
            Self::LowerPriority { .. } => None,
        }
    }

    /// Gives the rule that is added an id.
    pub(crate) fn set_added_rule(&mut self, id: RuleId) {
        match self {
            Self::AddSecurityGroupRule { rule, .. } => rule.id = id,
            Self::AddNetworkAclRule { rule, .. } => rule.id = id,
            Self::LowerPriority { .. } => {}
        }
    }

    /// The edit that adds the rule to a place; none where no rule is added.
    pub(crate) fn into_edit(self, place: RulePlace) -> Option<Edit> {
        match (self, place) {
            (
                Self::AddSecurityGroupRule { direction, rule },
                RulePlace::SecurityGroup(security_group),
            ) => Some(Edit::PutSecurityGroupRule { security_group, direction, rule }),
            (
                Self::AddNetworkAclRule { direction, rule, above, .. },
                RulePlace::NetworkAcl(network_acl),
            ) => Some(Edit::PutNetworkAclRule { network_acl, direction, rule, above }),
            _ => None,
        }
    }

    /// The direction of the rule.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match self {
            Self::AddSecurityGroupRule { direction, .. }
            | Self::AddNetworkAclRule { direction, .. }
            | Self::LowerPriority { direction, .. } => *direction,
        }
    }
}
