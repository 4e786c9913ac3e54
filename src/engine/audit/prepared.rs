//! The data of an audit that is prepared before the first rule is looked at.

use super::needs::Needs;
use super::removal::Removals;
use super::rule_index::RuleIndex;
use crate::engine::index::Index;
use crate::engine::report::Report;
use crate::engine::requirements::{Requirement, requirements};
use crate::plan::Plan;

/// The data that is prepared before the first rule is looked at.
pub(super) struct Prepared {
    pub(super) rule_index: RuleIndex,
    pub(super) requirements: Vec<Requirement>,
    pub(super) needs: Needs,
    pub(super) removals: Removals,
}

impl Prepared {
    /// Prepares the audit of a plan, given the report of the same plan.
    pub(super) fn of(plan: &Plan, report: &Report) -> Self {
        let requirements = requirements(&Index::of(plan));
        Self {
            rule_index: RuleIndex::of(plan),
            needs: Needs::of(&requirements),
            removals: Removals::of(&requirements, report),
            requirements,
        }
    }
}
