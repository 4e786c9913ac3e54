//! Packets as the report writes them.

use super::boxes::{PacketBox, address_of, cidr_of};
use super::interval::Interval;
use super::set::PacketSet;
use crate::engine::report::Packets;
use crate::plan::{AddressEntry, IpType, PortRange, Ports, Protocol};

/// The packets of a set, one entry for each box.
pub(crate) fn packets(set: &PacketSet) -> Vec<Packets> {
    set.boxes().iter().map(packets_of_box).collect()
}

/// The packets of a box.
pub(crate) fn packets_of_box(packets: &PacketBox) -> Packets {
    Packets {
        source: addresses(packets.ip_type, packets.source),
        destination: addresses(packets.ip_type, packets.destination),
        protocol: protocol_of(packets.protocol),
        icmp: packets.icmp(),
        source_ports: ports(packets.source_ports),
        ports: packets.named_ports(),
    }
}

/// The protocol of an interval: one by its name or number, else all.
pub(crate) fn protocol_of(interval: Interval<u8>) -> Protocol {
    match (interval.low, interval.high) {
        (1, 1) => Protocol::Icmp,
        (6, 6) => Protocol::Tcp,
        (17, 17) => Protocol::Udp,
        (58, 58) => Protocol::Icmpv6,
        (low, high) if low == high => Protocol::Number(low),
        _ => Protocol::All,
    }
}

/// The addresses of an interval: a block where they are one, else a range.
pub(crate) fn addresses(ip_type: IpType, interval: Interval<u128>) -> AddressEntry {
    match cidr_of(ip_type, interval) {
        Some(cidr) => AddressEntry::Cidr(cidr),
        None => AddressEntry::Range(
            address_of(ip_type, interval.low),
            address_of(ip_type, interval.high),
        ),
    }
}

impl PacketBox {
    /// The destination ports; all where the packets are ICMP messages, which have none.
    pub(crate) fn named_ports(&self) -> Ports {
        if self.is_icmp() { Ports::all() } else { ports(self.ports) }
    }
}

/// The ports of an interval; port 0 is no port of anyone's, so all but it are all.
pub(crate) fn ports(interval: Interval<u16>) -> Ports {
    if interval.covers(Interval { low: 1, high: u16::MAX }) {
        return Ports::all();
    }
    PortRange { first: interval.low.max(1), last: interval.high.max(1) }.into()
}
