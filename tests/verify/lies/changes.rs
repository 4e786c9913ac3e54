//! Lies about rules, those of the plan and those to add.

use serde_json::{Value, json};

use super::find::*;

pub(super) fn flip_deciding_rule(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let rules = deciding_rules(document);
    let at = rules.get(choose(rules.len().max(1)))?;
    flip(&mut document.pointer_mut(at)?["action"]);
    Some(())
}

pub(super) fn change_deciding_type(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let mut rules = deciding_rules(document);
    rules.retain(|at| {
        let rule = document.pointer(at);
        let is_icmp =
            |rule: &Value| rule["protocol"].as_str().is_some_and(|it| it.starts_with("icmp"));
        rule.is_some_and(|rule| rule.get("remote").is_some() && is_icmp(rule))
    });
    let at = rules.get(choose(rules.len().max(1)))?;
    document.pointer_mut(at)?["icmp"] = json!("13");
    Some(())
}

pub(super) fn flip_added_rule(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let (kind, edit) = ADDS[choose(2)];
    let change = change(document, choose, kind)?;
    flip(&mut change["kind"][kind]["rule"]["action"]);
    flip(&mut change["remedy"][0][edit]["rule"]["action"]);
    Some(())
}

pub(super) fn remove_added_rule(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    // If a lowered deny frees an allow that was there, a rule beside it may decide on nothing.
    // Without such a rule the rest is still true.
    let entries = document["certificate"]["entries"].as_array()?;
    let decides = |id: &Value| {
        let parts = entries.iter().flat_map(|it| it["after"]["parts"].as_array().unwrap());
        parts.into_iter().any(|part| part["decided_by"]["rule"] == *id)
    };
    let id = |change: &Value| {
        let rule = ADDS.iter().find_map(|(kind, _)| change["kind"].get(kind))?;
        Some(rule["rule"]["id"].clone())
    };
    let changes = document["report"]["changes"].as_array()?;
    let needed = |change: &Value| id(change).is_none_or(|id| decides(&id));
    let needed: Vec<usize> =
        changes.iter().enumerate().filter(|(_, it)| needed(it)).map(|(at, _)| at).collect();
    let at = *needed.get(choose(needed.len().max(1)))?;
    let change = document["report"]["changes"].as_array_mut()?.remove(at);
    // The lie is told with care: the numbers are made to fit.
    let additions = document["certificate"]["additions"].as_array_mut()?;
    additions.retain(|it| it["change"] != change["id"]);
    let field = match (change["kind"].get("lower_priority"), change["level"].as_str()) {
        (Some(_), _) => "rules_to_change",
        (None, Some("required")) => "required_rules",
        (None, _) => "recommended_rules",
    };
    let count = &mut document["report"]["summary"][field];
    *count = json!(count.as_u64()? - 1);
    Some(())
}

pub(super) fn move_added_rule(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let (kind, edit) = ADDS[1];
    let change = change(document, choose, kind)?;
    change["kind"][kind].as_object_mut()?.remove("above")?;
    change["remedy"][0][edit].as_object_mut()?.remove("above")?;
    Some(())
}

pub(super) fn change_position(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let (kind, _) = ADDS[1];
    let position = &mut change(document, choose, kind)?["kind"][kind]["position"];
    *position = json!(position.as_u64()? + 1);
    Some(())
}

pub(super) fn change_remedy(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let (kind, edit) = ADDS[choose(2)];
    let rule = &mut change(document, choose, kind)?["remedy"][0][edit]["rule"];
    match choose(3) {
        0 => rule["enabled"] = json!(false),
        1 => rule["description"] = json!("another"),
        _ => rule["id"] = json!("rule-999999"),
    }
    Some(())
}

pub(super) fn swap_acl_rules(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let entries = document["certificate"]["entries"].as_array()?;
    let pairs: Vec<[Value; 2]> = entries
        .iter()
        .filter(|it| it["filter"].get("network_acl").is_some())
        .filter_map(|it| {
            let mut rules =
                it["now"]["parts"].as_array()?.iter().filter_map(|it| it["decided_by"].get("rule"));
            Some([rules.next()?.clone(), rules.next()?.clone()])
        })
        .collect();
    let [one, other] = pairs.get(choose(pairs.len().max(1)))?;
    let place = |document: &Value, id: &Value| {
        let fits = |at: &str, value: &Value| {
            at.starts_with("/plan/network_acls") && value.get("id") == Some(id)
        };
        places(document, &fits).first().cloned()
    };
    let (first, second) = (place(document, one)?, place(document, other)?);
    let rule = document.pointer(&first)?.clone();
    let rule = std::mem::replace(document.pointer_mut(&second)?, rule);
    *document.pointer_mut(&first)? = rule;
    Some(())
}

/// One of the changes, of whatever kind. Beside a deny that is lowered, what stops the flows of a
/// rule that is added to a security group is not checked.
fn any_change<'a>(
    document: &'a mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<&'a mut Value> {
    let changes = document["report"]["changes"].as_array_mut()?;
    let lowers = |it: &Value| it["kind"].get("lower_priority").is_some();
    let is_lowered = changes.iter().any(lowers);
    let is_checked =
        |it: &Value| !is_lowered || lowers(it) || it["place"].get("security_group").is_none();
    let mut checked = changes.iter_mut().filter(|it| is_checked(it)).collect::<Vec<_>>();
    if checked.is_empty() {
        return None;
    }
    Some(checked.swap_remove(choose(checked.len())))
}

pub(super) fn change_what_stops(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let others = [json!("default_deny"), json!("ambiguous"), json!({ "rule": "rule-999999" })];
    let other = others[choose(others.len())].clone();
    let stopped_by = any_change(document, choose)?["stopped_by"].as_array_mut()?;
    if stopped_by.contains(&other) {
        return None;
    }
    match choose(2) {
        0 => stopped_by.push(other),
        _ => *stopped_by.first_mut()? = other,
    }
    Some(())
}

pub(super) fn drop_what_stops(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let stopped_by = any_change(document, choose)?["stopped_by"].as_array_mut()?;
    let count = stopped_by.len();
    (count > 0).then(|| stopped_by.remove(choose(count)))?;
    Some(())
}
