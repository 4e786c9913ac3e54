//! Random plans over whole address families that favour the corners: blocks inside each other
//! and side by side, ports that adjoin, ties of priority, protocols by number, ICMP, IP address
//! groups, rules that are switched off, several groups on a server, and now and then long lists.

use std::net::{Ipv4Addr, Ipv6Addr};

use elb_rule_planner::plan::Plan;
use serde_json::{Value, json};

use crate::random::Random;

/// A block: its address, its prefix length, and the bits of its family.
type Block = (u128, u32, u32);

const PORTS: &[&str] = &[
    "",
    "80",
    "81",
    "79-80",
    "81-90",
    "1-79",
    "81-65535",
    "79,81",
    "80,82",
    "1-65535",
    "443",
    "80-443",
    "444-8080",
    "8080,80-81,443",
    "65535",
    "1",
];
const FAR_PORTS: &[&str] = &["", "", "", "1-65535", "1024-65535", "1-1023", "32768-60999"];
const PROTOCOLS: &[&str] = &[
    "all", "tcp", "tcp", "tcp", "tcp", "udp", "udp", "icmp", "icmpv6", "6", "17", "1", "58", "47",
    "0", "255",
];

/// The ICMP messages that rules of security groups name, if any, by their numbers: kept seeds give the
/// same plans as before but for these.
const MESSAGES: &[Option<&str>] = &[
    None,
    None,
    Some("8/0"),
    Some("8"),
    Some("0/0"),
    Some("3/4"),
    Some("13"),
    Some("128/0"),
    Some("128"),
    Some("129/0"),
    Some("255/255"),
];

fn shown((address, prefix, bits): Block) -> String {
    format!("{}/{prefix}", address_shown(address, bits))
}

fn address_shown(address: u128, bits: u32) -> String {
    match bits {
        32 => Ipv4Addr::from(u32::try_from(address).unwrap()).to_string(),
        _ => Ipv6Addr::from(address).to_string(),
    }
}

fn block(address: u128, prefix: u32, bits: u32) -> Block {
    let host = bits - prefix;
    (if host == 128 { 0 } else { address >> host << host }, prefix, bits)
}

fn last((address, prefix, bits): Block) -> u128 {
    address + (u128::MAX.checked_shr(128 - (bits - prefix)).unwrap_or(0))
}

/// A block that stands in some relation to another: the same, around it, within it, beside it.
fn near(random: &mut Random, of: Block) -> Block {
    let (address, prefix, bits) = of;
    let more =
        |random: &mut Random, most: u32| 1 + u32::try_from(random.below(4)).unwrap().min(most);
    match random.below(12) {
        0..3 => of,
        3 => (0, 0, bits),
        4 | 5 => block(address, prefix - more(random, prefix - 1).min(prefix), bits),
        6..8 if prefix < bits => {
            let within = prefix + more(random, 3).min(bits - prefix);
            let host = u128::from(random.next()) & (last(of) - address);
            block(address + host, within, bits)
        }
        8 => block(address, bits, bits),
        9 => block(last(of), bits, bits),
        10 if prefix > 0 => block(address ^ (1 << (bits - prefix)), prefix, bits),
        _ => {
            let host = u128::from(random.next()) & (last(of) - address);
            block(address + host, bits, bits)
        }
    }
}

struct World {
    /// The blocks of the subnets in each family.
    blocks: [Vec<Block>; 2],
}

impl World {
    fn near(&self, random: &mut Random, family: usize) -> Block {
        // Now and then a rule names a block of the other family, which matches nothing.
        let family = if random.percent(3) { 1 - family } else { family };
        let known = random.pick(&self.blocks[family]);
        near(random, known)
    }

    fn end(&self, random: &mut Random, family: usize) -> String {
        match random.percent(10) {
            true => random.pick(&["ipg-1", "ipg-2", "ipg-3"]).to_owned(),
            false => shown(self.near(random, family)),
        }
    }

