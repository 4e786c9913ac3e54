//! The network ACLs of the load balancer's own subnets.
//!
//! Not a clause of the guide, which speaks of the servers' network ACL alone. An older FAQ says
//! that a network ACL on the subnet of a load balancer keeps it from getting traffic and from
//! reaching its servers. So rules there are recommended, required or left alone, as the plan
//! chooses: out of the backend subnet to the members, and from clients in to the subnet in which
//! the load balancer works, over its listeners' ports. A shared load balancer sends from elsewhere, but
//! works in a subnet too. If the plan reads network ACLs as stateless, the answers need rules too.
//!
//! Clients come in every family in which the load balancer works. A listener of layer 4 forwards each
//! family as it comes, so that only clients of the member's family reach it; every other listener, and
//! one that translates (NAT64), takes clients of either family to the same member.
//!
//! Packets that pass the members' rules by the guide's note on layer 4 pass here as well. The
//! address of the load balancer is not part of a plan, so its whole subnet is taken.

use smallvec::smallvec;

use super::network_acl_fields::CLIENT_PORTS;
use super::requirement::{FilterCheck, FilterRef, RequiredPackets, once_if_unknown};
use super::{access_control, network_acl, same_subnet};
use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, addresses_of, ports_of, protocols_of};
use crate::engine::report::{ClauseId, Leg, Level};
use crate::plan::{
    Cidr, Direction, IpType, Listener, LoadBalancer, LoadBalancerAcl, LoadBalancerKind,
    NetworkAclId, NetworkAclState, Protocol, Settings, Subnet, SubnetId,
};

/// The level of the rules at these network ACLs; none if they are left alone.
fn level(settings: &Settings) -> Option<Level> {
    match settings.load_balancer_acl {
        LoadBalancerAcl::Ignore => None,
        LoadBalancerAcl::Advise => Some(Level::Recommended),
        LoadBalancerAcl::Apply => Some(Level::Required),
    }
}

/// The network ACL that filters packets at the edge of a subnet, as far as the plan knows it.
#[derive(Clone, Copy)]
struct EdgeAcl {
    id: Option<NetworkAclId>,
    is_known: bool,
}

fn active(index: &Index, subnet: &Subnet) -> Option<EdgeAcl> {
    let is_known = index.knows_acl_of(subnet);
    match subnet.network_acl.and_then(|id| index.network_acl(id)) {
        Some(acl) => acl.enabled.then_some(EdgeAcl { id: Some(acl.id), is_known }),
        None => (!is_known).then_some(EdgeAcl { id: None, is_known }),
    }
}

/// One filter check of the packets and, if answers need rules, one of the answers.
fn both_ways(
    settings: &Settings,
    acl: EdgeAcl,
    level: Level,
    (there, back): ((Leg, Direction), (Leg, Direction)),
    required_packets: impl Fn(PacketBox) -> RequiredPackets,
    packets: PacketBox,
) -> Vec<FilterCheck> {
    let filter_check = |(leg, direction), packets| FilterCheck {
        filter: FilterRef::NetworkAcl(acl.id),
        direction,
        leg,
        level,
        required_packets: network_acl::required(packets, acl.is_known, &required_packets),
        clauses: smallvec![ClauseId::NetworkAcl],
    };
    let mut filter_checks = vec![filter_check(there, packets)];
    if settings.network_acl_state == NetworkAclState::Stateless {
        filter_checks.push(filter_check(back, packets.answers()));
    }
    filter_checks
}

/// The filter checks of packets that leave a backend subnet for a member. `packets` are those that
/// reach the member, and `required_packets` turns packets into what a filter check requires.
pub(super) fn out(
    index: &Index,
    from: Option<SubnetId>,
    member_subnet: Option<&Subnet>,
    required_packets: impl Fn(PacketBox) -> RequiredPackets,
    packets: PacketBox,
) -> Vec<FilterCheck> {
    let settings = &index.plan.settings;
    let Some(subnet) = from.and_then(|id| index.subnet(id)) else { return vec![] };
    let stays = member_subnet.is_some_and(|it| it.id == subnet.id);
    let (Some(acl), Some(level), false) = (active(index, subnet), level(settings), stays) else {
        return vec![];
    };
    let legs = (
        (Leg::FromLoadBalancer, Direction::Outbound),
        (Leg::BackToLoadBalancer, Direction::Inbound),
    );
    let checks = both_ways(settings, acl, level, legs, required_packets, packets);
    checks.into_iter().filter(once_if_unknown()).collect()
}

/// The filter checks of packets from clients to the load balancer, for the listeners that lead to a
/// member.
pub(super) fn clients(
    index: &Index,
    balancer: &LoadBalancer,
    listeners: &[&Listener],
    ip_type: IpType,
) -> Vec<FilterCheck> {
    let settings = &index.plan.settings;
    let Some(subnet) = index.subnet(balancer.subnet) else { return vec![] };
    let (Some(acl), Some(level)) = (active(index, subnet), level(settings)) else { return vec![] };
    let legs = ((Leg::FromClients, Direction::Inbound), (Leg::BackToClients, Direction::Outbound));
    let mut filter_checks = vec![];
    for listener in listeners {
        let protocol = if listener.protocol.is_over_udp() { Protocol::Udp } else { Protocol::Tcp };
        for (family, local) in fronts(balancer, subnet, listener, ip_type) {
            let remotes = access_control::clients([*listener], family).into_iter();
            // Those within the subnet do not cross its edge.
            for remote in remotes.filter(|remote| !same_subnet::is_within(*remote, subnet)) {
                let required_packets =
                    |packets| RequiredPackets::Packets { packets, protocol, remote, local };
                for range in listener.ports.ranges() {
                    let packets = client_packets(remote, local, protocol, ports_of(*range));
                    let checks = both_ways(settings, acl, level, legs, required_packets, packets);
                    filter_checks.extend(checks);
                }
            }
        }
    }
    filter_checks.retain(once_if_unknown());
    filter_checks
}

/// The families in which clients of a listener can come to a member of a family, each with the block
/// in which the load balancer takes them.
fn fronts(
    balancer: &LoadBalancer,
    subnet: &Subnet,
    listener: &Listener,
    member: IpType,
) -> impl Iterator<Item = (IpType, Cidr)> {
    let is_as_it_comes = listener.protocol.is_layer4() && !listener.nat64;
    let is_dedicated = balancer.kind == LoadBalancerKind::Dedicated;
    let comes = move |family: &IpType| match is_as_it_comes {
        true => *family == member,
        // A shared load balancer works over IPv4 alone.
        false => *family == IpType::IPv4 || is_dedicated,
    };
    let families = IpType::BOTH.into_iter().filter(comes);
    families.filter_map(|family| Some((family, subnet.cidr_of(family)?)))
}

fn client_packets(
    remote: Cidr,
    local: Cidr,
    protocol: Protocol,
    ports: Interval<u16>,
) -> PacketBox {
    PacketBox {
        ip_type: remote.ip_type(),
        source: addresses_of(remote),
        destination: addresses_of(local),
        protocol: protocols_of(protocol),
        source_ports: CLIENT_PORTS,
        ports,
    }
}
