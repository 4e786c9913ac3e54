//! The rules that are proposed, and their lists.

use serde_json::{Value, json};

use super::{any_port, plan};
use crate::engine::check;
use crate::engine::report::{ChangeKind, Report, RulePlace};
use crate::plan::{Direction, NetworkAclId, Plan, RuleId, SecurityGroupId};

fn answer(value: &Value) -> Report {
    check(&serde_json::from_value::<Plan>(value.clone()).unwrap())
}

/// The rules to add to the security group, each as its source, its ports and how much it is needed.
fn rules(value: &Value) -> Vec<String> {
    let told = answer(value).changes.into_iter().filter_map(|change| match change.kind {
        ChangeKind::AddSecurityGroupRule { direction: Direction::Inbound, rule } => {
            let level = json!(change.level);
            Some(format!("{} {} {}", rule.remote, rule.ports, level.as_str().unwrap()))
        }
        _ => None,
    });
    told.collect()
}

#[test]
fn neighbouring_ports_make_one_rule_only_where_all_else_is_the_same() {
    let mut value = plan(&[80, 81]);
    assert_eq!(rules(&value), ["10.0.1.0/24 80-81 required"]);
    // At one of them a half of the block is missing.
    value["security_groups"][0]["inbound"] = json!([
        { "id": "rule-1", "protocol": "tcp", "ports": "81", "remote": "10.0.1.0/25" },
    ]);
    assert_eq!(rules(&value), ["10.0.1.0/24 80 required", "10.0.1.128/25 81 required"]);
    // A member of weight 0 needs its port less than the others.
    let mut value = plan(&[80, 81]);
    value["backend_server_groups"][0]["members"][1]["weight"] = json!(0);
    assert_eq!(rules(&value), ["10.0.1.0/24 80 required", "10.0.1.0/24 81 recommended"]);
}

#[test]
fn changes_come_in_the_order_of_the_plan() {
    let mut value = plan(&[80]);
    value["subnets"].as_array_mut().unwrap().push(json!({
        "id": "subnet-3", "name": "", "vpc": "vpc-1", "cidr": "10.0.3.0/24",
        "network_acl": "acl-2",
    }));
    let mut server = value["servers"][0].clone();
    server["id"] = json!("server-2");
    server["subnet"] = json!("subnet-3");
    server["ipv4"] = json!("10.0.3.10");
    server["security_groups"] = json!(["sg-2"]);
    value["servers"].as_array_mut().unwrap().push(server);
    let member = json!({ "id": "member-2", "target": "server-2", "port": 80 });
    value["backend_server_groups"][0]["members"].as_array_mut().unwrap().push(member);
    // The second ones stand in front.
    let second = json!({ "id": "sg-2", "name": "" });
    value["security_groups"].as_array_mut().unwrap().insert(0, second);
    let second = json!({ "id": "acl-2", "name": "" });
    value["network_acls"].as_array_mut().unwrap().insert(0, second);
    let mut places = answer(&value).changes.iter().map(|it| it.place).collect::<Vec<_>>();
    places.dedup();
    let group = |id| RulePlace::SecurityGroup(SecurityGroupId(id));
    let acl = |id| RulePlace::NetworkAcl(NetworkAclId(id));
    assert_eq!(places, [group(2), group(1), acl(2), acl(1)]);
}

#[test]
fn a_rule_of_a_network_acl_goes_above_the_first_deny_that_stops_what_it_is_for() {
    let mut value = any_port("80-90");
    let rule = |id: u32, action: &str, source: &str, ports: &str| {
        json!({
            "id": format!("rule-{id}"), "action": action, "protocol": "tcp", "source": source,
            "destination": "10.0.2.0/24", "destination_ports": ports,
        })
    };
    value["network_acls"][0]["inbound"] = json!([
        rule(1, "deny", "10.0.1.0/25", "80-85"),
        rule(2, "deny", "10.0.9.0/24", ""),
        rule(3, "allow", "10.0.1.0/24", "80-85"),
        rule(4, "deny", "10.0.1.0/24", "86-90"),
    ]);
    let above = answer(&value).changes.into_iter().filter_map(|change| match change.kind {
        ChangeKind::AddNetworkAclRule { rule, above, .. } => {
            Some((rule.destination_ports.to_string(), rule.source.to_string(), above))
        }
        _ => None,
    });
    let told = |ports: &str, source: &str, above| (ports.to_owned(), source.to_owned(), above);
    assert_eq!(
        above.collect::<Vec<_>>(),
        [
            told("80-85", "10.0.1.0/25", Some(RuleId(1))),
            told("86-90", "10.0.1.0/24", Some(RuleId(4))),
        ]
    );
}

