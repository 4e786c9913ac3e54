//! Locations of members.

use std::net::IpAddr;

use elb_rule_planner::plan::{
    Cidr, Flavor, IpMembersOfOwnVpc, IpType, LoadBalancer, Member, MemberTarget, Plan,
    SecurityGroupId, Server, ServerId, Subnet, SubnetId, VpcId,
};

/// The location of a member.
pub(crate) struct Location<'a> {
    pub(crate) address: IpAddr,
    pub(crate) subnet: Option<&'a Subnet>,
    pub(crate) groups: Vec<SecurityGroupId>,
    /// True if all rules of these groups are known.
    pub(crate) known: bool,
    pub(crate) secured: bool,
    pub(crate) flavor: Flavor,
}

/// The block of a subnet in a family.
pub(crate) fn block_of(subnet: &Subnet, ip_type: IpType) -> Option<Cidr> {
    match ip_type {
        IpType::IPv4 => Some(Cidr::of(subnet.cidr.net())),
        IpType::IPv6 => subnet.ipv6_cidr.map(|block| Cidr::of(block.net())),
    }
}

/// A network interface: its subnet, its addresses, its groups, whether they count.
pub(crate) type Interface<'a> = (SubnetId, [Option<IpAddr>; 2], &'a [SecurityGroupId], bool);

pub(crate) fn interfaces(server: &Server) -> Vec<Interface<'_>> {
    let mut interfaces: Vec<Interface<'_>> = vec![(
        server.subnet,
        [server.ipv4.map(IpAddr::V4), server.ipv6.map(IpAddr::V6)],
        &server.security_groups,
        server.port_security,
    )];
    for it in &server.interfaces {
        let addresses = [it.ipv4.map(IpAddr::V4), it.ipv6.map(IpAddr::V6)];
        interfaces.push((it.subnet, addresses, &it.security_groups, it.port_security));
    }
    interfaces
}

fn location_at<'a>(
    plan: &'a Plan,
    address: IpAddr,
    interface: &Interface<'_>,
    flavor: Flavor,
) -> Location<'a> {
    let (subnet, _, groups, secured) = interface;
    // Of a group that the plan lacks nothing can be said.
    let group = |id: SecurityGroupId| plan.security_groups.iter().find(|it| it.id == id);
    let exists = |id: &&SecurityGroupId| group(**id).is_some();
    Location {
        address,
        subnet: plan.subnets.iter().find(|it| it.id == *subnet),
        groups: groups.iter().filter(exists).copied().collect(),
        known: !groups.iter().any(|id| group(*id).is_some_and(|it| !it.rules_known)),
        secured: *secured,
        flavor,
    }
}

/// The VPC that a load balancer works in.
pub(crate) fn home_of(plan: &Plan, balancer: &LoadBalancer) -> Option<VpcId> {
    plan.subnets.iter().find(|it| it.id == balancer.subnet).map(|it| it.vpc)
}

/// True if an address is in a block of a VPC, or of one of its subnets.
pub(crate) fn is_of_vpc(plan: &Plan, vpc: VpcId, address: IpAddr) -> bool {
    let mut blocks: Vec<Cidr> = vec![];
    if let Some(own) = plan.vpcs.iter().find(|it| it.id == vpc) {
        blocks.push(Cidr::of(own.cidr.net()));
        blocks.extend(own.secondary_cidrs.iter().map(|it| Cidr::of(it.net())));
        blocks.extend(own.ipv6_cidr.map(|it| Cidr::of(it.net())));
    }
    for subnet in plan.subnets.iter().filter(|it| it.vpc == vpc) {
        let families = [IpType::IPv4, IpType::IPv6];
        blocks.extend(families.iter().filter_map(|family| block_of(subnet, *family)));
    }
    blocks.iter().any(|block| block.contains(address))
}

/// The route from a load balancer to a member, as far as the sources agree on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Sure,
    Doubtful,
    Missing,
}

/// An IP address of the load balancer's own VPC is reached, or not, or nobody knows.
pub(crate) fn route_of(plan: &Plan, balancer: &LoadBalancer, member: &Member) -> Route {
    let MemberTarget::IpBackend(id) = member.target else { return Route::Sure };
    let Some(backend) = plan.ip_backends.iter().find(|it| it.id == id) else {
        return Route::Sure;
    };
    let Some(home) = home_of(plan, balancer) else { return Route::Sure };
    let own = backend.vpc == Some(home) || is_of_vpc(plan, home, backend.address);
    match (own, plan.settings.ip_members_of_own_vpc) {
        (false, _) | (true, IpMembersOfOwnVpc::Reached) => Route::Sure,
        (true, IpMembersOfOwnVpc::Unsure) => Route::Doubtful,
        (true, IpMembersOfOwnVpc::NotReached) => Route::Missing,
    }
}

/// The location of a member on its server; none if it is nowhere.
pub(crate) fn location_on<'a>(
    plan: &'a Plan,
    server: ServerId,
    member: &Member,
) -> Option<Location<'a>> {
    let server = plan.servers.iter().find(|it| it.id == server)?;
    let interfaces = interfaces(server);
    match member.address {
        Some(named) => {
            let interface =
                interfaces.iter().find(|interface| interface.1.contains(&Some(named)))?;
            Some(location_at(plan, named, interface, server.flavor))
        }
        None => {
            let family = usize::from(member.ip_type == IpType::IPv6);
            Some(location_at(plan, interfaces[0].1[family]?, &interfaces[0], server.flavor))
        }
    }
}

/// The location of a member to which a load balancer sends; none if it is nowhere.
pub(crate) fn location_of<'a>(
    plan: &'a Plan,
    balancer: &LoadBalancer,
    member: &Member,
) -> Option<Location<'a>> {
    match member.target {
        MemberTarget::Server(id) => location_on(plan, id, member),
        MemberTarget::IpBackend(id) => {
            let backend = plan.ip_backends.iter().find(|backend| backend.id == id)?;
            let address = backend.address;
            let home = home_of(plan, balancer).filter(|it| is_of_vpc(plan, *it, address));
            let vpc = backend.vpc.or(home);
            let in_vpc = |subnet: &Subnet| Some(subnet.vpc) == vpc;
            for server in &plan.servers {
                for interface in interfaces(server) {
                    let subnet = plan.subnets.iter().find(|it| it.id == interface.0);
                    if interface.1.contains(&Some(address)) && subnet.is_some_and(in_vpc) {
                        return Some(location_at(plan, address, &interface, server.flavor));
                    }
                }
            }
            let family = if address.is_ipv4() { IpType::IPv4 } else { IpType::IPv6 };
            let holds = |it: &&Subnet| {
                in_vpc(it) && block_of(it, family).is_some_and(|block| block.contains(address))
            };
            let subnet = plan.subnets.iter().find(holds);
            let flavor = Flavor::Standard;
            Some(Location { address, subnet, groups: vec![], known: true, secured: true, flavor })
        }
    }
}
