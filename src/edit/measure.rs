//! The length of a plan's JSON, known well enough after every edit. To write all of a plan for
//! every letter that is typed would take too long.

use super::Edit;
use crate::plan::Plan;
use crate::plan::json::length_of;

/// The bytes that an edit can add to a plan's JSON beside its own: the name of a list that was
/// empty, its brackets and commas.
const AROUND_AN_EDIT: usize = 64;

/// The length of edits beyond the plan's own at which the plan is measured anew.
const SLACK: usize = 64 * 1024;

/// A bound of the length of a plan's compact JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measure {
    /// The length is not above this.
    pub(super) bound: usize,
    /// The length when it was measured last.
    measured: usize,
}

impl Measure {
    /// Measures a plan to the byte.
    pub(super) fn of(plan: &Plan) -> Self {
        let bytes = length_of(plan);
        Self { bound: bytes, measured: bytes }
    }

    /// The bound after some edits. It is exact where it would be above a limit, and never far more
    /// than twice the length.
    pub(super) fn after(self, edits: &[Edit], next: &Plan, limit: usize) -> Self {
        let added = edits.iter().map(|edit| length_of(edit).saturating_add(AROUND_AN_EDIT));
        let bound = added.fold(self.bound, usize::saturating_add);
        let loose = self.measured.saturating_mul(2).saturating_add(SLACK);
        match bound > limit.min(loose) {
            true => Self::of(next),
            false => Self { bound, ..self },
        }
    }
}
