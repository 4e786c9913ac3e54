//! The formats of exports.

/// The label of an export format, and what it is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatText {
    /// The steps to take in the console, as plain text.
    Console,
    /// The steps to take in the console, as Markdown.
    Markdown,
    /// The answer as plain text.
    Text,
    /// The plan and the answer as JSON.
    Json,
}

area!(export::format, FormatText);
