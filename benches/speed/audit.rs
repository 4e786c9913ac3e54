//! Plans with many rules, for the audit of the rules that are there.

use std::fs;
use std::time::Duration;

use elb_rule_planner::engine::report::{Audit, RuleFinding};
use elb_rule_planner::engine::{audit, check, simpler};
use elb_rule_planner::plan::Plan;
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::random::Random;

/// A plan with a name.
pub(crate) struct Many {
    pub(crate) name: &'static str,
    pub(crate) plan: Plan,
}

/// Measures the audit of plans.
pub(crate) struct Cost {
    pub(crate) audit: Duration,
    pub(crate) simpler: Duration,
    /// The most memory that the process held at once, in megabytes; none where the system does not
    /// tell it.
    pub(crate) memory: Option<u64>,
    pub(crate) findings: usize,
}

/// The plans that are measured.
pub(crate) fn plans() -> Vec<Many> {
    vec![
        Many { name: "20 groups of 300 rules", plan: groups(20, 300, 300) },
        Many { name: "12,000 rules in one", plan: groups(1, 12_000, 300) },
        Many { name: "3,000 holes, group", plan: holes(3_000, false) },
        Many { name: "3,000 holes, ACL", plan: holes(3_000, true) },
    ]
}

/// Audits a plan once: the plans are large, so that one run says enough.
pub(crate) fn cost(plan: &Plan) -> Cost {
    let report = check(plan);
    // From here on the most memory that the process ever held is counted anew.
    let counts = fs::write("/proc/self/clear_refs", "5").is_ok();
    let clock = Clock::start();
    let found = audit(plan, &report);
    let time = clock.elapsed();
    let memory = most_memory().filter(|_| counts);
    let clock = Clock::start();
    let simpler = simpler(plan, &found);
    let both = clock.elapsed();
    drop(simpler);
    Cost { audit: time, simpler: both, memory, findings: findings(&found) }
}

fn findings(audit: &Audit) -> usize {
    let packets = |it: &RuleFinding| match it {
        RuleFinding::Conflicting { packets, .. } => packets.len(),
        RuleFinding::Broad { surplus, .. } => surplus.len(),
        _ => 1,
    };
    audit.rules.iter().flat_map(|it| &it.findings).map(packets).sum()
}

/// The most memory that the process held, in megabytes (Linux, `status`).
fn most_memory() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

/// Security groups of so many random rules each; servers wear two of them, or the only one.
fn groups(groups: u32, rules: u32, servers: u32) -> Plan {
    let mut random = Random::of(&format!("audit-{groups}-{rules}"));
    let mut next_rule = 0_u32;
    let mut rule_id = move || {
        next_rule += 1;
        format!("rule-{next_rule}")
    };
    let security_groups = (1..=groups).map(|number| {
        let rules = (0..rules).map(|_| {
            let protocol = random.weighted(&[("tcp", 6), ("udp", 2), ("icmp", 1)]);
            let ports = match random.below(4) {
                _ if protocol == "icmp" => String::new(),
                0 => String::new(),
                1 => format!("{}", 8000 + random.below(40)),
                2 => format!("{}-{}", 8000 + random.below(20), 8020 + random.below(20)),
                _ => "22,443,8000-8010".to_owned(),
            };
            let length = random.weighted(&[(16_u32, 1), (19, 2), (22, 30), (24, 60), (32, 400)]);
            let address = (0x0a00_0000 + random.below(1 << 19)) & (u32::MAX << (32 - length));
            json!({
                "id": rule_id(), "priority": 1 + random.below(5),
                "action": random.weighted(&[("allow", 8), ("deny", 2)]), "protocol": protocol,
                "ports": ports, "remote": format!("{}/{length}", std::net::Ipv4Addr::from(address)),
            })
        });
        json!({
            "id": format!("sg-{number}"), "name": format!("group {number}"),
            "inbound": rules.collect::<Vec<_>>(),
            "outbound": [{ "id": rule_id(), "remote": "0.0.0.0/0" }],
        })
    });
    let security_groups = security_groups.collect::<Vec<_>>();
    let mut random = Random::of(&format!("wearers-{groups}"));
    let worn = |_| {
        let first = 1 + random.below(groups);
        let second = 1 + random.below(groups);
        let mut worn = vec![format!("sg-{first}")];
        if second != first {
            worn.push(format!("sg-{second}"));
        }
        worn
    };
    plan(servers, &security_groups, &[], worn)
}

