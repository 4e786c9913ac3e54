//! Tells whether lists and objects stand where a plan has them. The parser also takes a list for
//! the fields of an object in their order, and an object for a word; nobody writes that on purpose.

use crate::locale::{FoundValue, WantedValue};

/// The fields whose value is an object.
const OBJECTS: &[&str] = &["settings", "health_check", "access_control"];

/// The field whose value is a pair of numbers.
const PAIR: &str = "position";

/// A place where a list or an object stands that does not belong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misplaced {
    /// The byte at which it begins.
    pub(super) at: usize,
    /// The value that stands there.
    pub(super) found: FoundValue,
    /// The value that belongs there.
    pub(super) wanted: WantedValue,
}

/// An object or a list that is open at a place.
enum Open<'a> {
    Object { key: &'a str, expects_key: bool },
    List,
}

/// Finds the first list or object in a plan's text that stands where it does not belong. The text
/// is one that the parser has taken. Of a document only the plan in it is looked at.
pub(super) fn misplaced(text: &str, is_document: bool) -> Option<Misplaced> {
    let mut open: Vec<Open<'_>> = vec![];
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                let end = end_of_text(&mut bytes)?;
                if let Some(Open::Object { key, expects_key: true }) = open.last_mut() {
                    *key = text.get(at.saturating_add(1)..end).unwrap_or_default();
                }
            }
            b':' => {
                if let Some(Open::Object { expects_key, .. }) = open.last_mut() {
                    *expects_key = false;
                }
            }
            b',' => {
                if let Some(Open::Object { expects_key, .. }) = open.last_mut() {
                    *expects_key = true;
                }
            }
            b'{' | b'[' => {
                let is_list = byte == b'[';
                let is_in_plan = !is_document
                    || matches!(open.as_slice(), [Open::Object { key: "plan", .. }, ..]);
                let is_plan = open.len() == usize::from(is_document);
                if is_in_plan && let Some(wanted) = wanted_instead(&open, is_plan, is_list) {
                    let found = if is_list { FoundValue::List } else { FoundValue::Object };
                    return Some(Misplaced { at, found, wanted });
                }
                open.push(match is_list {
                    true => Open::List,
                    false => Open::Object { key: "", expects_key: true },
                });
            }
            b'}' | b']' => {
                open.pop();
            }
            _ => {}
        }
    }
    None
}

/// The value that belongs where a list or an object begins, if that does not.
fn wanted_instead(open: &[Open<'_>], is_plan: bool, is_list: bool) -> Option<WantedValue> {
    const OBJECT: WantedValue = WantedValue::Object;
    match (open.last(), is_list) {
        _ if is_plan => is_list.then_some(OBJECT),
        (Some(Open::List), true) => Some(OBJECT),
        (Some(Open::Object { key, .. }), true) if OBJECTS.contains(key) => Some(OBJECT),
        (Some(Open::Object { key, .. }), false) if !OBJECTS.contains(key) && *key != PAIR => {
            Some(WantedValue::Word)
        }
        _ => None,
    }
}

/// The place of the quote that ends a text.
fn end_of_text(bytes: &mut impl Iterator<Item = (usize, u8)>) -> Option<usize> {
    let mut is_escaped = false;
    let end = bytes.find(|(_, byte)| {
        let ends = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        ends
    });
    end.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn every_sample_has_the_shape_of_a_plan() {
        for sample in crate::format::samples::SAMPLES {
            assert_eq!(misplaced(sample.json, false), None, "{}", sample.id);
            let document = format!("{{\"report\": [[{{}}]], \"plan\": {}}}", sample.json);
            assert_eq!(misplaced(&document, true), None, "{}", sample.id);
        }
    }

    #[test]
    fn the_fields_that_hold_objects_are_those_of_the_schema() {
        let schema = include_str!("../../static/plan.schema.json");
        let schema: Value = serde_json::from_str(schema).unwrap();
        let definitions = schema["$defs"].as_object().unwrap();
        let is_object = |name: &str| {
            let it = &definitions[name];
            it["type"] == "object" || it["oneOf"][0]["type"] == "object"
        };
        let all = definitions.values().chain([&schema]);
        let fields = all.flat_map(|it| {
            let own = it["properties"].as_object().into_iter();
            own.flatten().collect::<Vec<_>>()
        });
        let mut found = fields
            .filter(|(_, it)| {
                let name = it["$ref"].as_str().and_then(|it| it.strip_prefix("#/$defs/"));
                name.is_some_and(is_object)
            })
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>();
        found.sort_unstable();
        let mut known = OBJECTS.to_vec();
        known.sort_unstable();
        assert_eq!(found, known);
    }

    #[test]
    fn a_list_for_an_object_is_found_where_it_begins() {
        let found = |text: &str, is_document| {
            misplaced(text, is_document).map(|it| (it.at, it.found, it.wanted))
        };
        let object = || WantedValue::Object;
        assert_eq!(found(r#"{"vpcs": [["a"]]}"#, false), Some((10, FoundValue::List, object())));
        assert_eq!(found(r#"{"settings": []}"#, false), Some((13, FoundValue::List, object())));
        let word = Some((11, FoundValue::Object, WantedValue::Word));
        assert_eq!(found(r#"{"action": {"allow": null}}"#, false), word);
        assert_eq!(found(r#"{"plan": []}"#, true), Some((9, FoundValue::List, object())));
        assert_eq!(found(r#"{"plan": {"position": [0, 1]}}"#, true), None);
    }
}
