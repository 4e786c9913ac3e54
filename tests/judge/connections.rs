//! Connections of one's own, packet by packet: each verdict, what gets in, and the rules to add.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;

use elb_rule_planner::edit::transact;
use elb_rule_planner::engine::report::{
    ChangeKind, ConnectionVerdict, Decider, Filter, FindingKind, IcmpRange, Parcel, Report,
};
use elb_rule_planner::plan::{
    Cidr, Connection, ConnectionEnd, ConnectionKind, Direction, IpType, NetworkAclState, Plan,
    Protocol, Remote, SecurityGroupId, Subnet,
};

use crate::compare::{Agreed, paired, same};
use crate::connection_ends::{Spot, SpotKind, block_around, names, spots, vpc_of};
use crate::hindrance::may_stay_open;
use crate::matching::{
    acl_rule_matches, at_network_acl, at_security_groups, security_group_rule_matches,
};
use crate::passed_filters::Filtering;
use crate::world::{
    MESSAGE_KINDS, PORT_KINDS, PROTOCOLS, Packet, entry_holds, messages_hold, ports_hold,
};

/// The fate of a packet on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Passes,
    /// The plan does not say what there is.
    Unknown,
    /// Two readings disagree.
    Disputed,
    Stopped,
}

/// A plan, and what it is where rules that name some security groups match.
struct World<'a> {
    plan: &'a Plan,
    facing: HashMap<Vec<SecurityGroupId>, Plan>,
}

impl World<'_> {
    fn facing(&mut self, far: &[SecurityGroupId]) -> &Plan {
        let plan = self.plan;
        self.facing.entry(far.to_vec()).or_insert_with(|| {
            let mut plan = plan.clone();
            for group in &mut plan.security_groups {
                for rule in group.inbound.iter_mut().chain(&mut group.outbound) {
                    if matches!(rule.remote, Remote::SecurityGroup(id) if far.contains(&id)) {
                        rule.remote = Remote::Cidr(Cidr::any(rule.ip_type));
                    }
                }
            }
            plan
        })
    }

    fn groups(&mut self, near: &Spot, far: &Spot, direction: Direction, packet: &Packet) -> Fate {
        match &near.kind {
            SpotKind::Server { secured: false, .. } | SpotKind::Outside => Fate::Passes,
            SpotKind::Undrawn | SpotKind::Backend if direction == Direction::Outbound => {
                Fate::Passes
            }
            SpotKind::Undrawn | SpotKind::Backend => Fate::Unknown,
            SpotKind::Server { groups, .. } if groups.is_empty() => Fate::Unknown,
            SpotKind::Server { groups, .. } if self.has_unknown_rules(groups) => Fate::Unknown,
            SpotKind::Server { groups, flavor, .. } => {
                let plan = self.facing(far.worn());
                let ruling = at_security_groups(plan, (groups, *flavor), direction, packet);
                match (ruling.passes, ruling.by) {
                    (true, _) => Fate::Passes,
                    (false, Decider::Ambiguous) => Fate::Disputed,
                    (false, _) => Fate::Stopped,
                }
            }
        }
    }

    /// Some rules of the groups are not known, so nobody knows what they do.
    fn has_unknown_rules(&self, groups: &[SecurityGroupId]) -> bool {
        let mut all = self.plan.security_groups.iter().filter(|it| groups.contains(&it.id));
        all.any(|it| !it.rules_known)
    }

    fn acl(&self, subnet: Option<&Subnet>, direction: Direction, packet: &Packet) -> Fate {
        if subnet.is_some_and(|it| it.network_acl.is_none() && !it.network_acl_known) {
            return Fate::Unknown;
        }
        let acls = &self.plan.network_acls;
        let acl = subnet.and_then(|it| acls.iter().find(|acl| Some(acl.id) == it.network_acl));
        match acl.filter(|it| it.enabled) {
            Some(acl) if !acl.rules_known => Fate::Unknown,
            Some(acl) if !at_network_acl(self.plan, acl, direction, packet).passes => Fate::Stopped,
            _ => Fate::Passes,
        }
    }

    /// The fate of a packet. Where the whole of a block is asked for, a filter has to let all of it
    /// pass, even the few addresses at which no network ACL looks.
    /// A block of which no address is looked at needs nothing.
    fn fate(&mut self, connection: &Connection, from: &Spot, to: &Spot, packet: &Packet) -> Fate {
        let is_required = connection.kind == ConnectionKind::MustReach;
        let mut worst = self.groups(from, to, Direction::Outbound, packet);
        worst = worst.max(self.groups(to, from, Direction::Inbound, packet));
        let stays = match (from.subnet, to.subnet) {
            (Some(one), Some(other)) => one.id == other.id,
            _ => false,
        };
        if stays {
            return worst;
        }
        let plan = self.plan;
        let is_free = |packet: &Packet, spot: &Spot, end: ConnectionEnd| {
            let is_block = matches!(spot.kind, SpotKind::Outside | SpotKind::Undrawn);
            let goes_by_block = is_required && is_block;
            is_never_filtered(packet.destination)
                && (!goes_by_block
                    || block_around(plan, end, spot.address).is_some_and(is_free_block))
        };
        if !is_free(packet, to, connection.to) {
            worst = worst.max(self.acl(from.subnet, Direction::Outbound, packet));
            worst = worst.max(self.acl(to.subnet, Direction::Inbound, packet));
        }
        if is_required && self.plan.settings.network_acl_state == NetworkAclState::Stateless {
            let back = answer(packet);
            if !is_free(&back, from, connection.from) {
                worst = worst.max(self.acl(to.subnet, Direction::Outbound, &back));
                worst = worst.max(self.acl(from.subnet, Direction::Inbound, &back));
            }
        }
        worst
    }
}

