//! The list of tests that could not be run on this machine, with the reasons.

use std::sync::Mutex;

static SKIPPED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Says that something is skipped, now and once more at the end.
pub(crate) fn note(what: &str, why: &str) {
    let line = format!("{what}: {why}");
    println!("skipped: {line}");
    if let Ok(mut skipped) = SKIPPED.lock() {
        skipped.push(line);
    }
}

/// Everything that was skipped, in the order in which it was.
pub(crate) fn list() -> Vec<String> {
    SKIPPED.lock().map(|skipped| skipped.clone()).unwrap_or_default()
}