/// A wide rule with so many small holes in it, in a security group or a network ACL.
fn holes(number: u32, in_acl: bool) -> Plan {
    let mut random = Random::of("audit-holes");
    let holes = (0..number).map(|place| {
        let address = std::net::Ipv4Addr::from(0x0a00_0000 + 16 * place + random.below(16));
        (format!("rule-{}", place + 2), format!("{address}/32"), 1000 + random.below(60_000))
    });
    let in_group = |(id, block, port): (String, String, u32)| {
        json!({
            "id": id, "priority": 1, "action": "deny", "protocol": "tcp",
            "ports": port.to_string(), "remote": block,
        })
    };
    let below = |(id, block, port): (String, String, u32)| {
        json!({
            "id": id, "action": "deny", "protocol": "tcp", "source": block,
            "destination": "0.0.0.0/0", "destination_ports": port.to_string(),
        })
    };
    let wide = json!({ "id": "rule-1", "priority": 2, "protocol": "tcp", "remote": "0.0.0.0/0" });
    let wide_acl = json!({
        "id": "rule-1", "protocol": "tcp", "source": "0.0.0.0/0", "destination": "0.0.0.0/0",
    });
    let (inbound, acls) = match in_acl {
        false => (holes.map(in_group).chain([wide]).collect::<Vec<_>>(), vec![]),
        true => {
            let inbound = holes.map(below).chain([wide_acl]).collect::<Vec<_>>();
            (vec![], vec![json!({ "id": "acl-1", "name": "acl", "inbound": inbound })])
        }
    };
    let groups = [json!({ "id": "sg-1", "name": "group", "inbound": inbound })];
    plan(10, &groups, &acls, |_| vec!["sg-1".to_owned()])
}

/// A load balancer before so many servers, all members of one group.
fn plan(
    servers: u32,
    security_groups: &[Value],
    network_acls: &[Value],
    worn: impl FnMut(u32) -> Vec<String>,
) -> Plan {
    let worn = (1..=servers).map(worn).collect::<Vec<_>>();
    let server = |(number, worn): (usize, Vec<String>)| {
        json!({
            "id": format!("server-{}", number + 1), "name": format!("server {}", number + 1),
            "subnet": "subnet-1", "ipv4": format!("10.1.{}.{}", number / 250, 2 + number % 250),
            "security_groups": worn,
        })
    };
    let member = |number: u32| {
        json!({
            "id": format!("member-{number}"), "target": format!("server-{number}"), "port": 8005,
            "weight": 1,
        })
    };
    let acl = (!network_acls.is_empty()).then_some("acl-1");
    serde_json::from_value(json!({
        "version": 1,
        "name": "audit",
        "vpcs": [{ "id": "vpc-1", "name": "vpc", "cidr": "10.0.0.0/8" }],
        "subnets": [
            { "id": "subnet-1", "name": "servers", "vpc": "vpc-1", "cidr": "10.1.0.0/16",
              "network_acl": acl },
            { "id": "subnet-2", "name": "backend", "vpc": "vpc-1", "cidr": "10.0.0.0/16" },
        ],
        "security_groups": security_groups,
        "network_acls": network_acls,
        "load_balancers": [{
            "id": "elb-1", "name": "elb", "kind": "dedicated", "subnet": "subnet-2",
            "listeners": [{
                "id": "listener-1", "protocol": "TCP", "ports": "80",
                "backend_server_group": "bsg-1",
            }],
        }],
        "backend_server_groups": [{
            "id": "bsg-1", "name": "pool", "vpc": "vpc-1", "protocol": "TCP",
            "health_check": { "enabled": true, "protocol": "TCP", "port": 8030 },
            "members": (1..=servers).map(member).collect::<Vec<_>>(),
        }],
        "servers": worn.into_iter().enumerate().map(server).collect::<Vec<_>>(),
    }))
    .unwrap()
}
