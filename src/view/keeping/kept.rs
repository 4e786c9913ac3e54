//! The plan that a window shows, as far as it is kept.

use std::rc::Rc;

use super::Keeper;
use super::opening::Rest;
use crate::edit::History;
use crate::library::{PlanRecord, Session};
use crate::plan::Plan;
use crate::platform::StorageError;

/// A plan of the library that this window shows or has shown.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// What the list of plans shows of it.
    pub(crate) record: Rc<PlanRecord>,
    /// This window's part in its log.
    pub(crate) session: Session,
    /// The number of the entry before the oldest state that is stored.
    pub(crate) base: u64,
    /// The first state of a plan that is not stored yet.
    pub(crate) unstored: Option<Rc<Plan>>,
    /// Whether it has to be stored even if nothing is done to it.
    pub(crate) is_wanted: bool,
    /// The number of the entry before the newest state that is stored.
    pub(crate) stated: u64,
    /// The log of before the plan was opened, where its undo steps are yet to be worked out.
    pub(crate) rest: Option<Rc<Rest>>,
}

impl PartialEq for Kept {
    /// Whether the same of it is still to be written.
    fn eq(&self, other: &Self) -> bool {
        self.record.id == other.record.id
            && self.session.number() == other.session.number()
            && self.session.unwritten().len() == other.session.unwritten().len()
            && self.session.made() == other.session.made()
            && self.unstored.is_some() == other.unstored.is_some()
            && self.is_wanted == other.is_wanted
            && Rc::ptr_eq(&self.record, &other.record)
    }
}

impl Kept {
    /// Whether something of it is to be written.
    pub(crate) fn is_unwritten(&self) -> bool {
        !self.session.unwritten().is_empty() || (self.unstored.is_some() && self.is_wanted)
    }

    /// Whether its state is to be stored, or what the list of plans shows of it.
    pub(crate) fn is_state_due(&self) -> bool {
        let is_behind = self.session.number() > self.stated || self.record.bytes == 0;
        is_behind && self.unstored.is_none() && !self.is_unwritten()
    }
}

/// A plan of the visitor's that is not shown, because a shared one is.
#[derive(Clone, PartialEq)]
pub(crate) struct Own {
    /// The plan with its undo steps.
    pub(crate) history: History,
    /// It, as far as it is kept.
    pub(crate) kept: Option<Kept>,
    /// The state from which a change of it is planned.
    pub(crate) remembered: Option<Rc<Plan>>,
}

/// What the page knows of keeping.
#[derive(Clone, PartialEq)]
pub(crate) struct Keeping {
    /// What reads and writes.
    pub(crate) keeper: Keeper,
    /// The plan that is shown, where it is the visitor's own.
    pub(crate) kept: Option<Kept>,
    /// Plans that were shown before and of which something is still to be written.
    pub(crate) leaving: Rc<Vec<Kept>>,
    /// How the browser keeps.
    pub(crate) storage: StorageState,
}

/// How the browser keeps what it is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct StorageState {
    /// Why the last thing could not be written; nothing where it could.
    pub(crate) trouble: Option<StorageError>,
    /// How often it was tried in vain.
    pub(crate) tries: u32,
    /// When something was written last, in milliseconds since 1970.
    pub(crate) written: Option<u64>,
}

impl StorageState {
    /// Whether the browser does not keep what it is given. One failure alone may be a connection
    /// that was lost.
    pub(crate) fn is_failing(&self) -> bool {
        match &self.trouble {
            None => false,
            Some(StorageError::Failed(_)) => self.tries > 1,
            Some(_) => true,
        }
    }
}
