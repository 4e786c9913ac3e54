//! The packets that a question is about, and packets as an answer shows them.

use super::Question;
use super::answer::{Parcel, ProtocolRange};
use super::zone::Zone;
use crate::engine::packet::{
    Interval, PacketBox, PacketSet, addresses, join, ports, ports_of, sort_boxes,
};
use crate::plan::{IpType, Ports, Protocol};

/// The ports that someone can have: port 0 is no one's.
const REAL_PORTS: Interval<u16> = Interval { low: 1, high: u16::MAX };

/// The packets from one zone to another.
pub(in crate::engine) fn asked(question: &Question, from: &Zone, to: &Zone) -> PacketSet {
    let mut set = PacketSet::default();
    for (protocol, has_ports) in protocols(question, from.ip_type) {
        let of = |ports: &Ports| if has_ports { intervals(ports) } else { vec![Interval::ALL] };
        let (source_ports, ports) = (of(&question.source_ports), of(&question.ports));
        for source in &from.addresses {
            for destination in &to.addresses {
                for source_ports in &source_ports {
                    for ports in &ports {
                        set.insert(PacketBox {
                            ip_type: from.ip_type,
                            source: *source,
                            destination: *destination,
                            protocol,
                            source_ports: *source_ports,
                            ports: *ports,
                        });
                    }
                }
            }
        }
    }
    set
}

/// The protocols that are asked about, and whether they have ports. If ports are named, 'all' means
/// all protocols that have ports. Each family has an ICMP of its own.
fn protocols(question: &Question, ip_type: IpType) -> Vec<(Interval<u8>, bool)> {
    let one = |number| (Interval::single(number), matches!(number, 6 | 17));
    match question.protocol {
        Protocol::All if question.ports.is_all() && question.source_ports.is_all() => vec![
            (Interval { low: 0, high: 5 }, false),
            one(6),
            (Interval { low: 7, high: 16 }, false),
            one(17),
            (Interval { low: 18, high: u8::MAX }, false),
        ],
        Protocol::All => vec![one(6), one(17)],
        Protocol::Icmp | Protocol::Icmpv6 if question.protocol != Protocol::icmp_for(ip_type) => {
            vec![]
        }
        named => named.number().map(one).into_iter().collect(),
    }
}

fn intervals(ports: &Ports) -> Vec<Interval<u16>> {
    match ports.is_all() {
        true => vec![REAL_PORTS],
        false => join(ports.ranges().iter().map(|range| ports_of(*range)).collect()),
    }
}

/// The packets of a set as an answer shows them, in few lines. Port 0 is no one's, so a box of
/// all ports but that one is shown as one of all ports.
pub(in crate::engine) fn parcels(set: &PacketSet) -> Vec<Parcel> {
    let whole = |ports: Interval<u16>| match ports.low {
        1 => Interval { low: 0, ..ports },
        _ => ports,
    };
    let mut shown = PacketSet::default();
    for own in set.boxes() {
        shown.insert(PacketBox {
            ports: whole(own.ports),
            source_ports: whole(own.source_ports),
            ..*own
        });
    }
    let parcel = |packets: PacketBox| Parcel {
        source: addresses(packets.ip_type, packets.source),
        destination: addresses(packets.ip_type, packets.destination),
        protocol: ProtocolRange { first: packets.protocol.low, last: packets.protocol.high },
        source_ports: ports(packets.source_ports),
        ports: ports(packets.ports),
    };
    let mut boxes = shown.merged();
    sort_boxes(&mut boxes, |it| {
        (it.ip_type, it.source, it.destination, it.protocol, it.ports, it.source_ports)
    });
    boxes.into_iter().map(parcel).collect()
}
