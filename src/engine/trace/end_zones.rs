//! The zones of the two ends of a question.

use super::answer::PathEndKind;
use super::block_zones::{block_zones, zones_in_vpc};
use super::zone::{Guard, Zone, server_zones, single};
use super::{Question, TraceEnd};
use crate::engine::index::Index;
use crate::engine::packet::addresses_of;
use crate::engine::report::FlowSource;
use crate::engine::requirements::sources;
use crate::plan::{IpType, LoadBalancerId, VpcId};

/// The zones that packets come from.
pub(in crate::engine) fn sender_zones<'a>(
    index: &Index<'a>,
    question: &Question,
    ip_type: IpType,
) -> Vec<Zone<'a>> {
    let mut zones = match question.from {
        TraceEnd::LoadBalancer(id) => sending_zones(index, id, ip_type),
        other => end_zones(index, other, ip_type, None),
    };
    if let Some(only) = question.from_address {
        for zone in &mut zones {
            let only = (only.ip_type() == ip_type).then(|| addresses_of(only));
            let addresses = std::mem::take(&mut zone.addresses);
            zone.addresses = addresses
                .into_iter()
                .filter_map(|own| only.and_then(|only| own.intersect(only)))
                .collect();
        }
        zones.retain(|zone| !zone.addresses.is_empty());
    }
    zones
}

/// The zones that packets come to in one family; those that they come from too, but for a load
/// balancer, which sends from elsewhere. If two VPCs have the same addresses, those of the VPC
/// at the other end are meant, and so they are where the plan does not say which VPC has the address
/// of an IP address backend.
pub(in crate::engine) fn end_zones<'a>(
    index: &Index<'a>,
    end: TraceEnd,
    ip_type: IpType,
    preferred_vpc: Option<VpcId>,
) -> Vec<Zone<'a>> {
    match end {
        TraceEnd::LoadBalancer(id) => receiving_zone(index, id, ip_type).into_iter().collect(),
        TraceEnd::Server(id) => {
            let server = index.server(id);
            server.map(|it| server_zones(index, it, ip_type)).unwrap_or_default()
        }
        TraceEnd::Member(id) => match index.plan.member(id) {
            Some((_, member)) => match TraceEnd::from(member.target) {
                TraceEnd::Server(id) => {
                    let server = index.server(id);
                    let address =
                        server.and_then(|it| it.reached_at(member.address, member.ip_type));
                    let Some((server, address)) = server.zip(address) else { return vec![] };
                    let mut zones = server_zones(index, server, ip_type);
                    zones.retain(|zone| {
                        IpType::of(address) == ip_type && zone.addresses == [single(address)]
                    });
                    zones.truncate(1);
                    zones
                }
                target => end_zones(index, target, ip_type, preferred_vpc),
            },
            None => vec![],
        },
        TraceEnd::IpBackend(id) => {
            let Some(backend) = index.ip_backend(id) else { return vec![] };
            if IpType::of(backend.address) != ip_type {
                return vec![];
            }
            let near = preferred_vpc.filter(|near| index.is_in_vpc(*near, backend.address));
            match backend.vpc.or(near) {
                Some(vpc) => zones_in_vpc(index, backend.address, vpc),
                None => vec![Zone {
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
            block_zones(index, addresses_of(cidr), ip_type, preferred_vpc)
        }
        TraceEnd::Address(_) => vec![],
    }
}

/// The subnet in which a load balancer works, where its clients reach it.
fn receiving_zone<'a>(index: &Index<'a>, id: LoadBalancerId, ip_type: IpType) -> Option<Zone<'a>> {
    let subnet = index.subnet(index.plan.load_balancer(id)?.subnet)?;
    Some(Zone {
        kind: PathEndKind::LoadBalancer {
            load_balancer: id,
            subnet: Some(subnet.id),
            previous: false,
        },
        ip_type,
        addresses: vec![addresses_of(subnet.cidr_of(ip_type)?)],
        subnet: Some(subnet),
        vpc: Some(subnet.vpc),
        guard: Guard::Nothing,
    })
}

/// The blocks that a load balancer sends from.
fn sending_zones<'a>(index: &Index<'a>, id: LoadBalancerId, ip_type: IpType) -> Vec<Zone<'a>> {
    let Some(balancer) = index.plan.load_balancer(id) else { return vec![] };
    let own_vpc = index.subnet(balancer.subnet).map(|subnet| subnet.vpc);
    let zone = |source: FlowSource| {
        let subnet = source.subnet.and_then(|id| index.subnet(id));
        Zone {
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
    sources(index, balancer, ip_type).into_iter().map(zone).collect()
}
