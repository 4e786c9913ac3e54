//! Tests that a finding about a rule holds for every combination of groups that its own is part of.

use serde_json::{Value, json};

use super::{audited, findings, plan, read, tcp};
use crate::engine::check;
use crate::engine::report::{Safety, Verdict};
use crate::plan::RuleId;

#[test]
fn what_is_said_holds_for_every_way_to_wear_a_group() {
    let inbound = json!([tcp(1, json!({ "priority": 2 }))]);
    let mut plan = plan(inbound, None);
    plan["security_groups"][1]["inbound"] = json!([tcp(2, json!({ "remote": "10.0.0.0/16" }))]);
    plan["servers"][0]["security_groups"] = json!(["sg-2", "sg-1"]);
    assert_eq!(findings(&read(plan.clone()), 1), ["shadowed [\"rule-2\"]"]);
    // In its own group alone it decides, and a server with just that group needs it.
    let mut alone = plan["servers"][0].clone();
    alone["id"] = json!("server-2");
    alone["ipv4"] = json!("10.0.2.11");
    alone["security_groups"] = json!(["sg-1"]);
    plan["servers"].as_array_mut().unwrap().push(alone);
    assert!(findings(&read(plan.clone()), 1).is_empty());
    plan["servers"] = json!([]);
    assert_eq!(findings(&read(plan), 1), ["no effect \"group_not_worn\""]);
}

#[test]
fn what_is_said_of_several_ways_to_wear_a_group_is_joined() {
    let wear = |plan: &mut Value, combinations: &[&[&str]]| {
        let servers = combinations.iter().enumerate().map(|(number, groups)| {
            let mut server = plan["servers"][0].clone();
            server["id"] = json!(format!("server-{}", number + 1));
            server["ipv4"] = json!(format!("10.0.2.{}", number + 10));
            server["security_groups"] = json!(groups);
            server
        });
        plan["servers"] = json!(servers.collect::<Vec<_>>());
    };
    let third = |plan: &mut Value, rule| {
        let group = json!({ "id": "sg-3", "name": "third", "inbound": [rule] });
        plan["security_groups"].as_array_mut().unwrap().push(group);
    };
    let wide = |id| tcp(id, json!({ "remote": "10.0.0.0/16" }));

    let mut shadowed = plan(json!([tcp(1, json!({ "priority": 2 }))]), None);
    shadowed["security_groups"][1]["inbound"] = json!([wide(2)]);
    third(&mut shadowed, wide(3));
    wear(&mut shadowed, &[&["sg-2", "sg-1"], &["sg-3", "sg-1"]]);
    assert_eq!(findings(&read(shadowed), 1), ["shadowed [\"rule-2\",\"rule-3\"]"]);

    let deny = |id, fields: Value| {
        let mut rule = tcp(id, fields);
        rule["action"] = json!("deny");
        rule
    };
    let list =
        json!([tcp(1, json!({ "priority": 2 })), deny(2, json!({ "remote": "10.0.1.7/32" }))]);
    let mut conflicting = plan(list, None);
    wear(&mut conflicting, &[&["sg-1"], &["sg-1", "sg-2"]]);
    assert_eq!(findings(&read(conflicting.clone()), 1), ["conflicting rule-2 true"]);
    // A group that a server has twice, or that is not there, is nothing more.
    wear(&mut conflicting, &[&["sg-1", "sg-1", "sg-9"]]);
    assert_eq!(findings(&read(conflicting), 1), ["conflicting rule-2 true"]);

    let mut denied = plan(json!([deny(1, json!({}))]), None);
    denied["security_groups"][1]["inbound"] = json!([deny(2, json!({}))]);
    wear(&mut denied, &[&["sg-1"], &["sg-1", "sg-2"]]);
    assert_eq!(findings(&read(denied), 1), ["redundant [\"rule-2\"] true"]);
}

