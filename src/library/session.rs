//! The session of one window with the plan that it shows: how much of the log it has followed, and
//! its own entries that are not in the log yet.

use std::rc::Rc;

use super::rebase::rebase;
use super::{Activity, Entry, EntryId, Operation, PlanId, apply};
use crate::edit::History;

/// One window's part in a plan.
///
/// The plan that the window shows is the state behind entry [`Session::number`], with the
/// window's own unwritten entries carried out on top of it. Every window that has followed the
/// log to the same entry has the same state there.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    plan: PlanId,
    window: Rc<str>,
    /// The number of entries that this window has made, of all plans.
    made: u64,
    /// The number of the last entry of the log that this window has followed.
    number: u64,
    /// The plan behind that entry.
    confirmed: History,
    /// The entries that this window made since, the oldest first.
    unwritten: Rc<Vec<Rc<Entry>>>,
}

/// The result of following a log.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    /// The plan as the window has to show it now; nothing where it shows it already.
    pub history: Option<History>,
    /// The number of entries that another window made.
    pub others: usize,
    /// The number of the window's own entries that make no sense any more, because another window
    /// removed what they are about. They are let go.
    pub dropped: usize,
}

impl Session {
    /// A window's part in a plan of which it has followed the log up to an entry. `made` is how many
    /// entries the window has made before.
    #[must_use]
    pub fn new(plan: PlanId, window: Rc<str>, made: u64, number: u64, confirmed: History) -> Self {
        Self { plan, window, made, number, confirmed, unwritten: Rc::default() }
    }

    /// The plan's id.
    #[must_use]
    pub fn plan(&self) -> &PlanId {
        &self.plan
    }

    /// The number of the last entry of the log that this window has followed.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The plan behind that entry.
    #[must_use]
    pub fn confirmed(&self) -> &History {
        &self.confirmed
    }

    /// The number of entries that the window has made.
    #[must_use]
    pub fn made(&self) -> u64 {
        self.made
    }

    /// The window's entries that are not in the log yet, the oldest first.
    #[must_use]
    pub fn unwritten(&self) -> &[Rc<Entry>] {
        &self.unwritten
    }

    /// Notes what the window has just done to its plan.
    pub fn record(&mut self, at: u64, operation: Operation, activity: Activity) {
        self.made = self.made.saturating_add(1);
        let id = EntryId { window: self.window.to_string(), number: self.made };
        Rc::make_mut(&mut self.unwritten).push(Rc::new(Entry { id, at, operation, activity }));
    }

    /// Takes entries over that an earlier load of the page could not write. Those that are in the
    /// log all the same are found when it is followed.
    pub fn recover(&mut self, entries: Vec<Entry>) {
        Rc::make_mut(&mut self.unwritten).extend(entries.into_iter().map(Rc::new));
    }

    /// The plan as the window has to show it: the log, and on top of it what is not in it yet.
    #[must_use]
    pub fn shown(&self) -> History {
        let mut history = self.confirmed.clone();
        for entry in self.unwritten.iter() {
            // An entry that cannot be carried out is dropped when the log is followed.
            let _ = apply(&mut history, 0, entry);
        }
        history
    }

    /// Follows the entries of the log behind [`Session::number`], the window's own and those of
    /// others; `now` is what the window shows. Entries that it has followed already are passed
    /// over; where one is missing in between, it follows up to there.
    pub fn follow(&mut self, now: &History, entries: &[(u64, Rc<Entry>)]) -> Followed {
        let next = entries.iter().filter(|(number, _)| *number > self.number);
        let next = next.zip(self.number.saturating_add(1)..).take_while(|((is, _), due)| is == due);
        let next = next.map(|(numbered, _)| numbered.clone()).collect::<Vec<_>>();
        let Some((last, _)) = next.last() else {
            return Followed { history: None, others: 0, dropped: 0 };
        };
        let own = next.iter().zip(self.unwritten.iter());
        let own = own.take_while(|((_, entry), own)| entry.id == own.id).count();
        self.number = *last;
        if own == next.len() {
            // The log has what this window did and nothing else.
            Rc::make_mut(&mut self.unwritten).drain(..own);
            if self.unwritten.is_empty() {
                self.confirmed = now.clone();
            } else {
                self.confirm(&next);
            }
            return Followed { history: None, others: 0, dropped: 0 };
        }
        let is_own = |entry: &Entry| self.unwritten.iter().any(|own| own.id == entry.id);
        let others = next.iter().filter(|(_, entry)| !is_own(entry)).count();
        let is_left = |own: &Entry| !next.iter().any(|(_, entry)| entry.id == own.id);
        let before = self.unwritten.iter().filter(|own| is_left(own)).count();
        let old = self.confirmed.clone();
        self.confirm(&next);
        let mut history = self.confirmed.clone();
        let left = rebase(old, &mut history, &self.unwritten, is_left);
        let dropped = before.saturating_sub(left.len());
        self.unwritten = Rc::new(left);
        Followed { history: Some(history), others, dropped }
    }

    fn confirm(&mut self, entries: &[(u64, Rc<Entry>)]) {
        for (number, entry) in entries {
            // An entry of the log could be carried out when it was written, and so it can be here.
            let _ = apply(&mut self.confirmed, *number, entry);
        }
    }

    /// Takes over the undo steps of before the window was opened, once they are worked out from
    /// the log: `history` is the plan behind `number`, with them. Says whether it fits what the
    /// window has followed.
    pub fn deepen(&mut self, number: u64, history: History) -> Option<History> {
        if number != self.number || history.plan() != self.confirmed.plan() {
            return None;
        }
        self.confirmed = history;
        Some(self.shown())
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
