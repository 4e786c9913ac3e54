//! Values in this tab's storage: the plan that the tab shows, and the number of starts that failed.

use crate::platform::{load_for_tab, store_for_tab};

/// The key of the id of the plan that the tab shows.
pub(crate) const SHOWN_HERE: &str = "elb-rule-planner.shown";

/// The key of the number of starts in a row after which the page could not be used.
const BEGUN: &str = "elb-rule-planner.begun";

/// Counts a start of the page.
pub(crate) fn begin_start() {
    let begun = begun().saturating_add(1);
    store_for_tab(BEGUN, &begun.to_string());
}

/// Resets the count, since the page can be used.
pub(crate) fn end_start() {
    store_for_tab(BEGUN, "0");
}

pub(crate) fn begun() -> u32 {
    load_for_tab(BEGUN).and_then(|text| text.parse().ok()).unwrap_or_default()
}
