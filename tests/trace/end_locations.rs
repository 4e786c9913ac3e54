//! The locations of the ends of a packet, from the published rules, without the engine.

use std::net::IpAddr;

use elb_rule_planner::engine::trace::{Question, TraceEnd};
use elb_rule_planner::plan::{
    Cidr, Flavor, IpType, LoadBalancer, LoadBalancerKind, MemberTarget, Plan, SecurityGroupId,
    Server, SubnetId, VpcId,
};

use crate::locations::{home_of, is_of_vpc, location_on};

/// The location of an end of a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EndLocation {
    pub(crate) subnet: Option<SubnetId>,
    pub(crate) vpc: Option<VpcId>,
    /// The groups that it wears; none where the plan does not say, or none counts.
    pub(crate) groups: Option<Vec<SecurityGroupId>>,
    pub(crate) flavor: Flavor,
    pub(crate) kind: EndKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EndKind {
    Balancer,
    Server,
    /// A server's interface on which security groups have no effect.
    Unguarded,
    /// In a subnet, a VPC or behind an IP address backend, without a server.
    Unknown,
    Outside,
}

fn family(address: IpAddr) -> IpType {
    if address.is_ipv4() { IpType::IPv4 } else { IpType::IPv6 }
}

/// The interfaces of a server that have an address: its primary one, then the others.
pub(crate) fn server_locations(plan: &Plan, server: &Server, address: IpAddr) -> Vec<EndLocation> {
    let primary = (server.subnet, server.ipv4, server.ipv6, &server.security_groups);
    let mut interfaces = vec![(primary, server.port_security)];
    interfaces.extend(
        server
            .interfaces
            .iter()
            .map(|it| ((it.subnet, it.ipv4, it.ipv6, &it.security_groups), it.port_security)),
    );
    let has = |v4: Option<std::net::Ipv4Addr>, v6: Option<std::net::Ipv6Addr>| {
        v4.map(IpAddr::V4) == Some(address) || v6.map(IpAddr::V6) == Some(address)
    };
    let known = |id: &SecurityGroupId| plan.security_groups.iter().any(|group| group.id == *id);
    interfaces
        .into_iter()
        .filter(|((_, v4, v6, _), _)| has(*v4, *v6))
        .map(|((id, _, _, groups), is_secured)| {
            let subnet = plan.subnets.iter().find(|it| it.id == id);
            let groups: Vec<_> = groups.iter().copied().filter(known).collect();
            EndLocation {
                subnet: subnet.map(|it| it.id),
                vpc: subnet.map(|it| it.vpc),
                groups: (!groups.is_empty() && is_secured).then_some(groups),
                flavor: server.flavor,
                kind: if is_secured { EndKind::Server } else { EndKind::Unguarded },
            }
        })
        .collect()
}

/// The location of an address of which nothing else is known.
pub(crate) fn locate(plan: &Plan, address: IpAddr, near: Option<VpcId>, only: bool) -> EndLocation {
    let mut vpcs: Vec<VpcId> = near.into_iter().collect();
    vpcs.extend(plan.vpcs.iter().map(|it| it.id).filter(|id| Some(*id) != near && !only));
    for vpc in vpcs {
        let in_vpc = |id: SubnetId| plan.subnets.iter().any(|it| it.id == id && it.vpc == vpc);
        let mut end_locations =
            plan.servers.iter().flat_map(|it| server_locations(plan, it, address));
        if let Some(location) = end_locations.find(|it| it.subnet.is_some_and(in_vpc)) {
            return location;
        }
        let holds = |it: &&elb_rule_planner::plan::Subnet| {
            it.vpc == vpc && it.cidr_of(family(address)).is_some_and(|it| it.contains(address))
        };
        let subnet = plan.subnets.iter().find(holds).map(|it| it.id);
        let known = plan.vpcs.iter().find(|it| it.id == vpc).unwrap();
        if subnet.is_some() || only || known.cidrs().any(|it| it.contains(address)) {
            return EndLocation {
                subnet,
                vpc: Some(vpc),
                groups: None,
                flavor: Flavor::Standard,
                kind: EndKind::Unknown,
            };
        }
    }
    let backend = plan.ip_backends.iter().any(|it| it.vpc.is_none() && it.address == address);
    let kind = if backend { EndKind::Unknown } else { EndKind::Outside };
    EndLocation { subnet: None, vpc: None, groups: None, flavor: Flavor::Standard, kind }
}

