//! The persisted plans that a window shows or has shown.

use std::rc::Rc;

use super::keeper::Keeper;
use super::persisted_plan::PersistedPlan;
use crate::edit::History;
use crate::library::{Origin, PlanId, PlanRecord, Session};
use crate::plan::Plan;
use crate::platform::{StorageError, time_ms, unique};

/// A plan of the visitor's that is put aside while a shared one is shown.
#[derive(Clone, PartialEq)]
pub(crate) struct OwnPlan {
    /// The plan with its undo steps.
    pub(crate) history: History,
    /// The plan as it is persisted.
    pub(crate) persisted: Option<PersistedPlan>,
    /// The state from which a change of it is planned.
    pub(crate) remembered: Option<Rc<Plan>>,
}

/// The persistence of the page: the keeper, and the plans that it writes.
#[derive(Clone, PartialEq)]
pub(crate) struct Persistence {
    /// The keeper, which reads and writes.
    pub(crate) keeper: Keeper,
    /// The plan that is shown, where it is the visitor's own.
    pub(crate) persisted: Option<PersistedPlan>,
    /// Plans that were shown before and have something unwritten.
    pub(crate) leaving: Rc<Vec<PersistedPlan>>,
    /// The state of the browser's storage.
    pub(crate) storage: StorageState,
}

/// The success or failure of writing to the browser's storage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct StorageState {
    /// The reason why the last write failed; nothing if it did not.
    pub(crate) trouble: Option<StorageError>,
    /// The number of failed tries in a row.
    pub(crate) tries: u32,
    /// The time of the last write, in milliseconds since 1970.
    pub(crate) written: Option<u64>,
}

impl StorageState {
    /// True if the browser does not store what it is given. A single failure may only be a lost
    /// connection.
    pub(crate) fn is_failing(&self) -> bool {
        match &self.trouble {
            None => false,
            Some(StorageError::Failed(_)) => self.tries > 1,
            Some(_) => true,
        }
    }
}

impl Persistence {
    /// The persistence of a page that stores nothing, as an embedded one, and for tests.
    pub(crate) fn none() -> Self {
        Self {
            keeper: Keeper::default(),
            persisted: None,
            leaving: Rc::default(),
            storage: StorageState::default(),
        }
    }

    /// Makes a new plan of the library, with its first state. A plan that the visitor can have
    /// again anyway is stored only once it is edited.
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
