//! One plan for each thing that the audit can say.

mod merges;
mod removable_together;
mod removal;
mod run;
mod standing;
mod tightest;
mod traffic;
mod wear;

use serde_json::{Value, json};

use super::audit;
use crate::engine::check;
use crate::engine::report::{Audit, RuleFinding};
use crate::engine::solve::web_server;
use crate::plan::{Plan, RuleId};

/// A load balancer in 10.0.1.0/24 in front of TCP 8080 of one server in 10.0.2.0/24, with the
/// rules of its security group and, where there are any, of its network ACL.
fn plan(inbound: Value, acl: Option<Value>) -> Value {
    let mut plan = web_server(&[8080]);
    plan["backend_server_groups"][0]["health_check"]["enabled"] = json!(true);
    plan["security_groups"][0]["inbound"] = inbound;
    plan["security_groups"].as_array_mut().unwrap().push(json!({ "id": "sg-2", "name": "jump" }));
    plan["address_groups"] =
        json!([{ "id": "ipg-1", "name": "none", "type": "IPv4", "addresses": [] }]);
    plan["subnets"][1]["network_acl"] = json!(acl.is_some().then_some("acl-1"));
    plan["network_acls"][0]["inbound"] = acl.unwrap_or(json!([]));
    plan
}

fn read(plan: Value) -> Plan {
    serde_json::from_value(plan).unwrap()
}

fn audited(plan: &Plan) -> Audit {
    audit(plan, &check(plan))
}

/// The findings of a rule: their kind with what tells them apart.
fn findings(plan: &Plan, id: u32) -> Vec<String> {
    let audit = audited(plan);
    let rule = audit.rule(RuleId(id)).unwrap();
    let told = |finding: &RuleFinding| match finding {
        RuleFinding::NoEffect(why) => format!("no effect {}", json!(why)),
        RuleFinding::Shadowed { by } => format!("shadowed {}", json!(by)),
        RuleFinding::Redundant { by, default_deny } => {
            format!("redundant {} {default_deny}", json!(by))
        }
        RuleFinding::Conflicting { with, exception, .. } => {
            format!("conflicting {with} {exception}")
        }
        RuleFinding::NearMiss { why, changes } => {
            format!("near miss {} {}", json!(why), changes.len())
        }
        RuleFinding::Broad { any_source, all_ports, all_protocols, remedy, .. } => {
            format!("broad {any_source} {all_ports} {all_protocols} {}", remedy.len())
        }
    };
    rule.findings.iter().map(told).collect()
}

fn tcp(id: u32, fields: Value) -> Value {
    let mut rule = json!({
        "id": format!("rule-{id}"), "protocol": "tcp", "ports": "8080", "remote": "10.0.1.0/24",
    });
    for (field, value) in fields.as_object().unwrap() {
        rule[field] = value.clone();
    }
    rule
}

fn acl(id: u32, fields: Value) -> Value {
    let mut rule = json!({
        "id": format!("rule-{id}"), "protocol": "tcp", "destination_ports": "8080",
        "source": "10.0.1.0/24", "destination": "10.0.2.0/24",
    });
    for (field, value) in fields.as_object().unwrap() {
        rule[field] = value.clone();
    }
    rule
}

