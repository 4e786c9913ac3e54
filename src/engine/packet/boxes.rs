//! Packet boxes: all packets whose five fields lie in five intervals.

use std::cmp::Ordering;
use std::net::IpAddr;

use ipnet::IpNet;

use super::interval::{Interval, Point};
use crate::plan::{AddressEntry, Cidr, IpType, PortRange, Protocol};

/// Sorts boxes by a key that only equal boxes share. The sort itself is one for all keys; the
/// compiler would make it anew for each, and it is 3 KB of the page's module.
pub(crate) fn sort_boxes<K: Ord>(boxes: &mut [PacketBox], key: impl Fn(&PacketBox) -> K) {
    sort_by(boxes, &|one, other| key(one).cmp(&key(other)));
}

fn sort_by(boxes: &mut [PacketBox], compare: &dyn Fn(&PacketBox, &PacketBox) -> Ordering) {
    boxes.sort_unstable_by(compare);
}

/// Every combination of a source, a destination, a protocol and ports, in one address family.
///
/// IPv4 addresses take the lower 32 bits. The two port fields of protocols without ports always
/// range over everything, so that all protocols share one shape. ICMP messages have their type and
/// code in the field of the destination ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PacketBox {
    pub(crate) ip_type: IpType,
    pub(crate) source: Interval<u128>,
    pub(crate) destination: Interval<u128>,
    pub(crate) protocol: Interval<u8>,
    pub(crate) source_ports: Interval<u16>,
    pub(crate) ports: Interval<u16>,
}

impl PacketBox {
    /// Every packet of a family.
    pub(crate) fn all(ip_type: IpType) -> Self {
        let addresses = addresses_of(Cidr::any(ip_type));
        Self {
            ip_type,
            source: addresses,
            destination: addresses,
            protocol: Interval::ALL,
            source_ports: Interval::ALL,
            ports: Interval::ALL,
        }
    }

    /// Checks whether two boxes share a packet.
    #[inline]
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.source.meets(other.source)
            && self.ports.meets(other.ports)
            && self.destination.meets(other.destination)
            && self.protocol.meets(other.protocol)
            && self.source_ports.meets(other.source_ports)
            && self.ip_type == other.ip_type
    }

    /// Checks whether this box contains every packet of another box.
    #[inline]
    pub(crate) fn covers(&self, other: &Self) -> bool {
        self.source.covers(other.source)
            && self.ports.covers(other.ports)
            && self.destination.covers(other.destination)
            && self.protocol.covers(other.protocol)
            && self.source_ports.covers(other.source_ports)
            && self.ip_type == other.ip_type
    }

    /// Returns the packets that two boxes share.
    pub(crate) fn intersect(&self, other: &Self) -> Option<Self> {
        if self.ip_type != other.ip_type {
            return None;
        }
        Some(Self {
            ip_type: self.ip_type,
            source: self.source.intersect(other.source)?,
            destination: self.destination.intersect(other.destination)?,
            protocol: self.protocol.intersect(other.protocol)?,
            source_ports: self.source_ports.intersect(other.source_ports)?,
            ports: self.ports.intersect(other.ports)?,
        })
    }

    /// Cuts off everything that lies outside of another box, one side after the other, and passes
    /// each piece to `piece`. The pieces are disjoint, and together with the shared part they are
    /// the whole box.
    pub(crate) fn cut_around(&self, other: &Self, mut piece: impl FnMut(Self)) {
        // Each side in turn is narrowed to the shared part after the pieces beside it are cut off.
        let mut rest = *self;
        macro_rules! cut {
            ($($side:ident)*) => {$(
                let (below, above) = rest.$side.around(other.$side);
                for outside in [below, above].into_iter().flatten() {
                    piece(Self { $side: outside, ..rest });
                }
                let Some(inside) = rest.$side.intersect(other.$side) else { return };
                rest.$side = inside;
            )*};
        }
        cut!(source destination protocol ports);
        let (below, above) = rest.source_ports.around(other.source_ports);
        for outside in [below, above].into_iter().flatten() {
            piece(Self { source_ports: outside, ..rest });
        }
    }
}

/// The interval of the addresses of a block.
pub(crate) fn addresses_of(cidr: Cidr) -> Interval<u128> {
    let net = cidr.net();
    Interval { low: number_of(net.network()), high: number_of(net.broadcast()) }
}

/// The interval of the addresses of an entry.
pub(crate) fn interval_of(entry: AddressEntry) -> Interval<u128> {
    let (first, last) = entry.bounds();
    Interval { low: number_of(first), high: number_of(last) }
}

