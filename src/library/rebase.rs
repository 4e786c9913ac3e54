//! Carrying out entries again on a plan that another window has changed meanwhile.
//!
//! Two windows that add something at the same time give it the same id. What comes later to the
//! log gets another id, in its own entry and in all entries of its window behind it, so that
//! neither takes the place of the other.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::{Entry, Operation, apply};
use crate::edit::History;
use crate::plan::Plan;

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
    elements.chain(listeners).chain(members).chain(rules).collect()
}

/// An id of the same kind with a number that no other one has.
fn fresh<'a>(id: &str, taken: impl Iterator<Item = &'a String>) -> String {
    let kind = id.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let numbers = taken.filter_map(|it| it.strip_prefix(kind)?.parse::<u32>().ok());
    format!("{kind}{}", numbers.max().unwrap_or_default().saturating_add(1))
}

/// An entry with other ids in its edits.
fn with_ids(entry: &Rc<Entry>, renamed: &BTreeMap<String, String>) -> Rc<Entry> {
    let Operation::Edit { edits, topic } = &entry.operation else { return entry.clone() };
    let Ok(mut value) = serde_json::to_value(edits) else { return entry.clone() };
    rename(&mut value, renamed);
    let Ok(edits) = serde_json::from_value(value) else { return entry.clone() };
    let operation = Operation::Edit { edits, topic: topic.clone() };
    Rc::new(Entry { operation, ..(**entry).clone() })
}

fn rename(value: &mut Value, renamed: &BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some(fresh) = renamed.get(text) {
                text.clone_from(fresh);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, renamed)),
        Value::Object(fields) => fields.values_mut().for_each(|field| rename(field, renamed)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
