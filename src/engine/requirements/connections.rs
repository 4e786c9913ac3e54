//! Connections of one's own: the packets that must get from one end to the other, and the filters
//! that they pass.
//!
//! No clause of the guide asks for them. A packet leaves the server that sends by the outbound rules
//! of its security groups, and its subnet by those of the network ACL. It comes into the other subnet
//! by the inbound rules of that one's network ACL, and to the server by those of its security groups.
//! Answers pass security groups by themselves; network ACLs are asked as the plan chooses. Within one
//! subnet no network ACL counts.
//!
//! All protocols are TCP, UDP and the family's ICMP, since rules for each of these can be told apart;
//! others are named by their numbers.

use std::net::IpAddr;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::connection_places::{Guard, Place, Role, Spot, places, vpc_of};
use super::network_acl;
use super::network_acl_fields::from_any_port;
use super::requirement::{
    AskedBy, FarGroups, FilterCheck, FilterRef, OfConnection, RequiredPackets, Requirement,
    once_if_unknown,
};
use crate::engine::index::Index;
use crate::engine::packet::{
    Interval, PacketBox, address_of, addresses, cidr_of, join, messages_of, ports, ports_of,
    protocols_of,
};
use crate::engine::report::{Clauses, FlowSource, Leg, Level, WhyNotFiltered};
use crate::plan::{
    Cidr, Connection, ConnectionKind, Direction, Flavor, IpType, NetworkAclDestination,
    NetworkAclState, Ports, Protocol, ServerId, Subnet,
};

/// The most pairs of addresses of a connection that are looked at. One between two groups of two
/// hundred servers has fewer.
pub(crate) const MOST_PAIRS: usize = 50_000;

/// Everything that a connection says must get there; nothing where it says the reverse, and where
/// there is too much of it.
pub(crate) fn of_connection(index: &Index, connection: &Connection) -> Vec<Requirement> {
    if connection.kind != ConnectionKind::MustReach {
        return vec![];
    }
    let mut all = vec![];
    let mut pairs: usize = 0;
    for ip_type in IpType::BOTH {
        let [senders, receivers] = both_ends(index, connection, ip_type);
        let count = |places: &[Place]| places.iter().map(|it| it.spots.len()).sum::<usize>();
        pairs = pairs.saturating_add(count(&senders).saturating_mul(count(&receivers)));
        if pairs > MOST_PAIRS {
            return vec![];
        }
        for (protocol, port) in wires(connection, ip_type) {
            for from in &senders {
                for to in &receivers {
                    let way = Way { index, connection, ip_type, protocol, port, from, to };
                    all.extend(way.requirement());
                }
            }
        }
    }
    all
}

/// The servers at both ends of a connection.
pub(crate) fn connection_servers(index: &Index, connection: &Connection) -> FxHashSet<ServerId> {
    let ends = IpType::BOTH.map(|ip_type| both_ends(index, connection, ip_type));
    let places = ends.iter().flatten().flatten();
    places.flat_map(|place| &place.servers).copied().collect()
}

fn both_ends<'a>(
    index: &'a Index<'a>,
    connection: &Connection,
    ip_type: IpType,
) -> [Vec<Place<'a>>; 2] {
    let Connection { from, to, .. } = *connection;
    let (near, far) = (vpc_of(index, from), vpc_of(index, to));
    [
        places(index, from, ip_type, Role::Sends, far),
        places(index, to, ip_type, Role::Receives, near),
    ]
}

/// The protocols of a connection in a family, each with ports in a row, or ICMP messages in their
/// place.
fn wires(connection: &Connection, ip_type: IpType) -> Vec<(Protocol, Interval<u16>)> {
    let Connection { protocol, icmp, ports, .. } = connection;
    let of_family = protocol.icmp_family().is_none_or(|own| own == ip_type);
    let protocols = match protocol {
        Protocol::All if ports.is_all() => {
            vec![Protocol::Tcp, Protocol::Udp, Protocol::icmp_for(ip_type)]
        }
        Protocol::All => vec![Protocol::Tcp, Protocol::Udp],
        named => vec![*named],
    };
    let with_ports = |protocol: Protocol| match protocol {
        it if it.has_ports() && ports.is_all() => vec![(it, from_any_port(it))],
        it if it.has_ports() => {
            let ranges = join(ports.ranges().iter().map(|range| ports_of(*range)).collect());
            ranges.into_iter().map(|range| (it, range)).collect()
        }
        it if it.is_icmp() => {
            vec![(it, messages_of(icmp.filter(|_| connection.protocol.is_icmp())))]
        }
        it => vec![(it, Interval::ALL)],
    };
    protocols.into_iter().filter(|_| of_family).flat_map(with_ports).collect()
}

/// The way of some packets from one place to another.
struct Way<'a> {
    index: &'a Index<'a>,
    connection: &'a Connection,
    ip_type: IpType,
    protocol: Protocol,
    port: Interval<u16>,
    from: &'a Place<'a>,
    to: &'a Place<'a>,
}

