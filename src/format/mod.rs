//! Imports and exports: one file each, and one table that lists the exports.
//!
//! The page's menu, the command line's `--format`, the types of the JavaScript package and the
//! documentation all read [`FORMATS`], so that they cannot differ. An export is made of a plan and the engine's answer to it; it decides nothing.

mod audit;
mod compare;
mod console;
pub mod encoding;
pub mod forward_compatibility;
pub mod invalid_value;
mod json;
mod json_path;
mod line;
pub mod link;
mod markdown;
mod plain_text;
pub mod plan;
mod rule_steps;
pub mod samples;
mod shape;
mod steps;
mod trace;
mod values;

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

/// Every format, in the order of the menu.
pub static FORMATS: &[Format] =
    &[console::FORMAT, markdown::FORMAT, plain_text::FORMAT, json::FORMAT];

impl Format {
    /// A format by its id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.id == id)
    }

    /// Writes what has to be done about rules in the cloud, in this format.
    #[must_use]
    pub fn pending(&self, pending: &Pending, language: Language) -> String {
        match pending {
            Pending::Proposed { plan, report } => (self.write)(plan, report, language),
            Pending::Drawn(steps) => (self.write_steps)(steps, language),
        }
    }
}

#[cfg(test)]
mod rule_steps_tests;
#[cfg(test)]
mod tests;
