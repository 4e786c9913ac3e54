//! The news of the keeper: the outcome of reading and writing plans.

use std::rc::Rc;

use crate::edit::History;
use crate::library::{Entry, PlanId, PlanRecord};
use crate::platform::StorageError;

/// News of the keeper for the store.
pub(crate) enum KeeperNews {
    /// The entries of a log after those that this window has followed, and the plan's record if
    /// this window wrote it.
    Followed { plan: PlanId, entries: Vec<(u64, Rc<Entry>)>, record: Option<Rc<PlanRecord>> },
    /// Another window, of a newer version, changed the plan in a way that this one does not
    /// understand.
    Parted(PlanId),
    /// Nothing could be written.
    Trouble(StorageError),
    /// It is time to try again.
    Again,
    /// The state of a plan after an entry was stored, with a new record.
    Listed { record: Rc<PlanRecord>, number: u64 },
    /// The undo steps from before the plan was opened are worked out, for the plan after an entry.
    Deepened { plan: PlanId, number: u64, history: History },
    /// A plan is removed: its unwritten entries are given up.
    LetGo(PlanId),
    /// The log of a plan begins later now.
    Rebased { plan: PlanId, number: u64 },
}
