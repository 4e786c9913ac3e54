//! Sets of protocols and ports in one form, so that equal sets are equal values.
//!
//! Packets between two places differ in protocol and ports alone. Their addresses are left out here:
//! every box has the same.

use crate::engine::packet::{Interval, PacketBox, Point, from_port_0, join};
use crate::plan::IpType;

/// The address in place of all addresses.
const NOWHERE: Interval<u128> = Interval { low: 0, high: 0 };

/// A set of protocols with source and destination ports, the same boxes for the same set.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Services(Vec<PacketBox>);

/// The ports of some protocols: stretches of source ports, each with the destination ports.
type PortTable = Vec<(Interval<u16>, Vec<Interval<u16>>)>;

impl Services {
    /// The protocols and ports of some packets.
    pub(super) fn of(packets: &[PacketBox]) -> Self {
        let Some(ip_type) = packets.first().map(|it| it.ip_type) else { return Self::default() };
        let mut table: Vec<(Interval<u8>, PortTable)> = vec![];
        for protocol in stretches(packets.iter().map(|it| it.protocol)) {
            let own = packets.iter().filter(|it| it.protocol.covers(protocol));
            let ports = port_table(&own.collect::<Vec<_>>());
            match table.last_mut() {
                Some((last, same)) if last.high.above() == Some(protocol.low) && *same == ports => {
                    last.high = protocol.high;
                }
                _ if ports.is_empty() => {}
                _ => table.push((protocol, ports)),
            }
        }
        let mut boxes = vec![];
        for (protocol, ports) in &table {
            for (source_ports, ports) in ports {
                boxes.extend(ports.iter().map(|ports| PacketBox {
                    protocol: *protocol,
                    source_ports: *source_ports,
                    ports: *ports,
                    ..nothing_else(ip_type)
                }));
            }
        }
        Self(boxes)
    }

    /// The boxes, by protocol, source ports and ports.
    pub(super) fn boxes(&self) -> &[PacketBox] {
        &self.0
    }
}

/// A box with the addresses that all boxes of services have.
fn nothing_else(ip_type: IpType) -> PacketBox {
    PacketBox { source: NOWHERE, destination: NOWHERE, ..PacketBox::all(ip_type) }
}

/// A box without its addresses.
pub(super) fn without_addresses(packets: &PacketBox) -> PacketBox {
    PacketBox { source: NOWHERE, destination: NOWHERE, ..*packets }
}

/// The box of the answers to packets: ports at both ends swapped, or the ICMP messages that answer.
pub(super) fn answers(packets: &PacketBox) -> PacketBox {
    let PacketBox { source_ports, ports, .. } = packets.answers();
    PacketBox { source_ports, ports, ..*packets }
}

fn port_table(packets: &[&PacketBox]) -> PortTable {
    let mut table: PortTable = vec![];
    // ICMP messages are counted from 0.
    let whole = |ports: Interval<u16>| match packets.first().is_some_and(|it| it.is_icmp()) {
        true => ports,
        false => from_port_0(ports),
    };
    for source_ports in stretches(packets.iter().map(|it| whole(it.source_ports))) {
        let own = packets.iter().filter(|it| whole(it.source_ports).covers(source_ports));
        let ports = join(own.map(|it| whole(it.ports)).collect());
        match table.last_mut() {
            Some((last, same)) if last.high.above() == Some(source_ports.low) && *same == ports => {
                last.high = source_ports.high;
            }
            _ if ports.is_empty() => {}
            _ => table.push((source_ports, ports)),
        }
    }
    table
}

/// The stretches between all ends of intervals, from the lowest to the highest.
fn stretches<T: Point>(intervals: impl Iterator<Item = Interval<T>>) -> Vec<Interval<T>> {
    let (mut lows, mut high) = (vec![], None::<T>);
    for interval in intervals {
        lows.push(interval.low);
        lows.extend(interval.high.above());
        high = high.max(Some(interval.high));
    }
    lows.sort_unstable();
    lows.dedup();
    let ends = lows.iter().skip(1).map(|it| it.below()).chain([high]);
    let stretch = |(low, high): (&T, Option<T>)| Interval::new(*low, high?);
    lows.iter().zip(ends).filter_map(stretch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tcp(ports: (u16, u16), source_ports: (u16, u16)) -> PacketBox {
        let of = |(low, high)| Interval { low, high };
        PacketBox {
            protocol: Interval::single(6),
            ports: of(ports),
            source_ports: of(source_ports),
            ..PacketBox::all(IpType::IPv4)
        }
    }

    #[test]
    fn a_set_has_one_form_however_it_is_cut() {
        let all = (0, u16::MAX);
        let whole = Services::of(&[tcp((80, 90), all), tcp((100, 110), all)]);
        let cut = Services::of(&[
            tcp((100, 110), (1000, u16::MAX)),
            tcp((80, 85), (1, 4000)),
            tcp((100, 110), (0, 999)),
            tcp((86, 90), (0, u16::MAX)),
            tcp((80, 85), (4001, u16::MAX)),
        ]);
        assert_eq!(whole, cut);
        assert_eq!(whole.boxes().len(), 2);
        assert_ne!(whole, Services::of(&[tcp((80, 110), all)]));
    }

    #[test]
    fn protocols_side_by_side_with_the_same_ports_are_one_range() {
        let of = |low, high| PacketBox {
            protocol: Interval { low, high },
            ..PacketBox::all(IpType::IPv4)
        };
        let all = [of(0, 5), of(7, 255), tcp((1, u16::MAX), (1, u16::MAX))];
        assert_eq!(Services::of(&all), Services::of(&[of(0, 255)]));
        let gap = Services::of(&[of(0, 5), of(7, 9)]);
        assert_eq!(gap.boxes().len(), 2);
        assert!(Services::of(&[]).boxes().is_empty());
    }
}
