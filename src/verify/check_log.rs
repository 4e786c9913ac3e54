//! The log of a check: the discrepancies found so far, and the work that may still be done.

use super::discrepancy::{Discrepancy, DocumentPart, Fault};

/// The most comparisons of packets; what needs more is not a plan that anyone draws.
const MOST_WORK: usize = 500_000_000;

/// The most discrepancies that are kept. One is enough to refuse a document.
const MOST_DISCREPANCIES: usize = 1_000;

/// The document takes more work to check than is done.
#[derive(Debug)]
pub(super) struct TooMuch;

/// The discrepancies found so far, and the work that is left.
pub(super) struct CheckLog {
    discrepancies: Vec<Discrepancy>,
    part: DocumentPart,
    work: usize,
}

impl CheckLog {
    pub(super) fn new() -> Self {
        Self { discrepancies: vec![], part: DocumentPart::Summary, work: MOST_WORK }
    }

    /// Sets the part of the document in which discrepancies are found from here on.
    pub(super) fn enter(&mut self, part: DocumentPart) {
        self.part = part;
    }

    /// The part of the document in which discrepancies are found now.
    pub(super) fn part_mut(&mut self) -> &mut DocumentPart {
        &mut self.part
    }

    /// Records a discrepancy.
    pub(super) fn add(&mut self, fault: Fault) {
        if self.discrepancies.len() < MOST_DISCREPANCIES {
            self.discrepancies.push(Discrepancy { part: self.part.clone(), fault });
        }
    }

    /// Records a discrepancy unless something holds.
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

    /// The discrepancies.
    pub(super) fn discrepancies(self) -> Vec<Discrepancy> {
        self.discrepancies
    }
}
