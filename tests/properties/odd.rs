//! The nonsense is as odd as it says, and long lists are answered.

use elb_rule_planner::plan::{Plan, ProblemKind};
use proptest::strategy::{Strategy, ValueTree};
use serde_json::{Value, json};

use crate::nonsense::{Shown, plan};

#[test]
fn damage_leaves_its_marks() {
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
