//! The zones of a block of addresses.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::answer::PathEndKind;
use super::zone::{Guard, Zone, server_zones, single};
use crate::engine::index::Index;
use crate::engine::packet::{Interval, addresses_of, join, take};
use crate::plan::{Flavor, IpType, SecurityGroupId, SubnetId, VpcId, sort_list};

/// The zones of an address that a VPC is known to have, even if no block of the VPC holds it.
pub(super) fn zones_in_vpc<'a>(index: &Index<'a>, address: IpAddr, vpc: VpcId) -> Vec<Zone<'a>> {
    let ip_type = IpType::of(address);
    let mut zones = block_zones(index, single(address), ip_type, Some(vpc));
    for zone in zones.iter_mut().filter(|zone| zone.vpc != Some(vpc)) {
        zone.kind = PathEndKind::Vpc(vpc);
        zone.subnet = None;
        zone.vpc = Some(vpc);
        zone.guard = Guard::Unknown;
    }
    zones
}

/// Cuts a block up by what guards its addresses: servers first, then the rest of each subnet, the
/// rest of each VPC, IP address backends, and what lies outside of everything.
pub(in crate::engine) fn block_zones<'a>(
    index: &Index<'a>,
    block: Interval<u128>,
    ip_type: IpType,
    preferred_vpc: Option<VpcId>,
) -> Vec<Zone<'a>> {
    let plan = index.plan;
    let mut rest = vec![block];
    let mut zones: Vec<Zone<'a>> = vec![];
    let mut vpcs = plan.vpcs.iter().map(|it| it.id).collect::<Vec<_>>();
    sort_list(&mut vpcs, |one, other| {
        (Some(*one) != preferred_vpc).cmp(&(Some(*other) != preferred_vpc))
    });
    for vpc in vpcs {
        let mut servers: BTreeMap<(SubnetId, Vec<SecurityGroupId>, Flavor, bool), Zone<'a>> =
            BTreeMap::new();
        for server in &plan.servers {
            for own in server_zones(index, server, ip_type) {
                let Some(subnet) = own.subnet.filter(|it| it.vpc == vpc) else { continue };
                let taken = own.addresses.iter().flat_map(|it| take(&mut rest, *it));
                let taken = taken.collect::<Vec<_>>();
                if taken.is_empty() {
                    continue;
                }
                let secured = own.guard != Guard::Nothing;
                let key = (subnet.id, own.group_ids().to_vec(), server.flavor, secured);
                let zone = servers.entry(key).or_insert(own);
                if let PathEndKind::Servers(list) = &mut zone.kind
                    && list.last() != Some(&server.id)
                {
                    list.push(server.id);
                }
                zone.addresses.extend(taken);
            }
        }
        zones.extend(servers.into_values());
        for subnet in plan.subnets.iter().filter(|it| it.vpc == vpc) {
            let own = subnet.cidr_of(ip_type).map(addresses_of);
            let addresses = own.map(|own| take(&mut rest, own)).unwrap_or_default();
            zones.push(Zone {
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
        zones.push(Zone {
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
            zones.push(Zone {
                kind: PathEndKind::IpBackend(backend.id),
                ip_type,
                addresses: take(&mut rest, single(backend.address)),
                subnet: None,
                vpc: None,
                guard: Guard::Unknown,
            });
        }
    }
    zones.push(Zone {
        kind: PathEndKind::Outside,
        ip_type,
        addresses: rest,
        subnet: None,
        vpc: None,
        guard: Guard::Nothing,
    });
    for zone in &mut zones {
        zone.addresses = join(std::mem::take(&mut zone.addresses));
    }
    zones.retain(|zone| !zone.addresses.is_empty());
    zones
}
