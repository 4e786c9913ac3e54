//! The plans that a window shows or has shown, as far as they are persisted.

use std::rc::Rc;

use super::keeper::Keeper;
use super::persisted_plan::PersistedPlan;
use crate::edit::History;
use crate::library::{Origin, PlanId, PlanRecord, Session};
use crate::plan::Plan;
use crate::platform::{StorageError, time_ms, unique};

/// A plan of the visitor's that is not shown, because a shared one is.
#[derive(Clone, PartialEq)]
pub(crate) struct OwnPlan {
    /// The plan with its undo steps.
    pub(crate) history: History,
    /// It, as far as it is persisted.
    pub(crate) persisted: Option<PersistedPlan>,
    /// The state from which a change of it is planned.
    pub(crate) remembered: Option<Rc<Plan>>,
}

/// What the page knows of keeping.
#[derive(Clone, PartialEq)]
pub(crate) struct Persistence {
    /// What reads and writes.
    pub(crate) keeper: Keeper,
    /// The plan that is shown, where it is the visitor's own.
    pub(crate) persisted: Option<PersistedPlan>,
    /// Plans that were shown before and of which something is still to be written.
    pub(crate) leaving: Rc<Vec<PersistedPlan>>,
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

impl Persistence {
    /// Nothing is persisted: in an embedded page, and for tests.
    pub(crate) fn none() -> Self {
        Self {
            keeper: Keeper::default(),
            persisted: None,
            leaving: Rc::default(),
            storage: StorageState::default(),
        }
    }

    /// A plan that is new, with its first state. What the visitor can have again anyway is stored
    /// once something is done to it.
    pub(crate) fn begin(&self, plan: &History, origin: Origin, made: u64) -> PersistedPlan {
        let is_wanted = !origin.is_there_anyway();
        let first = plan.plan().clone();
        let id = PlanId::new(unique());
        let record = PlanRecord::new(id.clone(), first.name.clone(), origin, time_ms());
        let window = self.keeper.window().clone();
        let session = Session::new(id, window, made, 0, plan.clone());
        PersistedPlan {
            record: Rc::new(record),
            session,
            base: 0,
            unstored: Some(first),
            is_wanted,
            stated: 0,
            rest: None,
        }
    }
}
