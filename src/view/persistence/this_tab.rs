//! Words that this tab keeps for itself: the plan that it shows, and whether the page could be used.

use crate::platform::{load_for_tab, store_for_tab};

/// In this tab's storage: the id of the plan that the tab shows.
pub(crate) const SHOWN_HERE: &str = "elb-rule-planner.shown";

/// In this tab's storage: how often the page was begun without getting far enough to be used.
const BEGUN: &str = "elb-rule-planner.begun";

/// Notes that the page begins.
pub(crate) fn begin_start() {
    let begun = begun().saturating_add(1);
    store_for_tab(BEGUN, &begun.to_string());
}

/// Notes that the page can be used.
pub(crate) fn end_start() {
    store_for_tab(BEGUN, "0");
}

pub(crate) fn begun() -> u32 {
    load_for_tab(BEGUN).and_then(|text| text.parse().ok()).unwrap_or_default()
}
