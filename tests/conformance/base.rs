//! The plans of a case: whole, or a base plan and what differs from it.

use serde_json::{Map, Value};

/// Puts the whole plans into a case, in place of what differs from a base. `base` gives the text of
/// a base plan by its name.
///
/// # Errors
/// A base or a thing in it is not there, or what differs from it is of no use.
pub(crate) fn expand<'a>(
    case: &mut Value,
    base: impl Fn(&str) -> Option<&'a str>,
) -> Result<(), String> {
    for field in ["before", "plan"] {
        let Some(written) = case.get(field) else { continue };
        let Some(name) = written.get("base").and_then(Value::as_str) else { continue };
        let found = match name {
            "before" => case.get(name).cloned(),
            name => base(name).and_then(|text| serde_json::from_str(text).ok()),
        };
        let mut plan = found.ok_or_else(|| format!("there is no base `{name}`"))?;
        if let Some(differs) = written.get("differs") {
            let differs = differs.as_object().ok_or("`differs` names things by their ids")?;
            for (id, difference) in differs {
                change(&mut plan, id, difference)?;
            }
        }
        if let Some(whole) = case.get_mut(field) {
            *whole = plan;
        }
    }
    Ok(())
}

/// Changes the thing of an id, or the plan itself where it is called `plan`; `null` removes it.
fn change(plan: &mut Value, id: &str, difference: &Value) -> Result<(), String> {
    let missing = || format!("the base has no `{id}`");
    match difference {
        Value::Null => remove(plan, id).then_some(()).ok_or_else(missing),
        Value::Object(fields) => {
            let thing = if id == "plan" { Some(plan) } else { find(plan, id) };
            merge(thing.and_then(Value::as_object_mut).ok_or_else(missing)?, fields)
        }
        other => Err(format!("`{id}` cannot become `{other}`")),
    }
}

/// Puts fields into a thing. An object is merged with the one that is there, `null` removes a field,
/// and `+` before the name of a list adds to the list.
fn merge(thing: &mut Map<String, Value>, fields: &Map<String, Value>) -> Result<(), String> {
    for (name, value) in fields {
        if let Some(list) = name.strip_prefix('+') {
            let list = thing.entry(list).or_insert_with(|| Value::Array(vec![]));
            let (Some(list), Some(added)) = (list.as_array_mut(), value.as_array()) else {
                return Err(format!("`{name}` adds to no list"));
            };
            list.extend(added.iter().cloned());
            continue;
        }
        match (value, thing.get_mut(name)) {
            (Value::Null, Some(_)) => {
                thing.remove(name);
            }
            (Value::Null, None) => return Err(format!("there is no `{name}` to remove")),
            (Value::Object(fields), Some(Value::Object(within))) => merge(within, fields)?,
            (value, _) => {
                thing.insert(name.clone(), value.clone());
            }
        }
    }
    Ok(())
}

fn has_id(value: &Value, id: &str) -> bool {
    value.get("id").and_then(Value::as_str) == Some(id)
}

fn find<'a>(value: &'a mut Value, id: &str) -> Option<&'a mut Value> {
    if has_id(value, id) {
        return Some(value);
    }
    match value {
        Value::Array(list) => list.iter_mut().find_map(|it| find(it, id)),
        Value::Object(fields) => fields.values_mut().find_map(|it| find(it, id)),
        _ => None,
    }
}

/// Removes the thing of an id from the list that it is in, and answers that it was there.
fn remove(value: &mut Value, id: &str) -> bool {
    match value {
        Value::Array(list) => {
            let count = list.len();
            list.retain(|it| !has_id(it, id));
            list.len() < count || list.iter_mut().any(|it| remove(it, id))
        }
        Value::Object(fields) => fields.values_mut().any(|it| remove(it, id)),
        _ => false,
    }
}