    fn entry(&self, random: &mut Random, family: usize) -> String {
        let one = self.near(random, family);
        if random.percent(50) {
            return shown(one);
        }
        let (first, end) = (one.0, last(one));
        let most = if one.2 == 32 { u128::from(u32::MAX) } else { u128::MAX };
        let first = first.saturating_sub(u128::from(random.next() % 3));
        let end = end.saturating_add(u128::from(random.next() % 3)).min(most);
        format!("{}-{}", address_shown(first, one.2), address_shown(end, one.2))
    }
}

fn action(random: &mut Random) -> &'static str {
    if random.percent(60) { "allow" } else { "deny" }
}

fn family(random: &mut Random) -> usize {
    usize::from(random.percent(30))
}

const TYPES: [&str; 2] = ["IPv4", "IPv6"];

fn group_rules(random: &mut Random, world: &World, number: usize, next: &mut usize) -> Vec<Value> {
    let rule = |_| {
        *next += 1;
        let family = family(random);
        let remote = match random.percent(6) {
            true => random.pick(&["sg-1", "sg-2"]).to_owned(),
            false => world.end(random, family),
        };
        json!({
            "id": format!("rule-{next}"), "type": TYPES[family], "remote": remote,
            "priority": random.pick(&[1, 1, 1, 2, 2, 3, 50, 100]), "action": action(random),
            "protocol": random.pick(PROTOCOLS), "ports": random.pick(PORTS),
            "icmp": MESSAGES[*next % MESSAGES.len()], "enabled": !random.percent(10),
        })
    };
    (0..number).map(rule).collect()
}

fn acl_rules(random: &mut Random, world: &World, number: usize, next: &mut usize) -> Vec<Value> {
    let rule = |_| {
        *next += 1;
        let family = family(random);
        let (mut far, mut near) = (random.pick(FAR_PORTS), random.pick(PORTS));
        if random.percent(40) {
            (far, near) = (near, far);
        }
        json!({
            "id": format!("rule-{next}"), "type": TYPES[family],
            "source": world.end(random, family), "destination": world.end(random, family),
            "action": action(random), "protocol": random.pick(PROTOCOLS),
            "source_ports": far, "destination_ports": near, "enabled": !random.percent(10),
        })
    };
    (0..number).map(rule).collect()
}

