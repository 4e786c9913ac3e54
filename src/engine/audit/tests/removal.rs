//! Tests of the consequences if a rule is removed.

use serde_json::{Value, json};

use super::{acl, audited, findings, plan, read, tcp};
use crate::edit::transact;
use crate::engine::report::{Level, Removal, Safety};
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
fn of_a_rule_for_pings_only_the_replies_are_answers() {
    let mut value = plan(json!([tcp(1, json!({}))]), Some(json!([acl(5, json!({}))])));
    value["settings"]["network_acl_state"] = json!("stateless");
    value["load_balancers"][0]["listeners"][0]["protocol"] = json!("UDP");
    value["backend_server_groups"][0]["protocol"] = json!("UDP");
    value["backend_server_groups"][0]["health_check"]["protocol"] = json!("UDP");
    value["network_acls"][0]["outbound"] = json!([{
        "id": "rule-6", "protocol": "icmp", "source": "10.0.2.0/24", "destination": "10.0.1.0/24",
    }]);
    let audit = audited(&read(value));
    let removal = &audit.rule(RuleId(6)).unwrap().removal;
    assert_eq!(removal.safety(), Safety::Needed);
    let other = removal.other.iter().map(|it| serde_json::to_value(it).unwrap());
    let messages = other.map(|it| it["icmp"].clone()).collect::<Vec<_>>();
    assert_eq!(messages, [json!("0/1-255")], "all but the echo reply");
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

#[test]
fn what_else_may_use_a_rule_is_told_and_whether_that_is_all_of_it() {
    let inbound = json!([
        tcp(1, json!({})),
        tcp(2, json!({ "ports": "22", "remote": "10.9.0.0/24" })),
        tcp(3, json!({ "ports": "22", "remote": "10.9.0.0/25", "priority": 2 })),
        tcp(4, json!({ "ports": "23-24", "remote": "10.9.0.0/24" })),
        tcp(5, json!({ "ports": "23", "remote": "10.9.0.0/24", "priority": 2 })),
    ]);
    let audit = audited(&read(plan(inbound, None)));
    let other = |id| {
        let removal = &audit.rule(RuleId(id)).unwrap().removal;
        let other = removal.other.iter().map(|it| it.packets.ports.to_string());
        (other.collect::<Vec<_>>().join(" "), removal.all_other)
    };
    assert_eq!(other(1), (String::new(), false), "the load balancer uses all of it");
    // Half of it is let in by the third rule all the same.
    assert_eq!(other(2), ("22".to_owned(), false));
    assert_eq!(other(4), ("24".to_owned(), false));
    let mut alone = plan(json!([tcp(4, json!({ "ports": "23-24" }))]), None);
    alone["backend_server_groups"] = json!([]);
    let removal = audited(&read(alone)).rule(RuleId(4)).unwrap().removal.clone();
    assert!(removal.all_other && removal.other.len() == 1);
}

#[test]
fn a_network_acl_is_asked_about_what_crosses_the_edge_of_its_subnets() {
    let wide = json!({
        "destination_ports": "22", "source": "10.0.0.0/16", "destination": "10.0.0.0/16",
    });
    let audit = audited(&read(plan(json!([]), Some(json!([acl(5, wide)])))));
    let other = &audit.rule(RuleId(5)).unwrap().removal.other;
    let mut told = other
        .iter()
        .map(|it| format!("{} to {}", it.packets.source, it.packets.destination))
        .collect::<Vec<_>>();
    told.sort();
    assert_eq!(told, ["10.0.0.0/23 to 10.0.2.0/24", "10.0.3.0-10.0.255.255 to 10.0.2.0/24"]);
}

#[test]
fn packets_that_a_flow_needs_elsewhere_are_other_traffic_where_it_does_not_lead() {
    // No flow leads to the second server, which has the group of the first one behind another group.
    let safety = |own: Value, beside: Value, first: &[&str], second: &[&str]| {
        let mut value = plan(json!([own]), None);
        value["security_groups"][1]["inbound"] = json!([beside]);
        let mut other = value["servers"][0].clone();
        other["id"] = json!("server-2");
        other["ipv4"] = json!("10.0.2.11");
        value["servers"][0]["security_groups"] = json!(first);
        other["security_groups"] = json!(second);
        value["servers"].as_array_mut().unwrap().push(other);
        let removal = audited(&read(value)).rule(RuleId(1)).unwrap().removal.clone();
        let other = removal.other.iter().map(|it| it.packets.ports.to_string());
        (removal.safety(), removal.stops.len(), other.collect::<Vec<_>>())
    };
    let other = |ports: &str| vec![ports.to_owned()];
    let allow = tcp(2, json!({ "priority": 2 }));
    // The first server is closed either way, the second one only as long as the deny is there.
    let deny = tcp(1, json!({ "action": "deny" }));
    let denied = safety(deny, allow.clone(), &["sg-1"], &["sg-1", "sg-2"]);
    assert_eq!(denied, (Safety::Unknown, 0, other("8080")));
    // The other group lets the flow in too, but not at the second server.
    let alone = safety(tcp(1, json!({})), allow, &["sg-1", "sg-2"], &["sg-1"]);
    assert_eq!(alone, (Safety::Unknown, 0, other("8080")));
    // A flow that is stopped is named itself.
    let other_port = tcp(2, json!({ "ports": "22" }));
    let needed = safety(tcp(1, json!({})), other_port, &["sg-1"], &["sg-1", "sg-2"]);
    assert_eq!(needed, (Safety::Needed, 2, vec![]));
}

#[test]
fn what_a_network_acl_lets_through_to_others_than_members_is_other_traffic() {
    let member = json!({ "destination": "10.0.2.10/32" });
    let rules = json!([acl(5, json!({})), acl(6, member.clone())]);
    let audit = audited(&read(plan(json!([tcp(1, json!({}))]), Some(rules))));
    let removal = &audit.rule(RuleId(5)).unwrap().removal;
    assert_eq!(removal.safety(), Safety::Unknown, "the rest of the subnet loses it");
    let told = removal.other.iter().map(|it| it.packets.destination.to_string());
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["10.0.2.0-10.0.2.9", "10.0.2.11-10.0.2.255"],
        "the member does not"
    );
    let rules = json!([acl(5, json!({})), acl(6, json!({}))]);
    let audit = audited(&read(plan(json!([tcp(1, json!({}))]), Some(rules))));
    assert_eq!(audit.rule(RuleId(5)).unwrap().removal.safety(), Safety::Safe);
}