#[test]
fn each_finding_of_a_security_group() {
    let cases: Vec<(&str, Value, &[&str])> = vec![
        ("just what is needed", json!([tcp(1, json!({}))]), &[]),
        (
            "switched off",
            json!([tcp(1, json!({ "enabled": false }))]),
            &["no effect \"disabled\"", "near miss \"switched_off\" 1"],
        ),
        (
            "the other family",
            json!([tcp(1, json!({ "type": "IPv6" }))]),
            &["no effect \"no_packets\"", "near miss \"other_type\" 1"],
        ),
        (
            "an empty IP address group",
            json!([tcp(1, json!({ "remote": "ipg-1" }))]),
            &["no effect \"no_packets\"", "near miss \"other_addresses\" 1"],
        ),
        (
            "a group that nobody wears",
            json!([tcp(1, json!({ "remote": "sg-2" }))]),
            &["no effect {\"remote_not_worn\":\"sg-2\"}", "near miss \"security_group\" 1"],
        ),
        (
            "behind one that matches more",
            json!([tcp(1, json!({ "priority": 2 })), tcp(2, json!({ "remote": "10.0.0.0/16" }))]),
            &["shadowed [\"rule-2\"]"],
        ),
        (
            "behind two that only together match all of it",
            json!([
                tcp(1, json!({ "priority": 2 })),
                tcp(4, json!({ "remote": "10.0.1.0/30" })),
                tcp(2, json!({ "remote": "10.0.1.0/25" })),
                tcp(3, json!({ "remote": "10.0.1.128/25" })),
            ]),
            &["shadowed [\"rule-2\",\"rule-3\"]"],
        ),
        (
            "behind a deny of the same priority",
            json!([tcp(1, json!({})), tcp(2, json!({ "action": "deny" }))]),
            &["shadowed [\"rule-2\"]", "conflicting rule-2 false"],
        ),
        (
            "in front of two that only together match all of it",
            json!([
                tcp(1, json!({})),
                tcp(2, json!({ "priority": 2, "remote": "10.0.1.0/25" })),
                tcp(3, json!({ "priority": 2, "remote": "10.0.1.128/25" })),
            ]),
            &["redundant [\"rule-2\",\"rule-3\"] false"],
        ),
        (
            "all ports behind all but port 0, which is no port",
            json!([
                tcp(1, json!({ "priority": 2, "ports": "" })),
                tcp(2, json!({ "ports": "1-65535" })),
            ]),
            &["shadowed [\"rule-2\"]"],
        ),
        (
            "in front of one that matches it, past one that does not",
            json!([
                tcp(1, json!({})),
                tcp(2, json!({ "priority": 2, "ports": "22" })),
                tcp(3, json!({ "priority": 3 })),
            ]),
            &["redundant [\"rule-3\"] false"],
        ),
        (
            "in front of one that matches it, but for those who wear a group that is denied",
            json!([
                tcp(1, json!({})),
                tcp(2, json!({ "priority": 2, "action": "deny", "remote": "sg-2" })),
                tcp(3, json!({ "priority": 3 })),
            ]),
            &[],
        ),
        (
            "a deny with nothing behind it",
            json!([tcp(1, json!({ "action": "deny" }))]),
            &["redundant [] true"],
        ),
        (
            "a deny between it and what would replace it",
            json!([
                tcp(1, json!({})),
                tcp(2, json!({ "priority": 2, "action": "deny", "remote": "10.0.1.7/32" })),
                tcp(3, json!({ "priority": 3 })),
            ]),
            &[],
        ),
        (
            "an exception above it",
            json!([
                tcp(1, json!({ "priority": 2 })),
                tcp(2, json!({ "action": "deny", "remote": "10.0.1.7/32" })),
            ]),
            &["conflicting rule-2 true"],
        ),
        (
            "a deny that reaches into it",
            json!([
                tcp(1, json!({ "priority": 2 })),
                tcp(2, json!({ "action": "deny", "remote": "10.0.1.0/25", "ports": "" })),
            ]),
            &["conflicting rule-2 false"],
        ),
        (
            "every source",
            json!([tcp(1, json!({ "remote": "0.0.0.0/0" }))]),
            &["broad true false false 1"],
        ),
        ("every port", json!([tcp(1, json!({ "ports": "" }))]), &["broad false true false 1"]),
        (
            "every protocol",
            json!([tcp(1, json!({ "ports": "", "protocol": "all", "remote": "0.0.0.0/0" }))]),
            &["broad true true true 1"],
        ),
        ("something else", json!([tcp(1, json!({ "ports": "22", "remote": "0.0.0.0/0" }))]), &[]),
    ];
    for (name, inbound, expected) in cases {
        assert_eq!(findings(&read(plan(inbound, None)), 1), expected, "{name}");
    }
}

#[test]
fn each_finding_of_a_network_acl() {
    let cases: Vec<(&str, Value, &[&str])> = vec![
        ("just what is needed", json!([acl(1, json!({}))]), &[]),
        (
            "a destination elsewhere",
            json!([acl(1, json!({ "destination": "10.0.7.0/24" }))]),
            &["no effect \"outside_subnets\"", "near miss \"other_addresses\" 1"],
        ),
        (
            "traffic within the subnet",
            json!([acl(1, json!({ "source": "10.0.2.0/25" }))]),
            &["no effect \"never_filtered\"", "near miss \"other_addresses\" 1"],
        ),
        (
            "above one that is switched off",
            json!([acl(1, json!({})), acl(2, json!({ "enabled": false }))]),
            &[],
        ),
        (
            "below one that matches more",
            json!([acl(2, json!({ "destination_ports": "" })), acl(1, json!({}))]),
            &["shadowed [\"rule-2\"]"],
        ),
        (
            "every source and destination",
            json!([acl(1, json!({ "source": "0.0.0.0/0", "destination": "0.0.0.0/0" }))]),
            &["broad true false false 1"],
        ),
    ];
    for (name, inbound, expected) in cases {
        let plan = read(plan(json!([tcp(9, json!({}))]), Some(inbound)));
        assert_eq!(findings(&plan, 1), expected, "{name}");
    }
    let mut off = plan(json!([]), Some(json!([acl(1, json!({}))])));
    off["network_acls"][0]["enabled"] = json!(false);
    assert_eq!(findings(&read(off.clone()), 1), ["no effect \"network_acl_disabled\""]);
    off["network_acls"][0]["enabled"] = json!(true);
    off["subnets"][1]["network_acl"] = Value::Null;
    assert_eq!(findings(&read(off), 1), ["no effect \"network_acl_without_subnet\""]);
}
