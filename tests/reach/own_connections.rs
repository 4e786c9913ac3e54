//! The connections of one's own that a packet is of, by the words of `docs/report-format.md`, without
//! the engine: an end is asked whether it stands for someone, never which addresses it has.

use std::net::IpAddr;

use elb_rule_planner::engine::reach::{Access, Wishes};
use elb_rule_planner::plan::{
    Connection, ConnectionEnd, ConnectionKind, Interface, IpBackendId, MemberTarget, Plan,
    Protocol, Server, ServerId, VpcId,
};

use crate::end_locations::EndLocation;
use crate::locations::{block_of, is_of_vpc};
use crate::one_sender::Identity;
use crate::world::{Packet, entry_holds, messages_hold, ports_hold};

/// Someone who sends or receives.
struct Party<'a> {
    identity: &'a Identity,
    vpc: Option<VpcId>,
    address: IpAddr,
}

/// The connections that a packet is of. Those that keep out what is kept out are not named.
pub(crate) fn wishes(
    plan: &Plan,
    (identity, from): (&Identity, &EndLocation),
    ((server, number), to): ((ServerId, u32), &EndLocation),
    packet: &Packet,
    access: Access,
) -> Wishes {
    let sender = Party { identity, vpc: from.vpc, address: packet.source };
    let identity = Identity::Server(server, number);
    let receiver = Party { identity: &identity, vpc: to.vpc, address: packet.destination };
    let mut wishes = Wishes::NONE;
    for connection in &plan.connections {
        let Connection { from, to, kind, .. } = *connection;
        let is_kept_out = kind == ConnectionKind::MustNotReach && access == Access::Stopped;
        if !is_kept_out
            && is_about(connection, packet)
            && stands_for(plan, (from, to), kind, &sender)
            && !(kind == ConnectionKind::MustNotReach
                && is_internet(from)
                && is_of_shared(plan, packet.source))
            && stands_for(plan, (to, from), kind, &receiver)
        {
            let list = match kind {
                ConnectionKind::MustReach => &mut wishes.must_reach,
                ConnectionKind::MustNotReach => &mut wishes.must_not_reach,
            };
            list.push(connection.id);
        }
    }
    wishes
}

fn is_internet(end: ConnectionEnd) -> bool {
    matches!(end, ConnectionEnd::Address(block) if block.is_any())
}

/// Checks whether shared load balancers send from an address. What they send is no part of a connection.
fn is_of_shared(plan: &Plan, address: IpAddr) -> bool {
    plan.settings.sources_of_shared().iter().any(|it| it.cidr().contains(address))
}

/// Checks whether a connection is about such a packet, whoever sends it.
fn is_about(connection: &Connection, packet: &Packet) -> bool {
    let icmp = if packet.source.is_ipv4() { 1 } else { 58 };
    let is_protocol = match connection.protocol {
        Protocol::All if !connection.ports.is_all() => packet.has_ports(),
        Protocol::All if connection.kind == ConnectionKind::MustReach => {
            packet.has_ports() || packet.protocol == icmp
        }
        Protocol::All => true,
        Protocol::Icmp | Protocol::Icmpv6 => {
            let asked = connection.icmp.map(Into::into);
            connection.protocol.number() == Some(icmp)
                && packet.protocol == icmp
                && messages_hold(asked, packet)
        }
        other => other.number() == Some(packet.protocol),
    };
    is_protocol && (!packet.has_ports() || ports_hold(&connection.ports, packet.port))
}

