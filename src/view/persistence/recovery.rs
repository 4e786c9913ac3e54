//! What a page could not write before it was closed.
//!
//! A page that is closed has no time to wait for the database. What is not written then is put
//! into local storage, which answers at once, and taken from there when the plan is opened again.

use serde::{Deserialize, Serialize};

use super::persisted_plan::PersistedPlan;
use crate::format::plan as plan_file;
use crate::library::{Entry, PlanId, PlanRecord};
use crate::platform::{load, store, stored_keys};

/// What the keys begin with. The plan's id follows, and the window's.
const PREFIX: &str = "elb-rule-planner.unfinished.";

/// What is left of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct UnwrittenPlan {
    /// The plan's record.
    pub(crate) record: PlanRecord,
    /// The first state, where that is not stored either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) base: Option<String>,
    /// The entries that are not written.
    pub(crate) entries: Vec<Entry>,
}

fn key(plan: &PlanId, window: &str) -> String {
    format!("{PREFIX}{plan}.{window}")
}

/// Puts down what is not written of a plan; returns the key.
pub(crate) fn put_down(persisted: &PersistedPlan, window: &str) -> String {
    let key = key(&persisted.record.id, window);
    let left = UnwrittenPlan {
        record: (*persisted.record).clone(),
        base: persisted.unstored.as_ref().map(|plan| plan_file::write(plan)),
        entries: persisted.session.unwritten().iter().map(|entry| (**entry).clone()).collect(),
    };
    if let Ok(text) = serde_json::to_string(&left) {
        // Where it cannot be persisted, the page has asked before it was closed.
        let _ = store(&key, &text);
    }
    key
}

/// What is left of every plan, each with its key. A text that cannot be read stays where it is.
pub(crate) fn left_over() -> Vec<(String, UnwrittenPlan)> {
    let keys = stored_keys().into_iter().filter(|key| key.starts_with(PREFIX));
    keys.filter_map(|key| Some((key.clone(), serde_json::from_str(&load(&key)?).ok()?))).collect()
}
