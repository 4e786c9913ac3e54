//! Carrying out entries again on a plan that another window has changed meanwhile.
//!
//! Two windows that add something at the same time give it the same id. What comes later to the
//! log gets another id, in its own entry and in all entries of its window behind it, so that
//! neither takes the place of the other.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Entry, Operation, apply};
use crate::edit::History;
use crate::plan::{Plan, set_of};

/// Carries out entries that were made on `old` on `new`, those that `is_left` says are not in it
/// yet. Returns those that can be carried out there, with their ids as they are then.
pub(super) fn rebase(
    mut old: History,
    new: &mut History,
    entries: &[Rc<Entry>],
    is_left: impl Fn(&Entry) -> bool,
) -> Vec<Rc<Entry>> {
    let mut renamed = BTreeMap::new();
    let mut left = vec![];
    for entry in entries {
        let before = ids(old.plan());
        // It could be carried out when it was made.
        let _ = apply(&mut old, 0, entry);
        let after = ids(old.plan());
        if !is_left(entry) {
            continue;
        }
        if matches!(entry.operation, Operation::Edit { .. }) {
            let there = ids(new.plan());
            for id in after.difference(&before).filter(|id| there.contains(*id)) {
                let taken = there.iter().chain(&after).chain(renamed.values());
                let fresh = fresh(id, taken);
                renamed.insert(id.clone(), fresh);
            }
        }
        let entry = if renamed.is_empty() { entry.clone() } else { with_ids(entry, &renamed) };
        if apply(new, 0, &entry).is_ok() {
            left.push(entry);
        }
    }
    left
}

/// The ids of everything in a plan.
fn ids(plan: &Plan) -> BTreeSet<String> {
    let elements = plan.element_ids().map(|id| id.to_string());
    let listeners = plan.listeners().map(|(_, listener)| listener.id.to_string());
    let members = plan.members().map(|(_, member)| member.id.to_string());
    let rules = plan.rule_ids().map(|id| id.to_string());
    set_of(elements.chain(listeners).chain(members).chain(rules))
}

/// An id of the same kind with a number that no other one has.
fn fresh<'a>(id: &str, taken: impl Iterator<Item = &'a String>) -> String {
    let kind = id.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let numbers = taken.filter_map(|it| it.strip_prefix(kind)?.parse::<u32>().ok());
    format!("{kind}{}", numbers.max().unwrap_or_default().saturating_add(1))
}

/// An entry with other ids in its edits. They go through text, by the code that reads and writes
/// logs: other ways to reach every id in an edit would need all of that code a second time.
fn with_ids(entry: &Rc<Entry>, renamed: &BTreeMap<String, String>) -> Rc<Entry> {
    let Operation::Edit { edits, topic } = &entry.operation else { return entry.clone() };
    let Ok(text) = serde_json::to_string(edits) else { return entry.clone() };
    let Ok(edits) = serde_json::from_str(&with_ids_in(&text, renamed)) else {
        return entry.clone();
    };
    let operation = Operation::Edit { edits, topic: topic.clone() };
    Rc::new(Entry { operation, ..(**entry).clone() })
}

/// Compact JSON with other ids in the place of texts that are just an id. Names of fields stay.
fn with_ids_in(json: &str, renamed: &BTreeMap<String, String>) -> String {
    let mut changed = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((before, behind)) = rest.split_once('"') {
        let mut is_escaped = false;
        let end = behind.bytes().position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        });
        let Some((text, behind)) = end.and_then(|end| behind.split_at_checked(end)) else { break };
        let is_name = behind.starts_with("\":");
        let fresh = renamed.get(text).filter(|_| !is_name);
        changed.push_str(before);
        changed.push('"');
        changed.push_str(fresh.map_or(text, String::as_str));
        changed.push('"');
        rest = behind.strip_prefix('"').unwrap_or_default();
    }
    changed.push_str(rest);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_that_are_an_id_are_renamed() {
        let renamed = BTreeMap::from([("sg-1".to_owned(), "sg-7".to_owned())]);
        let json = r#"[{"sg-1":"sg-1","note":"\"sg-1\" \\","id":["sg-10","sg-1"],"at":1}]"#;
        let wanted = r#"[{"sg-1":"sg-7","note":"\"sg-1\" \\","id":["sg-10","sg-7"],"at":1}]"#;
        assert_eq!(with_ids_in(json, &renamed), wanted);
        assert_eq!(with_ids_in("[]", &renamed), "[]");
    }
}
