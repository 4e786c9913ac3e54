//! The ends of connections, address by address.

use std::net::IpAddr;

use elb_rule_planner::plan::{
    AddressEntry, ConnectionEnd, Flavor, IpType, MemberTarget, Plan, SecurityGroupId, Server,
    ServerId, Subnet, VpcId,
};

use crate::locations::{Interface, block_of, interfaces, is_of_vpc};
use crate::senders::shared_blocks;
use crate::world::{addresses, entry_holds};

/// An address at an end of a connection.
#[derive(Debug, Clone)]
pub(crate) struct Spot<'a> {
    pub(crate) address: IpAddr,
    pub(crate) subnet: Option<&'a Subnet>,
    pub(crate) kind: SpotKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SpotKind {
    Server {
        id: ServerId,
        groups: Vec<SecurityGroupId>,
        secured: bool,
        flavor: Flavor,
    },
    /// An address of the cloud without a server.
    Undrawn,
    /// An IP address backend without a VPC, that is no address of one.
    Backend,
    Outside,
}

impl Spot<'_> {
    /// The security groups by which rules can name it.
    pub(crate) fn worn(&self) -> &[SecurityGroupId] {
        match &self.kind {
            SpotKind::Server { groups, secured: true, .. } => groups,
            _ => &[],
        }
    }

    fn is_server(&self) -> bool {
        matches!(self.kind, SpotKind::Server { .. })
    }
}

fn at<'a>(plan: &'a Plan, server: &Server, it: &Interface<'_>, address: IpAddr) -> Spot<'a> {
    let there = |id: &&SecurityGroupId| plan.security_groups.iter().any(|own| own.id == **id);
    let (groups, secured) = (it.2.iter().filter(there).copied().collect(), it.3);
    Spot {
        address,
        subnet: plan.subnets.iter().find(|subnet| subnet.id == it.0),
        kind: SpotKind::Server { id: server.id, groups, secured, flavor: server.flavor },
    }
}

/// Every address of the world, and every one of the plan.
pub(crate) fn all_addresses(plan: &Plan, family: IpType) -> Vec<IpAddr> {
    let own = plan.servers.iter().flat_map(interfaces).flat_map(|it| it.1).flatten();
    let backends = plan.ip_backends.iter().map(|it| it.address);
    let mut all = addresses(family);
    // One of the second VPC that is in none of its subnets.
    let beside = "10.1.0.77".parse().unwrap();
    all.extend([beside].into_iter().filter(|it| IpType::of(*it) == family));
    all.extend(own.chain(backends).filter(|it| IpType::of(*it) == family));
    all.sort_unstable();
    all.dedup();
    all
}

/// The thing that has an address, in the first of some VPCs that has it.
fn owner<'a>(plan: &'a Plan, address: IpAddr, vpcs: &[VpcId]) -> Spot<'a> {
    let family = IpType::of(address);
    for vpc in vpcs {
        for server in &plan.servers {
            for it in interfaces(server) {
                let subnet = plan.subnets.iter().find(|subnet| subnet.id == it.0);
                if it.1.contains(&Some(address)) && subnet.is_some_and(|it| it.vpc == *vpc) {
                    return at(plan, server, &it, address);
                }
            }
        }
        let holds = |it: &&Subnet| {
            it.vpc == *vpc && block_of(it, family).is_some_and(|it| it.contains(address))
        };
        if let Some(subnet) = plan.subnets.iter().find(holds) {
            return Spot { address, subnet: Some(subnet), kind: SpotKind::Undrawn };
        }
        if is_of_vpc(plan, *vpc, address) {
            return Spot { address, subnet: None, kind: SpotKind::Undrawn };
        }
    }
    let is_backend = plan.ip_backends.iter().any(|it| it.vpc.is_none() && it.address == address);
    let kind = if is_backend { SpotKind::Backend } else { SpotKind::Outside };
    Spot { address, subnet: None, kind }
}

