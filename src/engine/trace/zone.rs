//! Where an end of a question is: which addresses, in which subnet, behind which security groups.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::answer::{PathEnd, PathEndKind};
use super::{Question, TraceEnd};
use crate::engine::index::Index;
use crate::engine::packet::{Interval, addresses, addresses_of, join, number_of};
use crate::engine::requirements::sources;
use crate::plan::{Flavor, Interface, IpType, SecurityGroupId, Server, Subnet, SubnetId, VpcId};

/// Addresses of one family that the same layers guard.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    pub(super) kind: PathEndKind,
    pub(super) ip_type: IpType,
    pub(super) addresses: Vec<Interval<u128>>,
    pub(super) subnet: Option<&'a Subnet>,
    pub(super) vpc: Option<VpcId>,
    pub(super) guard: Guard,
}

/// The security groups in front of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guard {
    /// These, in their sequence, on servers of one flavor.
    Worn(Vec<SecurityGroupId>, Flavor),
    /// The plan does not say which.
    Unknown,
    /// None that counts: a load balancer, an interface without port security, or a place that the
    /// plan does not have.
    Nothing,
}

impl Place<'_> {
    /// The place as the answer names it.
    pub(super) fn spot(&self) -> PathEnd {
        PathEnd {
            what: self.kind.clone(),
            addresses: self.addresses.iter().map(|it| addresses(self.ip_type, *it)).collect(),
        }
    }

    pub(super) fn is_balancer(&self) -> bool {
        matches!(self.kind, PathEndKind::LoadBalancer { .. })
    }

    /// The groups that rules which name a group look for.
    pub(super) fn worn(&self) -> &[SecurityGroupId] {
        match &self.guard {
            Guard::Worn(groups, _) => groups,
            Guard::Unknown | Guard::Nothing => &[],
        }
    }
}

/// The place where packets begin.
pub(super) fn senders<'a>(
    index: &Index<'a>,
    question: &Question,
    ip_type: IpType,
) -> Vec<Place<'a>> {
    let mut places = of(index, question.from, ip_type, None);
    if let Some(only) = question.from_address {
        for place in &mut places {
            let only = (only.ip_type() == ip_type).then(|| addresses_of(only));
            let addresses = std::mem::take(&mut place.addresses);
            place.addresses = addresses
                .into_iter()
                .filter_map(|own| only.and_then(|only| own.intersect(only)))
                .collect();
        }
        places.retain(|place| !place.addresses.is_empty());
    }
    places
}

/// The places of an end in one family. Where two VPCs have the same addresses, those of the VPC
/// at the other end are meant.
pub(super) fn of<'a>(
    index: &Index<'a>,
    end: TraceEnd,
    ip_type: IpType,
    near: Option<VpcId>,
) -> Vec<Place<'a>> {
    match end {
        TraceEnd::LoadBalancer(id) => balancer(index, id, ip_type),
        TraceEnd::Server(id) => {
            let server = index.server(id);
            server.map(|it| of_server(index, it, ip_type)).unwrap_or_default()
        }
        TraceEnd::Member(id) => match index.plan.member(id) {
            Some((_, member)) => match TraceEnd::from(member.target) {
                TraceEnd::Server(id) => {
                    let server = index.server(id);
                    let address =
                        server.and_then(|it| it.reached_at(member.address, member.ip_type));
                    let Some((server, address)) = server.zip(address) else { return vec![] };
                    let mut places = of_server(index, server, ip_type);
                    places.retain(|place| {
                        IpType::of(address) == ip_type && place.addresses == [single(address)]
                    });
                    places.truncate(1);
                    places
                }
                target => of(index, target, ip_type, near),
            },
            None => vec![],
        },
        TraceEnd::IpBackend(id) => {
            let Some(backend) = index.ip_backend(id) else { return vec![] };
            if IpType::of(backend.address) != ip_type {
                return vec![];
            }
            match backend.vpc {
                Some(vpc) => in_vpc(index, backend.address, vpc),
                None => vec![Place {
                    kind: PathEndKind::IpBackend(id),
                    ip_type,
                    addresses: vec![single(backend.address)],
                    subnet: None,
                    vpc: None,
                    guard: Guard::Unknown,
                }],
            }
        }
        TraceEnd::Address(cidr) if cidr.ip_type() == ip_type => {
            carve(index, addresses_of(cidr), ip_type, near)
        }
        TraceEnd::Address(_) => vec![],
    }
}

/// Where an address is that a VPC is known to have, even where no block of the VPC holds it.
fn in_vpc<'a>(index: &Index<'a>, address: IpAddr, vpc: VpcId) -> Vec<Place<'a>> {
    let ip_type = IpType::of(address);
    let mut places = carve(index, single(address), ip_type, Some(vpc));
    for place in places.iter_mut().filter(|place| place.vpc != Some(vpc)) {
        place.kind = PathEndKind::Vpc(vpc);
        place.subnet = None;
        place.vpc = Some(vpc);
        place.guard = Guard::Unknown;
    }
    places
}

fn single(address: IpAddr) -> Interval<u128> {
    Interval::single(number_of(address))
}

