//! The cells of the guide's Tables 2 to 4, of its network ACL fields, and what it says of access
//! control, each against what the planner proposes.

use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::{ChangeKind, ClauseId, FindingKind, Report};
use elb_rule_planner::plan::Plan;
use serde_json::{Value, json};

/// A plan with one member whose server has a security group without any rule.
fn plan(listener: &str, group: &str, check: &str, ip_type: &str) -> Value {
    json!({
        "version": 1,
        "vpcs": [{ "id": "vpc-1", "name": "", "cidr": "10.0.0.0/16" }],
        "subnets": [
            { "id": "subnet-1", "name": "", "vpc": "vpc-1", "cidr": "10.0.1.0/24", "ipv6_cidr": "2001:db8:1::/64" },
            { "id": "subnet-2", "name": "", "vpc": "vpc-1", "cidr": "10.0.2.0/24", "ipv6_cidr": "2001:db8:2::/64" },
        ],
        "security_groups": [{ "id": "sg-1", "name": "" }],
        "load_balancers": [{
            "id": "elb-1", "name": "", "subnet": "subnet-1", "backend_subnets": ["subnet-1"],
            "listeners": [{ "id": "listener-1", "protocol": listener, "ports": "443", "backend_server_group": "bsg-1" }],
        }],
        "backend_server_groups": [{
            "id": "bsg-1", "name": "", "vpc": "vpc-1", "protocol": group,
            "health_check": { "enabled": true, "protocol": check, "port": 9000 },
            "members": [{ "id": "member-1", "target": "server-1", "type": ip_type, "port": 8080 }],
        }],
        "servers": [{
            "id": "server-1", "name": "", "subnet": "subnet-2", "ipv4": "10.0.2.10",
            "ipv6": "2001:db8:2::10", "security_groups": ["sg-1"],
        }],
    })
}

fn answer(plan: Value) -> Report {
    check(&serde_json::from_value::<Plan>(plan).unwrap())
}

/// The rules to add, in the columns of the guide's tables: direction, priority, action, type,
/// protocol and port, source.
fn rows(report: &Report, table: ClauseId) -> Vec<String> {
    let mut rows: Vec<String> = report
        .changes
        .iter()
        .map(|change| {
            assert!(change.clauses.contains(&table), "{change:?} does not cite {table}");
            let ChangeKind::AddSecurityGroupRule { direction, rule } = &change.kind else {
                panic!("{change:?} is no row of the tables");
            };
            let text = |value: Value| value.as_str().unwrap().to_owned();
            format!(
                "{} | {} | {} | {} | {}: {} | {}",
                text(json!(direction)),
                rule.priority,
                text(json!(rule.action)),
                rule.ip_type,
                rule.protocol,
                if rule.ports.is_all() { "all".to_owned() } else { rule.ports.to_string() },
                rule.remote
            )
        })
        .collect();
    rows.sort();
    rows
}

#[test]
fn tables_2_to_4_cell_by_cell() {
    let both = |protocol_and_port: &[&str], ip_type: &str, source: &str| {
        let mut rows = vec![];
        for direction in ["inbound", "outbound"] {
            for cell in protocol_and_port {
                rows.push(format!("{direction} | 1 | allow | {ip_type} | {cell} | {source}"));
            }
        }
        rows.sort();
        rows
    };
    let (v4, v6) = ("10.0.1.0/24", "2001:db8:1::/64");
    let table2 = |ip_type| answer(plan("TCP", "TCP", "TCP", ip_type));
    assert_eq!(rows(&table2("IPv4"), ClauseId::Table2), both(&["tcp: 9000"], "IPv4", v4));
    assert_eq!(rows(&table2("IPv6"), ClauseId::Table2), both(&["tcp: 9000"], "IPv6", v6));

    let table3 = |ip_type| answer(plan("UDP", "UDP", "UDP", ip_type));
    let cells = ["udp: 9000", "icmp: all"];
    assert_eq!(rows(&table3("IPv4"), ClauseId::Table3), both(&cells, "IPv4", v4));
    // IPv6 has an ICMP of its own.
    let cells = ["udp: 9000", "icmpv6: all"];
    assert_eq!(rows(&table3("IPv6"), ClauseId::Table3), both(&cells, "IPv6", v6));

    for protocol in ["HTTP", "HTTPS"] {
        let table4 = answer(plan(protocol, protocol, protocol, "IPv4"));
        let cells = ["tcp: 8080", "tcp: 9000"];
        assert_eq!(rows(&table4, ClauseId::Table4), both(&cells, "IPv4", v4));
    }
}