/// The packet that answers: ends and ports turned around, and to a ping its answer.
fn answer(packet: &Packet) -> Packet {
    Packet {
        source: packet.destination,
        destination: packet.source,
        source_port: packet.port,
        port: packet.source_port,
        ..*packet
    }
}

const NEVER_FILTERED: [&str; 3] = ["100.125.0.0/16", "224.0.0.0/24", "255.255.255.255"];

fn is_never_filtered(destination: IpAddr) -> bool {
    NEVER_FILTERED.iter().any(|block| block.parse::<Cidr>().unwrap().contains(destination))
}

fn is_free_block((first, last): (IpAddr, IpAddr)) -> bool {
    NEVER_FILTERED.iter().any(|block| {
        let block = block.parse::<Cidr>().unwrap();
        block.contains(first) && block.contains(last)
    })
}

/// Every kind of packet of a connection from one address to another.
fn packets(connection: &Connection, from: &Spot, to: &Spot) -> Vec<Packet> {
    let family = IpType::of(from.address);
    let icmp = if family == IpType::IPv4 { 1 } else { 58 };
    let all = connection.ports.is_all();
    let numbers: Vec<u8> = match (connection.protocol, connection.kind) {
        (Protocol::All, _) if !all => vec![6, 17],
        (Protocol::All, ConnectionKind::MustReach) => vec![6, 17, icmp],
        (Protocol::All, ConnectionKind::MustNotReach) => PROTOCOLS.to_vec(),
        (Protocol::Icmp | Protocol::Icmpv6, _) if connection.protocol.number() != Some(icmp) => {
            vec![]
        }
        (named, _) => named.number().into_iter().collect(),
    };
    let mut packets = vec![];
    for protocol in numbers {
        let of = |source_port, port, message| Packet {
            source: from.address,
            destination: to.address,
            protocol,
            source_port,
            port,
            message,
        };
        match protocol {
            6 | 17 => {
                let ports = PORT_KINDS.iter().filter(|port| ports_hold(&connection.ports, **port));
                packets.extend(ports.flat_map(|port| {
                    PORT_KINDS.iter().map(|source_port| of(*source_port, *port, (0, 0)))
                }));
            }
            1 | 58 => {
                let named = connection.icmp.filter(|_| connection.protocol.is_icmp());
                let holds = |(icmp_type, code): &&(u8, u8)| {
                    named.is_none_or(|it| {
                        it.icmp_type == *icmp_type && it.code.is_none_or(|own| own == *code)
                    })
                };
                packets.extend(MESSAGE_KINDS.iter().filter(holds).map(|it| of(0, 0, *it)));
            }
            _ => packets.push(of(0, 0, (0, 0))),
        }
    }
    packets
}

