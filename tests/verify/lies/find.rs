//! The places in a document at which lies are put.

use serde_json::{Value, json};

/// The places in a value whose pointers a condition accepts.
pub(super) fn places(value: &Value, fits: &dyn Fn(&str, &Value) -> bool) -> Vec<String> {
    fn walk(value: &Value, at: &str, fits: &dyn Fn(&str, &Value) -> bool, found: &mut Vec<String>) {
        if fits(at, value) {
            found.push(at.to_owned());
        }
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    walk(value, &format!("{at}/{key}"), fits, found);
                }
            }
            Value::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    walk(item, &format!("{at}/{number}"), fits, found);
                }
            }
            _ => {}
        }
    }
    let mut found = vec![];
    walk(value, "", fits, &mut found);
    found
}

/// One of the places that a condition accepts.
pub(super) fn one<'a>(
    value: &'a mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
    fits: &dyn Fn(&str, &Value) -> bool,
) -> Option<&'a mut Value> {
    let places = places(value, fits);
    if places.is_empty() {
        return None;
    }
    value.pointer_mut(&places[choose(places.len())])
}

pub(super) fn is_part(at: &str, value: &Value) -> bool {
    !at.starts_with("/plan") && value.get("decided_by").is_some()
}

/// Findings, and what gets in that must not, are not checked.
pub(super) fn is_box(at: &str, value: &Value) -> bool {
    !at.starts_with("/plan")
        && !at.starts_with("/report/findings")
        && !at.contains("/gets_in/")
        && value.get("source").is_some_and(Value::is_string)
        && value.get("protocol").is_some()
        && value.get("action").is_none()
        && !at.ends_with("/packets")
}

/// The rules of the plan that decide now, by the pointers of the rules.
pub(super) fn deciding_rules(document: &Value) -> Vec<String> {
    let entries = document["certificate"]["entries"].as_array().unwrap();
    let parts = entries.iter().flat_map(|it| it["now"]["parts"].as_array().unwrap());
    let ids: Vec<&Value> = parts.filter_map(|it| it["decided_by"].get("rule")).collect();
    places(document, &|at, value| {
        at.starts_with("/plan/") && value.get("id").is_some_and(|id| ids.contains(&id))
    })
}

pub(super) fn flip(action: &mut Value) {
    *action = if *action == json!("deny") { json!("allow") } else { json!("deny") };
}

pub(super) fn change<'a>(
    document: &'a mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
    kind: &str,
) -> Option<&'a mut Value> {
    let changes = document["report"]["changes"].as_array_mut()?;
    let mut fitting: Vec<&mut Value> =
        changes.iter_mut().filter(|it| it["kind"].get(kind).is_some()).collect();
    if fitting.is_empty() {
        return None;
    }
    Some(fitting.swap_remove(choose(fitting.len())))
}

pub(super) const ADDS: [(&str, &str); 2] = [
    ("add_security_group_rule", "put_security_group_rule"),
    ("add_network_acl_rule", "put_network_acl_rule"),
];

/// A flow that filters look at.
pub(super) fn filtered_flow(
    document: &Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<Value> {
    let flows = document["report"]["flows"].as_array()?;
    let looks = |flow: &&Value| {
        flow["layers"].as_array().unwrap().iter().any(|it| it["outcome"].get("filtered").is_some())
    };
    let flows: Vec<&Value> = flows.iter().filter(looks).collect();
    flows.get(choose(flows.len().max(1))).map(|flow| (*flow).clone())
}

pub(super) fn thing<'a>(document: &'a mut Value, list: &str, id: &Value) -> Option<&'a mut Value> {
    document["plan"][list].as_array_mut()?.iter_mut().find(|it| it["id"] == *id)
}

pub(super) fn entries(document: &mut Value) -> Option<&mut Vec<Value>> {
    document["certificate"]["entries"].as_array_mut().filter(|it| !it.is_empty())
}