/// A table is cited where it has a row for it: Table 2 knows the port of the health check alone,
/// Table 3 knows UDP and ICMP, Table 4 TCP. What a group asks for beside that has other clauses.
#[test]
fn a_table_is_cited_for_what_its_rows_say_and_nothing_else() {
    let by_address = |group: &str, check: &str| {
        let mut value = plan(group, group, check, "IPv4");
        value["load_balancers"][0]["ip_as_backend"] = json!(true);
        value["backend_server_groups"][0]["members"][0]["target"] = json!("ip-1");
        value["ip_backends"] =
            json!([{ "id": "ip-1", "name": "", "address": "10.0.2.10", "vpc": "vpc-1" }]);
        answer(value)
    };
    for (group, check, table, rows, others) in [
        ("TCP", "TCP", ClauseId::Table2, vec!["health_check tcp"], vec!["traffic tcp"]),
        (
            "UDP",
            "UDP",
            ClauseId::Table3,
            vec!["health_check udp", "ping icmp"],
            vec!["traffic udp"],
        ),
        ("UDP", "TCP", ClauseId::Table3, vec![], vec!["health_check tcp", "traffic udp"]),
        (
            "HTTP",
            "UDP",
            ClauseId::Table4,
            vec!["traffic tcp"],
            vec!["health_check udp", "ping icmp"],
        ),
    ] {
        let report = by_address(group, check);
        let mut found = (vec![], vec![]);
        for flow in &report.flows {
            let told = format!("{} {}", json!(flow.purpose).as_str().unwrap(), flow.protocol);
            let cited = flow.clauses.contains(&table);
            if cited { found.0.push(told) } else { found.1.push(told) }
        }
        found.0.sort();
        found.1.sort();
        assert_eq!(found.0, rows, "{group} {check}");
        assert_eq!(found.1, others, "{group} {check}");
    }
}

#[test]
fn inbound_rows_are_required_and_outbound_rows_recommended() {
    for (protocol, count) in [("TCP", 1), ("UDP", 2), ("HTTP", 2), ("HTTPS", 2)] {
        let summary = answer(plan(protocol, protocol, protocol, "IPv4")).summary;
        assert_eq!((summary.required_rules, summary.recommended_rules), (count, count));
        assert!(summary.proved);
    }
}

#[test]
fn network_acl_rules_field_by_field() {
    for (protocol, ip_type, number, source, destination) in [
        ("HTTPS", "IPv4", "tcp", "10.0.1.0/24", "10.0.2.0/24"),
        ("UDP", "IPv6", "udp", "2001:db8:1::/64", "2001:db8:2::/64"),
    ] {
        let mut plan = plan(protocol, protocol, protocol, ip_type);
        plan["network_acls"] = json!([{ "id": "acl-1", "name": "" }]);
        plan["subnets"][1]["network_acl"] = json!("acl-1");
        let report = answer(plan);
        let mut fields: Vec<Value> = vec![];
        for change in &report.changes {
            if let ChangeKind::AddNetworkAclRule { direction, rule, .. } = &change.kind {
                assert!(change.clauses.contains(&ClauseId::NetworkAclFields));
                if rule.protocol.has_ports() && rule.destination_ports.only() != Some(8080) {
                    let mut rule = json!(rule);
                    rule["direction"] = json!(direction);
                    rule.as_object_mut().unwrap().remove("id");
                    rule.as_object_mut().unwrap().remove("description");
                    fields.push(rule);
                }
            }
        }
        fields.retain(|rule| rule["source_ports"] != "8080");
        assert_eq!(
            fields,
            [
                json!({
                    "direction": "inbound", "action": "allow", "type": ip_type,
                    "protocol": number, "source": source, "source_ports": "1-65535",
                    "destination": destination, "destination_ports": "9000",
                }),
                json!({
                    "direction": "outbound", "action": "allow", "type": ip_type,
                    "protocol": number, "source": destination, "source_ports": "9000",
                    "destination": source, "destination_ports": "1-65535",
                }),
            ]
        );
    }
}