fn holds(parcel: &Parcel, packet: &Packet) -> bool {
    let icmp: Option<IcmpRange> = parcel.icmp;
    entry_holds(parcel.source, packet.source)
        && entry_holds(parcel.destination, packet.destination)
        && (parcel.protocol.first..=parcel.protocol.last).contains(&packet.protocol)
        && messages_hold(icmp, packet)
        && (!packet.has_ports()
            || ports_hold(&parcel.source_ports, packet.source_port)
                && ports_hold(&parcel.ports, packet.port))
}

/// Visits every packet of a connection with its fate.
fn each(
    plan: &Plan,
    connection: &Connection,
    mut visit: impl FnMut(&Packet, Fate) -> Result<(), String>,
) -> Agreed {
    let mut world = World { plan, facing: HashMap::new() };
    let is_required = connection.kind == ConnectionKind::MustReach;
    let (near, far) = (vpc_of(plan, connection.from), vpc_of(plan, connection.to));
    let mut count = 0;
    for family in IpType::BOTH {
        let senders = spots(plan, connection.from, family, (!is_required, true), far);
        let receivers = spots(plan, connection.to, family, (!is_required, false), near);
        for from in &senders {
            for to in receivers.iter().filter(|it| it.address != from.address) {
                for packet in packets(connection, from, to) {
                    visit(&packet, world.fate(connection, from, to, &packet))?;
                    count += 1;
                }
            }
        }
    }
    Ok(count)
}

/// False if all packets of a connection in this world go from an address to itself.
fn goes_anywhere(plan: &Plan, connection: &Connection) -> bool {
    let strict = connection.kind == ConnectionKind::MustNotReach;
    let (near, far) = (vpc_of(plan, connection.from), vpc_of(plan, connection.to));
    let pairs = IpType::BOTH.into_iter().flat_map(|family| {
        let senders = spots(plan, connection.from, family, (strict, true), far);
        let receivers = spots(plan, connection.to, family, (strict, false), near);
        let address = |it: Spot| it.address;
        let receivers = receivers.into_iter().map(address).collect::<Vec<_>>();
        let senders = senders.into_iter().map(address).collect::<Vec<_>>();
        senders
            .into_iter()
            .flat_map(move |from| receivers.clone().into_iter().map(move |to| from != to))
    });
    let pairs = pairs.collect::<Vec<_>>();
    pairs.is_empty() || pairs.contains(&true)
}

/// The fields of a packet.
type Key = (IpAddr, IpAddr, u8, u16, u16, (u8, u8));

fn key(it: &Packet) -> Key {
    (it.source, it.destination, it.protocol, it.source_port, it.port, it.message)
}

/// The fates of every packet of a connection. Two servers may have one address, which is an error of the
/// plan; a packet to it goes to both.
fn fates(
    plan: &Plan,
    connection: &Connection,
) -> Result<HashMap<Key, (Packet, BTreeSet<Fate>)>, String> {
    let mut all: HashMap<Key, (Packet, BTreeSet<Fate>)> = HashMap::new();
    each(plan, connection, |packet, fate| {
        all.entry(key(packet)).or_insert((*packet, BTreeSet::new())).1.insert(fate);
        Ok(())
    })?;
    Ok(all)
}

fn is_unclear(fates: &BTreeSet<Fate>) -> bool {
    fates.contains(&Fate::Unknown) || fates.contains(&Fate::Disputed)
}

