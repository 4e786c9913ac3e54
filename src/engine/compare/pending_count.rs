//! The number of steps for rules in the cloud.

use super::change_plan::OwnRuleKind;
use super::pending::Pending;
use super::rule::ListRule;
use crate::engine::report::{Change, ChangeKind, RulePlace};
use crate::plan::Plan;

/// The number of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PendingCount {
    /// Rules to add.
    pub to_add: usize,
    /// Denies that get another priority.
    pub to_change: usize,
    /// Rules to take away.
    pub to_remove: usize,
    /// The number of all these that the plan shows as done.
    pub applied: usize,
}

impl Pending {
    /// Counts the steps, and those of them that a plan shows as done.
    #[must_use]
    pub fn count(&self, plan: &Plan) -> PendingCount {
        let mut count = PendingCount::default();
        match self {
            Self::Proposed { report, .. } => {
                count.changes(&report.changes, plan);
            }
            Self::Drawn(all) => {
                count.changes(&all.report.changes, plan);
                count.changes(&all.denied, plan);
                for own in &all.opened {
                    match own.kind {
                        OwnRuleKind::Removed(_) => one_more(&mut count.to_remove),
                        OwnRuleKind::Added(_) | OwnRuleKind::Lowered { .. } => {
                            one_more(&mut count.to_change);
                        }
                    }
                }
                let by_hand = all.opened.len().saturating_add(all.removed.len());
                count.to_remove = count.to_remove.saturating_add(all.removed.len());
                count.applied = count.applied.saturating_add(by_hand);
            }
        }
        count
    }
}

impl PendingCount {
    fn changes(&mut self, changes: &[Change], plan: &Plan) {
        for change in changes {
            match change.kind.adds_rule() {
                true => one_more(&mut self.to_add),
                false => one_more(&mut self.to_change),
            }
            if is_done(change, plan) {
                one_more(&mut self.applied);
            }
        }
    }

    /// The number of all steps.
    #[must_use]
    pub fn all(self) -> usize {
        self.to_add.saturating_add(self.to_change).saturating_add(self.to_remove)
    }
}

fn one_more(number: &mut usize) {
    *number = number.saturating_add(1);
}

/// Checks whether a plan has what a change makes.
fn is_done(change: &Change, plan: &Plan) -> bool {
    let direction = change.kind.direction();
    match (&change.kind, change.place) {
        (ChangeKind::AddSecurityGroupRule { rule, .. }, RulePlace::SecurityGroup(id)) => {
            plan.security_group(id).is_some_and(|it| {
                it.rules(direction).iter().any(|own| own.content() == rule.content())
            })
        }
        (ChangeKind::AddNetworkAclRule { rule, .. }, RulePlace::NetworkAcl(id)) => {
            plan.network_acl(id).is_some_and(|it| {
                it.rules(direction).iter().any(|own| own.content() == rule.content())
            })
        }
        (ChangeKind::LowerPriority { rule, to, .. }, RulePlace::SecurityGroup(id)) => {
            plan.security_group(id).is_some_and(|it| {
                it.rules(direction).iter().any(|own| own.id == *rule && own.priority == *to)
            })
        }
        _ => false,
    }
}
