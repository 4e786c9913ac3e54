//! Connections of one's own, as marks of the packets that they are about.

use std::hash::{Hash, Hasher};

use super::place::{Receiver, Sender};
use super::services::{Services, without_addresses};
use super::wish_end::WishEnd;
use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, messages_of, ports_of, protocols_of};
use crate::plan::{Connection, ConnectionId, ConnectionKind, IpType, Protocol};

/// A connection of one's own in one family.
#[derive(Debug)]
pub(super) struct Wish {
    /// Its position among those of a plan, by which it is told from the others.
    number: usize,
    pub(super) connection: ConnectionId,
    pub(super) kind: ConnectionKind,
    pub(super) services: Services,
    from: WishEnd,
    to: WishEnd,
}

impl PartialEq for Wish {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Wish {}

impl Hash for Wish {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

impl Wish {
    /// The connections of a plan in a family, but for those that are about nothing there.
    pub(super) fn all(index: &Index, ip_type: IpType) -> Vec<Self> {
        let all = index.plan.connections.iter().enumerate();
        let wish = |(number, connection): (usize, &Connection)| {
            let services = Services::of(&packets(connection, ip_type));
            if services.boxes().is_empty() {
                return None;
            }
            let Connection { from, to, kind, .. } = *connection;
            Some(Self {
                number,
                connection: connection.id,
                kind,
                services,
                from: WishEnd::of(index, (from, true), to, kind, ip_type),
                to: WishEnd::of(index, (to, false), from, kind, ip_type),
            })
        };
        all.filter_map(wish).collect()
    }

    /// Checks whether a sender at an address sends what it is about.
    pub(super) fn is_from(&self, sender: &Sender, address: u128) -> bool {
        self.from.holds(&sender.place, sender.interface, address)
    }

    /// Checks whether a receiver gets what it is about.
    pub(super) fn is_to(&self, receiver: &Receiver) -> bool {
        self.to.holds(&receiver.place, Some(receiver.interface), receiver.address)
    }

    /// The addresses of the senders, as far as they are not those of single servers.
    pub(super) fn sending_blocks(&self) -> impl Iterator<Item = Interval<u128>> {
        self.from.blocks()
    }
}

/// The packets that a connection is about in a family, without their addresses.
fn packets(connection: &Connection, ip_type: IpType) -> Vec<PacketBox> {
    let Connection { kind, protocol, icmp, ports, .. } = connection;
    let protocols = match protocol {
        Protocol::All if !ports.is_all() => vec![Protocol::Tcp, Protocol::Udp],
        // Rules for each of these can be told apart.
        Protocol::All if *kind == ConnectionKind::MustReach => {
            vec![Protocol::Tcp, Protocol::Udp, Protocol::icmp_for(ip_type)]
        }
        named if named.icmp_family().is_some_and(|own| own != ip_type) => vec![],
        named => vec![*named],
    };
    let boxes = |own: Protocol| {
        let all = without_addresses(&PacketBox {
            protocol: protocols_of(own),
            ..PacketBox::all(ip_type)
        });
        if protocol.is_icmp() {
            return vec![PacketBox { ports: messages_of(*icmp), ..all }];
        }
        if !own.has_ports() || ports.is_all() {
            return vec![all];
        }
        let ranges = ports.ranges().iter();
        ranges.map(|range| PacketBox { ports: ports_of(*range), ..all }).collect()
    };
    protocols.into_iter().flat_map(boxes).collect()
}
