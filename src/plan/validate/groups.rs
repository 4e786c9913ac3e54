//! Backend server groups and members: protocols, ports, families and what members stand for.

use std::net::IpAddr;
use std::num::NonZeroU16;

use super::known::Known;
use super::problems::Problems;
use crate::plan::{
    BackendProtocol, BackendServerGroup, Field, HealthCheckProtocol, IpType, ListenerProtocol,
    LoadBalancer, LoadBalancerId, LoadBalancerKind, Member, MemberTarget, Plan, ProblemKind,
};
use rustc_hash::{FxBuildHasher, FxHashMap};

pub(super) fn check(plan: &Plan, known: &Known<'_>, problems: &mut Problems) {
    for group in &plan.backend_server_groups {
        if known.vpc(group.vpc).is_none() {
            problems.dangling(group.id, Field::Vpc, group.vpc);
        }
        if group.protocol == BackendProtocol::Ip {
            problems.add(group.id, Field::Protocol, ProblemKind::NotSupported);
            continue;
        }
        let senders = Senders::of(group, known);
        health_check(group, &senders, problems);
        let mut seen = FxHashMap::with_capacity_and_hasher(group.members.len(), FxBuildHasher);
        for member in &group.members {
            let other = *seen.entry(key(group, member)).or_insert(member.id);
            if other != member.id {
                let kind = ProblemKind::DuplicateMember { other: other.into() };
                problems.add(member.id, Field::Target, kind);
            }
            if member.port.is_none() && !group.any_port {
                problems.add(member.id, Field::Port, ProblemKind::MemberWithoutPort);
            }
            target(group, member, &senders, known, problems);
            if member.address.map_or(member.ip_type, IpType::of) == IpType::IPv6 {
                ipv6(group, member, &senders, problems);
            }
        }
    }
}

/// The key that tells members of a group apart. With 'any port' their ports do not.
fn key(
    group: &BackendServerGroup,
    member: &Member,
) -> (MemberTarget, Option<IpAddr>, IpType, Option<NonZeroU16>) {
    let port = member.port.filter(|_| !group.any_port);
    let ip_type = member.address.map_or(member.ip_type, IpType::of);
    (member.target, member.address, ip_type, port)
}

fn health_check(group: &BackendServerGroup, senders: &Senders, problems: &mut Problems) {
    let check = &group.health_check;
    if senders.shared && !shared_has(group.protocol) {
        problems.add(group.id, Field::Protocol, ProblemKind::SharedCannot);
    }
    if group.any_port && !group.protocol.takes_any_port() {
        let kind = ProblemKind::AnyPortNeedsLayer4 { group: group.protocol };
        problems.add(group.id, Field::AnyPort, kind);
    }
    if !check.enabled {
        return;
    }
    if !probes(group.protocol, check.protocol) {
        let kind = ProblemKind::HealthCheckMismatch {
            group: group.protocol,
            health_check: check.protocol,
        };
        problems.add(group.id, Field::HealthCheckProtocol, kind);
    } else if senders.shared && !shared_probes(check.protocol) {
        problems.add(group.id, Field::HealthCheckProtocol, ProblemKind::SharedCannot);
    }
    if group.any_port && check.port.is_none() {
        let kind = ProblemKind::AnyPortNeedsHealthCheckPort;
        problems.add(group.id, Field::HealthCheckPort, kind);
    }
}

/// The abilities of the load balancers that forward to a group, asked once for all its members.
struct Senders {
    shared: bool,
    without_ip_as_backend: Option<LoadBalancerId>,
    without_ipv6: bool,
    tls: bool,
}