/// Checks whether an end stands for someone, beside the other end.
fn stands_for(
    plan: &Plan,
    (end, other): (ConnectionEnd, ConnectionEnd),
    kind: ConnectionKind,
    party: &Party,
) -> bool {
    // The packets that a load balancer sends are no part of a connection.
    if matches!(party.identity, Identity::LoadBalancer(..)) {
        return false;
    }
    let server = |id: ServerId| plan.servers.iter().find(|it| it.id == id);
    let number = match party.identity {
        Identity::Server(id, number) => Some((*id, usize::try_from(*number).unwrap())),
        _ => None,
    };
    match end {
        // At its primary interface, or at each.
        ConnectionEnd::Server(id) => number.is_some_and(|(own, number)| {
            own == id && (number == 0 || kind == ConnectionKind::MustNotReach)
        }),
        ConnectionEnd::SecurityGroup(id) => number.is_some_and(|(own, number)| {
            interfaces(server(own).unwrap())[number].security_groups.contains(&id)
        }),
        ConnectionEnd::BackendServerGroup(id) => {
            let group = plan.backend_server_groups.iter().find(|it| it.id == id);
            group.into_iter().flat_map(|it| &it.members).any(|member| match member.target {
                MemberTarget::IpBackend(id) => is_backend(plan, id, other, party),
                MemberTarget::Server(id) => {
                    let Some((own, number)) = number.filter(|(own, _)| *own == id) else {
                        return false;
                    };
                    let used = server(own).unwrap().reached_at(member.address, member.ip_type);
                    let mut all = interfaces(server(own).unwrap()).into_iter();
                    let first = all.position(|it| it.addresses().any(|own| Some(own) == used));
                    kind == ConnectionKind::MustNotReach
                        || used == Some(party.address) && first == Some(number)
                }
            })
        }
        ConnectionEnd::IpBackend(id) => is_backend(plan, id, other, party),
        ConnectionEnd::Subnet(id) => plan.subnets.iter().find(|it| it.id == id).is_some_and(|it| {
            let block = block_of(it, elb_rule_planner::plan::IpType::of(party.address));
            party.vpc == Some(it.vpc) && block.is_some_and(|it| it.contains(party.address))
        }),
        ConnectionEnd::Vpc(id) => plan.vpcs.iter().find(|it| it.id == id).is_some_and(|it| {
            party.vpc == Some(id) && it.cidrs().any(|own| own.contains(party.address))
        }),
        ConnectionEnd::AddressGroup(id) => {
            let group = plan.address_groups.iter().find(|it| it.id == id);
            let mut entries = group.into_iter().flat_map(|it| &it.addresses);
            entries.any(|it| entry_holds(*it, party.address)) && is_home(plan, other, party)
        }
        ConnectionEnd::Address(block) => {
            let is_outside = party.vpc.is_none();
            block.contains(party.address)
                && is_home(plan, other, party)
                && (!block.is_any() || is_outside)
        }
    }
}

fn interfaces(server: &Server) -> Vec<Interface<'_>> {
    server.all_interfaces().collect()
}

/// Checks whether an interface has an address in a VPC.
fn is_at(plan: &Plan, interface: &Interface, vpc: Option<VpcId>, address: IpAddr) -> bool {
    let subnet = plan.subnets.iter().find(|it| it.id == interface.subnet);
    vpc.is_some()
        && subnet.map(|it| it.vpc) == vpc
        && interface.addresses().any(|own| own == address)
}

/// Checks whether an address of a block is someone's: of two VPCs that have it, that of the other end
/// counts, else the first one.
fn is_home(plan: &Plan, other: ConnectionEnd, party: &Party) -> bool {
    let near = vpc_of(plan, other);
    let mut vpcs: Vec<VpcId> = near.into_iter().collect();
    vpcs.extend(plan.vpcs.iter().map(|it| it.id));
    let has = |vpc: &VpcId| {
        let mut all = plan.servers.iter().flat_map(interfaces);
        is_of_vpc(plan, *vpc, party.address)
            || all.any(|it| is_at(plan, &it, Some(*vpc), party.address))
    };
    let is_server_nowhere = matches!(party.identity, Identity::Server(..)) && party.vpc.is_none();
    vpcs.into_iter().find(has) == party.vpc && !is_server_nowhere
}

/// Checks whether someone is an IP address backend: at its address in its VPC, or in that of the other
/// end where the plan does not say which has it.
fn is_backend(plan: &Plan, id: IpBackendId, other: ConnectionEnd, party: &Party) -> bool {
    let Some(backend) = plan.ip_backends.iter().find(|it| it.id == id) else { return false };
    let near = vpc_of(plan, other).filter(|it| is_of_vpc(plan, *it, backend.address));
    let is_server_nowhere = matches!(party.identity, Identity::Server(..)) && party.vpc.is_none();
    backend.address == party.address
        && backend.vpc.or(near) == party.vpc
        && party.identity != &Identity::Outside
        && !is_server_nowhere
}

/// The VPC of an end that is in one.
fn vpc_of(plan: &Plan, end: ConnectionEnd) -> Option<VpcId> {
    let of_subnet = |id| plan.subnets.iter().find(|it| it.id == id).map(|it| it.vpc);
    match end {
        ConnectionEnd::Vpc(id) => Some(id),
        ConnectionEnd::Subnet(id) => of_subnet(id),
        ConnectionEnd::Server(id) => {
            plan.servers.iter().find(|it| it.id == id).and_then(|it| of_subnet(it.subnet))
        }
        ConnectionEnd::BackendServerGroup(id) => {
            plan.backend_server_groups.iter().find(|it| it.id == id).map(|it| it.vpc)
        }
        ConnectionEnd::SecurityGroup(id) => {
            let mut all = plan.servers.iter().flat_map(interfaces);
            all.find(|it| it.security_groups.contains(&id)).and_then(|it| of_subnet(it.subnet))
        }
        ConnectionEnd::IpBackend(id) => {
            plan.ip_backends.iter().find(|it| it.id == id).and_then(|it| it.vpc)
        }
        ConnectionEnd::AddressGroup(_) | ConnectionEnd::Address(_) => None,
    }
}
