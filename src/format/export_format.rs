//! An export format: its names, and the functions that write in it.

use crate::engine::compare::{ChangePlan, Pending, RuleSteps};
use crate::engine::report::{Audit, Report};
use crate::engine::trace::Trace;
use crate::locale::{FormatText, Language};
use crate::plan::Plan;

/// Writes an audit of a plan, with the report that it belongs to.
pub type AuditWriter = fn(&Plan, &Report, &Audit, Language) -> String;
/// Writes the steps of a change.
pub type ChangesWriter = fn(&ChangePlan, Language) -> String;
/// Writes the answer to a question about packets.
pub type TraceWriter = fn(&Plan, &Trace, Language) -> String;

/// A format in which answers are exported.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Its name on the command line and in the JavaScript package.
    pub id: &'static str,
    /// Its name in menus.
    pub label: FormatText,
    /// The ending of the names of its files, without the dot.
    pub extension: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Writes a plan and the engine's answer to it.
    pub write: fn(&Plan, &Report, Language) -> String,
    /// Writes steps of which some were drawn by hand.
    pub write_steps: fn(&RuleSteps, Language) -> String,
    /// Writes an audit, where the format is one of audits.
    pub write_audit: Option<AuditWriter>,
    /// Writes the steps of a change, where the format is one of changes.
    pub write_changes: Option<ChangesWriter>,
    /// Writes a trace, where the format is one of traces.
    pub write_trace: Option<TraceWriter>,
}

impl Format {
    /// Writes what has to be done about rules in the cloud, in this format.
    #[must_use]
    pub fn pending(&self, pending: &Pending, language: Language) -> String {
        match pending {
            Pending::Proposed { plan, report } => (self.write)(plan, report, language),
            Pending::Drawn(steps) => (self.write_steps)(steps, language),
        }
    }
}