impl Senders {
    fn of(group: &BackendServerGroup, known: &Known<'_>) -> Self {
        let senders = known.forwards_to.get(&group.id).map_or(&[][..], Vec::as_slice);
        let is_shared = |it: &LoadBalancer| it.kind == LoadBalancerKind::Shared;
        let has_ipv4_only = |it: &LoadBalancer| {
            let subnets = it.current_backend_subnets().iter();
            subnets
                .filter_map(|id| known.subnet(*id))
                .any(|subnet| subnet.cidr_of(IpType::IPv6).is_none())
        };
        Self {
            shared: senders.iter().any(|(it, _)| is_shared(it)),
            without_ip_as_backend: senders
                .iter()
                .find(|(it, _)| !is_shared(it) && !it.ip_as_backend)
                .map(|(it, _)| it.id),
            without_ipv6: senders.iter().any(|(it, _)| !is_shared(it) && has_ipv4_only(it)),
            tls: senders.iter().any(|(_, it)| it.protocol == ListenerProtocol::Tls),
        }
    }
}

fn target(
    group: &BackendServerGroup,
    member: &Member,
    senders: &Senders,
    known: &Known<'_>,
    problems: &mut Problems,
) {
    let ip_type = member.ip_type;
    let has_address = match member.target {
        MemberTarget::Server(id) => {
            let Some(server) = known.server(id) else {
                problems.dangling(member.id, Field::Target, id);
                return;
            };
            if known.subnet(server.subnet).is_some_and(|subnet| subnet.vpc != group.vpc) {
                problems.add(member.id, Field::Target, ProblemKind::ServerInOtherVpc);
            }
            if let Some(address) = member.address
                && server.interface_at(address).is_none()
            {
                let kind = ProblemKind::NotAnAddressOfServer { address };
                problems.add(member.id, Field::Address, kind);
                return;
            }
            server.reached_at(member.address, ip_type).is_some()
        }
        MemberTarget::IpBackend(id) => {
            let Some(backend) = known.ip_backend(id) else {
                problems.dangling(member.id, Field::Target, id);
                return;
            };
            if senders.shared {
                problems.add(member.id, Field::Target, ProblemKind::SharedCannot);
            }
            if let Some(balancer) = senders.without_ip_as_backend {
                let kind = ProblemKind::NeedsIpAsBackend { load_balancer: balancer.into() };
                problems.add(member.id, Field::Target, kind);
            }
            IpType::of(backend.address) == ip_type
        }
    };
    if !has_address {
        problems.add(member.id, Field::Type, ProblemKind::MemberWithoutAddress { ip_type });
    }
}

fn ipv6(group: &BackendServerGroup, member: &Member, senders: &Senders, problems: &mut Problems) {
    use BackendProtocol as Group;
    if matches!(group.protocol, Group::Http | Group::Https | Group::Grpc) {
        problems.add(member.id, Field::Type, ProblemKind::Layer7NeedsIpv4);
    }
    if senders.tls && group.protocol == Group::Tcp {
        problems.add(member.id, Field::Type, ProblemKind::TlsToTcpNeedsIpv4);
    }
    if senders.shared {
        problems.add(member.id, Field::Type, ProblemKind::SharedCannot);
    }
    if senders.without_ipv6 {
        problems.add(member.id, Field::Type, ProblemKind::BackendSubnetWithoutIpv6);
    }
}

/// Tells whether a group can have a health check (ELB API, pool and health monitor protocols).
fn probes(group: BackendProtocol, health_check: HealthCheckProtocol) -> bool {
    use HealthCheckProtocol as Check;
    match group {
        BackendProtocol::Tcp => matches!(health_check, Check::Tcp | Check::Http | Check::Https),
        BackendProtocol::Udp | BackendProtocol::Quic => health_check == Check::Udp,
        BackendProtocol::Tls
        | BackendProtocol::Http
        | BackendProtocol::Https
        | BackendProtocol::Grpc => health_check != Check::Udp,
        BackendProtocol::Ip => true,
    }
}

/// Tells whether a shared load balancer can forward to a group (ELB user guide, shared load
/// balancers).
fn shared_has(group: BackendProtocol) -> bool {
    matches!(group, BackendProtocol::Tcp | BackendProtocol::Udp | BackendProtocol::Http)
}

/// Tells whether a shared load balancer has a health check, beside what the group can have.
fn shared_probes(health_check: HealthCheckProtocol) -> bool {
    use HealthCheckProtocol as Check;
    matches!(health_check, Check::Tcp | Check::Udp | Check::Http)
}
