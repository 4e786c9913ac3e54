//! The listeners of a load balancer, as what comes from clients meets them.
//!
//! Access control and listeners decide before anything is forwarded, whatever security groups and
//! network ACLs say (guide, Scenarios). At layer 4 a server does not reach the listener behind which
//! it stands (OTC FAQ `elb_faq_21020218`; usage guide of `cloud-provider-huaweicloud`).

use super::answer::{Fate, HopDecider, HopFilter, HopStage};
use super::layers::{JudgedHop, JudgedPart};
use super::packets::split_off_all;
use super::zone::single;
use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, PacketSet, interval_of, ports_of, protocols_of};
use crate::plan::{
    AccessControl, AddressEntry, Direction, IpType, Listener, ListenerProtocol, LoadBalancer,
    MemberTarget, Protocol, Server,
};

/// The decisions of a load balancer's listeners on packets that come to it.
pub(super) fn listeners(
    index: &Index,
    balancer: &LoadBalancer,
    ip_type: IpType,
    packets: &PacketSet,
) -> JudgedHop {
    let mut rest = packets.clone();
    let mut parts = vec![];
    let mut add = |packets: PacketSet, by, fate| {
        if !packets.is_empty() {
            parts.push(JudgedPart { packets, by, fate });
        }
    };
    for listener in &balancer.listeners {
        let taken = split_off_all(&mut rest, taken_by(listener, ip_type));
        if listener.protocol == ListenerProtocol::Ip {
            // A gateway load balancer, which the planner does not answer.
            add(taken, HopDecider::Listener(listener.id), Fate::Unclear);
            continue;
        }
        let (mut allowed, denied) = by_access_control(listener, ip_type, taken);
        let own = split_off_all(&mut allowed, from_own_members(index, listener, ip_type));
        add(denied, HopDecider::AccessControl(listener.id), Fate::Stopped);
        add(own, HopDecider::OwnMember(listener.id), Fate::Stopped);
        add(allowed, HopDecider::Listener(listener.id), Fate::Passes);
    }
    add(rest, HopDecider::NoListener, Fate::Stopped);
    JudgedHop {
        stage: HopStage::Listeners,
        filter: HopFilter::Listeners(balancer.id),
        direction: Direction::Inbound,
        counts: true,
        parts,
        near_misses: vec![],
    }
}

/// The packets of a listener's protocol and ports.
fn taken_by(listener: &Listener, ip_type: IpType) -> Vec<PacketBox> {
    let protocol = match listener.protocol {
        ListenerProtocol::Ip => return vec![PacketBox::all(ip_type)],
        own if own.is_over_udp() => Protocol::Udp,
        _ => Protocol::Tcp,
    };
    let of =
        |ports| PacketBox { protocol: protocols_of(protocol), ports, ..PacketBox::all(ip_type) };
    match listener.ports.is_all() {
        true => vec![of(Interval::ALL)],
        false => listener.ports.ranges().iter().map(|range| of(ports_of(*range))).collect(),
    }
}

/// The packets that a listener's access control lets pass, and those that it does not.
fn by_access_control(
    listener: &Listener,
    ip_type: IpType,
    mut packets: PacketSet,
) -> (PacketSet, PacketSet) {
    let (addresses, are_allowed) = match &listener.access_control {
        AccessControl::Open => return (packets, PacketSet::default()),
        AccessControl::Whitelist { addresses } => (addresses, true),
        AccessControl::Blacklist { addresses } => (addresses, false),
    };
    let named = addresses.iter().filter_map(|entry| from_entry(*entry, ip_type));
    let named = split_off_all(&mut packets, named);
    if are_allowed { (named, packets) } else { (packets, named) }
}

fn from_entry(entry: AddressEntry, ip_type: IpType) -> Option<PacketBox> {
    let source = interval_of(entry);
    let is_own = IpType::of(entry.bounds().0) == ip_type;
    is_own.then(|| PacketBox { source, ..PacketBox::all(ip_type) })
}

/// The packets from the servers behind a listener that forwards at layer 4.
fn from_own_members(index: &Index, listener: &Listener, ip_type: IpType) -> Vec<PacketBox> {
    if !listener.protocol.is_layer4() {
        return vec![];
    }
    let groups = listener.groups();
    let members = index.plan.members().filter(|(group, _)| groups.contains(&group.id));
    let addresses = members.flat_map(|(_, member)| match member.target {
        MemberTarget::Server(id) => {
            let interfaces = index.server(id).into_iter().flat_map(Server::all_interfaces);
            interfaces.filter_map(|it| it.address(ip_type)).collect::<Vec<_>>()
        }
        MemberTarget::IpBackend(id) => {
            index.ip_backend(id).map(|backend| backend.address).into_iter().collect()
        }
    });
    let own = addresses.filter(|address| IpType::of(*address) == ip_type);
    own.map(|it| PacketBox { source: single(it), ..PacketBox::all(ip_type) }).collect()
}