impl Way<'_> {
    /// The packets that must pass on the way; none where there are none.
    fn requirement(&self) -> Option<Requirement> {
        let pairs = self.pairs();
        let first = pairs.first()?.0;
        let shown = |spots: &[Spot]| {
            spots.iter().map(|spot| addresses(self.ip_type, spot.addresses)).collect()
        };
        let subnet = self.from.subnet.map(|it| it.id);
        let named = self.connection.icmp.filter(|_| self.connection.protocol.is_icmp());
        Some(Requirement {
            asked_by: AskedBy::Connection(OfConnection {
                id: self.connection.id,
                sources: shown(&self.from.spots),
                senders: self.from.servers.clone(),
                destinations: shown(&self.to.spots),
                receivers: self.to.servers.clone(),
                to_subnet: self.to.subnet.map(|it| it.id),
            }),
            source: FlowSource { cidr: first.named, subnet, previous: false },
            destination: self.only_destination(),
            ip_type: self.ip_type,
            protocol: self.protocol,
            icmp: named,
            ports: if self.protocol.is_icmp() { Ports::all() } else { ports(self.port) },
            clauses: Clauses::new(),
            route_in_doubt: false,
            filter_checks: self.filter_checks(&pairs),
        })
    }

    /// Every pair of a source and a destination, but for those from an address to itself.
    fn pairs(&self) -> Vec<(Spot, Spot)> {
        let to = &self.to.spots;
        let pairs = self.from.spots.iter().flat_map(|from| to.iter().map(|to| (*from, *to)));
        pairs.filter(|(from, to)| from.addresses != to.addresses || !is_single(from)).collect()
    }

    fn only_destination(&self) -> Option<IpAddr> {
        match self.to.spots.as_slice() {
            [only] if is_single(only) => Some(address_of(self.ip_type, only.addresses.low)),
            _ => None,
        }
    }

    fn filter_checks(&self, pairs: &[(Spot, Spot)]) -> Vec<FilterCheck> {
        let mut all = vec![];
        let out = Check { leg: Leg::FromSender, direction: Direction::Outbound, ..Check::HERE };
        all.extend(self.groups(self.from, self.to, out, pairs));
        let stays = match (self.from.subnet, self.to.subnet) {
            (Some(one), Some(other)) => one.id == other.id,
            _ => false,
        };
        if stays {
            let acl = self.to.subnet.and_then(|it| it.network_acl);
            let packets = RequiredPackets::NotFiltered(WhyNotFiltered::SameSubnet);
            all.push(Check::HERE.of(FilterRef::NetworkAcl(acl), packets));
        } else {
            all.extend(self.from.subnet.into_iter().flat_map(|it| self.acl(it, out, pairs)));
            let to = self.to.subnet.into_iter();
            all.extend(to.flat_map(|it| self.acl(it, Check::HERE, pairs)));
        }
        all.extend(self.groups(self.to, self.from, Check::HERE, pairs));
        if !stays {
            all.extend(self.answers(&all, pairs));
        }
        all
    }

    /// The checks of the network ACLs that answers pass, unless they pass by themselves. One that is
    /// not known stands there once for both ways, and only where the plan says that answers need
    /// rules.
    fn answers(&self, there: &[FilterCheck], pairs: &[(Spot, Spot)]) -> Vec<FilterCheck> {
        let level = match self.index.plan.settings.network_acl_state {
            NetworkAclState::Stateful => return vec![],
            NetworkAclState::Unsure => Level::Recommended,
            NetworkAclState::Stateless => Level::Required,
        };
        let inbound = Check { level, answers: true, ..Check::HERE };
        let ways = [
            (self.to.subnet, Leg::Member, Check { direction: Direction::Outbound, ..inbound }),
            (self.from.subnet, Leg::FromSender, Check { leg: Leg::BackToSender, ..inbound }),
        ];
        let mut all = vec![];
        for (subnet, leg_there, back) in ways {
            let is_said = there.iter().any(|it| {
                let is_acl = matches!(it.filter, FilterRef::NetworkAcl(_));
                is_acl && it.leg == leg_there && it.required_packets == RequiredPackets::Unknown
            });
            let checks = subnet.into_iter().flat_map(|it| self.acl(it, back, pairs));
            all.extend(checks.filter(|it| match it.required_packets {
                RequiredPackets::Packets { .. } => true,
                RequiredPackets::Unknown => level == Level::Required && !is_said,
                RequiredPackets::NotFiltered(_) => false,
            }));
        }
        all
    }

    /// The packets from one spot to another.
    fn packets(&self, from: &Spot, to: &Spot) -> PacketBox {
        PacketBox {
            ip_type: self.ip_type,
            source: from.addresses,
            destination: to.addresses,
            protocol: protocols_of(self.protocol),
            source_ports: from_any_port(self.protocol),
            ports: self.port,
        }
    }

    /// The checks of the security groups of one end; none where there is nothing that could have any.
    fn groups(
        &self,
        near: &Place,
        far: &Place,
        check: Check,
        pairs: &[(Spot, Spot)],
    ) -> Vec<FilterCheck> {
        let none = || FilterRef::SecurityGroups(Rc::default(), Flavor::Standard, None);
        match &near.guard {
            Guard::Outside => vec![],
            // Something is known to come from there, or nothing is known of what does.
            Guard::Undrawn if check.direction == Direction::Outbound => vec![],
            Guard::Unsaid | Guard::Undrawn => vec![check.of(none(), RequiredPackets::Unknown)],
            Guard::Off => {
                let why = WhyNotFiltered::PortSecurityOff;
                vec![check.of(none(), RequiredPackets::NotFiltered(why))]
            }
            // Nothing depends on which packets these are, so they stand there once.
            Guard::Worn(groups, flavor) if !self.index.knows_rules_of(groups) => {
                let filter = FilterRef::SecurityGroups(groups.clone(), *flavor, None);
                vec![check.of(filter, RequiredPackets::Unknown)]
            }
            Guard::Worn(groups, flavor) => {
                let others: FarGroups = match &far.guard {
                    Guard::Worn(groups, _) => Some(groups.clone()),
                    _ => None,
                };
                let filter = FilterRef::SecurityGroups(groups.clone(), *flavor, others);
                let required = |(from, to): &(Spot, Spot)| RequiredPackets::Packets {
                    packets: PacketBox {
                        // A security group does not look at the ports from which packets come.
                        source_ports: from_any_port(self.protocol),
                        ..self.packets(from, to)
                    },
                    protocol: self.protocol,
                    remote: match check.direction {
                        Direction::Inbound => from.named,
                        Direction::Outbound => to.named,
                    },
                    local: match check.direction {
                        Direction::Inbound => to.named,
                        Direction::Outbound => from.named,
                    },
                };
                pairs.iter().map(|pair| check.of(filter.clone(), required(pair))).collect()
            }
        }
    }

    /// The checks of the network ACL of a subnet.
    fn acl(&self, subnet: &Subnet, check: Check, pairs: &[(Spot, Spot)]) -> Vec<FilterCheck> {
        let filter = FilterRef::NetworkAcl(subnet.network_acl);
        let acl = subnet.network_acl.and_then(|id| self.index.network_acl(id));
        let why = match acl {
            None if subnet.may_have_other_acl() => None,
            None => Some(WhyNotFiltered::NoNetworkAcl),
            Some(acl) if !acl.enabled => Some(WhyNotFiltered::NetworkAclDisabled),
            Some(_) => None,
        };
        if let Some(why) = why {
            return vec![check.of(filter, RequiredPackets::NotFiltered(why))];
        }
        let is_known = self.index.knows_acl_of(subnet);
        let required = |(from, to): &(Spot, Spot)| {
            let there = self.packets(from, to);
            let packets = if check.answers { there.answers() } else { there };
            let (protocol, remote) = (self.protocol, from.named);
            network_acl::required(packets, is_known, |packets| RequiredPackets::Packets {
                packets,
                protocol,
                remote,
                local: self.local(to),
            })
        };
        let checks = pairs.iter().map(|pair| check.of(filter.clone(), required(pair)));
        checks.filter(once_if_unknown()).collect()
    }

    /// The end that receives as a network ACL rule names it.
    fn local(&self, to: &Spot) -> Cidr {
        let subnet = match self.index.plan.settings.network_acl_destination {
            NetworkAclDestination::Subnet => self.to.subnet,
            NetworkAclDestination::Member => None,
        };
        let whole = subnet.and_then(|subnet| subnet.cidr_of(self.ip_type));
        let holds = |it: &Cidr| crate::engine::packet::addresses_of(*it).covers(to.addresses);
        let own = || cidr_of(self.ip_type, to.addresses).unwrap_or(to.named);
        whole.filter(holds).unwrap_or_else(own)
    }
}

fn is_single(spot: &Spot) -> bool {
    spot.addresses.low == spot.addresses.high
}

/// The place of a filter on the way.
#[derive(Debug, Clone, Copy)]
struct Check {
    leg: Leg,
    direction: Direction,
    level: Level,
    answers: bool,
}

impl Check {
    /// In front of what receives.
    const HERE: Self = Self {
        leg: Leg::Member,
        direction: Direction::Inbound,
        level: Level::Required,
        answers: false,
    };

    fn of(self, filter: FilterRef, required_packets: RequiredPackets) -> FilterCheck {
        let Self { leg, direction, level, .. } = self;
        FilterCheck { filter, direction, leg, level, required_packets, clauses: Clauses::new() }
    }
}
