//! Whole plans: load balancers in front of many members.

use elb_rule_planner::edit::Edit;
use elb_rule_planner::plan::{
    Direction, Element, Plan, Remote, SecurityGroupId, SecurityGroupRule, Server, ServerId,
};
use serde_json::{Value, json};

use crate::random::Random;

const GROUPS: u32 = 20;
const ACLS: u32 = 4;

/// A plan with so many members in groups of fifty, behind one load balancer with a listener for
/// each group: HTTP, TCP, UDP and HTTPS in turn. Servers wear one or two of twenty security
/// groups of twenty rules and lie in eight subnets, half of which have a network ACL of twenty
/// rules.
pub(crate) fn plan(members: u32) -> Plan {
    let mut random = Random::of(&format!("members-{members}"));
    let mut next_rule = 0_u32;
    let mut rule_id = move || {
        next_rule += 1;
        format!("rule-{next_rule}")
    };
    let block = |random: &mut Random| {
        let length = random.weighted(&[(16_u32, 1), (19, 2), (22, 3), (24, 6), (32, 4)]);
        let address = (0x0a00_0000 + random.below(1 << 19)) & (u32::MAX << (32 - length));
        format!("{}/{length}", std::net::Ipv4Addr::from(address))
    };
    let ports = |random: &mut Random| match random.below(4) {
        0 => String::new(),
        1 => format!("{}", 8000 + random.below(40)),
        2 => format!("{}-{}", 8000 + random.below(20), 8020 + random.below(20)),
        _ => "22,443,8000-8010".to_owned(),
    };
    let protocol = |random: &mut Random| random.weighted(&[("tcp", 6), ("udp", 2), ("icmp", 1)]);
    let action = |random: &mut Random| random.weighted(&[("allow", 8), ("deny", 2)]);
    let mut security_groups: Vec<Value> = vec![];
    for number in 1..=GROUPS {
        let rules = (0..20).map(|_| {
            let protocol = protocol(&mut random);
            let ports = if protocol == "icmp" { String::new() } else { ports(&mut random) };
            json!({
                "id": rule_id(), "priority": 1 + random.below(5), "action": action(&mut random),
                "protocol": protocol, "ports": ports, "remote": block(&mut random),
            })
        });
        let inbound = rules.collect::<Vec<_>>();
        let outbound = [json!({ "id": rule_id(), "remote": "0.0.0.0/0" })];
        security_groups.push(json!({
            "id": format!("sg-{number}"), "name": format!("group {number}"),
            "inbound": inbound, "outbound": outbound,
        }));
    }
    let mut network_acls: Vec<Value> = vec![];
    for number in 1..=ACLS {
        let mut rules = || {
            let rules = (0..20).map(|_| {
                let protocol = protocol(&mut random);
                let ports = if protocol == "icmp" { String::new() } else { ports(&mut random) };
                json!({
                    "id": rule_id(), "action": action(&mut random), "protocol": protocol,
                    "source": block(&mut random), "destination": block(&mut random),
                    "destination_ports": ports,
                })
            });
            rules.collect::<Vec<_>>()
        };
        let (inbound, outbound) = (rules(), rules());
        network_acls.push(json!({
            "id": format!("acl-{number}"), "name": format!("acl {number}"),
            "inbound": inbound, "outbound": outbound,
        }));
    }
    let subnets = (1..=8_u32).map(|number| {
        let acl = (number <= ACLS).then(|| format!("acl-{number}"));
        json!({
            "id": format!("subnet-{number}"), "name": format!("subnet {number}"), "vpc": "vpc-1",
            "cidr": format!("10.{}.0.0/16", number - 1), "network_acl": acl,
        })
    });
    let kinds = [
        ("HTTP", "HTTP", "HTTP"),
        ("TCP", "TCP", "TCP"),
        ("UDP", "UDP", "UDP"),
        ("HTTPS", "HTTP", "TCP"),
    ];
    let (mut listeners, mut groups, mut servers) = (vec![], vec![], vec![]);
    for member in 0..members {
        let (group, place) = (member / 50, member % 50);
        let (listener, protocol, probe) = kinds[usize::try_from(group % 4).unwrap()];
        if place == 0 {
            listeners.push(json!({
                "id": format!("listener-{}", group + 1), "protocol": listener,
                "ports": format!("{}", 1000 + group), "backend_server_group": format!("bsg-{}", group + 1),
            }));
            groups.push(json!({
                "id": format!("bsg-{}", group + 1), "name": format!("pool {group}"), "vpc": "vpc-1",
                "protocol": protocol,
                "health_check": { "enabled": true, "protocol": probe, "port": 8030 },
                "members": [],
            }));
        }
        let number = member + 1;
        groups.last_mut().unwrap()["members"].as_array_mut().unwrap().push(json!({
            "id": format!("member-{number}"), "target": format!("server-{number}"),
            "port": 8000 + group % 20, "weight": 1,
        }));
        let subnet = member % 8;
        let mut worn = vec![format!("sg-{}", 1 + random.below(GROUPS))];
        if random.percent(20) {
            let second = format!("sg-{}", 1 + random.below(GROUPS));
            if second != worn[0] {
                worn.push(second);
            }
        }
        servers.push(json!({
            "id": format!("server-{number}"), "name": format!("server {number}"),
            "subnet": format!("subnet-{}", subnet + 1),
            "ipv4": format!("10.{subnet}.{}.{}", member / 8 / 250, 2 + member / 8 % 250),
            "security_groups": worn,
        }));
    }
    serde_json::from_value(json!({
        "version": 1,
        "name": "members",
        "vpcs": [{ "id": "vpc-1", "name": "vpc", "cidr": "10.0.0.0/8" }],
        "subnets": subnets.collect::<Vec<_>>(),
        "security_groups": security_groups,
        "network_acls": network_acls,
        "load_balancers": [{
            "id": "elb-1", "name": "elb", "kind": "dedicated", "subnet": "subnet-8",
            "ip_as_backend": true, "listeners": listeners,
        }],
        "backend_server_groups": groups,
        "servers": servers,
    }))
    .unwrap()
}

/// An edit of one rule, which changes the answer of every server that wears its group. Each number
/// makes another one.
pub(crate) fn edit_rule(plan: &Plan, number: u32) -> Edit {
    let group = plan.security_group(SecurityGroupId(1)).unwrap();
    let rule = group.inbound[3].clone();
    let block = format!("10.{}.{}.0/24", number % 8, number / 8 % 256);
    let remote = Remote::Cidr(block.parse().unwrap());
    Edit::PutSecurityGroupRule {
        security_group: group.id,
        direction: Direction::Inbound,
        rule: SecurityGroupRule { remote, ..rule },
    }
}

/// An edit of one server's address.
pub(crate) fn edit_server(plan: &Plan, number: u32) -> Edit {
    let server = plan.server(ServerId(1)).unwrap();
    let address = format!("10.0.200.{}", 2 + number % 250);
    let ipv4 = Some(address.parse().unwrap());
    Edit::Put(Element::Server(Server { ipv4, ..server.clone() }))
}
