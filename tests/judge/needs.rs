//! What must flow, worked out from the guide's sentences alone.

use std::net::IpAddr;

use elb_rule_planner::engine::report::{Filter, Level, Purpose, WhyNotFiltered};
use elb_rule_planner::plan::{
    BackendProtocol, BackendServerGroup, Cidr, Direction, HealthCheckProtocol, IpType, Listener,
    ListenerId, ListenerProtocol, LoadBalancer, LoadBalancerKind, Member, MemberId, MemberTarget,
    NetworkAclId, NetworkAclState, Plan, SecurityGroupId, Subnet, SubnetId,
};

use crate::world::{PORT_KINDS, Packet, within};

/// Something that must flow.
#[derive(Debug, Clone)]
pub(crate) struct Need {
    pub(crate) purpose: Purpose,
    pub(crate) load_balancer: elb_rule_planner::plan::LoadBalancerId,
    pub(crate) listeners: Vec<ListenerId>,
    pub(crate) member: MemberId,
    pub(crate) source: From,
    pub(crate) ip_type: IpType,
    pub(crate) protocol: u8,
    /// 0 where the protocol has no ports.
    pub(crate) port: u16,
    pub(crate) gates: Vec<Gate>,
}

/// Where something comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct From {
    pub(crate) block: Cidr,
    pub(crate) subnet: Option<SubnetId>,
    pub(crate) previous: bool,
}

/// A filter on the way.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    pub(crate) filter: Filter,
    pub(crate) direction: Direction,
    pub(crate) level: Level,
    pub(crate) look: Look,
}

/// What a filter looks at.
#[derive(Debug, Clone)]
pub(crate) enum Look {
    Not(WhyNotFiltered),
    Unknown,
    /// The member's address, and the block of its subnet where it has one.
    At {
        member: IpAddr,
        local: Cidr,
    },
}

/// Where a member is.
struct Place<'a> {
    address: IpAddr,
    subnet: Option<&'a Subnet>,
    groups: Vec<SecurityGroupId>,
}

/// The groups that there are; of one that the plan lacks nothing can be said.
fn known(plan: &Plan, ids: &[SecurityGroupId]) -> Vec<SecurityGroupId> {
    let exists = |id: &&SecurityGroupId| plan.security_groups.iter().any(|it| it.id == **id);
    ids.iter().filter(exists).copied().collect()
}

fn place<'a>(plan: &'a Plan, member: &Member) -> Option<Place<'a>> {
    let subnet = |id| plan.subnets.iter().find(|subnet| subnet.id == id);
    match member.target {
        MemberTarget::Server(id) => {
            let server = plan.servers.iter().find(|server| server.id == id)?;
            let address = match member.ip_type {
                IpType::IPv4 => IpAddr::V4(server.ipv4?),
                IpType::IPv6 => IpAddr::V6(server.ipv6?),
            };
            let groups = known(plan, &server.security_groups);
            Some(Place { address, subnet: subnet(server.subnet), groups })
        }
        MemberTarget::IpBackend(id) => {
            let backend = plan.ip_backends.iter().find(|backend| backend.id == id)?;
            let address = backend.address;
            let in_vpc = |subnet: &Subnet| Some(subnet.vpc) == backend.vpc;
            let behind = plan.servers.iter().find(|server| {
                let has = server.ipv4.map(IpAddr::V4) == Some(address)
                    || server.ipv6.map(IpAddr::V6) == Some(address);
                has && subnet(server.subnet).is_some_and(in_vpc)
            });
            if let Some(server) = behind {
                let groups = known(plan, &server.security_groups);
                return Some(Place { address, subnet: subnet(server.subnet), groups });
            }
            let holding = plan.subnets.iter().find(|subnet| {
                in_vpc(subnet)
                    && match address {
                        IpAddr::V4(address) => subnet.cidr.contains(address),
                        IpAddr::V6(address) => {
                            subnet.ipv6_cidr.is_some_and(|block| block.contains(address))
                        }
                    }
            });
            Some(Place { address, subnet: holding, groups: vec![] })
        }
    }
}