/// Compares the answer to every connection.
pub(crate) fn verdicts(plan: &Plan, report: &Report) -> Agreed {
    let mut compared = 0;
    same!(report.connections.len(), plan.connections.len(), "the number of connections");
    for (connection, answer) in plan.connections.iter().zip(&report.connections) {
        same!(answer.connection, connection.id, "the order of connections");
        let is_required = connection.kind == ConnectionKind::MustReach;
        // The world may have a single address of a block, from which it goes nowhere else.
        if !goes_anywhere(plan, connection) {
            continue;
        }
        let by_packet = fates(plan, connection)?;
        compared += by_packet.len();
        for (packet, fates) in by_packet.values().filter(|_| !is_required) {
            let (passes, is_unclear) = (fates.contains(&Fate::Passes), is_unclear(fates));
            for (certain, wanted) in [(true, passes), (false, is_unclear)] {
                let own = answer.gets_in.iter().filter(|it| it.certain == certain);
                let named = own.flat_map(|it| &it.packets).any(|it| holds(it, packet));
                same!(named, wanted, "{} {packet:?}, certain {certain}", connection.id);
            }
        }
        let fates = by_packet.values().flat_map(|it| &it.1).copied().collect::<BTreeSet<_>>();
        let is_unclear = is_unclear(&fates);
        let verdict = match is_required {
            _ if fates.is_empty() => ConnectionVerdict::Unanswered,
            true if fates.contains(&Fate::Stopped) => ConnectionVerdict::Stopped,
            true if is_unclear => ConnectionVerdict::Unclear,
            true => ConnectionVerdict::Open,
            false if fates.contains(&Fate::Passes) => ConnectionVerdict::GetsIn,
            false if is_unclear => ConnectionVerdict::Unclear,
            false => ConnectionVerdict::KeptOut,
        };
        same!(answer.verdict, verdict, "the verdict on {}", connection.id);
    }
    Ok(compared)
}

/// Packets that must not get in and would once the changes are made are named, and no others are.
pub(crate) fn warnings(plan: &Plan, report: &Report) -> Agreed {
    let changed = transact(plan, &report.remedy()).map_err(|error| format!("{error:?}"))?;
    let mut compared = 0;
    for connection in plan.connections.iter().filter(|it| it.kind == ConnectionKind::MustNotReach) {
        let unanswered = report
            .connection(connection.id)
            .is_none_or(|it| it.verdict == ConnectionVerdict::Unanswered);
        if unanswered || !goes_anywhere(plan, connection) {
            continue;
        }
        let before = fates(plan, connection)?;
        for (key, (packet, after)) in fates(&changed, connection)? {
            let was = before.get(&key).map_or_else(BTreeSet::new, |it| it.1.clone());
            let sure = after.contains(&Fate::Passes) && !was.contains(&Fate::Passes);
            let perhaps =
                is_unclear(&after) && !sure && !is_unclear(&was) && !was.contains(&Fate::Passes);
            for (wanted, is_certain) in [(sure, true), (perhaps, false)] {
                let named = report.findings.iter().any(|it| match &it.kind {
                    FindingKind::ConnectionWouldGetIn {
                        connection: id, packets, certain, ..
                    } => {
                        *id == connection.id
                            && *certain == is_certain
                            && packets.iter().any(|it| holds(it, &packet))
                    }
                    _ => false,
                });
                same!(
                    named,
                    wanted,
                    "{} {packet:?} would get in, certain {is_certain}",
                    connection.id
                );
                compared += 1;
            }
        }
    }
    // A change that is named lets something in that stays out without it.
    for finding in &report.findings {
        if let FindingKind::ConnectionWouldGetIn { changes, .. } = &finding.kind {
            same!(changes.is_empty(), false, "some change lets it in");
        }
    }
    Ok(compared)
}