/// The VPC of an end.
pub(crate) fn vpc_of(plan: &Plan, end: ConnectionEnd) -> Option<VpcId> {
    let of = |id| plan.subnets.iter().find(|it| it.id == id).map(|it| it.vpc);
    match end {
        ConnectionEnd::Vpc(id) => Some(id),
        ConnectionEnd::Subnet(id) => of(id),
        ConnectionEnd::Server(id) => {
            plan.servers.iter().find(|it| it.id == id).and_then(|it| of(it.subnet))
        }
        ConnectionEnd::BackendServerGroup(id) => {
            plan.backend_server_groups.iter().find(|it| it.id == id).map(|it| it.vpc)
        }
        ConnectionEnd::SecurityGroup(id) => {
            let mut all = plan.servers.iter().flat_map(interfaces);
            all.find(|it| it.2.contains(&id)).and_then(|it| of(it.0))
        }
        ConnectionEnd::IpBackend(id) => {
            plan.ip_backends.iter().find(|it| it.id == id).and_then(|it| it.vpc)
        }
        ConnectionEnd::AddressGroup(_) | ConnectionEnd::Address(_) => None,
    }
}

/// True if a block that an end stands for holds an address.
pub(crate) fn names(plan: &Plan, end: ConnectionEnd, address: IpAddr) -> bool {
    match end {
        ConnectionEnd::Vpc(id) => {
            let vpcs = plan.vpcs.iter().filter(|it| it.id == id).take(1);
            vpcs.flat_map(|it| it.cidrs()).any(|it| it.contains(address))
        }
        ConnectionEnd::Subnet(id) => {
            let subnet = plan.subnets.iter().find(|it| it.id == id);
            let block = subnet.and_then(|it| block_of(it, IpType::of(address)));
            block.is_some_and(|it| it.contains(address))
        }
        ConnectionEnd::AddressGroup(id) => {
            let groups = plan.address_groups.iter().filter(|it| it.id == id).take(1);
            groups.flat_map(|it| &it.addresses).any(|it| entry_holds(*it, address))
        }
        ConnectionEnd::Address(block) => block.contains(address),
        _ => false,
    }
}

/// The addresses in a row around one that an end names by blocks: the first and the last; none where it
/// names none.
pub(crate) fn block_around(
    plan: &Plan,
    end: ConnectionEnd,
    address: IpAddr,
) -> Option<(IpAddr, IpAddr)> {
    let blocks: Vec<(IpAddr, IpAddr)> = match end {
        ConnectionEnd::AddressGroup(id) => {
            let group = plan.address_groups.iter().find(|it| it.id == id)?;
            group.addresses.iter().map(|it| it.bounds()).collect()
        }
        ConnectionEnd::Address(block) => vec![AddressEntry::Cidr(block).bounds()],
        _ => return None,
    };
    let mut row = *blocks.iter().find(|(first, last)| (*first..=*last).contains(&address))?;
    while let Some((first, last)) = blocks.iter().find(|(first, last)| {
        let touches = number(*first) <= number(row.1).saturating_add(1)
            && number(*last).saturating_add(1) >= number(row.0);
        first.is_ipv4() == address.is_ipv4() && touches && (*first < row.0 || *last > row.1)
    }) {
        row = (row.0.min(*first), row.1.max(*last));
    }
    Some(row)
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(it) => u32::from(it).into(),
        IpAddr::V6(it) => it.into(),
    }
}

