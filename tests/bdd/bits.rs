//! Packets of one address family as bits, and sets of packets as diagrams. Packets that are no ICMP
//! messages have any bits where these have their type and code.

use std::net::IpAddr;

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet};
use elb_rule_planner::engine::report::Packets;
use elb_rule_planner::plan::{AddressEntry, Cidr, IpType, Ports, Protocol};

/// The bits of a packet: source, destination, protocol, source port, port, ICMP type, ICMP code.
pub(crate) struct Bits {
    pub(crate) ip_type: IpType,
    set: BddVariableSet,
    variables: Vec<BddVariable>,
    address: usize,
}

/// An end of a packet.
#[derive(Clone, Copy)]
pub(crate) enum End {
    Source,
    Destination,
}

impl Bits {
    pub(crate) fn of(ip_type: IpType) -> Self {
        let address = if ip_type == IpType::IPv4 { 32 } else { 128 };
        let set = BddVariableSet::new_anonymous(u16::try_from(2 * address + 56).unwrap());
        Self { ip_type, variables: set.variables(), set, address }
    }

    pub(crate) fn nothing(&self) -> Bdd {
        self.set.mk_false()
    }

    pub(crate) fn everything(&self) -> Bdd {
        self.set.mk_true()
    }

    /// The packets that have a number on one side of a bound, the bound included. The number has
    /// some bits, the highest first, from a place on.
    fn bound(&self, at: usize, bits: usize, bound: u128, above: bool) -> Bdd {
        (0..bits).rev().fold(self.everything(), |set, bit| {
            let is_set = (bound >> (bits - 1 - bit)) & 1 == 1;
            let same = self.set.mk_literal(self.variables[at + bit], is_set).and(&set);
            // If the bit of the bound leaves room, the other value is past the bound.
            if is_set == above {
                same
            } else {
                same.or(&self.set.mk_literal(self.variables[at + bit], !is_set))
            }
        })
    }

    fn between(&self, at: usize, bits: usize, (low, high): (u128, u128)) -> Bdd {
        self.bound(at, bits, low, true).and(&self.bound(at, bits, high, false))
    }

    /// The packets whose end lies between two addresses; none where these are of the other
    /// family.
    pub(crate) fn addresses(&self, end: End, first: IpAddr, last: IpAddr) -> Bdd {
        let number = |address| match (address, self.ip_type) {
            (IpAddr::V4(address), IpType::IPv4) => Some(u128::from(u32::from(address))),
            (IpAddr::V6(address), IpType::IPv6) => Some(u128::from(address)),
            _ => None,
        };
        let at = match end {
            End::Source => 0,
            End::Destination => self.address,
        };
        match (number(first), number(last)) {
            (Some(first), Some(last)) => self.between(at, self.address, (first, last)),
            _ => self.nothing(),
        }
    }

    pub(crate) fn block(&self, end: End, block: Cidr) -> Bdd {
        self.addresses(end, block.net().network(), block.net().broadcast())
    }

    pub(crate) fn entry(&self, end: End, entry: AddressEntry) -> Bdd {
        match entry {
            AddressEntry::Cidr(block) => self.block(end, block),
            AddressEntry::Range(first, last) => self.addresses(end, first, last),
        }
    }

    pub(crate) fn protocol(&self, protocol: Protocol) -> Bdd {
        let number = match protocol {
            Protocol::All => return self.everything(),
            Protocol::Tcp => 6,
            Protocol::Udp => 17,
            Protocol::Icmp => 1,
            Protocol::Icmpv6 => 58,
            Protocol::Number(number) => u128::from(number),
        };
        self.between(2 * self.address, 8, (number, number))
    }

    /// The packets whose port at an end is one of some ports; an empty list names all.
    pub(crate) fn ports(&self, end: End, ports: &Ports) -> Bdd {
        if ports.ranges().is_empty() {
            return self.everything();
        }
        let at = match end {
            End::Source => 2 * self.address + 8,
            End::Destination => 2 * self.address + 24,
        };
        let ranges = ports.ranges().iter();
        let range = |set: Bdd, range: &elb_rule_planner::plan::PortRange| {
            set.or(&self.between(at, 16, (range.first.into(), range.last.into())))
        };
        ranges.fold(self.nothing(), range)
    }

    /// The packets whose ICMP type and code lie between two, in the order of types and codes.
    pub(crate) fn messages(&self, first: (u8, u8), last: (u8, u8)) -> Bdd {
        let number = |(icmp_type, code): (u8, u8)| u128::from(icmp_type) * 256 + u128::from(code);
        self.between(2 * self.address + 40, 16, (number(first), number(last)))
    }

    /// Packets as the report writes them.
    pub(crate) fn packets(&self, packets: &Packets) -> Bdd {
        self.entry(End::Source, packets.source)
            .and(&self.entry(End::Destination, packets.destination))
            .and(&self.protocol(packets.protocol))
            .and(&self.ports(End::Source, &packets.source_ports))
            .and(&self.ports(End::Destination, &packets.ports))
            .and(&match packets.icmp {
                Some(it) => self.messages(it.first, it.last),
                None => self.everything(),
            })
    }

    /// All packets of a list as the report writes them.
    pub(crate) fn all_packets(&self, packets: &[Packets]) -> Bdd {
        packets.iter().fold(self.nothing(), |set, one| set.or(&self.packets(one)))
    }
}