/// The blocks that a load balancer sends from: its backend subnets, those of before too; a
/// shared one sends from a block of the vendor's.
fn sources(plan: &Plan, balancer: &LoadBalancer, ip_type: IpType) -> Vec<From> {
    if balancer.kind == LoadBalancerKind::Shared {
        return match ip_type {
            IpType::IPv4 => {
                let block = "100.125.0.0/16".parse().unwrap();
                vec![From { block, subnet: None, previous: false }]
            }
            IpType::IPv6 => vec![],
        };
    }
    let now = match balancer.backend_subnets.is_empty() {
        true => vec![balancer.subnet],
        false => balancer.backend_subnets.clone(),
    };
    let mut ids: Vec<(SubnetId, bool)> = vec![];
    for (list, previous) in [(&now, false), (&balancer.previous_backend_subnets, true)] {
        for id in list {
            if !ids.iter().any(|(known, _)| known == id) {
                ids.push((*id, previous));
            }
        }
    }
    let block = |id| {
        let subnet = plan.subnets.iter().find(|subnet| subnet.id == id)?;
        match ip_type {
            IpType::IPv4 => Some(Cidr::of(subnet.cidr.net())),
            IpType::IPv6 => subnet.ipv6_cidr.map(|block| Cidr::of(block.net())),
        }
    };
    ids.into_iter()
        .filter_map(|(id, previous)| Some(From { block: block(id)?, subnet: Some(id), previous }))
        .collect()
}

/// Layer 4 traffic that is forwarded with the client's own address: no rule counts.
fn is_exempt(balancer: &LoadBalancer, listener: &Listener, member: &Member) -> bool {
    let layer4 = matches!(listener.protocol, ListenerProtocol::Tcp | ListenerProtocol::Udp);
    let server = matches!(member.target, MemberTarget::Server(_));
    let untouched = match balancer.kind {
        LoadBalancerKind::Dedicated => !(balancer.ip_as_backend || listener.nat64),
        LoadBalancerKind::Shared => listener.transfer_client_ip,
    };
    layer4 && server && untouched
}

/// Everything that must flow in a plan.
pub(crate) fn needs(plan: &Plan) -> Vec<Need> {
    let mut all = vec![];
    for group in &plan.backend_server_groups {
        for balancer in &plan.load_balancers {
            let listeners: Vec<&Listener> = balancer
                .listeners
                .iter()
                .filter(|listener| listener.backend_server_group == Some(group.id))
                .collect();
            if listeners.is_empty() {
                continue;
            }
            for member in &group.members {
                to_member(plan, group, balancer, &listeners, member, &mut all);
            }
        }
    }
    all
}

fn to_member(
    plan: &Plan,
    group: &BackendServerGroup,
    balancer: &LoadBalancer,
    listeners: &[&Listener],
    member: &Member,
    all: &mut Vec<Need>,
) {
    let place = place(plan, member);
    let ip_type = match &place {
        Some(place) if place.address.is_ipv4() => IpType::IPv4,
        Some(_) => IpType::IPv6,
        None => member.ip_type,
    };
    let carrier = match group.protocol {
        BackendProtocol::Udp | BackendProtocol::Quic => 17,
        _ => 6,
    };
    let check = &group.health_check;
    let own = member.port.map(std::num::NonZeroU16::get);
    let udp_check = check.protocol == HealthCheckProtocol::Udp;
    let mut sent: Vec<(Purpose, u8, u16, Vec<ListenerId>)> = vec![];
    let ids = |exempt: bool| -> Vec<ListenerId> {
        listeners
            .iter()
            .filter(|listener| is_exempt(balancer, listener, member) == exempt)
            .map(|listener| listener.id)
            .collect()
    };
    if let Some(port) = own {
        if !ids(false).is_empty() {
            sent.push((Purpose::Traffic, carrier, port, ids(false)));
        }
        if !ids(true).is_empty() {
            all.push(Need {
                purpose: Purpose::Traffic,
                load_balancer: balancer.id,
                listeners: ids(true),
                member: member.id,
                source: From { block: Cidr::any(ip_type), subnet: None, previous: false },
                ip_type,
                protocol: carrier,
                port,
                gates: unfiltered(place.as_ref()),
            });
        }
    }
    let every: Vec<ListenerId> = listeners.iter().map(|listener| listener.id).collect();
    if check.enabled {
        if let Some(port) = check.port.map(std::num::NonZeroU16::get).or(own) {
            let protocol = if udp_check { 17 } else { 6 };
            sent.push((Purpose::HealthCheck, protocol, port, every.clone()));
        }
        if udp_check {
            let ping = if ip_type == IpType::IPv4 { 1 } else { 58 };
            sent.push((Purpose::Ping, ping, 0, every));
        }
    }
    for source in sources(plan, balancer, ip_type) {
        for (purpose, protocol, port, listeners) in &sent {
            let level = match (purpose, member.weight) {
                (Purpose::Traffic, 0) => Level::Recommended,
                _ => Level::Required,
            };
            all.push(Need {
                purpose: *purpose,
                load_balancer: balancer.id,
                listeners: listeners.clone(),
                member: member.id,
                source,
                ip_type,
                protocol: *protocol,
                port: *port,
                gates: gates(plan, place.as_ref(), &source, level),
            });
        }
    }
}

