//! Tests of the rules that can go together.

use serde_json::{Value, json};

use super::{audited, plan, read, tcp};
use crate::engine::removable_together;

/// The rules that can go, of a security group with these beside the one that is needed.
fn gone(rules: &[Value]) -> Vec<u32> {
    let mut inbound = vec![tcp(10, json!({}))];
    inbound.extend_from_slice(rules);
    let mut plan = plan(json!(inbound), None);
    let groups = plan["security_groups"].as_array_mut().unwrap();
    groups.push(json!({ "id": "sg-3", "name": "third" }));
    // A server has each of the groups that rules name.
    for (server, group) in [(2, "sg-2"), (3, "sg-3")] {
        let mut other = plan["servers"][0].clone();
        other["id"] = json!(format!("server-{server}"));
        other["ipv4"] = json!(format!("10.0.2.{}", 20 + server));
        other["security_groups"] = json!([group]);
        plan["servers"].as_array_mut().unwrap().push(other);
    }
    let plan = read(plan);
    removable_together(&plan, &audited(&plan)).iter().map(|id| id.0).collect()
}

/// A rule for ports that no flow is about.
fn other(id: u32, action: &str, priority: u32, ports: &str, remote: &str) -> Value {
    let fields = json!({ "priority": priority, "action": action, "ports": ports });
    let mut rule = tcp(id, fields);
    rule["remote"] = json!(remote);
    rule
}

#[test]
fn of_two_alike_the_one_further_down_goes() {
    assert_eq!(gone(&[tcp(1, json!({}))]), [1]);
    let ssh = |id| other(id, "allow", 1, "22", "10.9.0.0/16");
    assert_eq!(gone(&[ssh(1), ssh(2), ssh(3)]), [3, 2]);
}

#[test]
fn a_rule_that_others_make_safe_by_going_does_not_go() {
    let other = |id, action, priority, ports| other(id, action, priority, ports, "10.9.0.0/16");
    // The deny takes port 23 from the last allow, which therefore can go; the deny by itself can
    // not, since that allow would let port 23 in.
    let rules = [
        other(1, "allow", 1, "20-22"),
        other(2, "deny", 2, "22-23"),
        other(3, "allow", 3, "22-23"),
    ];
    assert_eq!(gone(&rules), [3]);
}

#[test]
fn a_rule_that_others_make_needed_for_a_while_is_looked_at_again() {
    let other = |id, action, priority, ports| other(id, action, priority, ports, "10.9.0.0/16");
    // Without the last rule the one above it keeps the deny from port 22, until the deny has gone.
    let rules = [
        other(1, "allow", 3, "22-23"),
        other(2, "deny", 2, "22"),
        other(3, "allow", 1, "22"),
        other(4, "allow", 1, "22"),
    ];
    assert_eq!(gone(&rules), [4, 2, 3]);
}

#[test]
fn a_rule_that_only_those_need_who_wear_two_groups_stays() {
    let rules = [
        other(1, "allow", 3, "22", "sg-2"),
        other(2, "allow", 1, "22", "sg-2"),
        other(3, "allow", 1, "22", "sg-2"),
        other(4, "deny", 2, "22", "sg-3"),
        other(5, "allow", 5, "22", "10.0.2.0/24"),
    ];
    // A server with `sg-2` alone gets in by the first rule too; one with both, by the second or the
    // third one. While one of those is there, nobody needs the first.
    assert_eq!(gone(&rules), [3, 1]);
}
