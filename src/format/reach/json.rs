//! The answer who reaches what as JSON. `docs/report-format.md` describes it field by field.

use serde::Serialize;

use super::super::json_text::pretty;
use super::answer::{ReachAnswer, TrafficChangeAnswer};
use crate::engine::reach::{Reach, TrafficChange};
use crate::locale::Language;

/// The document: who answered, the state that is asked about, and the answer.
#[derive(Serialize)]
struct Document<'a> {
    program: &'static str,
    version: &'static str,
    with_changes: bool,
    reach: &'a Reach,
}

/// The document of a change.
#[derive(Serialize)]
struct ChangeDocument<'a> {
    program: &'static str,
    version: &'static str,
    traffic_change: &'a TrafficChange,
}

/// The answer as JSON.
pub(super) fn write(answer: ReachAnswer, _: Language) -> String {
    pretty(&Document {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        with_changes: answer.with_changes,
        reach: answer.reach,
    })
}

/// The traffic that a change opens and closes as JSON.
pub(super) fn write_change(answer: TrafficChangeAnswer, _: Language) -> String {
    pretty(&ChangeDocument {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        traffic_change: answer.change,
    })
}