/// The fewest blocks that together contain exactly the addresses of an entry.
pub(crate) fn blocks_of(entry: AddressEntry) -> Vec<Cidr> {
    cidrs_of(IpType::of(entry.bounds().0), interval_of(entry))
}

/// Ports from 0 up where they are those from 1 up: port 0 is no one's.
pub(crate) fn from_port_0(ports: Interval<u16>) -> Interval<u16> {
    match ports.low {
        1 => Interval { low: 0, ..ports },
        _ => ports,
    }
}

/// An address as a number.
pub(crate) fn number_of(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    }
}

/// A number as an address of a family; of IPv4 numbers only the lower 32 bits count.
pub(crate) fn address_of(ip_type: IpType, number: u128) -> IpAddr {
    match ip_type {
        IpType::IPv4 => {
            IpAddr::V4(u32::try_from(number & u128::from(u32::MAX)).unwrap_or(u32::MAX).into())
        }
        IpType::IPv6 => IpAddr::V6(number.into()),
    }
}

/// Returns the one block that contains exactly the addresses of an interval, if there is one.
pub(crate) fn cidr_of(ip_type: IpType, addresses: Interval<u128>) -> Option<Cidr> {
    let bits: u32 = match ip_type {
        IpType::IPv4 => 32,
        IpType::IPv6 => 128,
    };
    let host_bits = match (addresses.high - addresses.low).above() {
        None => 128,
        Some(size) if size.is_power_of_two() => size.trailing_zeros(),
        Some(_) => return None,
    };
    let prefix = u8::try_from(bits.checked_sub(host_bits)?).ok()?;
    let net = IpNet::new(address_of(ip_type, addresses.low), prefix).ok()?;
    (net.network() == net.addr()).then(|| Cidr::of(net))
}

/// Returns the fewest blocks that together contain exactly the addresses of an interval.
pub(crate) fn cidrs_of(ip_type: IpType, addresses: Interval<u128>) -> Vec<Cidr> {
    if let Some(cidr) = cidr_of(ip_type, addresses) {
        return vec![cidr];
    }
    let (first, last) = (address_of(ip_type, addresses.low), address_of(ip_type, addresses.high));
    match (first, last) {
        (IpAddr::V4(first), IpAddr::V4(last)) => {
            ipnet::Ipv4Subnets::new(first, last, 0).map(Cidr::of).collect()
        }
        (IpAddr::V6(first), IpAddr::V6(last)) => {
            ipnet::Ipv6Subnets::new(first, last, 0).map(Cidr::of).collect()
        }
        _ => vec![],
    }
}

/// The interval of the protocol numbers that a rule's protocol stands for.
pub(crate) fn protocols_of(protocol: Protocol) -> Interval<u8> {
    protocol.number().map_or(Interval::ALL, Interval::single)
}

/// The interval of a port range.
pub(crate) fn ports_of(range: PortRange) -> Interval<u16> {
    Interval { low: range.first, high: range.last }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_a_block_only_where_it_is_aligned() {
        let of = |low: u128, high: u128| cidr_of(IpType::IPv4, Interval { low, high });
        assert_eq!(of(0, 0xffff_ffff).unwrap().to_string(), "0.0.0.0/0");
        assert_eq!(of(0x0a00_0100, 0x0a00_01ff).unwrap().to_string(), "10.0.1.0/24");
        assert_eq!(of(0x0a00_0101, 0x0a00_0200), None);
        assert_eq!(of(0x0a00_0100, 0x0a00_01fe), None);
        let all = cidr_of(IpType::IPv6, Interval::ALL).unwrap();
        assert_eq!(all.to_string(), "::/0");
    }

    #[test]
    fn an_interval_is_written_in_the_fewest_blocks_of_its_family() {
        let of = |ip_type, low: u128, high: u128| {
            let blocks = cidrs_of(ip_type, Interval { low, high });
            blocks.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            of(IpType::IPv4, 0x0a00_0101, 0x0a00_0104),
            ["10.0.1.1/32", "10.0.1.2/31", "10.0.1.4/32"]
        );
        let own = 0x2001_0db8_u128 << 96;
        assert_eq!(
            of(IpType::IPv6, own + 1, own + 4),
            ["2001:db8::1/128", "2001:db8::2/127", "2001:db8::4/128"]
        );
        assert_eq!(of(IpType::IPv6, own, own + 3), ["2001:db8::/126"]);
    }
}
