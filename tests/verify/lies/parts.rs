//! Lies about the parts into which rules divide a flow, and about what is missing.

use serde_json::{Value, json};

use super::find::*;

pub(super) fn flip_part(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let part = one(document, choose, &is_part)?;
    part["passes"] = json!(!part["passes"].as_bool()?);
    Some(())
}

/// Takes one packet off a side that has more.
pub(super) fn shrink(packets: &mut Value) {
    let block = |side: &Value| {
        let text = side.as_str().unwrap();
        let (address, prefix) = text.split_once('/').unwrap_or((text, "none"));
        let is_wide = !matches!(prefix, "none" | "32" | "128");
        (is_wide && !address.contains('-')).then(|| address.to_owned())
    };
    if let Some(first) = block(&packets["source"]) {
        packets["source"] = json!(first);
    } else if let Some(first) = block(&packets["destination"]) {
        packets["destination"] = json!(first);
    } else if packets.get("source_ports").is_none() {
        packets["source_ports"] = json!("1-65534");
    } else {
        packets["ports"] = json!("9");
    }
}

pub(super) fn shrink_part(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    shrink(one(document, choose, &is_box)?);
    Some(())
}

/// True if there is a list of parts with something in it.
fn is_list_of_parts(at: &str, value: &Value) -> bool {
    at.ends_with("/parts") && value.as_array().is_some_and(|it| !it.is_empty())
}

pub(super) fn drop_part(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let parts = one(document, choose, &is_list_of_parts)?.as_array_mut()?;
    parts.remove(choose(parts.len()));
    Some(())
}

pub(super) fn double_part(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let parts = one(document, choose, &is_list_of_parts)?.as_array_mut()?;
    let part = parts[choose(parts.len())].clone();
    parts.insert(choose(parts.len() + 1), part);
    Some(())
}

pub(super) fn change_port(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let packets = one(document, choose, &is_box)?;
    packets["ports"] = json!("7");
    Some(())
}

pub(super) fn change_message(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let is_ping = |at: &str, value: &Value| is_box(at, value) && value.get("icmp").is_some();
    let packets = one(document, choose, &is_ping)?;
    packets["icmp"] = json!("13");
    Some(())
}

pub(super) fn widen_message(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let is_ping = |at: &str, value: &Value| is_box(at, value) && value.get("icmp").is_some();
    one(document, choose, &is_ping)?.as_object_mut()?.remove("icmp");
    Some(())
}

pub(super) fn swap_decider(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let others =
        places(document, &|at, value| at.starts_with("/plan/") && value.get("action").is_some());
    let other = others.get(choose(others.len().max(1))).and_then(|at| document.pointer(at));
    let other = other.map_or(json!("default_deny"), |rule| json!({ "rule": rule["id"] }));
    let part = one(document, choose, &is_part)?;
    let wanted = match part["decided_by"] == other {
        true if other == json!("default_deny") => json!("ambiguous"),
        true => json!("default_deny"),
        false => other,
    };
    part["decided_by"] = wanted;
    Some(())
}

pub(super) fn empty_missing(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let is_missing = |at: &str, value: &Value| {
        at.ends_with("/missing") && value.as_array().is_some_and(|it| !it.is_empty())
    };
    *one(document, choose, &is_missing)? = json!([]);
    Some(())
}

pub(super) fn more_missing(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let is_decision = |_: &str, value: &Value| value.get("missing").is_some();
    let decision = one(document, choose, &is_decision)?;
    let passing = decision["parts"].as_array()?.iter().find(|it| it["passes"] == json!(true))?;
    let packets = passing["packets"][0].clone();
    decision["missing"].as_array_mut()?.push(packets);
    Some(())
}
