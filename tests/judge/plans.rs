//! Random plans that favour the corners: nested blocks, adjoining ports, equal priorities,
//! denies at priority 1, rules that are switched off, several security groups on one server.

use elb_rule_planner::plan::Plan;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use crate::world::{BLOCKS, MESSAGES, PORTS, SOURCE_PORTS};

type Json = BoxedStrategy<Value>;

fn any_of(choices: &[&'static str]) -> impl Strategy<Value = &'static str> + use<> {
    select(choices.to_vec())
}

/// A block of either family, mostly of the rule's own.
fn blocks(ip_type: &'static str) -> impl Strategy<Value = &'static str> {
    let own: Vec<&str> =
        BLOCKS.iter().copied().filter(|it| it.contains(':') == (ip_type == "IPv6")).collect();
    let wide = match ip_type {
        "IPv6" => any_of(&["::/0", "fd00::/125"]),
        _ => any_of(&["0.0.0.0/0", "10.0.0.0/28"]),
    };
    prop_oneof![20 => select(own), 10 => wide, 1 => any_of(BLOCKS)]
}

fn ip_type() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => Just("IPv4"), 1 => Just("IPv6")]
}

fn protocol() -> impl Strategy<Value = &'static str> {
    any_of(&[
        "all", "all", "tcp", "tcp", "tcp", "udp", "udp", "icmp", "icmp", "icmpv6", "6", "17", "1",
        "47", "0",
    ])
}

fn action() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => Just("allow"), 2 => Just("deny")]
}

fn security_group_rule() -> Json {
    let fields = ip_type().prop_flat_map(|ip_type| {
        let remote = prop_oneof![
            8 => blocks(ip_type),
            1 => any_of(&["sg-1", "sg-2"]),
            2 => any_of(&["ipg-1", "ipg-2", "ipg-3"]),
        ];
        (Just(ip_type), remote)
    });
    let wire = (protocol(), any_of(PORTS), option::of(any_of(MESSAGES)));
    (fields, select(vec![1, 1, 1, 2, 2, 3, 100]), action(), wire, 0..8)
        .prop_map(|((ip_type, remote), priority, action, (protocol, ports, icmp), off)| {
            json!({
                "id": "rule-1", "type": ip_type, "remote": remote, "priority": priority,
                "action": action, "protocol": protocol, "ports": ports, "icmp": icmp,
                "enabled": off != 0,
            })
        })
        .boxed()
}

fn acl_rule() -> Json {
    let fields = ip_type().prop_flat_map(|ip_type| {
        let end = || prop_oneof![8 => blocks(ip_type), 1 => any_of(&["ipg-1", "ipg-2", "ipg-3"])];
        (Just(ip_type), end(), end())
    });
    (fields, action(), protocol(), any_of(SOURCE_PORTS), any_of(PORTS), any::<bool>(), 0..8)
        .prop_map(|((ip_type, one, other), action, protocol, far, near, swap, off)| {
            let (source_ports, ports) = if swap { (near, far) } else { (far, near) };
            json!({
                "id": "rule-1", "type": ip_type, "source": one, "destination": other,
                "action": action, "protocol": protocol, "source_ports": source_ports,
                "destination_ports": ports, "enabled": off != 0,
            })
        })
        .boxed()
}

fn security_groups() -> impl Strategy<Value = Vec<Value>> {
    let wish = prop_oneof![
        4 => Just("usual"),
        1 => Just("preferred"),
        1 => Just("avoided"),
    ];
    let known = prop::bool::weighted(0.97);
    let rules = (vec(security_group_rule(), 0..5), vec(security_group_rule(), 0..3));
    let group = (rules, 0..3, wish, known).prop_map(|((inbound, mut outbound), open, wish, known)| {
        if open == 0 {
            for (ip_type, all) in [("IPv4", "0.0.0.0/0"), ("IPv6", "::/0")] {
                outbound.push(json!({
                    "id": "rule-1", "priority": 100, "type": ip_type, "remote": all,
                }));
            }
        }
        json!({
            "id": "sg-1", "name": "", "rules_known": known, "inbound": inbound, "outbound": outbound,
            "new_rules": wish,
        })
    });
    vec(group, 3)
}

