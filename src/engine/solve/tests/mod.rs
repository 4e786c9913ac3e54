//! Findings that depend on the rules that are added.

mod certificate;
mod memo;
mod rows;

use serde_json::{Value, json};

use super::web_server as plan;
use crate::engine::check;
use crate::engine::report::{FindingKind, ReadingId};
use crate::plan::{Plan, RuleId};

/// The same in front of whatever port its listener has, by TCP and from its own addresses.
fn any_port(ports: &str) -> Value {
    let mut value = plan(&[80]);
    value["load_balancers"][0]["ip_as_backend"] = json!(true);
    value["load_balancers"][0]["listeners"][0]["protocol"] = json!("TCP");
    value["load_balancers"][0]["listeners"][0]["ports"] = json!(ports);
    value["backend_server_groups"][0]["protocol"] = json!("TCP");
    value["backend_server_groups"][0]["any_port"] = json!(true);
    value
}

fn findings(plan: &Value) -> Vec<FindingKind> {
    let plan: Plan = serde_json::from_value(plan.clone()).unwrap();
    check(&plan).findings.into_iter().map(|it| it.kind).collect()
}

/// Checks whether the quotas that are passed would hold with merged ports, the security group's
/// first.
fn merged(plan: &Value) -> Vec<bool> {
    let quotas = findings(plan).into_iter().filter_map(|it| match it {
        FindingKind::Quota { merged_ports_fit, .. } => Some(merged_ports_fit),
        _ => None,
    });
    quotas.collect()
}

/// Rules that let nobody in who is asked about, with ids from a number on.
fn others(from: usize, count: usize) -> Vec<Value> {
    (from..from + count)
        .map(|id| json!({ "id": format!("rule-{id}"), "protocol": "47", "remote": "10.9.0.0/16" }))
        .collect()
}

fn acl_others(from: usize, count: usize) -> Vec<Value> {
    let rule = |id| {
        json!({
            "id": format!("rule-{id}"), "protocol": "47",
            "source": "10.9.0.0/16", "destination": "10.0.2.0/24",
        })
    };
    (from..from + count).map(rule).collect()
}

#[test]
fn merged_ports_are_told_where_they_keep_a_list_within_its_quota() {
    let mut value = plan(&[80, 90]);
    // With the rule of the other direction there are 49, and two are missing.
    value["security_groups"][0]["inbound"] = json!(others(100, 48));
    assert_eq!(merged(&value), [true]);
    value["servers"][0]["flavor"] = json!("kunpeng");
    assert_eq!(merged(&value), [false], "the flavor ignores rules with ports that are apart");
    let mut more = plan(&[80, 90]);
    more["security_groups"][0]["inbound"] = json!(others(100, 49));
    assert_eq!(merged(&more), [false]);

    let mut value = plan(&[80, 90]);
    value["network_acls"][0]["inbound"] = json!(acl_others(200, 19));
    assert_eq!(merged(&value), [true]);
    value["network_acls"][0]["inbound"] = json!(acl_others(200, 20));
    assert_eq!(merged(&value), [false]);
    // Rules that are added to one list do not count in another.
    value["network_acls"][0]["inbound"] = json!(acl_others(200, 18));
    value["network_acls"][0]["outbound"] = json!(acl_others(300, 20));
    assert_eq!(merged(&value), [false; 0]);
    value["security_groups"][0]["inbound"] = json!(others(100, 47));
    assert_eq!(merged(&value), [false; 0]);
}

#[test]
fn rules_of_two_kinds_do_not_merge() {
    let mut value = plan(&[80]);
    value["backend_server_groups"][0]["protocol"] = json!("UDP");
    value["backend_server_groups"][0]["health_check"] =
        json!({ "enabled": true, "protocol": "UDP" });
    value["load_balancers"][0]["listeners"][0]["protocol"] = json!("UDP");
    // One for UDP and one for ping.
    value["security_groups"][0]["inbound"] = json!(others(100, 48));
    assert_eq!(merged(&value), [false]);
}

#[test]
fn passing_on_the_clients_address_is_asked_about_where_it_can_be() {
    let asked = |kind: &str, protocol: &str, passes_on: bool| {
        let mut value = plan(&[80]);
        value["load_balancers"][0]["kind"] = json!(kind);
        let listener = &mut value["load_balancers"][0]["listeners"][0];
        listener["protocol"] = json!(protocol);
        listener["transfer_client_ip"] = json!(passes_on);
        value["backend_server_groups"][0]["protocol"] = json!(protocol);
        value["settings"]["transferred_client_ip"] = json!("filtered");
        let plan: Plan = serde_json::from_value(value).unwrap();
        let of = |it: &crate::engine::report::Finding| {
            it.sources.as_ref().is_some_and(|it| it.reading == ReadingId::TransferredClientIp)
        };
        check(&plan).findings.iter().any(of)
    };
    assert!(asked("shared", "TCP", true));
    assert!(!asked("dedicated", "TCP", true));
    assert!(!asked("shared", "HTTP", true));
    assert!(!asked("shared", "TCP", false));
}

