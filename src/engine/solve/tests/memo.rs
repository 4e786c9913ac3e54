//! The results that an engine keeps from one answer to the next, and those that it forgets.
//! `tests/properties/memo.rs` tests on random edits that its answers are right all the same.

use std::rc::{Rc, Weak};

use serde_json::{Value, json};

use super::plan;
use crate::engine::report::{Layer, Purpose, Report};
use crate::engine::solve::{Memo, solve};
use crate::engine::{Engine, check};
use crate::plan::{Plan, ServerId};

/// Two members, each on a server of its own that has a group of its own.
fn two_servers() -> Value {
    let mut value = plan(&[80, 80]);
    let group = json!({ "id": "sg-2", "name": "other" });
    value["security_groups"].as_array_mut().unwrap().push(group);
    let mut server = value["servers"][0].clone();
    server["id"] = json!("server-2");
    server["ipv4"] = json!("10.0.2.11");
    server["security_groups"] = json!(["sg-2"]);
    value["servers"].as_array_mut().unwrap().push(server);
    value["backend_server_groups"][0]["members"][1]["target"] = json!("server-2");
    value
}

fn read(value: &Value) -> Plan {
    serde_json::from_value(value.clone()).unwrap()
}

/// The layers of the flows to a server.
fn layers(report: &Report, server: u32) -> Vec<Rc<[Layer]>> {
    let flows = report.flows.iter().filter(|flow| flow.target == ServerId(server).into());
    flows.map(|flow| flow.layers.clone()).collect()
}

fn are_shared(some: &[Rc<[Layer]>], others: &[Rc<[Layer]>]) -> bool {
    assert_eq!((some.len(), others.len()), (1, 1));
    some.iter().zip(others).all(|(one, other)| Rc::ptr_eq(one, other))
}

#[test]
fn what_an_edit_does_not_touch_is_not_worked_out_again() {
    let mut value = two_servers();
    let mut engine = Engine::default();
    let first = engine.check(&read(&value));
    let again = engine.check(&read(&value));
    for server in [1, 2] {
        assert!(are_shared(&layers(&first, server), &layers(&again, server)));
    }
    value["security_groups"][0]["inbound"] =
        json!([{ "id": "rule-1", "protocol": "tcp", "ports": "80", "remote": "10.0.1.0/24" }]);
    let edited = engine.check(&read(&value));
    assert!(!are_shared(&layers(&again, 1), &layers(&edited, 1)));
    assert!(are_shared(&layers(&again, 2), &layers(&edited, 2)));
    // A member in front moves the others by one.
    let mut member = value["backend_server_groups"][0]["members"][0].clone();
    member["id"] = json!("member-9");
    member["port"] = json!(90);
    value["backend_server_groups"][0]["members"].as_array_mut().unwrap().insert(0, member);
    let moved = engine.check(&read(&value));
    assert!(are_shared(&layers(&edited, 2), &layers(&moved, 2)));
}

#[test]
fn what_the_latest_answers_did_not_need_is_let_go() {
    let mut engine = Engine::default();
    let kept: Vec<Weak<[Layer]>> = {
        let report = engine.check(&read(&two_servers()));
        report.flows.iter().map(|flow| Rc::downgrade(&flow.layers)).collect()
    };
    let is_kept = || kept.iter().any(|layers| layers.upgrade().is_some());
    assert!(is_kept(), "the next answer may need it");
    for _ in 0..4 {
        engine.check(&Plan::default());
    }
    assert!(!is_kept());
}

#[test]
fn where_an_address_is_used_and_what_is_chosen_of_it_is_seen_at_once() {
    let mut value = plan(&[80]);
    value["ip_backends"] = json!([{ "id": "ip-1", "name": "s", "address": "10.0.9.9" }]);
    value["backend_server_groups"][0]["members"][0]["target"] = json!("ip-1");
    let mut engine = Engine::default();
    let mut told = |value: &Value| {
        let plan = read(value);
        let report = engine.check(&plan);
        assert_eq!(report, check(&plan));
        report.flows.iter().map(|it| (it.route_in_doubt, it.is_unrouted())).collect::<Vec<_>>()
    };
    let in_doubt = told(&value);
    assert!(in_doubt.iter().all(|it| *it == (true, false)) && !in_doubt.is_empty());
    // Nothing else of the plan says that the address is used elsewhere.
    value["ip_backends"][0]["vpc"] = json!("vpc-9");
    assert_eq!(told(&value), in_doubt, "a block of the own VPC holds it");
    value["ip_backends"][0]["address"] = json!("192.168.9.9");
    assert!(told(&value).iter().all(|it| *it == (false, false)));
    value["ip_backends"][0]["vpc"] = json!("vpc-1");
    assert!(told(&value).iter().all(|it| *it == (true, false)), "the plan says that it is there");
    value["settings"] = json!({ "ip_members_of_own_vpc": "not_reached" });
    assert!(told(&value).iter().all(|it| *it == (false, true)));
    value["settings"] = json!({ "ip_members_of_own_vpc": "reached" });
    assert!(told(&value).iter().all(|it| *it == (false, false)));
}