fn network_acls() -> impl Strategy<Value = Vec<Value>> {
    let known = prop::bool::weighted(0.97);
    let acl = (vec(acl_rule(), 0..5), vec(acl_rule(), 0..4), 0..6, known).prop_map(
        |(inbound, outbound, off, known)| {
            json!({
                "id": "acl-1", "name": "", "enabled": off != 0, "rules_known": known,
                "inbound": inbound, "outbound": outbound,
            })
        },
    );
    vec(acl, 2)
}

fn address_groups() -> impl Strategy<Value = Vec<Value>> {
    let entry = any_of(&[
        "10.0.0.1-10.0.0.2",
        "10.0.0.0/30",
        "10.0.0.5-10.0.0.9",
        "100.125.0.0/24",
        "10.0.0.3",
        "fd00::1-fd00::2",
        "fd00::/126",
        "fd00::4",
    ]);
    let group = (vec(entry, 0..4), ip_type()).prop_map(
        |(addresses, ip_type)| json!({ "id": "ipg-1", "name": "", "type": ip_type, "addresses": addresses }),
    );
    vec(group, 2)
}

const SUBNETS: [&str; 4] = ["subnet-1", "subnet-2", "subnet-3", "subnet-4"];

fn access_control() -> impl Strategy<Value = Value> {
    let entry = any_of(&[
        "10.1.0.0/31",
        "10.1.0.2/31",
        "10.1.0.1-10.1.0.3",
        "10.0.0.8/30",
        "192.0.2.1",
        "100.125.0.0/17",
        "fd00::4/126",
        "fd00::1-fd00::2",
    ]);
    prop_oneof![
        2 => Just(json!({ "policy": "open" })),
        1 => Just(json!({ "policy": "blacklist", "addresses": ["10.1.0.1"] })),
        3 => vec(entry, 0..4)
            .prop_map(|list| json!({ "policy": "whitelist", "addresses": list })),
    ]
}

/// Every setting; the defaults more often than anything else.
fn settings() -> impl Strategy<Value = Value> {
    fn of(choices: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
        prop_oneof![2 => Just(choices[0]), 3 => any_of(choices)]
    }
    let sources = prop_oneof![
        3 => Just(vec![]),
        1 => subsequence(vec!["100.125.0.0/16", "10.1.0.0/30", "100.125.0.0/24"], 1..3),
    ];
    let readings = (
        of(&["unsure", "stateful", "stateless"]),
        of(&["filtered", "exempt"]),
        of(&["backend_subnet", "clients_too"]),
        of(&["exempt", "filtered"]),
        of(&["unsure", "in_sequence", "combined"]),
        of(&["advise", "ignore", "apply"]),
        of(&["unsure", "reached", "not_reached"]),
        sources,
    );
    let scope = (
        of(&["backend_subnet", "vpc"]),
        of(&["subnet", "member"]),
        of(&["contiguous", "merged"]),
        of(&["each", "merged"]),
    );
    (readings, scope).prop_map(|(reading, scope)| {
        json!({
            "network_acl_state": reading.0, "layer4_health_checks": reading.1,
            "client_addresses": reading.2, "transferred_client_ip": reading.3,
            "several_security_groups": reading.4, "load_balancer_acl": reading.5,
            "ip_members_of_own_vpc": reading.6, "shared_sources": reading.7, "rule_source": scope.0,
            "network_acl_destination": scope.1, "rule_ports": scope.2, "rule_blocks": scope.3,
        })
    })
}

fn load_balancers() -> impl Strategy<Value = Vec<Value>> {
    let listener = (
        any_of(&["TCP", "TCP", "TCP", "UDP", "UDP", "UDP", "TLS", "QUIC", "HTTP", "HTTPS", "IP"]),
        prop_oneof![1 => Just(None), 6 => any_of(&["bsg-1", "bsg-2"]).prop_map(Some)],
        prop::bool::weighted(0.2),
        any::<bool>(),
        any_of(&["80", "80", "443", "80-81", "82,80-81", "1-65535", ""]),
        vec(any_of(&["bsg-1", "bsg-2"]), 0..2),
        access_control(),
    )
        .prop_map(|(protocol, group, nat64, transfer, ports, policies, access_control)| {
            let policy = |group| json!({ "backend_server_group": group });
            json!({
                "id": "listener-1", "protocol": protocol, "ports": ports,
                "backend_server_group": group, "nat64": nat64, "transfer_client_ip": transfer,
                "policies": policies.into_iter().map(policy).collect::<Vec<_>>(),
                "access_control": access_control,
            })
        });
    let balancer = (
        prop_oneof![4 => Just("dedicated"), 1 => Just("shared")],
        any_of(&SUBNETS),
        subsequence(SUBNETS.to_vec(), 0..3).prop_shuffle(),
        subsequence(SUBNETS.to_vec(), 0..2),
        any::<bool>(),
        vec(listener, 0..4),
    )
        .prop_map(|(kind, subnet, now, before, ip_as_backend, listeners)| {
            json!({
                "id": "elb-1", "name": "", "kind": kind, "subnet": subnet,
                "backend_subnets": now, "previous_backend_subnets": before,
                "ip_as_backend": ip_as_backend, "listeners": listeners,
            })
        });
    vec(balancer, 1..3)
}