fn balancer<'a>(
    index: &Index<'a>,
    id: crate::plan::LoadBalancerId,
    ip_type: IpType,
) -> Vec<Place<'a>> {
    let Some(balancer) = index.plan.load_balancer(id) else { return vec![] };
    let own_vpc = index.subnet(balancer.subnet).map(|subnet| subnet.vpc);
    let place = |source: crate::engine::report::FlowSource| {
        let subnet = source.subnet.and_then(|id| index.subnet(id));
        Place {
            kind: PathEndKind::LoadBalancer {
                load_balancer: id,
                subnet: source.subnet,
                previous: source.previous,
            },
            ip_type,
            addresses: vec![addresses_of(source.cidr)],
            subnet,
            vpc: subnet.map(|subnet| subnet.vpc).or(own_vpc),
            guard: Guard::Nothing,
        }
    };
    sources(index, balancer, ip_type).into_iter().map(place).collect()
}

/// A server at each of its network interfaces that has an address of the family.
fn of_server<'a>(index: &Index<'a>, server: &Server, ip_type: IpType) -> Vec<Place<'a>> {
    let place = |interface: Interface| {
        let address = interface.address(ip_type)?;
        let subnet = index.subnet(interface.subnet);
        // A group that the plan does not have has no rules that could be read.
        let groups = interface.security_groups.iter().copied();
        let known = groups.filter(|id| index.security_group(*id).is_some()).collect();
        Some(Place {
            kind: PathEndKind::Servers(vec![server.id]),
            ip_type,
            addresses: vec![single(address)],
            subnet,
            vpc: subnet.map(|subnet| subnet.vpc),
            guard: match interface.port_security {
                true => guard(known, server.flavor),
                false => Guard::Nothing,
            },
        })
    };
    server.all_interfaces().filter_map(place).collect()
}

fn guard(groups: Vec<SecurityGroupId>, flavor: Flavor) -> Guard {
    if groups.is_empty() { Guard::Unknown } else { Guard::Worn(groups, flavor) }
}

/// Cuts a block up by what guards its addresses: servers first, then the rest of each subnet, the
/// rest of each VPC, IP address backends, and what lies outside of everything.
fn carve<'a>(
    index: &Index<'a>,
    block: Interval<u128>,
    ip_type: IpType,
    near: Option<VpcId>,
) -> Vec<Place<'a>> {
    let plan = index.plan;
    let mut rest = vec![block];
    let mut places: Vec<Place<'a>> = vec![];
    let mut vpcs = plan.vpcs.iter().map(|it| it.id).collect::<Vec<_>>();
    crate::plan::put_in_order(&mut vpcs, |one, other| {
        (Some(*one) != near).cmp(&(Some(*other) != near))
    });
    for vpc in vpcs {
        let mut servers: BTreeMap<(SubnetId, Vec<SecurityGroupId>, Flavor, bool), Place<'a>> =
            BTreeMap::new();
        for server in &plan.servers {
            for own in of_server(index, server, ip_type) {
                let Some(subnet) = own.subnet.filter(|it| it.vpc == vpc) else { continue };
                let taken = own.addresses.iter().flat_map(|it| take(&mut rest, *it));
                let taken = taken.collect::<Vec<_>>();
                if taken.is_empty() {
                    continue;
                }
                let secured = own.guard != Guard::Nothing;
                let key = (subnet.id, own.worn().to_vec(), server.flavor, secured);
                let place = servers.entry(key).or_insert(own);
                if let PathEndKind::Servers(list) = &mut place.kind
                    && list.last() != Some(&server.id)
                {
                    list.push(server.id);
                }
                place.addresses.extend(taken);
            }
        }
        places.extend(servers.into_values());
        for subnet in plan.subnets.iter().filter(|it| it.vpc == vpc) {
            let own = subnet.cidr_of(ip_type).map(addresses_of);
            let addresses = own.map(|own| take(&mut rest, own)).unwrap_or_default();
            places.push(Place {
                kind: PathEndKind::Subnet(subnet.id),
                ip_type,
                addresses,
                subnet: Some(subnet),
                vpc: Some(vpc),
                guard: Guard::Unknown,
            });
        }
        let blocks = plan.vpc(vpc).into_iter().flat_map(|vpc| vpc.cidrs());
        let blocks = blocks.filter(|cidr| cidr.ip_type() == ip_type).map(addresses_of);
        let addresses = blocks.flat_map(|own| take(&mut rest, own)).collect();
        places.push(Place {
            kind: PathEndKind::Vpc(vpc),
            ip_type,
            addresses,
            subnet: None,
            vpc: Some(vpc),
            guard: Guard::Unknown,
        });
    }
    for backend in plan.ip_backends.iter().filter(|it| it.vpc.is_none()) {
        if IpType::of(backend.address) == ip_type {
            places.push(Place {
                kind: PathEndKind::IpBackend(backend.id),
                ip_type,
                addresses: take(&mut rest, single(backend.address)),
                subnet: None,
                vpc: None,
                guard: Guard::Unknown,
            });
        }
    }
    places.push(Place {
        kind: PathEndKind::Outside,
        ip_type,
        addresses: rest,
        subnet: None,
        vpc: None,
        guard: Guard::Nothing,
    });
    for place in &mut places {
        place.addresses = join(std::mem::take(&mut place.addresses));
    }
    places.retain(|place| !place.addresses.is_empty());
    places
}

/// Takes what an interval shares with others out of them.
fn take(rest: &mut Vec<Interval<u128>>, wanted: Interval<u128>) -> Vec<Interval<u128>> {
    let mut taken = vec![];
    let mut left = vec![];
    for own in rest.drain(..) {
        match own.intersect(wanted) {
            None => left.push(own),
            Some(shared) => {
                taken.push(shared);
                let (below, above) = own.around(wanted);
                left.extend(below.into_iter().chain(above));
            }
        }
    }
    *rest = left;
    taken
}
