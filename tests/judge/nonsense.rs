//! Plans that read well and make no sense: ids of nothing, ids that stand twice, families that
//! do not match, lists that go on and on.

use elb_rule_planner::plan::Plan;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::plans;
pub(crate) use crate::plans::Shown;

/// One blow to a plan's JSON.
#[derive(Debug, Clone)]
enum Blow {
    /// Another number in the id at this place.
    Id(usize, u32),
    /// Another address or block at this place.
    Address(usize, &'static str),
    /// The list at this place gets copies of its first item.
    Copies(usize, usize),
    /// The list at this place runs backward.
    Backward(usize),
}

fn blow() -> impl Strategy<Value = Blow> {
    let at = || 0..10_000_usize;
    let address = proptest::sample::select(vec![
        "0.0.0.0",
        "255.255.255.255",
        "10.0.0.1",
        "::",
        "fd00::2",
        "0.0.0.0/0",
        "::/0",
        "10.0.0.0/8",
        "255.255.255.255/32",
        "0.0.0.0-255.255.255.255",
        "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ]);
    prop_oneof![
        4 => (at(), proptest::sample::select(vec![1, 2, 3, 9, u32::MAX - 1, u32::MAX]))
            .prop_map(|(at, number)| Blow::Id(at, number)),
        2 => (at(), address).prop_map(|(at, address)| Blow::Address(at, address)),
        1 => (at(), 1..12_usize).prop_map(|(at, copies)| Blow::Copies(at, copies)),
        1 => at().prop_map(Blow::Backward),
    ]
}

/// The places of a plan's JSON, as pointers, that fulfil a condition.
fn places(value: &Value, pointer: &str, fits: fn(&Value) -> bool, found: &mut Vec<String>) {
    if fits(value) {
        found.push(pointer.to_owned());
    }
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                places(value, &format!("{pointer}/{key}"), fits, found);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                places(value, &format!("{pointer}/{at}"), fits, found);
            }
        }
        _ => {}
    }
}

fn is_id(value: &Value) -> bool {
    let number = value.as_str().and_then(|text| text.rsplit_once('-'));
    number.is_some_and(|(kind, number)| {
        kind.bytes().all(|byte| byte.is_ascii_lowercase()) && number.parse::<u32>().is_ok()
    })
}

fn is_address(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.contains('.') || text.contains("::"))
}

fn strike(plan: &Value, blow: &Blow) -> Value {
    let mut struck = plan.clone();
    let (fits, at): (fn(&Value) -> bool, usize) = match blow {
        Blow::Id(at, _) => (is_id, *at),
        Blow::Address(at, _) => (is_address, *at),
        Blow::Copies(at, _) | Blow::Backward(at) => {
            (|value| value.as_array().is_some_and(|list| !list.is_empty()), *at)
        }
    };
    let mut found = vec![];
    places(plan, "", fits, &mut found);
    if found.is_empty() {
        return struck;
    }
    let place = struck.pointer_mut(&found[at % found.len()]).unwrap();
    match blow {
        Blow::Id(_, number) => {
            let kind = place.as_str().unwrap().rsplit_once('-').unwrap().0.to_owned();
            *place = json!(format!("{kind}-{number}"));
        }
        Blow::Address(_, address) => *place = json!(address),
        Blow::Copies(_, copies) => {
            let list = place.as_array_mut().unwrap();
            list.extend(vec![list[0].clone(); *copies]);
        }
        Blow::Backward(_) => place.as_array_mut().unwrap().reverse(),
    }
    struck
}

/// A random plan after some blows; a blow after which it is no plan any more does not count.
pub(crate) fn plan() -> impl Strategy<Value = Shown> {
    (plans::plan(), vec(blow(), 1..24)).prop_map(|(Shown(mut plan), blows)| {
        for blow in &blows {
            let struck = strike(&serde_json::to_value(&plan).unwrap(), blow);
            if let Ok(still) = serde_json::from_value::<Plan>(struck) {
                plan = still;
            }
        }
        Shown(plan)
    })
}

#[test]
fn blows_leave_their_marks() {
    use elb_rule_planner::plan::ProblemKind;
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut dangling, mut twice, mut other_family) = (0, 0, 0);
    for _ in 0..100 {
        let Shown(plan) = plan().new_tree(&mut runner).unwrap().current();
        for problem in plan.problems() {
            match problem.kind {
                ProblemKind::Dangling { .. } => dangling += 1,
                ProblemKind::DuplicateId => twice += 1,
                ProblemKind::TypeMismatch { .. } => other_family += 1,
                _ => {}
            }
        }
    }
    assert!(dangling > 50 && twice > 50 && other_family > 50, "{dangling} {twice} {other_family}");
}

#[test]
fn long_lists_are_answered() {
    let list = |count: u32, item: fn(u32) -> Value| (1..=count).map(item).collect::<Vec<_>>();
    let plan: Plan = serde_json::from_value(json!({
        "version": 1,
        "vpcs": [{ "id": "vpc-1", "name": "", "cidr": "10.0.0.0/8" }],
        "subnets": [
            { "id": "subnet-1", "name": "", "vpc": "vpc-1", "cidr": "10.0.0.0/24" },
            { "id": "subnet-2", "name": "", "vpc": "vpc-1", "cidr": "10.1.0.0/16", "network_acl": "acl-1" },
        ],
        "security_groups": [{ "id": "sg-1", "name": "", "inbound": list(200, |n| json!({
            "id": format!("rule-{n}"), "priority": n % 100 + 1, "protocol": "tcp",
            "action": if n % 3 == 0 { "deny" } else { "allow" },
            "ports": format!("{}-{}", n * 7, n * 9), "remote": format!("10.0.0.{n}/32"),
        })) }],
        "network_acls": [{ "id": "acl-1", "name": "", "inbound": list(200, |n| json!({
            "id": format!("rule-{}", 1000 + n), "protocol": "tcp",
            "action": if n % 2 == 0 { "deny" } else { "allow" }, "source": format!("10.0.0.{n}/32"),
            "destination": "10.1.0.0/16", "destination_ports": format!("{}-{}", n, n * 40),
        })) }],
        "load_balancers": [{ "id": "elb-1", "name": "", "subnet": "subnet-1", "listeners": [
            { "id": "listener-1", "protocol": "HTTP", "ports": "80", "backend_server_group": "bsg-1" },
        ] }],
        "backend_server_groups": [{ "id": "bsg-1", "name": "", "vpc": "vpc-1", "protocol": "HTTP",
            "members": list(2000, |n| json!({
                "id": format!("member-{n}"), "target": format!("server-{n}"), "port": n % 50 + 1000,
            })) }],
        "servers": list(2000, |n| json!({
            "id": format!("server-{n}"), "name": "", "subnet": "subnet-2",
            "ipv4": format!("10.1.{}.{}", n / 250, n % 250 + 1), "security_groups": ["sg-1"],
        })),
    }))
    .unwrap();
    let report = elb_rule_planner::engine::check(&plan);
    assert_eq!(report.flows.len(), 4000);
    assert!(report.summary.proved);
}