fn backend_server_groups() -> impl Strategy<Value = Vec<Value>> {
    let port = || option::weighted(0.9, select(vec![80_u16, 81, 82, 443]));
    let member = (
        any_of(&["server-1", "server-1", "server-2", "server-3", "ip-1", "ip-2", "ip-3"]),
        ip_type(),
        port(),
        prop_oneof![4 => Just(1), 1 => Just(0)],
        option::weighted(0.2, any_of(&["10.0.0.9", "10.0.0.10", "10.1.0.2", "fd00::5"])),
    )
        .prop_map(|(target, ip_type, port, weight, address)| {
            json!({
                "id": "member-1", "target": target, "type": ip_type, "port": port,
                "weight": weight, "address": address,
            })
        });
    let group = (
        any_of(&["TCP", "TCP", "UDP", "UDP", "TLS", "QUIC", "HTTP", "HTTPS", "GRPC", "IP"]),
        any_of(&["TCP", "UDP", "UDP", "HTTP", "HTTPS", "TLS", "GRPC"]),
        prop::bool::weighted(0.8),
        option::of(select(vec![80_u16, 81, 443])),
        vec(member, 0..4),
        prop::bool::weighted(0.3),
    )
        .prop_map(|(protocol, check, enabled, port, members, any_port)| {
            json!({
                "id": "bsg-1", "name": "", "vpc": "vpc-1", "protocol": protocol,
                "any_port": any_port,
                "health_check": { "enabled": enabled, "protocol": check, "port": port },
                "members": members,
            })
        });
    vec(group, 1..3)
}

fn interface() -> impl Strategy<Value = Value> {
    let place = select(vec![
        ("subnet-3", "10.0.0.9"),
        ("subnet-3", "10.0.0.10"),
        ("subnet-4", "10.1.0.2"),
        ("subnet-2", "10.0.0.5"),
    ]);
    let groups = subsequence(vec!["sg-1", "sg-2", "sg-3"], 0..3).prop_shuffle();
    let ipv6 = option::weighted(0.3, Just("fd00::5"));
    let kind = any_of(&["extension", "supplementary"]);
    (place, ipv6, groups, prop::bool::weighted(0.8), kind).prop_map(
        |((subnet, ipv4), ipv6, groups, port_security, kind)| {
            // The other subnets have no IPv6 block.
            let ipv6 = ipv6.filter(|_| subnet == "subnet-2");
            json!({
                "subnet": subnet, "ipv4": ipv4, "ipv6": ipv6, "security_groups": groups,
                "port_security": port_security, "kind": kind,
            })
        },
    )
}

fn servers() -> impl Strategy<Value = Vec<Value>> {
    let server = (
        0..4_usize,
        option::weighted(0.9, 0..4_u8),
        option::weighted(0.7, 0..4_u8),
        prop_oneof![
            1 => Just(vec![]),
            9 => subsequence(vec!["sg-1", "sg-2", "sg-3"], 1..4).prop_shuffle(),
            1 => Just(vec!["sg-9", "sg-1"]),
        ],
        prop::bool::weighted(0.85),
        vec(interface(), 0..2),
        prop_oneof![6 => Just("standard"), 1 => Just("old_x86"), 1 => Just("kunpeng")],
    )
        .prop_map(|(subnet, v4, v6, groups, port_security, interfaces, flavor)| {
            let v4 = v4.map(|host| match subnet {
                3 => format!("10.1.0.{host}"),
                _ => format!("10.0.0.{}", 4 * subnet + usize::from(host)),
            });
            // The other two subnets have no IPv6 block.
            let v6 = v6.filter(|_| subnet < 2);
            let v6 = v6.map(|host| format!("fd00::{}", 4 * subnet + usize::from(host)));
            json!({
                "id": "server-1", "name": "", "subnet": SUBNETS[subnet], "ipv4": v4, "ipv6": v6,
                "security_groups": groups, "port_security": port_security,
                "interfaces": interfaces, "flavor": flavor,
            })
        });
    vec(server, 3)
}

