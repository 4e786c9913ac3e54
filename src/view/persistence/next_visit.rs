//! A note for the next visit: whether it begins with a plan of the library.

use crate::platform::{forget, store};

/// The key that is there if the next visit begins with a plan of the library. `static/first.js` reads
/// it before anything is painted, when the library cannot be asked yet.
const OWN_PLAN: &str = "elb-rule-planner.own-plan";

/// Notes whether the next visit begins with a plan of the library.
pub(crate) fn note_own_plan(is_own: bool) {
    if is_own {
        // If this fails, the next visit shows the first sample while the planner loads.
        let _ = store(OWN_PLAN, "1");
    } else {
        forget(OWN_PLAN);
    }
}
