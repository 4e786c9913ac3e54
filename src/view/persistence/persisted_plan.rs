//! The plan that a window shows, as it is persisted.

use std::rc::Rc;

use crate::library::{PlanRecord, Replay, Session};
use crate::plan::Plan;

/// A plan of the library that this window shows or has shown.
#[derive(Debug, Clone)]
pub(crate) struct PersistedPlan {
    /// The record for the list of plans.
    pub(crate) record: Rc<PlanRecord>,
    /// This window's part in its log.
    pub(crate) session: Session,
    /// The number of the entry before the oldest state that is stored.
    pub(crate) base: u64,
    /// The first state of a plan that is not stored yet.
    pub(crate) unstored: Option<Rc<Plan>>,
    /// True if the plan has to be stored even if nothing is done to it.
    pub(crate) is_wanted: bool,
    /// The number of the entry before the newest state that is stored.
    pub(crate) stated: u64,
    /// The log from before the plan was opened, if its undo steps are yet to be worked out.
    pub(crate) rest: Option<Rc<UnreplayedLog>>,
}

impl PartialEq for PersistedPlan {
    /// True if the same is still to be written of both.
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

impl PersistedPlan {
    /// True if something of it is to be written.
    pub(crate) fn is_unwritten(&self) -> bool {
        !self.session.unwritten().is_empty() || (self.unstored.is_some() && self.is_wanted)
    }

    /// True if its state or its record for the list of plans is to be stored.
    pub(crate) fn is_state_due(&self) -> bool {
        let is_behind = self.session.number() > self.stated || self.record.bytes == 0;
        is_behind && self.unstored.is_none() && !self.is_unwritten()
    }
}

/// A log that is yet to be replayed for its undo steps.
#[derive(Debug, Clone)]
pub(crate) struct UnreplayedLog {
    /// The log, from the oldest state on.
    pub(crate) replay: Replay,
    /// The number of its last entry.
    pub(super) number: u64,
    /// The number of entries whose replay takes about as long as a frame.
    pub(crate) at_once: usize,
}

impl PartialEq for UnreplayedLog {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}