#[test]
fn a_rule_for_a_part_of_what_another_one_is_for_is_spared() {
    // Two subnets of one network ACL, of which the first holds the second.
    let mut value = plan(&[80]);
    value["subnets"].as_array_mut().unwrap().push(json!({
        "id": "subnet-3", "name": "", "vpc": "vpc-1", "cidr": "10.0.2.128/25",
        "network_acl": "acl-1",
    }));
    let mut server = value["servers"][0].clone();
    server["id"] = json!("server-2");
    server["subnet"] = json!("subnet-3");
    server["ipv4"] = json!("10.0.2.130");
    value["servers"].as_array_mut().unwrap().push(server);
    let member = json!({ "id": "member-2", "target": "server-2", "port": 80 });
    value["backend_server_groups"][0]["members"].as_array_mut().unwrap().push(member);
    let destinations = |value: &Value| {
        let report = answer(value);
        assert!(report.summary.proved);
        let told = report.changes.into_iter().filter_map(|change| match change.kind {
            ChangeKind::AddNetworkAclRule { rule, .. } => Some(rule.destination.to_string()),
            _ => None,
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(destinations(&value), ["10.0.2.0/24"]);
    value["backend_server_groups"][0]["members"][1]["port"] = json!(81);
    assert_eq!(destinations(&value), ["10.0.2.0/24", "10.0.2.128/25"], "another port");
}

#[test]
fn the_changes_are_tried_by_the_reading_that_the_plan_follows() {
    let mut value = plan(&[80]);
    let deny = json!({ "id": "rule-1", "action": "deny", "remote": "0.0.0.0/0" });
    let second = json!({ "id": "sg-2", "name": "", "inbound": [deny] });
    value["security_groups"].as_array_mut().unwrap().push(second);
    value["servers"][0]["security_groups"] = json!(["sg-1", "sg-2"]);
    let lowers = |value: &Value| {
        let report = answer(value);
        assert!(report.summary.proved);
        report.changes.iter().any(|it| matches!(it.kind, ChangeKind::LowerPriority { .. }))
    };
    // Group by group the added rule comes first; in one list the deny does.
    value["settings"]["several_security_groups"] = json!("in_sequence");
    assert!(!lowers(&value));
    value["settings"]["several_security_groups"] = json!("combined");
    assert!(lowers(&value));
}

#[test]
fn added_rules_have_numbers_of_their_own_even_where_the_highest_is_taken() {
    let mut value = plan(&[80, 90, 100]);
    let taken = [u32::MAX, 1, 2, 4];
    let rule =
        |id: &u32| json!({ "id": format!("rule-{id}"), "protocol": "47", "remote": "10.9.0.0/16" });
    value["security_groups"][0]["inbound"] = json!(taken.iter().map(rule).collect::<Vec<_>>());
    let report = answer(&value);
    let added = report.changes.iter().filter_map(|change| change.kind.added_rule());
    let mut numbers = added.map(|rule| rule.0).collect::<Vec<_>>();
    assert!(numbers.iter().all(|id| !taken.contains(id) && *id != 99), "{numbers:?}");
    let count = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert!(count >= 6 && numbers.len() == count, "{numbers:?}");
}

#[test]
fn a_rule_that_takes_the_place_of_another_names_only_the_flows_that_it_lets_pass() {
    // The backend subnet misses both ports, which adjoin, and clients miss one of them wholly.
    let mut value = plan(&[81, 82]);
    value["settings"]["client_addresses"] = json!("clients_too");
    value["load_balancers"][0]["ip_as_backend"] = json!(true);
    value["load_balancers"][0]["listeners"][0]["protocol"] = json!("TCP");
    value["backend_server_groups"][0]["protocol"] = json!("TCP");
    value["security_groups"][0]["outbound"] = json!([
        { "id": "rule-1", "priority": 2, "action": "deny", "remote": "10.0.0.0/16" },
        { "id": "rule-2", "priority": 2, "action": "deny", "protocol": "tcp", "ports": "81",
          "remote": "0.0.0.0/0" },
        { "id": "rule-3", "priority": 100, "remote": "0.0.0.0/0" },
    ]);
    let report = answer(&value);
    let outbound = report.changes.iter().filter_map(|change| match &change.kind {
        ChangeKind::AddSecurityGroupRule { direction: Direction::Outbound, rule } => {
            let ports = change.flows.iter().filter_map(|id| report.flow(*id));
            let mut ports = ports.map(|flow| flow.ports.to_string()).collect::<Vec<_>>();
            ports.sort_unstable();
            ports.dedup();
            Some((rule.ports.to_string(), ports))
        }
        _ => None,
    });
    let of = |port: &str| (port.to_owned(), vec![port.to_owned()]);
    assert_eq!(outbound.collect::<Vec<_>>(), [of("81"), of("82")]);
}