fn ip_backends() -> impl Strategy<Value = Vec<Value>> {
    let backend = (
        any_of(&[
            "10.0.0.2",
            "10.0.0.5",
            "10.0.0.9",
            "10.1.0.1",
            "10.1.0.2",
            "192.0.2.1",
            "fd00::1",
        ]),
        option::of(any_of(&["vpc-1", "vpc-2", "vpc-2"])),
    )
        .prop_map(
            |(address, vpc)| json!({ "id": "ip-1", "name": "", "address": address, "vpc": vpc }),
        );
    vec(backend, 3)
}

/// Numbers the things of a list, and goes on from a number for what is in them.
fn number(list: &mut [Value], prefix: &str, next: &mut usize) {
    for thing in list {
        *next += 1;
        thing["id"] = json!(format!("{prefix}-{next}"));
    }
}

fn number_inner(list: &mut [Value], fields: &[&str], prefix: &str, next: &mut usize) {
    for thing in list {
        for field in fields {
            number(thing[*field].as_array_mut().unwrap(), prefix, next);
        }
    }
}

/// A plan that shows itself as JSON, so that a failure can be read and kept.
pub(crate) struct Shown(pub(crate) Plan);

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&serde_json::to_string(&self.0).unwrap())
    }
}

/// A random plan.
pub(crate) fn plan() -> impl Strategy<Value = Shown> {
    (
        (security_groups(), network_acls(), address_groups()),
        (load_balancers(), backend_server_groups(), servers(), ip_backends()),
        vec(prop_oneof![2 => Just(None), 3 => any_of(&["acl-1", "acl-2"]).prop_map(Some), 1 => Just(Some("acl-9"))], 4),
        (settings(), vec(prop::bool::weighted(0.97), 4)),
    )
        .prop_map(|((mut groups, mut acls, mut addresses), rest, worn, (settings, known))| {
            let (mut balancers, mut pools, mut servers, mut backends) = rest;
            let mut rule = 0;
            let both = ["inbound", "outbound"];
            number_inner(&mut groups, &both, "rule", &mut rule);
            number_inner(&mut acls, &both, "rule", &mut rule);
            number_inner(&mut balancers, &["listeners"], "listener", &mut 0);
            number_inner(&mut pools, &["members"], "member", &mut 0);
            number(&mut groups, "sg", &mut 0);
            number(&mut acls, "acl", &mut 0);
            number(&mut addresses, "ipg", &mut 0);
            number(&mut balancers, "elb", &mut 0);
            number(&mut pools, "bsg", &mut 0);
            number(&mut servers, "server", &mut 0);
            number(&mut backends, "ip", &mut 0);
            let subnet = |at: usize, vpc: &str, cidr: &str, ipv6: Option<&str>| {
                json!({
                    "id": SUBNETS[at], "name": "", "vpc": vpc, "cidr": cidr, "ipv6_cidr": ipv6,
                    "network_acl": worn[at], "network_acl_known": known[at],
                })
            };
            let plan = serde_json::from_value(json!({
                "version": 1,
                "settings": settings,
                "vpcs": [
                    { "id": "vpc-1", "name": "", "cidr": "10.0.0.0/24", "ipv6_cidr": "fd00::/64" },
                    { "id": "vpc-2", "name": "", "cidr": "10.1.0.0/24" },
                ],
                "subnets": [
                    subnet(0, "vpc-1", "10.0.0.0/30", Some("fd00::/126")),
                    subnet(1, "vpc-1", "10.0.0.4/30", Some("fd00::4/126")),
                    subnet(2, "vpc-1", "10.0.0.8/30", None),
                    subnet(3, "vpc-2", "10.1.0.0/30", None),
                ],
                "security_groups": groups,
                "network_acls": acls,
                "address_groups": addresses,
                "load_balancers": balancers,
                "backend_server_groups": pools,
                "servers": servers,
                "ip_backends": backends,
            }));
            Shown(plan.unwrap())
        })
}