/// The changes let everything pass that must, where they are said to, and open nothing that nobody
/// asks for.
pub(crate) fn changes(plan: &Plan, report: &Report) -> Agreed {
    let changed = transact(plan, &report.remedy()).map_err(|error| format!("{error:?}"))?;
    let mut compared = 0;
    same!(report.summary.proved || may_stay_open(plan), true, "every other plan can be closed");
    for connection in plan.connections.iter().filter(|it| it.kind == ConnectionKind::MustReach) {
        compared += each(&changed, connection, |packet, fate| {
            let is_stopped = fate == Fate::Stopped || fate == Fate::Disputed;
            same!(report.summary.proved && is_stopped, false, "{} {packet:?}", connection.id);
            Ok(())
        })?;
    }
    let pairs = paired(plan, report)?;
    let filters = || pairs.iter().flat_map(|(required, _)| &required.filters);
    for change in &report.changes {
        let direction = change.kind.direction();
        let of_connections = || {
            let must = plan.connections.iter().filter(|it| it.kind == ConnectionKind::MustReach);
            must.filter(|it| {
                report.connection(it.id).is_some_and(|answer| {
                    answer.flows.iter().any(|flow| change.flows.contains(&flow.id))
                })
            })
        };
        if of_connections().next().is_none() {
            continue;
        }
        for family in IpType::BOTH {
            let all = crate::connection_ends::all_addresses(plan, family);
            for (one, other) in all.iter().flat_map(|one| all.iter().map(move |it| (one, it))) {
                for packet in wires(*one, *other) {
                    let is_acl = matches!(change.kind, ChangeKind::AddNetworkAclRule { .. });
                    let matches = match &change.kind {
                        ChangeKind::AddSecurityGroupRule { rule, .. } => {
                            security_group_rule_matches(plan, rule, direction, &packet)
                        }
                        ChangeKind::AddNetworkAclRule { rule, .. } => {
                            acl_rule_matches(plan, rule, &packet)
                        }
                        ChangeKind::LowerPriority { .. } => false,
                    };
                    if !matches {
                        continue;
                    }
                    compared += 1;
                    let by_member = filters().any(|passed| {
                        passed.direction == direction
                            && is_acl == matches!(passed.filter, Filter::NetworkAcl(_))
                            && matches!(&passed.filtering, Filtering::At(seen)
                                if seen.may_open(&packet, is_acl))
                    });
                    let mut own = of_connections();
                    let by_own = own.any(|it| may_open(plan, it, &packet, (is_acl, direction)));
                    same!(by_member || by_own, true, "{:?} opens {packet:?}", change.kind);
                }
            }
        }
    }
    Ok(compared)
}

fn wires(source: IpAddr, destination: IpAddr) -> Vec<Packet> {
    let of = |protocol, (source_port, port), message| Packet {
        source,
        destination,
        protocol,
        source_port,
        port,
        message,
    };
    let mut all = vec![];
    for protocol in PROTOCOLS {
        match protocol {
            6 | 17 => {
                let ports = PORT_KINDS.iter().flat_map(|port| [(1024, *port), (*port, 1024)]);
                all.extend(ports.map(|ports| of(*protocol, ports, (0, 0))));
            }
            1 | 58 => all.push(of(*protocol, (0, 0), (8, 0))),
            _ => all.push(of(*protocol, (0, 0), (0, 0))),
        }
    }
    all
}

/// True if a rule for a connection may let a packet pass: it is within the blocks that its ends stand
/// for, or goes between their addresses.
fn may_open(
    plan: &Plan,
    connection: &Connection,
    packet: &Packet,
    (is_acl, direction): (bool, Direction),
) -> bool {
    let is_protocol = match connection.protocol.number() {
        Some(own) => own == packet.protocol,
        None => [1, 6, 17, 58].contains(&packet.protocol),
    };
    let ports_fit = |port| !packet.has_ports() || ports_hold(&connection.ports, port);
    let family = packet.ip_type();
    let (near, far) = (vpc_of(plan, connection.from), vpc_of(plan, connection.to));
    let is_of = |end, sends, address| {
        let other = if sends { far } else { near };
        names(plan, end, address)
            || spots(plan, end, family, (false, sends), other)
                .iter()
                .any(|it| it.address == address)
    };
    // A rule of a network ACL may name the whole subnet of what receives.
    let receives = |address| {
        is_of(connection.to, false, address)
            || spots(plan, connection.to, family, (false, false), near).iter().any(|it| {
                let block = it.subnet.and_then(|it| crate::locations::block_of(it, family));
                block.is_some_and(|block| block.contains(address) && block.contains(it.address))
            })
    };
    let sends = |address| is_of(connection.from, true, address);
    let (source, destination) = (packet.source, packet.destination);
    is_protocol
        && match (is_acl, direction) {
            (false, Direction::Inbound) => sends(source) && ports_fit(packet.port),
            (false, Direction::Outbound) => {
                is_of(connection.to, false, destination) && ports_fit(packet.port)
            }
            (true, _) => {
                sends(source) && receives(destination) && ports_fit(packet.port)
                    || sends(destination) && receives(source) && ports_fit(packet.source_port)
            }
        }
}