#[test]
fn flavors_void_rules_and_removing_one_revives_others() {
    let inbound = json!([tcp(1, json!({ "ports": "22,8080" })), tcp(2, json!({ "priority": 2 }))]);
    let mut value = plan(inbound, None);
    let open = |value: &Value| {
        let report = check(&read(value.clone()));
        report.flows.iter().all(|flow| flow.verdict == Verdict::Open)
    };
    assert!(open(&value));
    value["servers"][0]["flavor"] = json!("old_x86");
    assert!(open(&value), "the second rule lets it in");
    assert_eq!(findings(&read(value.clone()), 1), ["no effect {\"flavor\":\"old_x86\"}"]);
    value["servers"][0]["flavor"] = json!("kunpeng");
    assert!(!open(&value), "the second rule is behind the first");
    let plan = read(value);
    for id in [1, 2] {
        assert_eq!(findings(&plan, id), ["no effect {\"flavor\":\"kunpeng\"}"]);
    }
    let audit = audited(&plan);
    let first = audit.rule(RuleId(1)).unwrap();
    assert_eq!(first.removal.revives, [RuleId(2)]);
    assert_eq!(first.removal.opens.len(), 2);
    assert_eq!(first.removal.safety(), Safety::Unknown);
    assert_eq!(json!(read(json!(plan)).servers[0].flavor), json!("kunpeng"));
}

#[test]
fn what_takes_effect_again_is_named_once_and_only_where_it_had_none() {
    let inbound = json!([
        tcp(3, json!({ "ports": "443" })),
        tcp(1, json!({ "ports": "22,8080", "priority": 2 })),
        tcp(2, json!({ "priority": 3 })),
    ]);
    let mut value = plan(inbound, None);
    value["servers"][0]["flavor"] = json!("kunpeng");
    // Two combinations with the group.
    let mut other = value["servers"][0].clone();
    other["id"] = json!("server-2");
    other["ipv4"] = json!("10.0.2.11");
    other["security_groups"] = json!(["sg-1", "sg-2"]);
    value["servers"].as_array_mut().unwrap().push(other);
    let audit = audited(&read(value));
    let revives = |id| &audit.rule(RuleId(id)).unwrap().removal.revives;
    assert_eq!(*revives(1), [RuleId(2)], "the third rule takes effect as it is");
    assert_eq!((revives(2).len(), revives(3).len()), (0, 0));
}

#[test]
fn a_rule_that_never_decides_in_one_reading_decides_in_the_other() {
    // Group by group the first group's rule takes everything; in one list it comes second.
    let mut value = plan(json!([tcp(1, json!({}))]), None);
    value["security_groups"][1]["inbound"] =
        json!([tcp(2, json!({ "remote": "10.0.0.0/16", "priority": 5 }))]);
    value["servers"][0]["security_groups"] = json!(["sg-2", "sg-1"]);
    assert_eq!(findings(&read(value.clone()), 1), ["redundant [\"rule-2\"] false"]);
    value["security_groups"][1]["inbound"][0]["priority"] = json!(1);
    value["security_groups"][1]["inbound"][0]["action"] = json!("deny");
    assert_eq!(
        findings(&read(value), 1),
        ["shadowed [\"rule-2\"]", "conflicting rule-2 false"],
        "a deny comes first in both"
    );
}

#[test]
fn a_rule_that_names_a_group_has_an_effect_where_somebody_wears_it() {
    let mut value = plan(json!([tcp(1, json!({ "remote": "sg-2" }))]), None);
    let said = ["no effect {\"remote_not_worn\":\"sg-2\"}", "near miss \"security_group\" 1"];
    assert_eq!(findings(&read(value.clone()), 1), said);
    let mut jump = value["servers"][0].clone();
    jump["id"] = json!("server-2");
    jump["ipv4"] = json!("10.0.2.11");
    jump["security_groups"] = json!(["sg-2"]);
    value["servers"].as_array_mut().unwrap().push(jump);
    assert!(findings(&read(value), 1).is_empty());
}
