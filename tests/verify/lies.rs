//! Documents that were changed after the fact. Every lie has to be seen.

use std::collections::BTreeMap;

use elb_rule_planner::verify::verify;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::plans::{Shown, plan};
use crate::{config, document, known_plans};

/// Tells a lie; none where the document has nothing to lie about.
type Lie = fn(&mut Value, &mut dyn FnMut(usize) -> usize) -> Option<()>;

/// Every lie, by name. The second argument of a lie chooses one of so many.
const LIES: &[(&str, Lie)] = &[
    ("leave a flow out", drop_flow),
    ("add a member without flows", add_member),
    ("say that rules have no say over a probe", exempt_probe),
    ("flip the action of a rule that decides", flip_deciding_rule),
    ("flip the action of an added rule", flip_added_rule),
    ("flip whether a part passes", flip_part),
    ("shrink a part", shrink_part),
    ("drop a part", drop_part),
    ("list a part twice", double_part),
    ("change a port of a part", change_port),
    ("swap a decider", swap_decider),
    ("remove an added rule", remove_added_rule),
    ("put an added network ACL rule to the end", move_added_rule),
    ("swap deciding rules of a network ACL", swap_acl_rules),
    ("count another position", change_position),
    ("change an edit alone", change_remedy),
    ("say that nothing is missing", empty_missing),
    ("say that more is missing", more_missing),
    ("change the port of a member", change_member_port),
    ("change the block of a source", change_source_block),
    ("change the address of a member", change_address),
    ("take the security groups off a server", undress_server),
    ("switch a network ACL", switch_acl),
    ("change the port of a flow", change_flow_port),
    ("change a verdict", change_verdict),
    ("change a number of the summary", change_summary),
    ("withdraw the proof", withdraw_proof),
    ("drop a layer", drop_layer),
    ("say that a filter does not look", not_filtered),
    ("drop an entry", drop_entry),
    ("drop a flow of an entry", drop_entry_flow),
    ("narrow an entry", narrow_entry),
    ("drop what an added rule lets pass", drop_addition),
    ("call surplus what is asked for", hide_surplus),
    ("change a level", change_level),
];

