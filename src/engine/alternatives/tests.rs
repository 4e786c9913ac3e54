//! Each kind of other way, on a plan that leads to it.

use serde_json::{Value, json};

use crate::conformance;
use crate::edit::{Edit, transact};
use crate::engine::report::{Alternative, AlternativeKind, Verdict};
use crate::engine::{alternatives, check};
use crate::plan::{Plan, RuleId, SecurityGroupId, ServerId};

fn plan(base: &str, differs: &Value) -> Plan {
    serde_json::from_value(conformance::plan(base, differs)).unwrap()
}

/// The other ways for all changes of a plan. With each, and all other changes, nothing is stopped.
fn ways(plan: &Plan) -> Vec<Alternative> {
    let report = check(plan);
    let mut all = vec![];
    for change in &report.changes {
        let others = report.changes.iter().filter(|it| it.id != change.id);
        let others = others.flat_map(|it| it.remedy.clone()).collect::<Vec<_>>();
        for way in alternatives(plan, &report, change.id) {
            let edits = others.iter().chain(&way.remedy).cloned().collect::<Vec<Edit>>();
            let changed = check(&transact(plan, &edits).unwrap());
            assert_eq!(changed.changes, [], "{way:?}");
            assert!(changed.flows.iter().all(|it| it.verdict != Verdict::Blocked), "{way:?}");
            all.push(way);
        }
    }
    all
}

fn kinds(plan: &Plan) -> Vec<AlternativeKind> {
    ways(plan).into_iter().map(|it| it.kind).collect()
}

fn rule(id: u32, fields: Value) -> Value {
    let mut rule = json!({ "id": format!("rule-{id}"), "protocol": "tcp", "ports": "8080" });
    rule.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    rule
}

#[test]
fn a_rule_that_misses_by_its_addresses_or_is_off_can_be_mended() {
    let old = rule(8, json!({ "remote": "100.125.0.0/16" }));
    let off = rule(9, json!({ "remote": "10.0.0.0/16", "enabled": false }));
    let group = rule(10, json!({ "remote": "sg-1", "priority": 2 }));
    let plan = plan("http", &json!({ "sg-1": { "inbound": [old, off, group] } }));
    let mend = |id| AlternativeKind::MendRule { rule: RuleId(id) };
    assert_eq!(kinds(&plan), [mend(8), mend(9)], "nobody knows what a group as its source is for");
}

#[test]
fn source_ports_can_be_dropped() {
    let rule = json!({
        "id": "rule-8", "protocol": "tcp", "source": "10.0.1.0/24", "source_ports": "22-30",
        "destination": "0.0.0.0/0", "destination_ports": "8080",
    });
    let plan = plan(
        "http",
        &json!({
            "plan": {
                "settings": { "network_acl_state": "stateful" },
                "network_acls": [{ "id": "acl-1", "name": "acl", "inbound": [rule] }],
            },
            "subnet-2": { "network_acl": "acl-1" },
        }),
    );
    assert_eq!(kinds(&plan), [AlternativeKind::MendRule { rule: RuleId(8) }]);
}

#[test]
fn a_deny_can_be_narrowed_in_place_of_being_lowered() {
    let deny = json!({
        "id": "rule-8", "action": "deny", "protocol": "tcp", "ports": "1-65535",
        "remote": "10.0.1.0/24",
    });
    let broad = json!({ "id": "rule-9", "priority": 50, "remote": "0.0.0.0/0" });
    let plan = plan("http", &json!({ "sg-1": { "inbound": [deny, broad] } }));
    let ways = ways(&plan);
    let narrow = AlternativeKind::NarrowDeny { rule: RuleId(8), rules: 2 };
    assert!(ways.iter().any(|it| it.kind == narrow), "{ways:?}");
    let ports = ways.iter().flat_map(|it| &it.remedy).filter_map(|edit| match edit {
        Edit::PutSecurityGroupRule { rule, .. } => Some(rule.ports.to_string()),
        _ => None,
    });
    assert_eq!(ports.collect::<Vec<_>>(), ["1-8079", "8081-65535"]);
}

