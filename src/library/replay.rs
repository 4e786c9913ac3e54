//! Carrying out the entries of a log again, from a state on.

use std::rc::Rc;

use super::{Entry, Operation};
use crate::edit::{EditError, History};
use crate::plan::Plan;

/// Carries out an entry.
///
/// # Errors
/// The entry's edits name something that the plan does not have; the history is then as it was.
pub fn apply(history: &mut History, number: u64, entry: &Entry) -> Result<(), EditError> {
    match &entry.operation {
        Operation::Edit { edits, topic } => history.record_as(number, edits, topic.as_deref()),
        Operation::Undo => {
            history.undo();
            Ok(())
        }
        Operation::Redo => {
            history.redo();
            Ok(())
        }
        Operation::Export(_) => Ok(()),
    }
}

/// A log that is carried out piece by piece, so that a page can draw in between.
#[derive(Debug, Clone)]
pub struct Replay {
    history: History,
    /// The number of the last entry that was carried out.
    number: u64,
    entries: std::vec::IntoIter<(u64, Rc<Entry>)>,
}

impl Replay {
    /// Begins with a state, the number of the last entry before it, and the entries behind it with
    /// their numbers.
    #[must_use]
    pub fn new(state: Plan, number: u64, entries: Vec<(u64, Rc<Entry>)>) -> Self {
        Self { history: History::new(state), number, entries: entries.into_iter() }
    }

    /// Goes on from a history, the number of the last entry that is carried out in it, and the
    /// entries behind it.
    #[must_use]
    pub fn resume(history: History, number: u64, entries: Vec<(u64, Rc<Entry>)>) -> Self {
        Self { history, number, entries: entries.into_iter() }
    }

    /// Carries out some entries; says whether there are more. An entry that cannot be carried out
    /// is passed over, as it was when it was made.
    pub fn step(&mut self, count: usize) -> bool {
        for _ in 0..count {
            let Some((number, entry)) = self.entries.next() else { return false };
            let _ = apply(&mut self.history, number, &entry);
            self.number = number;
        }
        !self.entries.as_slice().is_empty()
    }

    /// The history with everything carried out, and the number of the last entry.
    #[must_use]
    pub fn finish(mut self) -> (History, u64) {
        while self.step(usize::MAX) {}
        (self.history, self.number)
    }
}
