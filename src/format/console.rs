//! The steps to take in the console, as plain text that goes into any ticket.

use super::console_text::rendered;
use super::steps::Steps;
use super::{Format, rule_steps};
use crate::engine::report::Report;
use crate::locale::{FormatText, Language};
use crate::plan::Plan;

/// This format.
pub(super) const FORMAT: Format = Format {
    id: "console",
    label: FormatText::Console,
    extension: "txt",
    media_type: "text/plain",
    write,
    write_steps: |steps, language| rendered(&rule_steps::document(steps, language), language),
    write_audit: None,
    write_changes: None,
    write_trace: None,
};

fn write(plan: &Plan, report: &Report, language: Language) -> String {
    rendered(&Steps::of(plan, report, language), language)
}