#[test]
fn members_can_join_the_group_of_the_others_or_get_one_of_their_own() {
    let sg = |id: u32, inbound: Value| {
        let outbound = json!([{ "id": format!("rule-{}", 90 + id), "remote": "0.0.0.0/0" }]);
        json!({ "id": format!("sg-{id}"), "name": "g", "inbound": inbound, "outbound": outbound })
    };
    let server = |id: u32, groups: Value| {
        json!({
            "id": format!("server-{id}"), "name": "s", "subnet": "subnet-2",
            "ipv4": format!("10.0.2.{}", 10 + id), "security_groups": groups,
        })
    };
    let lets_in = rule(8, json!({ "remote": "10.0.1.0/24" }));
    let ssh = rule(9, json!({ "ports": "22", "remote": "10.0.0.0/16" }));
    let member = |id: u32| json!({ "id": format!("member-{id}"), "target": format!("server-{id}"), "port": 8080 });
    let plan = plan(
        "http",
        &json!({
            "plan": {
                "security_groups": [sg(1, json!([lets_in, ssh])), sg(2, json!([]))],
                "servers": [
                    server(1, json!(["sg-1"])), server(2, json!(["sg-2"])),
                    server(3, json!(["sg-2"])),
                ],
            },
            "bsg-1": { "members": [member(1), member(2)] },
        }),
    );
    let (two, three) = (vec![ServerId(2)], vec![ServerId(3)]);
    let own = AlternativeKind::OwnGroup { servers: two.clone(), spared: three };
    let opens = vec![RuleId(9)];
    let join =
        AlternativeKind::JoinGroup { security_group: SecurityGroupId(1), servers: two, opens };
    assert_eq!(kinds(&plan), [own, join]);
}

#[test]
fn a_rule_can_go_into_another_group_of_the_servers() {
    let outbound = |id: u32| json!([{ "id": format!("rule-{id}"), "remote": "0.0.0.0/0" }]);
    let plan = plan(
        "http",
        &json!({
            "plan": { "security_groups": [
                { "id": "sg-1", "name": "one", "outbound": outbound(1) },
                { "id": "sg-2", "name": "two", "outbound": outbound(2) },
            ] },
            "server-1": { "security_groups": ["sg-1", "sg-2"] },
        }),
    );
    let other = AlternativeKind::OtherGroup { security_group: SecurityGroupId(2), beside: vec![] };
    assert_eq!(kinds(&plan), [other]);
}

#[test]
fn ports_that_a_kunpeng_flavor_cannot_read_can_be_split() {
    let gap = rule(8, json!({ "ports": "22,443", "remote": "10.0.9.0/24" }));
    let plan =
        plan("http", &json!({ "sg-1": { "inbound": [gap] }, "server-1": { "flavor": "kunpeng" } }));
    let split = AlternativeKind::SplitPorts { rule: RuleId(8), rules: 2 };
    let kinds = kinds(&plan);
    assert!(kinds.contains(&split), "{kinds:?}");
}

#[test]
fn a_ping_needs_nothing_but_the_echo_request() {
    let udp = json!({ "protocol": "UDP", "health_check": { "protocol": "UDP" } });
    let plan = plan("http", &json!({ "listener-1": { "protocol": "UDP" }, "bsg-1": udp }));
    let mut echo = ways(&plan).into_iter().filter(|it| it.kind == AlternativeKind::EchoRequest);
    let Some(Edit::PutSecurityGroupRule { rule, .. }) = echo.next().unwrap().remedy.pop() else {
        panic!("it puts no rule into a security group");
    };
    assert_eq!(rule.icmp.unwrap().to_string(), "8/0");
    assert!(echo.next().is_none());
}
