//! Entries that a page could not write before it was closed.
//!
//! A page that is closed has no time to wait for the database. It puts what is unwritten into local
//! storage, which answers at once. When the plan is opened again, it is read from there.

use serde::{Deserialize, Serialize};

use super::persisted_plan::PersistedPlan;
use crate::format::plan as plan_file;
use crate::library::{Entry, PlanId, PlanRecord};
use crate::platform::{load, store, stored_keys};

/// The beginning of the keys. The plan's id follows, and the window's.
const PREFIX: &str = "elb-rule-planner.unfinished.";

/// The unwritten part of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct UnwrittenPlan {
    /// The plan's record.
    pub(crate) record: PlanRecord,
    /// The first state, if that is not stored either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) base: Option<String>,
    /// The entries that are not written.
    pub(crate) entries: Vec<Entry>,
}

fn key(plan: &PlanId, window: &str) -> String {
    format!("{PREFIX}{plan}.{window}")
}

/// Puts the unwritten part of a plan into local storage; returns the key.
pub(crate) fn put_down(persisted: &PersistedPlan, window: &str) -> String {
    let key = key(&persisted.record.id, window);
    let left = UnwrittenPlan {
        record: (*persisted.record).clone(),
        base: persisted.unstored.as_ref().map(|plan| plan_file::write(plan)),
        entries: persisted.session.unwritten().iter().map(|entry| (**entry).clone()).collect(),
    };
    if let Ok(text) = serde_json::to_string(&left) {
        // If this fails, the page has asked the visitor before it was closed.
        let _ = store(&key, &text);
    }
    key
}

/// The unwritten parts of all plans in local storage, each with its key. A text that cannot be read
/// stays where it is.
pub(crate) fn left_over() -> Vec<(String, UnwrittenPlan)> {
    let keys = stored_keys().into_iter().filter(|key| key.starts_with(PREFIX));
    keys.filter_map(|key| Some((key.clone(), serde_json::from_str(&load(&key)?).ok()?))).collect()
}
