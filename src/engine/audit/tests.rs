//! One plan for each thing that the audit can say.

use serde_json::{Value, json};

use super::audit;
use crate::edit::transact;
use crate::engine::check;
use crate::engine::report::{Audit, RuleFinding, Safety, Verdict};
use crate::plan::{Plan, RuleId};

/// A load balancer in 10.0.1.0/24 in front of TCP 8080 of one server in 10.0.2.0/24, with the
/// rules of its security group and, where there are any, of its network ACL.
fn plan(inbound: Value, acl: Option<Value>) -> Value {
    json!({
        "version": 1,
        "settings": { "network_acl_state": "stateful" },
        "vpcs": [{ "id": "vpc-1", "name": "v", "cidr": "10.0.0.0/16" }],
        "subnets": [
            { "id": "subnet-1", "name": "lb", "vpc": "vpc-1", "cidr": "10.0.1.0/24" },
            {
                "id": "subnet-2", "name": "web", "vpc": "vpc-1", "cidr": "10.0.2.0/24",
                "network_acl": acl.is_some().then_some("acl-1"),
            },
        ],
        "security_groups": [
            {
                "id": "sg-1", "name": "web", "inbound": inbound,
                "outbound": [{ "id": "rule-99", "remote": "0.0.0.0/0" }],
            },
            { "id": "sg-2", "name": "jump" },
        ],
        "network_acls": [{ "id": "acl-1", "name": "acl", "inbound": acl.unwrap_or(json!([])) }],
        "address_groups": [{ "id": "ipg-1", "name": "none", "type": "IPv4", "addresses": [] }],
        "load_balancers": [{
            "id": "elb-1", "name": "lb", "kind": "dedicated", "subnet": "subnet-1",
            "backend_subnets": ["subnet-1"], "ip_as_backend": false,
            "listeners": [{
                "id": "listener-1", "protocol": "HTTP", "ports": "80",
                "backend_server_group": "bsg-1",
            }],
        }],
        "backend_server_groups": [{
            "id": "bsg-1", "name": "web", "vpc": "vpc-1", "protocol": "HTTP",
            "health_check": { "enabled": true, "protocol": "HTTP" },
            "members": [{ "id": "member-1", "target": "server-1", "port": 8080 }],
        }],
        "servers": [{
            "id": "server-1", "name": "web-1", "subnet": "subnet-2", "ipv4": "10.0.2.10",
            "security_groups": ["sg-1"],
        }],
    })
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
        ("switched off", json!([tcp(1, json!({ "enabled": false }))]), &["no effect \"disabled\""]),
        (
            "the other family",
            json!([tcp(1, json!({ "type": "IPv6" }))]),
            &["no effect \"no_packets\""],
        ),
        (
            "an empty IP address group",
            json!([tcp(1, json!({ "remote": "ipg-1" }))]),
            &["no effect \"no_packets\""],
        ),
        (
            "a group that nobody wears",
            json!([tcp(1, json!({ "remote": "sg-2" }))]),
            &["no effect {\"remote_not_worn\":\"sg-2\"}"],
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
                tcp(2, json!({ "remote": "10.0.1.0/25" })),
                tcp(3, json!({ "remote": "10.0.1.128/25" })),
                tcp(4, json!({ "remote": "10.0.1.0/30", "priority": 1 })),
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
            &["no effect \"outside_subnets\""],
        ),
        (
            "traffic within the subnet",
            json!([acl(1, json!({ "source": "10.0.2.0/25" }))]),
            &["no effect \"never_filtered\""],
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

#[test]
fn what_is_said_holds_for_every_way_to_wear_a_group() {
    let inbound = json!([tcp(1, json!({ "priority": 2 }))]);
    let mut plan = plan(inbound, None);
    plan["security_groups"][1]["inbound"] = json!([tcp(2, json!({ "remote": "10.0.0.0/16" }))]);
    plan["servers"][0]["security_groups"] = json!(["sg-2", "sg-1"]);
    assert_eq!(findings(&read(plan.clone()), 1), ["shadowed [\"rule-2\"]"]);
    // In its own group alone it decides, and whoever wears just that needs it.
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
fn the_tightest_rules_are_one_step_and_nothing_more_is_said_of_them() {
    let inbound = json!([tcp(1, json!({ "remote": "0.0.0.0/0", "ports": "", "priority": 7 }))]);
    let list = json!([acl(5, json!({ "source": "0.0.0.0/0", "destination": "0.0.0.0/0" }))]);
    let mut value = plan(inbound, Some(list));
    value["backend_server_groups"][0]["health_check"]["port"] = json!(9000);
    value["network_acls"][0]["inbound"][0]["destination_ports"] = json!("");
    let plan = read(value);
    for (id, rules) in [(1, 2), (5, 2)] {
        let audit = audited(&plan);
        let remedy = audit.rule(RuleId(id)).unwrap().findings.iter().find_map(|it| match it {
            RuleFinding::Broad { remedy, .. } => Some(remedy.clone()),
            _ => None,
        });
        let tight = transact(&plan, &remedy.unwrap()).unwrap();
        assert!(check(&tight).flows.iter().all(|flow| flow.verdict == Verdict::Open));
        let place = audit.rule(RuleId(id)).unwrap().place;
        let after = audited(&tight);
        let own = after.rules.iter().filter(|it| it.place == place);
        let inbound = own.filter(|it| it.direction == crate::plan::Direction::Inbound);
        let inbound = inbound.collect::<Vec<_>>();
        assert_eq!(inbound.len(), rules);
        assert!(inbound.iter().all(|it| it.findings.is_empty()), "{inbound:#?}");
    }
}

/// The edits that put the tightest rules in the place of a rule, as JSON.
fn tight(plan: &Plan, id: u32) -> Value {
    let audit = audited(plan);
    let rule = audit.rule(RuleId(id)).unwrap();
    let remedy = rule.findings.iter().find_map(|it| match it {
        RuleFinding::Broad { remedy, .. } => Some(remedy),
        _ => None,
    });
    json!(remedy.unwrap())
}

/// Fields of every edit's rule.
fn fields(edits: &Value, names: &[&str]) -> Vec<String> {
    let rules = edits.as_array().unwrap().iter().map(|edit| {
        let edit = edit.as_object().unwrap().values().next().unwrap();
        let field = |name: &&str| edit["rule"][name].as_str().unwrap_or("-").to_owned();
        let above = edit["above"].as_str().map(|it| format!(" above {it}")).unwrap_or_default();
        names.iter().map(field).collect::<Vec<_>>().join(" ") + &above
    });
    rules.collect()
}

#[test]
fn the_tightest_rules_name_what_flows_need() {
    let open = json!([tcp(1, json!({ "remote": "0.0.0.0/0", "ports": "", "protocol": "all" }))]);
    let anything = json!({
        "source": "0.0.0.0/0", "destination": "0.0.0.0/0", "destination_ports": "",
        "protocol": "all",
    });
    let mut value = plan(open, Some(json!([acl(5, anything)])));
    value["load_balancers"][0]["listeners"][0]["protocol"] = json!("UDP");
    value["backend_server_groups"][0]["protocol"] = json!("UDP");
    value["backend_server_groups"][0]["health_check"]["protocol"] = json!("UDP");
    let udp = read(value.clone());
    assert_eq!(
        fields(&tight(&udp, 1), &["id", "protocol", "remote", "ports"]),
        ["rule-1 icmp 10.0.1.0/24 -", "rule-100 udp 10.0.1.0/24 8080"]
    );
    assert_eq!(
        fields(&tight(&udp, 5), &["id", "protocol", "source", "destination", "destination_ports"]),
        [
            "rule-5 icmp 10.0.1.0/24 10.0.2.0/24 -",
            "rule-100 udp 10.0.1.0/24 10.0.2.0/24 8080 above rule-5",
        ]
    );
    // A rule that takes source ports apart goes on doing so.
    value["network_acls"][0]["inbound"][0]["protocol"] = json!("udp");
    value["network_acls"][0]["inbound"][0]["source_ports"] = json!("80,1024-65535");
    assert_eq!(
        fields(&tight(&read(value), 5), &["source_ports", "destination_ports"]),
        ["80 8080", "1024-65535 8080 above rule-5"]
    );
}
