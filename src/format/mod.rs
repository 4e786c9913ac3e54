//! Imports and exports: one file each, and one table that lists the exports.
//!
//! The page's menu, the command line's `--format`, the types of the JavaScript package and the
//! documentation all read [`FORMATS`], so that they cannot differ. An export is made of a plan and the
//! engine's answer to it; it decides nothing.

mod audit;
mod compare;
mod console;
mod console_text;
pub mod encoding;
mod export_format;
pub mod forward_compatibility;
pub mod invalid_value;
mod json;
mod json_path;
mod json_text;
mod line;
pub mod link;
mod markdown;
mod markdown_text;
mod plain_text;
pub mod plan;
pub mod reach;
mod rule_steps;
pub mod samples;
mod shape;
mod steps;
mod trace;
mod values;

pub use export_format::{AuditWriter, ChangesWriter, Format, TraceWriter};

/// Every format, in the order of the menu.
pub static FORMATS: &[Format] =
    &[console::FORMAT, markdown::FORMAT, plain_text::FORMAT, json::FORMAT];

impl Format {
    /// A format by its id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.id == id)
    }
}

#[cfg(test)]
mod rule_steps_tests;
#[cfg(test)]
mod tests;
