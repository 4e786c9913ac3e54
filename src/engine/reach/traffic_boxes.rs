//! Traffic as packets.

use super::answer::Traffic;
use super::services::without_addresses;
use crate::engine::packet::{Interval, PacketBox, messages_within, ports_of};
use crate::plan::{IpType, Ports};

/// The packets of some traffic, without their addresses.
pub(super) fn boxes(traffic: &Traffic, ip_type: IpType) -> Vec<PacketBox> {
    let all = without_addresses(&PacketBox {
        protocol: Interval { low: traffic.protocol.first, high: traffic.protocol.last },
        ..PacketBox::all(ip_type)
    });
    if !traffic.icmp.is_empty() {
        let ranges = traffic.icmp.iter().map(|it| messages_within(Some(*it)));
        return ranges.map(|ports| PacketBox { ports, ..all }).collect();
    }
    let mut boxes = vec![];
    for source_ports in intervals(&traffic.source_ports) {
        let own = intervals(&traffic.ports).into_iter();
        boxes.extend(own.map(|ports| PacketBox { source_ports, ports, ..all }));
    }
    boxes
}

fn intervals(ports: &Ports) -> Vec<Interval<u16>> {
    match ports.is_all() {
        true => vec![Interval::ALL],
        false => ports.ranges().iter().map(|range| ports_of(*range)).collect(),
    }
}
