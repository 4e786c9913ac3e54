//! What the checker notes on its way, and how much work it does at most.

use super::discrepancy::{Fault, Place, Problem};

/// The most comparisons of packets; what needs more is not a plan that anyone draws.
const MOST_WORK: usize = 500_000_000;

/// The most problems that are kept. One is enough to refuse a document.
const MOST_PROBLEMS: usize = 1_000;

/// The document takes more work to check than is done.
#[derive(Debug)]
pub(super) struct TooMuch;

/// The problems found so far, and the work that is left.
pub(super) struct Notes {
    problems: Vec<Problem>,
    place: Place,
    work: usize,
}

impl Notes {
    pub(super) fn new() -> Self {
        Self { problems: vec![], place: Place::Summary, work: MOST_WORK }
    }

    /// From here on, problems are at a place.
    pub(super) fn at(&mut self, place: Place) {
        self.place = place;
    }

    /// The place of which problems are noted.
    pub(super) fn place_mut(&mut self) -> &mut Place {
        &mut self.place
    }

    /// Notes a problem.
    pub(super) fn add(&mut self, fault: Fault) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem { place: self.place.clone(), fault });
        }
    }

    /// Notes a problem unless something holds.
    pub(super) fn unless(&mut self, holds: bool, fault: impl FnOnce() -> Fault) {
        if !holds {
            self.add(fault());
        }
    }

    /// Sets out to compare each of some things with each of others.
    pub(super) fn spend(&mut self, one: usize, other: usize) -> Result<(), TooMuch> {
        let work = one.saturating_add(1).saturating_mul(other.saturating_add(1));
        self.work = self.work.checked_sub(work).ok_or(TooMuch)?;
        Ok(())
    }

    /// The problems.
    pub(super) fn problems(self) -> Vec<Problem> {
        self.problems
    }
}
