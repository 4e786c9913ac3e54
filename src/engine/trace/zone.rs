//! A zone: addresses of one family that the same filters guard.

use std::net::IpAddr;

use super::answer::{PathEnd, PathEndKind};
use crate::engine::index::Index;
use crate::engine::packet::{Interval, addresses, number_of};
use crate::plan::{Flavor, Interface, IpType, SecurityGroupId, Server, ServerId, Subnet, VpcId};

/// Addresses of one family that the same filters guard.
#[derive(Debug, Clone)]
pub(in crate::engine) struct Zone<'a> {
    pub(in crate::engine) kind: PathEndKind,
    pub(in crate::engine) ip_type: IpType,
    pub(in crate::engine) addresses: Vec<Interval<u128>>,
    pub(in crate::engine) subnet: Option<&'a Subnet>,
    pub(in crate::engine) vpc: Option<VpcId>,
    pub(in crate::engine) guard: Guard,
}

/// The security groups in front of a zone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::engine) enum Guard {
    /// These, in their sequence, on servers of one flavor.
    Worn(Vec<SecurityGroupId>, Flavor),
    /// The plan does not say which.
    Unknown,
    /// None that counts: a load balancer, an interface without port security, or a zone that the
    /// plan does not have.
    Nothing,
}

impl Zone<'_> {
    /// The zone as the answer names it.
    pub(super) fn path_end(&self) -> PathEnd {
        PathEnd {
            what: self.kind.clone(),
            addresses: self.addresses.iter().map(|it| addresses(self.ip_type, *it)).collect(),
        }
    }

    /// The servers that have the addresses.
    pub(in crate::engine) fn servers(&self) -> &[ServerId] {
        match &self.kind {
            PathEndKind::Servers(servers) => servers,
            _ => &[],
        }
    }

    pub(super) fn is_balancer(&self) -> bool {
        matches!(self.kind, PathEndKind::LoadBalancer { .. })
    }

    /// The groups that rules which name a group look for.
    pub(super) fn group_ids(&self) -> &[SecurityGroupId] {
        match &self.guard {
            Guard::Worn(groups, _) => groups,
            Guard::Unknown | Guard::Nothing => &[],
        }
    }
}

pub(super) fn single(address: IpAddr) -> Interval<u128> {
    Interval::single(number_of(address))
}

/// A server at each of its network interfaces that has an address of the family.
pub(super) fn server_zones<'a>(
    index: &Index<'a>,
    server: &Server,
    ip_type: IpType,
) -> Vec<Zone<'a>> {
    let zone = |interface| interface_zone(index, server, interface, ip_type);
    server.all_interfaces().filter_map(zone).collect()
}

/// A server at one network interface; none where that has no address of the family.
pub(in crate::engine) fn interface_zone<'a>(
    index: &Index<'a>,
    server: &Server,
    interface: Interface,
    ip_type: IpType,
) -> Option<Zone<'a>> {
    let address = interface.address(ip_type)?;
    let subnet = index.subnet(interface.subnet);
    // A group that the plan does not have has no rules that could be read.
    let groups = interface.security_groups.iter().copied();
    let known = groups.filter(|id| index.security_group(*id).is_some()).collect();
    Some(Zone {
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
}

fn guard(groups: Vec<SecurityGroupId>, flavor: Flavor) -> Guard {
    if groups.is_empty() { Guard::Unknown } else { Guard::Worn(groups, flavor) }
}
