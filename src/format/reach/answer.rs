//! Answers as writers get them, and the formats in which they are written.

use crate::engine::reach::{Reach, TrafficChange};
use crate::locale::Language;
use crate::plan::Plan;

/// The answer with the plan that it is about.
#[derive(Debug, Clone, Copy)]
pub struct ReachAnswer<'a> {
    /// The plan, in the state that is asked about.
    pub plan: &'a Plan,
    /// The answer.
    pub reach: &'a Reach,
    /// True if the plan has the rules to add.
    pub with_changes: bool,
}

/// The traffic that a change opens and closes, with both states of the plan.
#[derive(Debug, Clone, Copy)]
pub struct TrafficChangeAnswer<'a> {
    /// The state before the change.
    pub before: &'a Plan,
    /// The state after it.
    pub after: &'a Plan,
    /// The answer.
    pub change: &'a TrafficChange,
}

/// Writes an answer.
pub type ReachWriter = fn(ReachAnswer<'_>, Language) -> String;
/// Writes what a change opens and closes.
pub type TrafficChangeWriter = fn(TrafficChangeAnswer<'_>, Language) -> String;

/// A format in which answers to the question who reaches what are written.
#[derive(Debug, Clone, Copy)]
pub struct ReachFormat {
    /// Its name on the command line.
    pub id: &'static str,
    /// Writes an answer.
    pub write: ReachWriter,
    /// Writes what a change opens and closes, where the format is one of changes.
    pub write_change: Option<TrafficChangeWriter>,
}