/// The places in a value whose pointers a condition accepts.
fn places(value: &Value, fits: &dyn Fn(&str, &Value) -> bool) -> Vec<String> {
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
fn one<'a>(
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

fn is_part(at: &str, value: &Value) -> bool {
    !at.starts_with("/plan") && value.get("decided_by").is_some()
}

fn is_box(at: &str, value: &Value) -> bool {
    !at.starts_with("/plan")
        && value.get("source").is_some_and(Value::is_string)
        && value.get("protocol").is_some()
        && value.get("action").is_none()
        && !at.ends_with("/packets")
}

/// The rules of the plan that decide now, by the pointers of the rules.
fn deciding_rules(document: &Value) -> Vec<String> {
    let entries = document["certificate"]["entries"].as_array().unwrap();
    let parts = entries.iter().flat_map(|it| it["now"]["parts"].as_array().unwrap());
    let ids: Vec<&Value> = parts.filter_map(|it| it["decided_by"].get("rule")).collect();
    places(document, &|at, value| {
        at.starts_with("/plan/") && value.get("id").is_some_and(|id| ids.contains(&id))
    })
}

fn flip(action: &mut Value) {
    *action = if *action == json!("deny") { json!("allow") } else { json!("deny") };
}

fn flip_deciding_rule(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let rules = deciding_rules(document);
    let at = rules.get(choose(rules.len().max(1)))?;
    flip(&mut document.pointer_mut(at)?["action"]);
    Some(())
}

fn change<'a>(
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

const ADDS: [(&str, &str); 2] = [
    ("add_security_group_rule", "put_security_group_rule"),
    ("add_network_acl_rule", "put_network_acl_rule"),
];

fn flip_added_rule(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let (kind, edit) = ADDS[choose(2)];
    let change = change(document, choose, kind)?;
    flip(&mut change["kind"][kind]["rule"]["action"]);
    flip(&mut change["remedy"][0][edit]["rule"]["action"]);
    Some(())
}

fn flip_part(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let part = one(document, choose, &is_part)?;
    part["passes"] = json!(!part["passes"].as_bool()?);
    Some(())
}

/// Takes one packet off a side that has more.
fn shrink(packets: &mut Value) {
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

fn shrink_part(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    shrink(one(document, choose, &is_box)?);
    Some(())
}

fn drop_part(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let is_list = |at: &str, value: &Value| {
        at.ends_with("/parts") && value.as_array().is_some_and(|it| !it.is_empty())
    };
    let parts = one(document, choose, &is_list)?.as_array_mut()?;
    parts.remove(choose(parts.len()));
    Some(())
}

fn double_part(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let is_list = |at: &str, value: &Value| {
        at.ends_with("/parts") && value.as_array().is_some_and(|it| !it.is_empty())
    };
    let parts = one(document, choose, &is_list)?.as_array_mut()?;
    let part = parts[choose(parts.len())].clone();
    parts.insert(choose(parts.len() + 1), part);
    Some(())
}

fn change_port(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let packets = one(document, choose, &is_box)?;
    packets["ports"] = json!("7");
    Some(())
}

fn swap_decider(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
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

fn remove_added_rule(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    // Where a lowered deny frees an allow that was there, a rule beside it may decide on nothing.
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

fn move_added_rule(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let (kind, edit) = ADDS[1];
    let change = change(document, choose, kind)?;
    change["kind"][kind].as_object_mut()?.remove("above")?;
    change["remedy"][0][edit].as_object_mut()?.remove("above")?;
    Some(())
}

fn change_position(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let (kind, _) = ADDS[1];
    let position = &mut change(document, choose, kind)?["kind"][kind]["position"];
    *position = json!(position.as_u64()? + 1);
    Some(())
}

fn change_remedy(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let (kind, edit) = ADDS[choose(2)];
    let rule = &mut change(document, choose, kind)?["remedy"][0][edit]["rule"];
    match choose(3) {
        0 => rule["enabled"] = json!(false),
        1 => rule["description"] = json!("another"),
        _ => rule["id"] = json!("rule-999999"),
    }
    Some(())
}

fn swap_acl_rules(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
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

fn empty_missing(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let is_missing = |at: &str, value: &Value| {
        at.ends_with("/missing") && value.as_array().is_some_and(|it| !it.is_empty())
    };
    *one(document, choose, &is_missing)? = json!([]);
    Some(())
}

fn more_missing(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let is_decision = |_: &str, value: &Value| value.get("missing").is_some();
    let decision = one(document, choose, &is_decision)?;
    let passing = decision["parts"].as_array()?.iter().find(|it| it["passes"] == json!(true))?;
    let packets = passing["packets"][0].clone();
    decision["missing"].as_array_mut()?.push(packets);
    Some(())
}

/// A flow that filters look at.
fn filtered_flow(document: &Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<Value> {
    let flows = document["report"]["flows"].as_array()?;
    let looks = |flow: &&Value| {
        flow["layers"].as_array().unwrap().iter().any(|it| it["outcome"].get("filtered").is_some())
    };
    let flows: Vec<&Value> = flows.iter().filter(looks).collect();
    flows.get(choose(flows.len().max(1))).map(|flow| (*flow).clone())
}

fn thing<'a>(document: &'a mut Value, list: &str, id: &Value) -> Option<&'a mut Value> {
    document["plan"][list].as_array_mut()?.iter_mut().find(|it| it["id"] == *id)
}

fn change_member_port(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let flow = filtered_flow(document, choose).filter(|it| it["purpose"] == json!("traffic"))?;
    let group = thing(document, "backend_server_groups", &flow["group"])?;
    let members = group["members"].as_array_mut()?;
    members.iter_mut().find(|it| it["id"] == flow["member"])?["port"] = json!(9);
    Some(())
}

fn change_source_block(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let flow = filtered_flow(document, choose)?;
    let subnet = thing(document, "subnets", &flow["source"]["subnet"])?;
    subnet["cidr"] = json!("198.51.100.0/24");
    subnet["ipv6_cidr"] = json!("2001:db8:99::/64");
    Some(())
}

fn change_address(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let flow = filtered_flow(document, choose)?;
    if let Some(server) = thing(document, "servers", &flow["target"]) {
        server["ipv4"] = json!("198.51.100.7");
        server["ipv6"] = json!("2001:db8:99::7");
    } else {
        thing(document, "ip_backends", &flow["target"])?["address"] = json!("198.51.100.7");
    }
    Some(())
}

fn undress_server(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let flow = filtered_flow(document, choose)?;
    let looks = flow["layers"].as_array()?.iter().any(|it| {
        it["filter"].get("security_groups").is_some() && it["outcome"].get("filtered").is_some()
    });
    let server = thing(document, "servers", &flow["target"])?;
    server["security_groups"] = json!([]);
    looks.then_some(())
}

fn switch_acl(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let is_layer = |_: &str, value: &Value| {
        let looks = value.get("outcome").is_some_and(|it| it.get("filtered").is_some());
        looks && value["filter"].get("network_acl").is_some()
    };
    let id = one(document, choose, &is_layer)?["filter"]["network_acl"].clone();
    thing(document, "network_acls", &id)?["enabled"] = json!(false);
    Some(())
}

fn change_flow_port(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let flow = one(document, choose, &|_, value| value.get("purpose").is_some())?;
    flow["ports"] = json!("7");
    Some(())
}

fn change_verdict(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let flow = one(document, choose, &|_, value| value.get("verdict").is_some())?;
    let wrong = if flow["verdict"] == json!("open") { "blocked" } else { "open" };
    flow["verdict"] = json!(wrong);
    Some(())
}

fn change_summary(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let is_number = |at: &str, value: &Value| at.starts_with("/report/summary/") && value.is_u64();
    let number = one(document, choose, &is_number)?;
    *number = json!(number.as_u64()? + 1);
    Some(())
}

fn withdraw_proof(document: &mut Value, _: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    document["report"]["summary"]["proved"] = json!(false);
    Some(())
}

fn drop_layer(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let has_layers = |at: &str, value: &Value| {
        at.ends_with("/layers") && value.as_array().is_some_and(|it| !it.is_empty())
    };
    one(document, choose, &has_layers)?.as_array_mut()?.remove(0);
    Some(())
}

fn not_filtered(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let looks =
        |at: &str, value: &Value| at.ends_with("/outcome") && value.get("filtered").is_some();
    let why = ["no_network_acl", "network_acl_disabled", "same_subnet", "layer4"][choose(4)];
    *one(document, choose, &looks)? = json!({ "not_filtered": why });
    Some(())
}

fn entries(document: &mut Value) -> Option<&mut Vec<Value>> {
    document["certificate"]["entries"].as_array_mut().filter(|it| !it.is_empty())
}

/// Leaves a flow out, with everything that names it.
fn drop_flow(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let flows = document["report"]["flows"].as_array_mut()?;
    if flows.is_empty() {
        return None;
    }
    let flow = flows.remove(choose(flows.len()));
    let field = format!("{}_flows", flow["verdict"].as_str()?);
    let count = &mut document["report"]["summary"][field];
    *count = json!(count.as_u64()? - 1);
    let entries = document["certificate"]["entries"].as_array_mut()?;
    for entry in entries.iter_mut() {
        entry["flows"].as_array_mut()?.retain(|it| *it != flow["id"]);
    }
    entries.retain(|it| it["flows"] != json!([]));
    Some(())
}

fn add_member(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let flow = filtered_flow(document, choose)?;
    let group = thing(document, "backend_server_groups", &flow["group"])?;
    let members = group["members"].as_array_mut()?;
    let mut member = members.iter().find(|it| it["id"] == flow["member"])?.clone();
    member["id"] = json!("member-999999");
    members.push(member);
    Some(())
}

fn exempt_probe(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let flow = one(document, choose, &|_, value| {
        value.get("purpose").is_some_and(|it| *it != json!("traffic"))
    })?;
    for layer in flow["layers"].as_array_mut()? {
        layer["outcome"] = json!({ "not_filtered": "layer4" });
        layer["level"] = json!("required");
    }
    flow["source"] =
        json!({ "cidr": if flow["type"] == json!("IPv6") { "::/0" } else { "0.0.0.0/0" } });
    Some(())
}

fn drop_entry(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let entries = entries(document)?;
    entries.remove(choose(entries.len()));
    Some(())
}

fn drop_entry_flow(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let entries = entries(document)?;
    let at = choose(entries.len());
    entries[at]["flows"].as_array_mut()?.pop();
    Some(())
}

fn narrow_entry(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let entries = entries(document)?;
    let at = choose(entries.len());
    shrink(&mut entries[at]["packets"]);
    Some(())
}

fn drop_addition(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let additions = document["certificate"]["additions"].as_array_mut()?;
    if additions.is_empty() {
        return None;
    }
    additions.remove(choose(additions.len()));
    Some(())
}

fn hide_surplus(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let has_asked = |_: &str, value: &Value| {
        value.get("asked").and_then(Value::as_array).is_some_and(|it| !it.is_empty())
    };
    let addition = one(document, choose, &has_asked)?;
    let asked = addition["asked"].as_array_mut()?.pop()?;
    let more = asked["packets"].as_array()?.clone();
    addition["surplus"].as_array_mut()?.extend(more);
    Some(())
}

fn change_level(document: &mut Value, choose: &mut dyn FnMut(usize) -> usize) -> Option<()> {
    let has_level =
        |at: &str, value: &Value| at.starts_with("/report/") && value.get("level").is_some();
    let it = one(document, choose, &has_level)?;
    let wrong = if it["level"] == json!("required") { "recommended" } else { "required" };
    it["level"] = json!(wrong);
    Some(())
}

fn is_refused(text: &str) -> bool {
    verify(text).map_or(true, |checked| !checked.problems.is_empty())
}

/// Tells a lie about a true document; whether there was something to lie about.
fn tell(text: &str, (name, lie): (&str, Lie), choose: &mut dyn FnMut(usize) -> usize) -> bool {
    let truth: Value = serde_json::from_str(text).unwrap();
    let mut lied = truth.clone();
    if lie(&mut lied, choose).is_none() || lied == truth {
        return false;
    }
    assert!(is_refused(&lied.to_string()), "a lie passes: {name}\n{lied:#}");
    true
}

proptest! {
    // Each plan is lied about in every way.
    #![proptest_config(config(60))]

    #[test]
    fn no_lie_passes(
        Shown(plan) in plan(),
        choices in proptest::collection::vec(any::<Index>(), 8),
    ) {
        let text = document(&plan);
        for lie in LIES {
            let mut next = choices.iter().cycle();
            tell(&text, *lie, &mut |of| next.next().unwrap().index(of.max(1)));
        }
    }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn a_document_that_is_cut_off_is_refused(Shown(plan) in plan(), at in any::<Index>()) {
        let text = document(&plan);
        let text = text.trim_end();
        let cut = at.index(text.len());
        let cut = (0..=cut).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        prop_assert!(verify(&text[..cut]).is_err());
    }
}

#[test]
fn every_lie_can_be_told() {
    let mut told: BTreeMap<&str, usize> = LIES.iter().map(|(name, _)| (*name, 0)).collect();
    for (turn, (_, plan)) in known_plans().into_iter().enumerate() {
        let text = document(&plan);
        for lie in LIES {
            let mut turns = turn;
            let mut choose = |of: usize| {
                turns += 1;
                turns % of.max(1)
            };
            *told.get_mut(lie.0).unwrap() += usize::from(tell(&text, *lie, &mut choose));
        }
    }
    for (name, times) in told {
        assert!(times > 0, "`{name}` was never told");
    }
}