#[test]
fn a_flow_that_is_stopped_wholly_at_one_filter_and_in_part_at_another_is_stopped_wholly() {
    // One network ACL guards both subnets, and one rule lets in what is asked and what answers.
    let any = json!({
        "source": "0.0.0.0/0", "destination": "0.0.0.0/0", "destination_ports": "",
    });
    let mut value = plan(json!([tcp(1, json!({}))]), Some(json!([acl(5, any.clone())])));
    value["settings"]["network_acl_state"] = json!("stateless");
    value["subnets"][0]["network_acl"] = json!("acl-1");
    value["network_acls"][0]["outbound"] = json!([acl(6, any)]);
    let audit = audited(&read(value));
    for id in [5, 6] {
        let stops = &audit.rule(RuleId(id)).unwrap().removal.stops;
        let told = stops.iter().map(|loss| (loss.wholly, loss.level)).collect::<Vec<_>>();
        assert_eq!(told, [(true, Level::Required); 2], "rule {id}");
    }
}

#[test]
fn one_thing_that_changes_is_not_nothing() {
    let plan = read(plan(json!([tcp(1, json!({}))]), None));
    let needed = audited(&plan).rule(RuleId(1)).unwrap().removal.clone();
    assert!(Removal::default().changes_nothing());
    let traffic = crate::engine::report::Traffic {
        packets: crate::engine::packet::packets_of_box(&crate::engine::packet::PacketBox::all(
            crate::plan::IpType::IPv4,
        )),
        protocols: None,
    };
    for removal in [
        Removal { stops: needed.stops.clone(), ..Removal::default() },
        Removal { opens: vec![needed.stops[0].flow], ..Removal::default() },
        Removal { other: vec![traffic], ..Removal::default() },
        Removal { revives: vec![RuleId(2)], ..Removal::default() },
    ] {
        assert!(!removal.changes_nothing(), "{removal:?}");
    }
}
