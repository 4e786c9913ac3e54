//! The packets that a question is about, and packets as an answer shows them.

use super::Question;
use super::answer::{Parcel, ProtocolRange};
use super::zone::Zone;
use crate::engine::packet::{
    Interval, PacketBox, PacketSet, addresses, from_port_0, join, messages_of, ports, ports_of,
    protocol_of, protocols_of, sort_boxes,
};
use crate::plan::{IpType, Ports, Protocol};

/// The ports that someone can have: port 0 is no one's.
const REAL_PORTS: Interval<u16> = Interval { low: 1, high: u16::MAX };

/// The packets from one zone to another.
pub(in crate::engine) fn asked(question: &Question, from: &Zone, to: &Zone) -> PacketSet {
    let mut set = PacketSet::default();
    for protocol in protocols(question, from.ip_type) {
        let (source_ports, ports) = match protocol_of(protocol) {
            own if own.has_ports() => {
                (intervals(&question.source_ports), intervals(&question.ports))
            }
            own if own.is_icmp() => {
                let named = question.icmp.filter(|_| question.protocol.is_icmp());
                (vec![Interval::ALL], vec![messages_of(named)])
            }
            _ => (vec![Interval::ALL], vec![Interval::ALL]),
        };
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

/// Takes packets out of a set.
pub(super) fn split_off_all(
    rest: &mut PacketSet,
    taken: impl IntoIterator<Item = PacketBox>,
) -> PacketSet {
    let mut all = PacketSet::default();
    for packets in taken {
        all.extend(&rest.split_off(&packets));
    }
    all
}

/// The protocols that are asked about, each that has ports or messages by itself. If ports are
/// named, 'all' means all protocols that have ports. Each family has an ICMP of its own.
fn protocols(question: &Question, ip_type: IpType) -> Vec<Interval<u8>> {
    let icmp = Protocol::icmp_for(ip_type);
    match question.protocol {
        Protocol::All if question.ports.is_all() && question.source_ports.is_all() => {
            let others = [(0, 0), (2, 5), (7, 16), (18, 57), (59, u8::MAX)];
            let alone = [1, 6, 17, 58].map(|number| (number, number));
            let all = others.into_iter().chain(alone);
            all.map(|(low, high)| Interval { low, high }).collect()
        }
        Protocol::All => [Protocol::Tcp, Protocol::Udp].map(protocols_of).to_vec(),
        Protocol::Icmp | Protocol::Icmpv6 if question.protocol != icmp => vec![],
        named => vec![protocols_of(named)],
    }
}

fn intervals(ports: &Ports) -> Vec<Interval<u16>> {
    match ports.is_all() {
        true => vec![REAL_PORTS],
        false => join(ports.ranges().iter().map(|range| ports_of(*range)).collect()),
    }
}

/// The packets of a set as an answer shows them, in few lines. Port 0 is no one's, so a box of
/// all ports but that one is shown as one of all ports. ICMP messages have no ports.
pub(in crate::engine) fn parcels(set: &PacketSet) -> Vec<Parcel> {
    let mut shown = PacketSet::default();
    for own in set.boxes() {
        shown.insert(match own.is_icmp() {
            true => *own,
            false => {
                let (ports, source_ports) = (from_port_0(own.ports), from_port_0(own.source_ports));
                PacketBox { ports, source_ports, ..*own }
            }
        });
    }
    let parcel = |packets: PacketBox| Parcel {
        source: addresses(packets.ip_type, packets.source),
        destination: addresses(packets.ip_type, packets.destination),
        protocol: ProtocolRange { first: packets.protocol.low, last: packets.protocol.high },
        icmp: packets.icmp(),
        source_ports: ports(packets.source_ports),
        ports: packets.named_ports(),
    };
    let mut boxes = shown.merged();
    sort_boxes(&mut boxes, |it| {
        (it.ip_type, it.source, it.destination, it.protocol, it.ports, it.source_ports)
    });
    boxes.into_iter().map(parcel).collect()
}
