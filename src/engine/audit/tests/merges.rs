//! Tests of the rules that can be one.

use serde_json::{Value, json};

use super::{plan, read};
use crate::edit::{Edit, transact};
use crate::engine::report::{Merge, RulePlace};
use crate::engine::{audit, check, simpler};
use crate::plan::{Direction, Plan, RuleId};

fn merges(plan: &Plan) -> Vec<Merge> {
    simpler(plan, &audit(plan, &check(plan))).merges
}

/// The merges, each as its rules, the one that takes it, and what it looks at then.
fn said(plan: Value) -> Vec<String> {
    let plan = read(plan);
    let merges = merges(&plan);
    let edits = merges.iter().flat_map(|it| it.remedy.clone()).collect::<Vec<_>>();
    let merged = transact(&plan, &edits).unwrap();
    assert_eq!(self::merges(&merged), [], "nothing is left to merge");
    let said = merges.iter().map(|it| {
        let ids = it.rules.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join("+");
        let one = match it.remedy.first() {
            Some(Edit::PutSecurityGroupRule { rule, .. }) => {
                format!("{} {} {}", rule.id.0, rule.remote, rule.ports)
            }
            Some(Edit::PutNetworkAclRule { rule, .. }) => format!(
                "{} {} > {} {}",
                rule.id.0, rule.source, rule.destination, rule.destination_ports
            ),
            other => format!("{other:?}"),
        };
        assert_eq!(it.remedy.len(), it.rules.len());
        format!("{ids} = {one}")
    });
    said.collect()
}

fn tcp(id: u32, remote: &str, ports: &str) -> Value {
    json!({ "id": format!("rule-{id}"), "protocol": "tcp", "ports": ports, "remote": remote })
}

fn with(rule: Value, fields: Value) -> Value {
    let mut rule = rule;
    for (field, value) in fields.as_object().unwrap() {
        rule[field] = value.clone();
    }
    rule
}

fn group(inbound: Vec<Value>) -> Vec<String> {
    said(plan(json!(inbound), None))
}

#[test]
fn two_halves_of_a_block_are_one() {
    let halves = [tcp(1, "10.0.1.0/25", "8080"), tcp(2, "10.0.1.128/25", "8080")];
    assert_eq!(group(halves.to_vec()), ["1+2 = 1 10.0.1.0/24 8080"]);
    let plan = read(plan(json!(halves), None));
    let merge = &merges(&plan)[0];
    assert_eq!(merge.place, RulePlace::SecurityGroup(crate::plan::SecurityGroupId(1)));
    assert_eq!(merge.direction, Direction::Inbound);
    assert_eq!(merge.remedy[1], Edit::RemoveRule(RuleId(2)));
    // These are next to each other, and no block is both.
    assert_eq!(
        group(vec![tcp(1, "10.0.1.128/25", "8080"), tcp(2, "10.0.2.0/25", "8080")]),
        [] as [&str; 0]
    );
    // Four quarters are one as well, in whichever order.
    let quarters = ["10.0.1.64/26", "10.0.1.192/26", "10.0.1.0/26", "10.0.1.128/26"];
    let quarters = (1..).zip(quarters).map(|(id, block)| tcp(id, block, "8080"));
    assert_eq!(group(quarters.collect()), ["1+2+3+4 = 1 10.0.1.0/24 8080"]);
}

#[test]
fn ports_that_follow_each_other_are_one_range() {
    let ports = |ports: &[&str]| {
        let rules = (1..).zip(ports).map(|(id, ports)| tcp(id, "10.0.1.0/24", ports));
        group(rules.collect())
    };
    assert_eq!(ports(&["8080", "8081-8090"]), ["1+2 = 1 10.0.1.0/24 8080-8090"]);
    assert_eq!(ports(&["8081", "8080"]), ["1+2 = 1 10.0.1.0/24 8080-8081"]);
    assert_eq!(ports(&["8080-8085", "8083-8090"]), ["1+2 = 1 10.0.1.0/24 8080-8090"]);
    assert_eq!(ports(&["8080", "8082"]), [] as [&str; 0], "a rule with a gap is another kind");
    assert_eq!(ports(&["8000,8080", "8081"]), ["1+2 = 1 10.0.1.0/24 8000,8080-8081"]);
    assert_eq!(
        ports(&["8080", "65535", "8081", "65534"]),
        ["1+3 = 1 10.0.1.0/24 8080-8081", "2+4 = 2 10.0.1.0/24 65534-65535"]
    );
}