/// The plan of a seed.
pub(crate) fn plan(seed: u64) -> Plan {
    let mut random = Random::of(seed);
    let random = &mut random;
    let (mut subnets, mut v4, mut v6) = (vec![], vec![], vec![]);
    for number in 0..4_u128 {
        let prefix = random.pick(&[20, 22, 24, 26, 27, 28]);
        let one =
            block((10 << 24) + (number << 16) + u128::from(random.next() & 0xffff), prefix, 32);
        let two = block((0xfd00 << 112) + (number << 64), 64, 128);
        v4.push(one);
        if number < 3 {
            v6.push(two);
        }
        let acl = random.pick(&[None, Some("acl-1"), Some("acl-1"), Some("acl-2")]);
        subnets.push(json!({
            "id": format!("subnet-{}", number + 1), "name": "", "vpc": "vpc-1", "cidr": shown(one),
            "ipv6_cidr": (number < 3).then(|| shown(two)), "network_acl": acl,
        }));
    }
    // The blocks from which a shared load balancer sends.
    let world = World { blocks: [[v4.as_slice(), &[(0x647d_0000, 16, 32)]].concat(), v6.clone()] };
    let mut next = 0;
    // Long lists are halved before they are cut, short ones are not.
    let long = if random.percent(8) { 60 } else { 0 };
    let mut security_groups = vec![];
    for number in 1..=3 {
        let (inbound, outbound) = (random.below(7) + long, random.below(4));
        let inbound = group_rules(random, &world, inbound, &mut next);
        let outbound = group_rules(random, &world, outbound, &mut next);
        security_groups.push(json!({
            "id": format!("sg-{number}"), "name": "", "rules_known": !seed.is_multiple_of(7) || number != 1,
            "inbound": inbound, "outbound": outbound,
        }));
    }
    let mut network_acls = vec![];
    for number in 1..=2 {
        let (inbound, outbound) = (random.below(7) + long, random.below(5));
        let inbound = acl_rules(random, &world, inbound, &mut next);
        let outbound = acl_rules(random, &world, outbound, &mut next);
        network_acls.push(json!({
            "id": format!("acl-{number}"), "name": "", "enabled": !random.percent(10),
            "rules_known": !seed.is_multiple_of(21) || number != 1, "inbound": inbound, "outbound": outbound,
        }));
    }
    let mut address_groups = vec![];
    for number in 1..=2 {
        let family = family(random);
        let entries = random.below(4);
        let entries = (0..entries).map(|_| world.entry(random, family)).collect::<Vec<_>>();
        address_groups.push(json!({
            "id": format!("ipg-{number}"), "name": "", "type": TYPES[family], "addresses": entries,
        }));
    }
    let mut servers = vec![];
    for number in 1..=3 {
        let at = random.below(4);
        let host = |random: &mut Random, of: Block| {
            let host = u128::from(random.next()) & (last(of) - of.0);
            address_shown(of.0 + host, of.2)
        };
        let ipv6 = v6.get(at).map(|of| host(random, *of));
        let worn = random.pick(&[
            vec!["sg-1"],
            vec!["sg-2"],
            vec!["sg-1", "sg-2"],
            vec!["sg-3", "sg-1"],
            vec!["sg-2", "sg-3", "sg-1"],
        ]);
        servers.push(json!({
            "id": format!("server-{number}"), "name": "", "subnet": format!("subnet-{}", at + 1),
            "ipv4": host(random, v4[at]), "ipv6": ipv6, "security_groups": worn,
        }));
    }
    let (mut listeners, mut groups, mut member) = (vec![], vec![], 0);
    for number in 1..=2 {
        let protocol = random.pick(&["TCP", "UDP", "HTTP", "HTTPS", "TLS", "QUIC", "GRPC"]);
        let listener = random.pick(&["TCP", "UDP", "HTTP", "HTTPS", "TLS", "QUIC"]);
        listeners.push(json!({
            "id": format!("listener-{number}"), "protocol": listener, "ports": format!("{}", 80 + number),
            "backend_server_group": format!("bsg-{number}"),
        }));
        let members = (0..1 + random.below(3)).map(|_| {
            member += 1;
            json!({
                "id": format!("member-{member}"), "target": format!("server-{}", 1 + random.below(3)),
                "type": TYPES[family(random)], "port": random.pick(&[79, 80, 81, 443, 65535]),
                "weight": random.pick(&[1, 1, 1, 0]),
            })
        });
        let members = members.collect::<Vec<_>>();
        groups.push(json!({
            "id": format!("bsg-{number}"), "name": "", "vpc": "vpc-1", "protocol": protocol,
            "health_check": {
                "enabled": !random.percent(15), "protocol": random.pick(&["TCP", "UDP", "HTTP"]),
                "port": random.pick(&[None, Some(80), Some(81), Some(444)]),
            },
            "members": members,
        }));
    }
    let kind = if random.percent(15) { "shared" } else { "dedicated" };
    let backend = random.pick(&[vec![], vec!["subnet-2"], vec!["subnet-3", "subnet-1"]]);
    let previous = random.pick(&[vec![], vec![], vec!["subnet-4"]]);
    let plan = json!({
        "version": 1,
        "settings": { "network_acl_state": random.pick(&["unsure", "unsure", "stateful"]) },
        "vpcs": [{ "id": "vpc-1", "name": "", "cidr": "10.0.0.0/8", "ipv6_cidr": "fd00::/48" }],
        "subnets": subnets,
        "security_groups": security_groups,
        "network_acls": network_acls,
        "address_groups": address_groups,
        "load_balancers": [{
            "id": "elb-1", "name": "", "kind": kind,
            "subnet": format!("subnet-{}", 1 + random.below(4)), "backend_subnets": backend,
            "previous_backend_subnets": previous, "ip_as_backend": random.percent(60),
            "listeners": listeners,
        }],
        "backend_server_groups": groups,
        "servers": servers,
    });
    serde_json::from_value(plan).unwrap()
}
