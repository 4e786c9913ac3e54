//! Lies about the entries of the certificate.

use serde_json::Value;

use super::find::*;
use super::parts::shrink;

pub(super) fn drop_entry(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let entries = entries(document)?;
    entries.remove(choose(entries.len()));
    Some(())
}

pub(super) fn drop_entry_flow(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let entries = entries(document)?;
    let at = choose(entries.len());
    entries[at]["flows"].as_array_mut()?.pop();
    Some(())
}

pub(super) fn narrow_entry(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let entries = entries(document)?;
    let at = choose(entries.len());
    shrink(&mut entries[at]["packets"]);
    Some(())
}

pub(super) fn drop_addition(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let additions = document["certificate"]["additions"].as_array_mut()?;
    if additions.is_empty() {
        return None;
    }
    additions.remove(choose(additions.len()));
    Some(())
}

pub(super) fn hide_surplus(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let has_asked = |_: &str, value: &Value| {
        value.get("asked").and_then(Value::as_array).is_some_and(|it| !it.is_empty())
    };
    let addition = one(document, choose, &has_asked)?;
    let asked = addition["asked"].as_array_mut()?.pop()?;
    let more = asked["packets"].as_array()?.clone();
    addition["surplus"].as_array_mut()?.extend(more);
    Some(())
}
