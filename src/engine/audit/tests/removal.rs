//! Whether a rule can go.

use serde_json::json;

use super::{acl, audited, findings, plan, read, tcp};
use crate::edit::transact;
use crate::engine::report::Safety;
use crate::plan::RuleId;

#[test]
fn rules_for_answers_of_a_network_acl_are_looked_at_too() {
    let mut value = plan(json!([tcp(1, json!({}))]), Some(json!([acl(5, json!({}))])));
    value["settings"]["network_acl_state"] = json!("stateless");
    let answers = |id: u32, source: &str| {
        json!({
            "id": format!("rule-{id}"), "protocol": "tcp", "source": source,
            "source_ports": "8080", "destination": "10.0.1.0/24",
        })
    };
    value["network_acls"][0]["outbound"] =
        json!([answers(6, "10.0.2.0/24"), answers(7, "10.0.7.0/24")]);
    let plan = read(value);
    assert_eq!(findings(&plan, 7), ["no effect \"outside_subnets\""]);
    let audit = audited(&plan);
    let removal = &audit.rule(RuleId(6)).unwrap().removal;
    assert_eq!((removal.safety(), removal.stops.len()), (Safety::Needed, 2));
    assert_eq!(removal.other, [], "the whole subnet may answer");
}

#[test]
fn whether_a_rule_can_go_tells_what_is_known_from_what_is_not() {
    let inbound = json!([
        tcp(1, json!({})),
        tcp(2, json!({ "ports": "22", "remote": "10.9.0.0/24" })),
        tcp(3, json!({ "priority": 5 })),
        tcp(4, json!({ "ports": "22", "remote": "10.9.0.0/24", "priority": 9 })),
        tcp(5, json!({ "ports": "23", "remote": "10.9.0.0/24" })),
    ]);
    let plan = read(plan(inbound, None));
    let audit = audited(&plan);
    let safety = |id| audit.rule(RuleId(id)).unwrap().removal.safety();
    assert_eq!(
        [1, 2, 3, 4, 5].map(safety),
        [Safety::Safe, Safety::Safe, Safety::Safe, Safety::Safe, Safety::Unknown,]
    );
    // Each of a pair can go alone. Without the one, the other is needed.
    let without = transact(&plan, &[crate::edit::Edit::RemoveRule(RuleId(3))]).unwrap();
    let removal = &audited(&without).rule(RuleId(1)).unwrap().removal.clone();
    assert_eq!(removal.safety(), Safety::Needed);
    assert_eq!(removal.stops.len(), 2);
    assert!(removal.stops.iter().all(|loss| loss.wholly));
}

#[test]
fn a_rule_that_alone_lets_flows_in_is_needed_in_either_kind_of_list() {
    let acls = json!([acl(5, json!({})), acl(6, json!({ "destination_ports": "22" }))]);
    let audit = audited(&read(plan(json!([tcp(1, json!({}))]), Some(acls))));
    let removal = |id| &audit.rule(RuleId(id)).unwrap().removal;
    for id in [1, 5] {
        assert_eq!((removal(id).safety(), removal(id).stops.len()), (Safety::Needed, 2), "{id}");
    }
    assert_eq!((removal(6).safety(), removal(6).stops.len()), (Safety::Unknown, 0));
}

#[test]
fn a_rule_that_decides_in_one_reading_only_is_needed_too() {
    let mut value = plan(json!([tcp(1, json!({ "priority": 5 }))]), None);
    value["security_groups"][1]["inbound"] =
        json!([tcp(2, json!({})), tcp(3, json!({ "priority": 2, "action": "deny" }))]);
    value["servers"][0]["security_groups"] = json!(["sg-1", "sg-2"]);
    let plan = read(value);
    // Group by group rule 1 decides, and without it rule 2. In one list rule 2 does, and without
    // it the deny.
    let audit = audited(&plan);
    let stops = |id| audit.rule(RuleId(id)).unwrap().removal.stops.len();
    assert_eq!([1, 2, 3].map(stops), [0, 2, 0]);
}

#[test]
fn a_flow_that_two_rules_let_in_is_stopped_in_part_without_one_of_them() {
    let halves = json!([
        tcp(1, json!({ "remote": "10.0.1.0/25" })),
        tcp(2, json!({ "remote": "10.0.1.128/25" })),
        tcp(3, json!({ "priority": 9 })),
    ]);
    let mut value = plan(halves, None);
    let wholly = |plan: &serde_json::Value, id| {
        let audit = audited(&read(plan.clone()));
        let removal = &audit.rule(RuleId(id)).unwrap().removal;
        removal.stops.iter().map(|loss| loss.wholly).collect::<Vec<_>>()
    };
    assert_eq!(wholly(&value, 1), [false; 0], "the third rule stands in");
    value["security_groups"][0]["inbound"].as_array_mut().unwrap().pop();
    assert_eq!(wholly(&value, 1), [false, false], "the other half still passes");
    value["security_groups"][0]["inbound"].as_array_mut().unwrap().pop();
    assert_eq!(wholly(&value, 1), [true, true]);
}
