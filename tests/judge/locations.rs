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
type Card<'a> = (SubnetId, [Option<IpAddr>; 2], &'a [SecurityGroupId], bool);

fn cards(server: &Server) -> Vec<Card<'_>> {
    let mut cards: Vec<Card<'_>> = vec![(
        server.subnet,
        [server.ipv4.map(IpAddr::V4), server.ipv6.map(IpAddr::V6)],
        &server.security_groups,
        server.port_security,
    )];
    for it in &server.interfaces {
        let addresses = [it.ipv4.map(IpAddr::V4), it.ipv6.map(IpAddr::V6)];
        cards.push((it.subnet, addresses, &it.security_groups, it.port_security));
    }
    cards
}

fn at<'a>(plan: &'a Plan, address: IpAddr, card: &Card<'_>, flavor: Flavor) -> Location<'a> {
    let (subnet, _, groups, secured) = card;
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
            let cards = cards(server);
            match member.address {
                Some(named) => {
                    let card = cards.iter().find(|card| card.1.contains(&Some(named)))?;
                    Some(at(plan, named, card, server.flavor))
                }
                None => {
                    let family = usize::from(member.ip_type == IpType::IPv6);
                    Some(at(plan, cards[0].1[family]?, &cards[0], server.flavor))
                }
            }
        }
        MemberTarget::IpBackend(id) => {
            let backend = plan.ip_backends.iter().find(|backend| backend.id == id)?;
            let address = backend.address;
            let in_vpc = |subnet: &Subnet| Some(subnet.vpc) == backend.vpc;
            for server in &plan.servers {
                for card in cards(server) {
                    let subnet = plan.subnets.iter().find(|it| it.id == card.0);
                    if card.1.contains(&Some(address)) && subnet.is_some_and(in_vpc) {
                        return Some(at(plan, address, &card, server.flavor));
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
