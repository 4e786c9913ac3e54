//! What an engine keeps from one answer to the next, and what it lets go of. That its answers are
//! right all the same is tested on random edits, in `tests/properties/memo.rs`.

use std::rc::{Rc, Weak};

use serde_json::{Value, json};

use super::plan;
use crate::engine::Engine;
use crate::engine::report::{Layer, Report};
use crate::plan::{Plan, ServerId};

/// Two members, each on a server of its own that wears a group of its own.
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
