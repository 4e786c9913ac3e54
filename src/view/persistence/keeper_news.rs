//! News of what became of reading and writing plans.

use std::rc::Rc;

use crate::edit::History;
use crate::library::{Entry, PlanId, PlanRecord};
use crate::platform::StorageError;

/// What the store hears from the keeper.
pub(crate) enum KeeperNews {
    /// What stands in a log behind what this window has followed, and the plan's record where
    /// this window wrote it.
    Followed { plan: PlanId, entries: Vec<(u64, Rc<Entry>)>, record: Option<Rc<PlanRecord>> },
    /// Another window of a newer version changed the plan in a way that is not known here.
    Parted(PlanId),
    /// Nothing could be written.
    Trouble(StorageError),
    /// It is time to try again.
    Again,
    /// The state of a plan behind an entry was stored, and its record anew.
    Listed { record: Rc<PlanRecord>, number: u64 },
    /// The undo steps of before the plan was opened are worked out: the plan behind an entry.
    Deepened { plan: PlanId, number: u64, history: History },
    /// A plan is removed: what is still to be written of it is let go.
    LetGo(PlanId),
    /// The log of a plan begins later now.
    Rebased { plan: PlanId, number: u64 },
}