#[test]
fn of_two_flows_of_a_member_the_one_that_an_edit_does_not_touch_is_kept() {
    let mut value = plan(&[80]);
    value["backend_server_groups"][0]["health_check"] =
        json!({ "enabled": true, "protocol": "HTTP", "port": 9000 });
    let mut engine = Engine::default();
    let layers = |report: &Report, purpose| {
        let flow = report.flows.iter().find(|flow| flow.purpose == purpose);
        flow.unwrap().layers.clone()
    };
    let first = engine.check(&read(&value));
    value["security_groups"][0]["inbound"] =
        json!([{ "id": "rule-1", "protocol": "tcp", "ports": "80", "remote": "10.0.1.0/24" }]);
    let edited = engine.check(&read(&value));
    let is_kept = |purpose| Rc::ptr_eq(&layers(&first, purpose), &layers(&edited, purpose));
    assert!(is_kept(Purpose::HealthCheck));
    assert!(!is_kept(Purpose::Traffic));

    // Within a subnet no network ACL is asked, neither before nor after.
    value["servers"][0]["subnet"] = json!("subnet-1");
    value["servers"][0]["ipv4"] = json!("10.0.1.10");
    let first = engine.check(&read(&value));
    value["security_groups"][0]["inbound"] = json!([]);
    let edited = engine.check(&read(&value));
    let is_kept = |purpose| Rc::ptr_eq(&layers(&first, purpose), &layers(&edited, purpose));
    assert!(is_kept(Purpose::HealthCheck));
    assert!(!is_kept(Purpose::Traffic));
}

#[test]
fn however_many_plans_come_no_more_is_kept_than_the_latest_ones_need() {
    let mut memo = Memo::default();
    let kept = |memo: &Memo| {
        let counts = [memo.routes.count(), memo.slots.count(), memo.proposals.count()];
        (counts, memo.filters.counts())
    };
    let latest = read(&two_servers());
    (0..4).for_each(|_| drop(solve(&latest, &mut memo)));
    let own = kept(&memo);
    // Two servers differ in their groups, so each has a route; nobody's rules are worked out anew
    // for a plan that is the same.
    assert_eq!(own.0, [2, 4, 4], "routes, places of what is missing, lists of changes");
    for number in 10..20 {
        let id = json!(format!("sg-{number}"));
        let mut other = two_servers();
        other["security_groups"][1]["id"] = id.clone();
        other["servers"][1]["security_groups"] = json!([id]);
        other["network_acls"][0]["id"] = json!(format!("acl-{number}"));
        other["subnets"][1]["network_acl"] = json!(format!("acl-{number}"));
        solve(&read(&other), &mut memo);
    }
    (0..4).for_each(|_| drop(solve(&latest, &mut memo)));
    assert_eq!(kept(&memo), own);
}

#[test]
fn what_the_last_answer_needed_is_there_for_the_next() {
    let mut memo = Memo::default();
    let plan = read(&two_servers());
    // For so long that whatever is not asked for any more is gone.
    (0..6).for_each(|_| drop(solve(&plan, &mut memo)));
    let now = memo.filters.begin_answer();
    memo.proposals.begin_answer(now);
    assert_eq!(memo.proposals.count(), 4, "lists of changes");
    let [filters, _] = memo.filters.counts();
    assert!(filters >= 4, "each list that lacks rules is one of a filter, of {filters}");
}

#[test]
fn whatever_added_rules_depend_on_is_looked_at_again() {
    let mut base = plan(&[80, 90]);
    base["backend_server_groups"][0]["health_check"] =
        json!({ "enabled": true, "protocol": "HTTP", "port": 100 });
    // Behind a network ACL with a deny, so that its rules have a place to go to.
    let deny = |id: u32, source: &str| {
        let any = "0.0.0.0/0";
        let id = format!("rule-{id}");
        json!({ "id": id, "action": "deny", "source": source, "destination": any })
    };
    base["network_acls"][0]["inbound"] = json!([deny(70, "0.0.0.0/0")]);
    type Edit = fn(&mut Value);
    let edits: [(&str, Edit); 7] = [
        ("the name of the load balancer", |it| it["load_balancers"][0]["name"] = json!("other")),
        ("the name of the group", |it| it["backend_server_groups"][0]["name"] = json!("other")),
        ("how wide", |it| it["settings"]["rule_source"] = json!("vpc")),
        ("with which ports", |it| it["settings"]["rule_ports"] = json!("merged")),
        ("a flavor that ignores ports apart", |it| {
            it["settings"]["rule_ports"] = json!("merged");
            it["servers"][0]["flavor"] = json!("kunpeng");
        }),
        ("how much it is needed", |it| {
            it["backend_server_groups"][0]["members"][1]["weight"] = json!(0);
        }),
        ("what for", |it| {
            it["backend_server_groups"][0]["members"].as_array_mut().unwrap().pop();
            it["backend_server_groups"][0]["health_check"]["port"] = json!(90);
        }),
    ];
    for (what, edit) in edits {
        let mut edited = base.clone();
        edit(&mut edited);
        let mut engine = Engine::default();
        for value in [&base, &edited, &base] {
            let plan = read(value);
            assert_eq!(engine.check(&plan), check(&plan), "{what}");
        }
        assert_ne!(check(&read(&edited)).changes, check(&read(&base)).changes, "{what}");
    }
    // Another deny in front, which stops nothing of it, and then all of it.
    let mut engine = Engine::default();
    for source in ["10.9.0.0/16", "10.0.1.0/24"] {
        let mut edited = base.clone();
        edited["network_acls"][0]["inbound"] = json!([deny(71, source), deny(70, "0.0.0.0/0")]);
        for value in [&base, &edited] {
            let plan = read(value);
            assert_eq!(engine.check(&plan), check(&plan), "{source}");
        }
    }
}