#[test]
fn whether_checks_are_exempt_is_asked_where_a_group_is_reached_past_the_rules_alone() {
    let asked = |listeners: Value| {
        let mut value = plan(&[80]);
        value["load_balancers"][0]["listeners"] = listeners;
        value["backend_server_groups"][0]["protocol"] = json!("TCP");
        value["backend_server_groups"][0]["any_port"] = json!(true);
        value["backend_server_groups"][0]["health_check"] =
            json!({ "enabled": true, "protocol": "TCP", "port": 8080 });
        let plan: Plan = serde_json::from_value(value).unwrap();
        let of = |it: &crate::engine::report::Finding| {
            it.sources.as_ref().is_some_and(|it| it.reading == ReadingId::Layer4HealthChecks)
        };
        check(&plan).findings.iter().any(of)
    };
    let listener = |id: u32, protocol: &str, ports: &str| {
        json!({
            "id": format!("listener-{id}"), "protocol": protocol, "ports": ports,
            "backend_server_group": "bsg-1",
        })
    };
    assert!(asked(json!([listener(1, "TCP", "80,90")])));
    assert!(asked(json!([listener(1, "TCP", "80"), listener(2, "TCP", "90")])));
    assert!(!asked(json!([listener(1, "TCP", "80"), listener(2, "TLS", "90")])));
    assert!(!asked(json!([listener(2, "TLS", "80"), listener(1, "TCP", "90")])));
}

#[test]
fn only_interfaces_that_flows_reach_are_said_to_have_no_filter() {
    let off = |plan: &Value| {
        findings(plan).into_iter().find_map(|it| match it {
            FindingKind::PortSecurityOff { addresses } => Some(addresses),
            _ => None,
        })
    };
    let mut value = plan(&[80]);
    assert_eq!(off(&value), None);
    value["servers"][0]["port_security"] = json!(false);
    assert_eq!(off(&value), Some(vec!["10.0.2.10".parse().unwrap()]));
}

#[test]
fn what_is_merged_elsewhere_spares_nothing_here() {
    let mut value = plan(&[80, 90]);
    value["network_acls"][0]["inbound"] =
        json!([{ "id": "rule-98", "source": "10.0.1.0/24", "destination": "10.0.2.0/24" }]);
    value["security_groups"][0]["inbound"] = json!(others(100, 49));
    // Even as one, the rules for both ports are the 51st here; the network ACL needs none.
    assert_eq!(merged(&value), [false]);
}

#[test]
fn an_interface_that_is_reached_past_all_rules_is_not_said_to_have_no_filter() {
    let mut value = plan(&[80]);
    value["load_balancers"][0]["listeners"][0]["protocol"] = json!("TCP");
    value["backend_server_groups"][0]["protocol"] = json!("TCP");
    value["servers"][0]["port_security"] = json!(false);
    let off = |it: &FindingKind| matches!(it, FindingKind::PortSecurityOff { .. });
    assert!(!findings(&value).iter().any(off), "rules would not be looked at anyway");
}

#[test]
fn whose_address_a_server_sees_is_unclear_at_layer_4_alone() {
    let unclear = |protocol: &str, fields: Value| {
        let mut value = plan(&[80]);
        value["load_balancers"][0]["ip_as_backend"] = json!(true);
        let listener = &mut value["load_balancers"][0]["listeners"][0];
        listener["protocol"] = json!(protocol);
        for (field, own) in fields.as_object().unwrap() {
            listener[field] = own.clone();
        }
        value["backend_server_groups"][0]["protocol"] = json!(protocol);
        let is_it = |it: &FindingKind| matches!(it, FindingKind::ClientAddressUnclear { .. });
        findings(&value).iter().any(is_it)
    };
    assert!(unclear("TCP", json!({})));
    assert!(!unclear("TCP", json!({ "nat64": true })));
    assert!(!unclear("HTTP", json!({})));
}

#[test]
fn denies_without_effect_are_those_that_would_stop_the_listener() {
    let mut value = plan(&[80]);
    value["load_balancers"][0]["listeners"][0]["protocol"] = json!("TCP");
    value["backend_server_groups"][0]["protocol"] = json!("TCP");
    let deny = |id: u32, destination: &str| {
        json!({
            "id": format!("rule-{id}"), "action": "deny", "protocol": "tcp",
            "source": "203.0.113.0/24", "destination": destination,
        })
    };
    // The server is in the one block and not in the other.
    value["network_acls"][0]["inbound"] = json!([deny(1, "10.0.7.0/24"), deny(2, "10.0.2.0/24")]);
    let denies = findings(&value).into_iter().find_map(|it| match it {
        FindingKind::RulesDoNotProtect { denies_without_effect, .. } => Some(denies_without_effect),
        _ => None,
    });
    assert_eq!(denies, Some(vec![RuleId(2)]));
}