/// The addresses of an end in a family. `strict` are all interfaces of servers, not the ones that are
/// used.
pub(crate) fn spots<'a>(
    plan: &'a Plan,
    end: ConnectionEnd,
    family: IpType,
    (strict, sends): (bool, bool),
    far: Option<VpcId>,
) -> Vec<Spot<'a>> {
    let place = usize::from(family == IpType::IPv6);
    let mut all: Vec<Spot<'a>> = vec![];
    let whole = |server: &'a Server, all: &mut Vec<Spot<'a>>| {
        let own = interfaces(server);
        for it in own.iter().take(if strict { own.len() } else { 1 }) {
            all.extend(it.1[place].map(|address| at(plan, server, it, address)));
        }
    };
    let backend = |id, all: &mut Vec<Spot<'a>>| {
        let Some(it) = plan.ip_backends.iter().find(|it| it.id == id) else { return };
        if IpType::of(it.address) == family {
            let near = far.filter(|far| is_of_vpc(plan, *far, it.address));
            all.push(match it.vpc.or(near) {
                None => Spot { address: it.address, subnet: None, kind: SpotKind::Undrawn },
                Some(vpc) => {
                    let own = owner(plan, it.address, &[vpc]);
                    let is_there = !matches!(own.kind, SpotKind::Outside | SpotKind::Backend);
                    let kind = SpotKind::Undrawn;
                    let bare = Spot { address: it.address, subnet: None, kind };
                    if is_there { own } else { bare }
                }
            });
        }
    };
    match end {
        ConnectionEnd::Server(id) => {
            if let Some(server) = plan.servers.iter().find(|it| it.id == id) {
                whole(server, &mut all);
            }
        }
        ConnectionEnd::IpBackend(id) => backend(id, &mut all),
        ConnectionEnd::BackendServerGroup(id) => {
            let groups = plan.backend_server_groups.iter().filter(|it| it.id == id).take(1);
            for member in groups.flat_map(|it| &it.members) {
                match member.target {
                    MemberTarget::IpBackend(id) => backend(id, &mut all),
                    MemberTarget::Server(id) => {
                        let Some(server) = plan.servers.iter().find(|it| it.id == id) else {
                            continue;
                        };
                        if strict {
                            whole(server, &mut all);
                            continue;
                        }
                        let found = crate::locations::location_on(plan, id, member);
                        let found = found.filter(|it| IpType::of(it.address) == family);
                        all.extend(found.map(|it| Spot {
                            address: it.address,
                            subnet: it.subnet,
                            kind: SpotKind::Server {
                                id,
                                groups: it.groups,
                                secured: it.secured,
                                flavor: it.flavor,
                            },
                        }));
                    }
                }
            }
        }
        ConnectionEnd::SecurityGroup(id) => {
            for server in &plan.servers {
                for it in interfaces(server).iter().filter(|it| it.2.contains(&id)) {
                    all.extend(it.1[place].map(|address| at(plan, server, it, address)));
                }
            }
        }
        ConnectionEnd::Vpc(_)
        | ConnectionEnd::Subnet(_)
        | ConnectionEnd::AddressGroup(_)
        | ConnectionEnd::Address(_) => {
            let within = match end {
                ConnectionEnd::Vpc(_) | ConnectionEnd::Subnet(_) => vpc_of(plan, end),
                _ => None,
            };
            let others = plan.vpcs.iter().map(|it| it.id).filter(|it| Some(*it) != far);
            let vpcs: Vec<VpcId> = match within {
                Some(vpc) => vec![vpc],
                None => far.into_iter().chain(others).collect(),
            };
            let is_internet = matches!(end, ConnectionEnd::Address(block) if block.is_any());
            for address in all_addresses(plan, family) {
                if !names(plan, end, address) {
                    continue;
                }
                let mut spot = owner(plan, address, &vpcs);
                let is_beyond = matches!(spot.kind, SpotKind::Outside | SpotKind::Backend);
                // What must not get to the Internet may well get to a backend that is drawn.
                let is_meant = is_beyond && (sends || !strict || spot.kind == SpotKind::Outside);
                if is_internet && !is_meant || within.is_some() && is_beyond {
                    continue;
                }
                // Shared load balancers send from there, and are no part of a connection.
                if is_internet
                    && strict
                    && sends
                    && shared_blocks(plan).iter().any(|it| it.contains(address))
                {
                    continue;
                }
                if !strict && spot.kind == SpotKind::Backend {
                    spot.kind = SpotKind::Outside;
                }
                all.push(spot);
            }
            if !sends && all.iter().any(Spot::is_server) {
                all.retain(Spot::is_server);
            }
        }
    }
    all
}
