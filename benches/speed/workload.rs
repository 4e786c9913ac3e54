//! Rules and flows of fixed seeds, in a shape that every engine can be asked in.

use crate::random::Random;

/// A block of IPv4 addresses: its first address and its prefix length.
pub(crate) type Block = (u32, u8);

/// Ports from one to another, both included.
pub(crate) type Range = (u16, u16);

/// The packets of a rule or a flow; protocol 0 is any.
#[derive(Clone, Copy)]
pub(crate) struct Match {
    pub(crate) protocol: u8,
    pub(crate) source: Block,
    pub(crate) destination: Block,
    pub(crate) source_ports: Range,
    pub(crate) ports: Range,
}

/// A rule.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) allow: bool,
    pub(crate) packets: Match,
}

/// The kind of list that the rules are in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One security group that only allows.
    SecurityGroup,
    /// One ordered network ACL.
    NetworkAcl,
}

/// A list of rules, and flows that must pass it.
pub(crate) struct Workload {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) rules: Vec<Rule>,
    pub(crate) flows: Vec<Match>,
}

pub(crate) const ANY: Block = (0, 0);
pub(crate) const ALL: Range = (1, 65535);
const FLOWS: usize = 200;

const WELL_KNOWN: &[u16] =
    &[22, 53, 80, 123, 161, 443, 514, 3306, 5432, 6379, 8080, 8443, 9000, 9090, 27017];

/// A base block with how often it is taken.
type Bases = &'static [(Block, u32)];
type Lengths = &'static [(u8, u32)];

const PRIVATE: Bases = &[((0x0a00_0000, 8), 6), ((0xac10_0000, 12), 2), ((0xc0a8_0000, 16), 1)];
const VPC: Bases = &[((0x0a00_0000, 14), 1)];
const OF_GROUP: Lengths = &[
    (12, 1),
    (14, 1),
    (16, 4),
    (18, 2),
    (20, 4),
    (22, 3),
    (24, 10),
    (26, 3),
    (28, 3),
    (30, 1),
    (32, 6),
];
const OF_ACL: Lengths =
    &[(14, 1), (16, 3), (18, 4), (20, 4), (22, 4), (24, 10), (26, 3), (28, 3), (30, 1), (32, 6)];
const OF_FLOW: Lengths = &[(16, 1), (18, 1), (20, 3), (22, 3), (24, 6), (26, 2), (28, 2)];

fn block(random: &mut Random, bases: Bases, lengths: Lengths) -> Block {
    let (base, base_length) = random.weighted(bases);
    let length = random.weighted(lengths).max(base_length);
    let host = random.below(1 << (32 - base_length));
    ((base + host) & mask(length), length)
}

fn mask(length: u8) -> u32 {
    u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0)
}

fn ports(random: &mut Random) -> Range {
    match random.below(10) {
        0..5 => {
            let port = match random.percent(70) {
                true => random.pick(WELL_KNOWN),
                false => random.between(1, 65535),
            };
            (port, port)
        }
        5..9 => {
            let first = random.between(1, 65000);
            (first, first.saturating_add(random.pick(&[1, 9, 99, 999, 9999])))
        }
        _ => ALL,
    }
}

fn rule(random: &mut Random, kind: Kind) -> Rule {
    let protocol = random.weighted(&[(6, 60), (17, 25), (1, 5), (0, 10)]);
    let has_ports = protocol == 6 || protocol == 17;
    let mut packets = Match {
        protocol,
        source: match kind {
            Kind::SecurityGroup => block(random, PRIVATE, OF_GROUP),
            Kind::NetworkAcl => block(random, VPC, OF_ACL),
        },
        destination: ANY,
        source_ports: ALL,
        ports: if has_ports { ports(random) } else { ALL },
    };
    let mut allow = true;
    if kind == Kind::NetworkAcl {
        allow = random.percent(70);
        packets.destination = block(random, VPC, OF_ACL);
        if has_ports && random.percent(10) {
            packets.source_ports = random.pick(&[(1024, 65535), (32768, 65535)]);
        }
    }
    Rule { allow, packets }
}

fn flow(random: &mut Random, kind: Kind) -> Match {
    let bases = if kind == Kind::NetworkAcl { VPC } else { PRIVATE };
    Match {
        protocol: random.weighted(&[(6, 75), (17, 25)]),
        source: block(random, bases, OF_FLOW),
        destination: match kind {
            Kind::SecurityGroup => ANY,
            Kind::NetworkAcl => block(random, bases, OF_FLOW),
        },
        source_ports: ALL,
        ports: ports(random),
    }
}

/// Rules of all sizes between a VPC and a host, with flows of which every third or every second
/// is made to be covered by a rule, as in a real plan.
pub(crate) fn lists(kind: Kind, number: u32) -> Workload {
    let (name, every, among) = match kind {
        Kind::SecurityGroup => ("security group", 3, number),
        Kind::NetworkAcl => ("network ACL", 2, (number / 4).max(1)),
    };
    let mut random = Random::of(&format!("{name}-{number}"));
    let rules: Vec<Rule> = (0..number).map(|_| rule(&mut random, kind)).collect();
    let mut flows: Vec<Match> = (0..FLOWS).map(|_| flow(&mut random, kind)).collect();
    for flow in flows.iter_mut().step_by(every) {
        let covering = rules[usize::try_from(random.below(among)).unwrap()];
        if matches!(covering.packets.protocol, 6 | 17) && covering.allow {
            *flow = covering.packets;
        }
    }
    Workload { name, kind, rules, flows }
}

/// Thousands of small rules between hosts and small blocks, one port each, as a packet filter of
/// a large site has them, and wide flows across all of them. Everything around
/// thousands of holes is missing: the weak case of boxes.
pub(crate) fn holes(number: u32) -> Workload {
    const SITES: &[Block] =
        &[(0x0a01_0000, 16), (0x0a02_0000, 16), (0xac10_0000, 16), (0xc0a8_0000, 16)];
    let mut random = Random::of(&format!("holes-{number}"));
    let small = |random: &mut Random| {
        let (base, _) = random.pick(SITES);
        let length = random.weighted(&[(24, 2), (27, 1), (28, 2), (30, 1), (32, 8)]);
        ((base + random.below(1 << 16)) & mask(length), length)
    };
    let rules = (0..number).map(|_| {
        let port = random.pick(WELL_KNOWN);
        let packets = Match {
            protocol: random.weighted(&[(6, 4), (17, 1)]),
            source: if random.percent(20) { ANY } else { small(&mut random) },
            destination: small(&mut random),
            source_ports: ALL,
            ports: if random.percent(85) { (port, port) } else { ports(&mut random) },
        };
        Rule { allow: random.percent(80), packets }
    });
    let rules = rules.collect();
    let wide = |protocol, source, destination| Match {
        protocol,
        source,
        destination,
        source_ports: ALL,
        ports: ALL,
    };
    let mut flows = vec![];
    for protocol in [6, 17] {
        flows.push(wide(protocol, ANY, ANY));
        for site in SITES {
            flows.push(wide(protocol, *site, ANY));
            flows.push(wide(protocol, ANY, *site));
        }
    }
    Workload { name: "wide flows, small holes", kind: Kind::NetworkAcl, rules, flows }
}
