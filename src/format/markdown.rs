//! The steps to take in the console, as Markdown with a table for the rules.

use super::markdown_text::rendered;
use super::steps::Steps;
use super::{Format, audit, compare, rule_steps};
use crate::engine::report::Report;
use crate::locale::{FormatText, Language};
use crate::plan::Plan;

/// This format.
pub(super) const FORMAT: Format = Format {
    id: "markdown",
    label: FormatText::Markdown,
    extension: "md",
    media_type: "text/markdown",
    write,
    write_steps: |steps, language| rendered(&rule_steps::document(steps, language), language),
    write_audit: Some(audit::markdown),
    write_changes: Some(compare::markdown),
    write_trace: None,
};

fn write(plan: &Plan, report: &Report, language: Language) -> String {
    rendered(&Steps::of(plan, report, language), language)
}