fn unfiltered(place: Option<&Place>) -> Vec<Gate> {
    let acl = place.and_then(|place| place.subnet).and_then(|subnet| subnet.network_acl);
    let groups = place.map(|place| place.groups.clone()).unwrap_or_default();
    [Filter::NetworkAcl(acl), Filter::SecurityGroups(groups)]
        .into_iter()
        .map(|filter| Gate {
            filter,
            direction: Direction::Inbound,
            level: Level::Required,
            look: Look::Not(WhyNotFiltered::Layer4),
        })
        .collect()
}

/// The filters in front of a member, seen from one source: the network ACL of its subnet and
/// the security groups of its server, each on the way in and on the way out.
fn gates(plan: &Plan, place: Option<&Place>, source: &From, level: Level) -> Vec<Gate> {
    let Some(place) = place else {
        return vec![Gate {
            filter: Filter::SecurityGroups(vec![]),
            direction: Direction::Inbound,
            level,
            look: Look::Unknown,
        }];
    };
    let member = place.address;
    let block = place.subnet.and_then(|subnet| match member {
        IpAddr::V4(_) => Some(Cidr::of(subnet.cidr.net())),
        IpAddr::V6(_) => subnet.ipv6_cidr.map(|block| Cidr::of(block.net())),
    });
    let at = Look::At {
        member,
        local: block.filter(|block| block.contains(member)).unwrap_or_else(|| Cidr::host(member)),
    };
    let id = place.subnet.and_then(|subnet| subnet.network_acl);
    let acl_look = match place.subnet {
        None => Look::Unknown,
        Some(subnet) => match acl(plan, id) {
            None => Look::Not(WhyNotFiltered::NoNetworkAcl),
            Some(acl) if !acl.enabled => Look::Not(WhyNotFiltered::NetworkAclDisabled),
            Some(_) if source.subnet == Some(subnet.id) => Look::Not(WhyNotFiltered::SameSubnet),
            Some(_) => at.clone(),
        },
    };
    let worn = !place.groups.is_empty();
    let answers = matches!(acl_look, Look::At { .. })
        && plan.settings.network_acl_state == NetworkAclState::Unsure;
    let groups = Filter::SecurityGroups(place.groups.clone());
    let mut gates = vec![
        Gate {
            filter: Filter::NetworkAcl(id),
            direction: Direction::Inbound,
            level,
            look: acl_look,
        },
        Gate {
            filter: groups.clone(),
            direction: Direction::Inbound,
            level,
            look: if worn { at.clone() } else { Look::Unknown },
        },
    ];
    let out = |filter| Gate {
        filter,
        direction: Direction::Outbound,
        level: Level::Recommended,
        look: at.clone(),
    };
    if worn {
        gates.push(out(groups));
    }
    if answers {
        gates.push(out(Filter::NetworkAcl(id)));
    }
    gates
}

fn acl(plan: &Plan, id: Option<NetworkAclId>) -> Option<&elb_rule_planner::plan::NetworkAcl> {
    plan.network_acls.iter().find(|acl| Some(acl.id) == id)
}

impl Need {
    /// The packets of this need as one filter sees them. Where packets go through a security
    /// group outbound, the port is that of the load balancer's table row, the destination port.
    /// A network ACL sees the answers: both ends swapped.
    pub(crate) fn packets(&self, gate: &Gate) -> Vec<Packet> {
        let Look::At { member, .. } = gate.look else { return vec![] };
        let has_ports = self.protocol == 6 || self.protocol == 17;
        let far_ports: &[u16] = if has_ports { PORT_KINDS } else { &[0] };
        let mut packets = vec![];
        for far in within(self.source.block) {
            for far_port in far_ports {
                packets.push(match (gate.direction, &gate.filter) {
                    (Direction::Inbound, _) => Packet {
                        source: far,
                        destination: member,
                        protocol: self.protocol,
                        source_port: *far_port,
                        port: self.port,
                    },
                    (Direction::Outbound, Filter::SecurityGroups(_)) => Packet {
                        source: member,
                        destination: far,
                        protocol: self.protocol,
                        source_port: *far_port,
                        port: self.port,
                    },
                    (Direction::Outbound, Filter::NetworkAcl(_)) => Packet {
                        source: member,
                        destination: far,
                        protocol: self.protocol,
                        source_port: self.port,
                        port: *far_port,
                    },
                });
            }
        }
        packets
    }
}