/// The locations at which an end has an address; several for a load balancer whose backend subnets
/// share it.
pub(crate) fn end_locations(
    plan: &Plan,
    end: TraceEnd,
    address: IpAddr,
    near: Option<VpcId>,
) -> Vec<EndLocation> {
    let of_server = |id| {
        let server = plan.servers.iter().find(|it| it.id == id);
        server.map(|it| server_locations(plan, it, address)).unwrap_or_default()
    };
    match end {
        TraceEnd::LoadBalancer(id) => {
            let balancer = plan.load_balancers.iter().find(|it| it.id == id);
            balancer.map(|it| balancer_locations(plan, it, address)).unwrap_or_default()
        }
        TraceEnd::Server(id) => of_server(id),
        TraceEnd::Member(id) => {
            let members = plan.backend_server_groups.iter().flat_map(|it| &it.members);
            let Some(member) = members.into_iter().find(|it| it.id == id) else { return vec![] };
            match member.target {
                MemberTarget::Server(id) => {
                    let reached = location_on(plan, id, member).map(|it| it.address);
                    let mut end_locations =
                        if reached == Some(address) { of_server(id) } else { vec![] };
                    end_locations.truncate(1);
                    end_locations
                }
                MemberTarget::IpBackend(id) => {
                    end_locations(plan, TraceEnd::IpBackend(id), address, near)
                }
            }
        }
        TraceEnd::IpBackend(id) => {
            let backend = plan.ip_backends.iter().find(|it| it.id == id);
            let Some(backend) = backend.filter(|it| it.address == address) else { return vec![] };
            let near = near.filter(|vpc| is_of_vpc(plan, *vpc, address));
            vec![match backend.vpc.or(near) {
                Some(vpc) => locate(plan, address, Some(vpc), true),
                None => EndLocation {
                    subnet: None,
                    vpc: None,
                    groups: None,
                    flavor: Flavor::Standard,
                    kind: EndKind::Unknown,
                },
            }]
        }
        TraceEnd::Address(block) if block.contains(address) => {
            vec![locate(plan, address, near, false)]
        }
        TraceEnd::Address(_) => vec![],
    }
}

/// The locations that a packet comes to. A load balancer gets packets in the subnet it works in.
pub(crate) fn receiving_locations(
    plan: &Plan,
    end: TraceEnd,
    address: IpAddr,
    near: Option<VpcId>,
) -> Vec<EndLocation> {
    let TraceEnd::LoadBalancer(id) = end else {
        return end_locations(plan, end, address, near);
    };
    let balancer = plan.load_balancers.iter().find(|it| it.id == id);
    let subnet = balancer.and_then(|own| plan.subnets.iter().find(|it| it.id == own.subnet));
    let subnet =
        subnet.filter(|it| it.cidr_of(family(address)).is_some_and(|it| it.contains(address)));
    let location = subnet.map(|subnet| EndLocation {
        subnet: Some(subnet.id),
        vpc: Some(subnet.vpc),
        groups: None,
        flavor: Flavor::Standard,
        kind: EndKind::Balancer,
    });
    location.into_iter().collect()
}

pub(crate) fn balancer_locations(
    plan: &Plan,
    balancer: &LoadBalancer,
    address: IpAddr,
) -> Vec<EndLocation> {
    let subnet_of = |id: SubnetId| plan.subnets.iter().find(|it| it.id == id);
    if balancer.kind == LoadBalancerKind::Shared {
        let mut blocks: Vec<String> =
            plan.settings.shared_sources.iter().map(ToString::to_string).collect();
        if blocks.is_empty() {
            blocks.push("100.125.0.0/16".to_owned());
        }
        let vpc = subnet_of(balancer.subnet).map(|it| it.vpc);
        let location = EndLocation {
            subnet: None,
            vpc,
            groups: None,
            flavor: Flavor::Standard,
            kind: EndKind::Balancer,
        };
        let holds = |it: &&String| it.parse::<Cidr>().unwrap().contains(address);
        return blocks.iter().filter(holds).map(|_| location.clone()).collect();
    }
    let mut now = balancer.backend_subnets.clone();
    if now.is_empty() {
        now.push(balancer.subnet);
    }
    let mut ids: Vec<SubnetId> = vec![];
    for id in now.into_iter().chain(balancer.previous_backend_subnets.iter().copied()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.into_iter()
        .filter_map(subnet_of)
        .filter(|it| it.cidr_of(family(address)).is_some_and(|it| it.contains(address)))
        .map(|it| EndLocation {
            subnet: Some(it.id),
            vpc: Some(it.vpc),
            groups: None,
            flavor: Flavor::Standard,
            kind: EndKind::Balancer,
        })
        .collect()
}

/// The VPC from which an end is looked for: that in which the load balancer of the question works,
/// else that of the other end. An address or a block is looked for from where the packet comes from.
pub(crate) fn near(plan: &Plan, question: &Question, from: &EndLocation) -> Option<VpcId> {
    let home = match (question.from, question.to) {
        (_, TraceEnd::Address(_)) => None,
        (TraceEnd::LoadBalancer(id), _) => {
            let balancer = plan.load_balancers.iter().find(|it| it.id == id);
            balancer.and_then(|it| home_of(plan, it))
        }
        _ => None,
    };
    home.or(from.vpc)
}