#[test]
fn blocks_and_ports_together_are_one() {
    let mut rules = vec![];
    for (id, (block, ports)) in
        (1..).zip([("0", "8080"), ("128", "8081"), ("128", "8080"), ("0", "8081")])
    {
        rules.push(tcp(id, &format!("10.0.1.{block}/25"), ports));
    }
    assert_eq!(group(rules.clone()), ["1+2+3+4 = 1 10.0.1.0/24 8080-8081"]);
    // Three of the four are not.
    rules.pop();
    assert_eq!(group(rules).len(), 1);
}

#[test]
fn all_else_has_to_be_the_same() {
    let one = tcp(1, "10.0.1.0/25", "8080");
    let other = |fields: Value| with(tcp(2, "10.0.1.128/25", "8080"), fields);
    for fields in [
        json!({ "priority": 2 }),
        json!({ "action": "deny" }),
        json!({ "protocol": "udp" }),
        json!({ "ports": "8082" }),
        json!({ "enabled": false }),
        json!({ "remote": "sg-2" }),
    ] {
        assert_eq!(group(vec![one.clone(), other(fields.clone())]), [] as [&str; 0], "{fields}");
    }
    let named = with(one, json!({ "description": "web" }));
    let plan = read(plan(json!([named, other(json!({ "description": "too" }))]), None));
    let Edit::PutSecurityGroupRule { rule, .. } = &merges(&plan)[0].remedy[0] else { panic!() };
    assert_eq!(rule.description, "web", "it is the first one, made wider");
}

#[test]
fn a_rule_that_can_go_is_not_merged() {
    let rules = vec![
        tcp(1, "10.0.1.0/25", "8080"),
        tcp(2, "10.0.1.128/25", "8080"),
        tcp(3, "10.0.1.0/24", "8080"),
    ];
    assert_eq!(group(rules), [] as [&str; 0]);
}

fn acl(id: u32, action: &str, source: &str, ports: &str) -> Value {
    json!({
        "id": format!("rule-{id}"), "action": action, "protocol": "tcp", "source": source,
        "destination": "10.0.2.0/24", "destination_ports": ports,
    })
}

fn in_acl(rules: Vec<Value>) -> Vec<String> {
    said(plan(json!([tcp(80, "10.0.1.0/24", "8080")]), Some(json!(rules))))
}

#[test]
fn in_a_network_acl_no_rule_passes_one_that_decides_otherwise() {
    let (one, other) =
        (acl(1, "allow", "10.0.1.0/25", "8080"), acl(2, "allow", "10.0.1.128/25", "8080"));
    let one_rule = "1+2 = 1 10.0.1.0/24 > 10.0.2.0/24 8080";
    assert_eq!(in_acl(vec![one.clone(), other.clone()]), [one_rule]);
    // A rule in between does not matter if it decides the same way, or on other packets.
    let between = |rule: Value| in_acl(vec![one.clone(), rule, other.clone()]);
    assert_eq!(between(acl(3, "allow", "10.0.0.0/16", "8080-9000")).len(), 0, "it is redundant");
    assert_eq!(between(acl(3, "allow", "10.0.1.0/24", "22")), [one_rule]);
    assert_eq!(between(acl(3, "deny", "10.0.9.0/24", "8080")), [one_rule]);
    // A deny of the second one keeps that where it is, and the first one goes to it.
    let second = "1+2 = 2 10.0.1.0/24 > 10.0.2.0/24 8080";
    assert_eq!(between(acl(3, "deny", "10.0.1.192/26", "8080")), [second]);
    assert_eq!(between(acl(3, "deny", "10.0.1.0/26", "8080")), [one_rule]);
    // A deny of both keeps both.
    let both = vec![
        one.clone(),
        acl(3, "deny", "10.0.1.64/26", "8080"),
        acl(4, "deny", "10.0.1.192/26", "8080"),
        other.clone(),
    ];
    assert_eq!(in_acl(both), [] as [&str; 0]);
}

