//! JSON as exports and links write it.

use serde::Serialize;
use serde_json::Value;

use crate::plan::json::{Spacing, write_json};

/// JSON for people: indented, with a line break at the end.
pub(super) fn pretty(value: &impl Serialize) -> String {
    let mut text = written(value, Spacing::Indented);
    text.push('\n');
    text
}

/// JSON for programs, without a space.
fn compact(value: &impl Serialize) -> String {
    written(value, Spacing::Compact)
}

/// A value as JSON. It goes by way of a text, because everything is written as one somewhere
/// anyhow: writers of values would make the page's module larger.
pub(super) fn value_of(value: &impl Serialize) -> Value {
    serde_json::from_str(&compact(value)).unwrap_or_default()
}

fn written(value: &impl Serialize, spacing: Spacing) -> String {
    let mut bytes = vec![];
    // Plans and reports hold nothing that JSON cannot say, so there is no error to pass on.
    let _ = write_json(value, spacing, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}
