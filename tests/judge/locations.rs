//! Locations of members.

use std::net::IpAddr;

use elb_rule_planner::plan::{
    Cidr, Flavor, IpType, Member, MemberTarget, Plan, SecurityGroupId, Server, Subnet, SubnetId,
};

/// The location of a member.
pub(crate) struct Location<'a> {
    pub(crate) address: IpAddr,
    pub(crate) subnet: Option<&'a Subnet>,
    pub(crate) groups: Vec<SecurityGroupId>,
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
type Interface<'a> = (SubnetId, [Option<IpAddr>; 2], &'a [SecurityGroupId], bool);

fn interfaces(server: &Server) -> Vec<Interface<'_>> {
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
    let exists = |id: &&SecurityGroupId| plan.security_groups.iter().any(|it| it.id == **id);
    Location {
        address,
        subnet: plan.subnets.iter().find(|it| it.id == *subnet),
        groups: groups.iter().filter(exists).copied().collect(),
        secured: *secured,
        flavor,
    }
}

/// The location of a member; none if it is nowhere.
pub(crate) fn location_of<'a>(plan: &'a Plan, member: &Member) -> Option<Location<'a>> {
    match member.target {
        MemberTarget::Server(id) => {
            let server = plan.servers.iter().find(|server| server.id == id)?;
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
        MemberTarget::IpBackend(id) => {
            let backend = plan.ip_backends.iter().find(|backend| backend.id == id)?;
            let address = backend.address;
            let in_vpc = |subnet: &Subnet| Some(subnet.vpc) == backend.vpc;
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
            Some(Location { address, subnet, groups: vec![], secured: true, flavor })
        }
    }
}