#[test]
fn access_control_is_named_where_rules_do_not_protect() {
    let mut plan = plan("TCP", "TCP", "TCP", "IPv4");
    plan["security_groups"][0]["inbound"] = json!([
        { "id": "rule-7", "action": "deny", "protocol": "tcp", "ports": "8080", "remote": "203.0.113.0/24" },
        { "id": "rule-8", "action": "deny", "protocol": "udp", "ports": "8080", "remote": "0.0.0.0/0" },
    ]);
    for limited in [false, true] {
        if limited {
            plan["load_balancers"][0]["listeners"][0]["access_control"] =
                json!({ "policy": "whitelist", "addresses": ["198.51.100.0/24"] });
        }
        let report = answer(plan.clone());
        let finding = report
            .findings
            .iter()
            .find(|it| matches!(it.kind, FindingKind::RulesDoNotProtect { .. }))
            .unwrap();
        assert!(finding.clauses.contains(&ClauseId::AccessControl));
        let details = json!(finding.kind)["details"].clone();
        assert_eq!(
            details,
            json!({
                "listener": "listener-1", "access_control": limited,
                "denies_without_effect": ["rule-7"],
            })
        );
    }
}

#[test]
fn a_group_that_grows_past_its_limit_is_named() {
    let mut plan = plan("TCP", "TCP", "TCP", "IPv4");
    let rules: Vec<Value> = (1..=48)
        .map(|n| json!({ "id": format!("rule-{n}"), "remote": format!("10.9.0.{n}/32") }))
        .collect();
    plan["security_groups"][0]["inbound"] = json!(rules);
    let quotas = |plan: &Value| {
        let report = answer(plan.clone());
        let is_quota = |kind: &&FindingKind| matches!(kind, FindingKind::Quota { .. });
        report.findings.iter().map(|it| &it.kind).filter(is_quota).count()
    };
    // An inbound and an outbound rule are added: fifty in all are as many as fit.
    assert_eq!(quotas(&plan), 0);
    plan["security_groups"][0]["outbound"] = json!([{ "id": "rule-49", "remote": "10.9.1.0/24" }]);
    assert_eq!(quotas(&plan), 1);
}

#[test]
fn a_lowered_deny_names_what_it_sets_free() {
    let mut plan = plan("HTTP", "HTTP", "HTTP", "IPv4");
    let rule = |id: u32, action: &str, remote: &str| json!({ "id": format!("rule-{id}"), "action": action, "protocol": "tcp", "remote": remote });
    plan["security_groups"] = json!([
        {
            "id": "sg-1", "name": "",
            "inbound": [
                rule(1, "deny", "10.0.0.0/8"),
                rule(2, "allow", "10.0.5.0/24"),
                rule(3, "allow", "192.168.0.0/16"),
            ],
        },
        { "id": "sg-2", "name": "", "inbound": [rule(4, "allow", "10.0.6.0/24")] },
        { "id": "sg-3", "name": "", "inbound": [rule(5, "allow", "10.0.7.0/24")] },
    ]);
    // Another server wears the same group beside a second one; nobody wears the third.
    plan["servers"].as_array_mut().unwrap().push(json!({
        "id": "server-2", "name": "", "subnet": "subnet-2", "ipv4": "10.0.2.11",
        "security_groups": ["sg-1", "sg-2"],
    }));
    let report = answer(plan);
    let lowered: Vec<Value> = report
        .changes
        .iter()
        .map(|change| json!(change.kind))
        .filter_map(|kind| kind.get("lower_priority").cloned())
        .collect();
    assert_eq!(
        lowered,
        [json!({
            "direction": "inbound", "rule": "rule-1", "from": 1, "to": 2,
            "sets_free": ["rule-2", "rule-4"],
        })]
    );
    assert!(report.summary.proved);
}
