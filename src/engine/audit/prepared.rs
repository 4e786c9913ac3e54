//! The data of an audit that is prepared before the first rule is looked at.

use rustc_hash::FxHashSet;

use super::needs::{Needs, needed_at};
use super::place_lists::PlaceLists;
use super::removal::Removals;
use super::rule_index::RuleIndex;
use crate::engine::index::Index;
use crate::engine::not_known::unclear_places;
use crate::engine::packet::Tree;
use crate::engine::report::{Removal, Report, RulePlace};
use crate::engine::requirements::{Requirement, requirements};
use crate::plan::Plan;

/// The data that is prepared before the first rule is looked at.
pub(super) struct Prepared {
    pub(super) rule_index: RuleIndex,
    pub(super) requirements: Vec<Requirement>,
    pub(super) needs: Needs,
    pub(super) removals: Removals,
    /// The lists beside which rules may stand that are not known.
    pub(super) unclear: FxHashSet<RulePlace>,
}

impl Prepared {
    /// Prepares the audit of a plan, given the report of the same plan.
    pub(super) fn of(plan: &Plan, report: &Report) -> Self {
        let requirements = requirements(&Index::of(plan));
        Self {
            rule_index: RuleIndex::of(plan),
            needs: Needs::of(&requirements),
            removals: Removals::of(&requirements, report),
            unclear: unclear_places(plan),
            requirements,
        }
    }

    /// The packets that the flows which a removal stops or opens need at its list.
    pub(super) fn needed_by_changed(&self, place_lists: &PlaceLists, removal: &Removal) -> Tree {
        let stopped = removal.stops.iter().map(|loss| loss.flow);
        // Flows are numbered by the place of what they require.
        let places = stopped.chain(removal.opens.iter().copied());
        let places = places.filter_map(|flow| usize::try_from(flow.0).ok());
        let requirements = places.filter_map(|place| self.requirements.get(place));
        needed_at(place_lists.place, place_lists.direction, requirements)
    }
}