#[test]
fn both_ends_and_both_ports_of_a_network_acl_rule_can_be_put_together() {
    let one = acl(1, "allow", "10.0.1.0/24", "8080");
    let halves = [
        with(one.clone(), json!({ "destination": "10.0.2.0/25" })),
        with(one.clone(), json!({ "id": "rule-2", "destination": "10.0.2.128/25" })),
    ];
    assert_eq!(in_acl(halves.to_vec()), ["1+2 = 1 10.0.1.0/24 > 10.0.2.0/24 8080"]);
    let sources = [
        with(one.clone(), json!({ "source_ports": "1-1023" })),
        with(one, json!({ "id": "rule-2", "source_ports": "1024-65535" })),
    ];
    assert_eq!(in_acl(sources.to_vec()), ["1+2 = 1 10.0.1.0/24 > 10.0.2.0/24 8080"]);
}

#[test]
fn denies_are_put_together_too() {
    let rules = vec![
        acl(1, "deny", "10.0.1.0/26", "8080"),
        acl(2, "deny", "10.0.1.64/26", "8080"),
        acl(3, "allow", "10.0.1.0/24", "8080"),
    ];
    assert_eq!(in_acl(rules), ["1+2 = 1 10.0.1.0/25 > 10.0.2.0/24 8080"]);
}

#[test]
fn a_merge_that_a_flavor_would_read_otherwise_is_none() {
    // On Kunpeng a rule with gaps hides all that come after it, so the second range has no effect.
    let rules = [
        tcp(1, "10.0.1.0/24", "8080"),
        tcp(2, "10.0.5.0/24", "22,24"),
        tcp(3, "10.0.1.0/24", "8081"),
    ];
    let mut plan = plan(json!(rules), None);
    assert_eq!(said(plan.clone()).len(), 1);
    plan["servers"][0]["flavor"] = json!("kunpeng");
    assert_eq!(said(plan.clone()), [] as [&str; 0]);
    // If another server has the group too, the second range has an effect there alone.
    let mut other = plan["servers"][0].clone();
    other["id"] = json!("server-2");
    other["ipv4"] = json!("10.0.2.11");
    other["flavor"] = json!("standard");
    plan["servers"].as_array_mut().unwrap().push(other);
    assert_eq!(said(plan), [] as [&str; 0]);
}

#[test]
fn blocks_that_have_no_common_one_stand_in_nobodys_way() {
    let blocks = ["10.5.0.0/24", "10.5.2.0/24", "10.5.3.0/24", "10.5.4.0/23"];
    let rules = (1..).zip(blocks).map(|(id, block)| tcp(id, block, "8080"));
    assert_eq!(group(rules.collect()), ["2+3 = 2 10.5.2.0/23 8080"]);
}

#[test]
fn in_a_security_group_the_place_does_not_count() {
    let rules = vec![
        tcp(1, "10.0.1.0/24", "8080"),
        with(tcp(2, "10.0.0.0/16", "8080-8081"), json!({ "action": "deny", "priority": 9 })),
        tcp(3, "10.0.1.0/24", "8081"),
        with(tcp(4, "10.0.0.0/15", "8080-8081"), json!({ "priority": 10 })),
    ];
    assert_eq!(group(rules), ["1+3 = 1 10.0.1.0/24 8080-8081"]);
}

#[test]
fn of_two_merges_that_get_into_each_others_way_one_is_made() {
    let to_one = |id, ports| {
        with(acl(id, "deny", "10.9.0.0/16", ports), json!({ "destination": "10.0.2.10/32" }))
    };
    let rules = vec![
        acl(1, "allow", "10.9.1.0/24", "80"),
        to_one(2, "81"),
        acl(3, "allow", "10.9.1.0/24", "81"),
        to_one(4, "80"),
        // Without it the denies would do nothing.
        acl(5, "allow", "10.9.2.0/24", "80-81"),
    ];
    // Either the allows move past the first deny or the denies past the second allow. After both
    // the allow of port 80 would stand below its deny.
    assert_eq!(in_acl(rules), ["1+3 = 3 10.9.1.0/24 > 10.0.2.0/24 80-81"]);
}

#[test]
fn ports_of_a_network_acl_that_follow_each_other_are_one_range() {
    let rules =
        vec![acl(1, "allow", "10.0.1.0/24", "8080"), acl(2, "allow", "10.0.1.0/24", "8081-8090")];
    assert_eq!(in_acl(rules), ["1+2 = 1 10.0.1.0/24 > 10.0.2.0/24 8080-8090"]);
}
