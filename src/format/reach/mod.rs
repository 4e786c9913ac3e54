//! The answers who reaches what, and what a change opens and closes, written for people and for programs.

mod answer;
mod change;
mod json;
mod lines;
mod markdown;
mod plain_text;
mod svg;

pub use answer::{ReachAnswer, ReachFormat, ReachWriter, TrafficChangeAnswer, TrafficChangeWriter};

/// The formats, the usual one first. They are in a table of their own so that whoever exports rules has
/// no code of them.
pub static REACH_FORMATS: &[ReachFormat] = &[
    ReachFormat { id: "text", write: plain_text::write, write_change: Some(change::text) },
    ReachFormat { id: "markdown", write: markdown::write, write_change: Some(change::markdown) },
    ReachFormat { id: "json", write: json::write, write_change: Some(json::write_change) },
    ReachFormat { id: "svg", write: svg::write, write_change: None },
];
