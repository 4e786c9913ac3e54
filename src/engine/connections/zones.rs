//! The zones at both ends of a connection.

use crate::engine::index::Index;
use crate::engine::packet::{Interval, addresses_of, interval_of, join, take};
use crate::engine::requirements::vpc_of;
use crate::engine::trace::{
    PathEndKind, TraceEnd, Zone, block_zones, end_zones, interface_zone, needs_route,
};
use crate::plan::{Connection, ConnectionEnd, ConnectionKind, IpType, MemberTarget, Server, VpcId};

/// The zones at both ends of a connection, in one family.
pub(super) struct Zones<'a> {
    pub(super) from: Vec<Zone<'a>>,
    pub(super) to: Vec<Zone<'a>>,
}

impl<'a> Zones<'a> {
    pub(super) fn of(index: &'a Index<'a>, connection: &Connection, ip_type: IpType) -> Self {
        let Connection { from, to, .. } = *connection;
        let kind = connection.kind;
        let mut to_zones = zones_of_end(index, (to, false), from, kind, ip_type);
        let from = zones_of_end(index, (from, true), to, kind, ip_type);
        // Blocks receive at the servers that are drawn in them, if there are any.
        let is_server = |zone: &Zone| matches!(zone.kind, PathEndKind::Servers(_));
        if to_zones.iter().any(is_server) {
            let is_named = |zone: &Zone| {
                matches!(to, ConnectionEnd::BackendServerGroup(_) | ConnectionEnd::IpBackend(_))
                    || is_server(zone)
            };
            to_zones.retain(is_named);
        }
        Self { from: merged(from), to: merged(to_zones) }
    }
}

/// The zones of an end that sends or receives, beside the other end. The Internet that must not get in
/// is without the blocks from which shared load balancers send: they are no part of a connection.
pub(in crate::engine) fn zones_of_end<'a>(
    index: &'a Index<'a>,
    (end, sends): (ConnectionEnd, bool),
    other: ConnectionEnd,
    kind: ConnectionKind,
    ip_type: IpType,
) -> Vec<Zone<'a>> {
    let mut zones = zones(index, end, ip_type, vpc_of(index, other));
    zones.retain(|zone| is_meant(&zone.kind, end, sends));
    let is_forbidden = sends && kind == ConnectionKind::MustNotReach;
    if is_forbidden && ip_type == IpType::IPv4 && is_internet(end) {
        for block in index.plan.settings.sources_of_shared() {
            let block = addresses_of(block.cidr());
            zones.iter_mut().for_each(|zone| drop(take(&mut zone.addresses, block)));
        }
        zones.retain(|zone| !zone.addresses.is_empty());
    }
    zones
}

/// Checks whether packets at the ends need a route from one VPC to another.
pub(super) fn routed(zones: &Zones) -> bool {
    let end = |zone: &Zone| (zone.kind.clone(), zone.vpc);
    zones.from.iter().map(end).any(|(from, from_vpc)| {
        let mut to = zones.to.iter().map(end);
        to.any(|(to, to_vpc)| needs_route((&from, from_vpc), (&to, to_vpc)))
    })
}

/// Checks whether a zone of an end is one that the end stands for: of every address of a family, what
/// lies outside of all VPCs.
fn is_meant(kind: &PathEndKind, end: ConnectionEnd, sends: bool) -> bool {
    let is_outside = match kind {
        PathEndKind::Outside => true,
        PathEndKind::IpBackend(_) => sends,
        _ => false,
    };
    !is_internet(end) || is_outside
}

/// Checks whether an end is every address of a family.
fn is_internet(end: ConnectionEnd) -> bool {
    matches!(end, ConnectionEnd::Address(cidr) if cidr.is_any())
}

fn zones<'a>(
    index: &'a Index<'a>,
    end: ConnectionEnd,
    ip_type: IpType,
    near: Option<VpcId>,
) -> Vec<Zone<'a>> {
    let of_target = |target: MemberTarget| end_zones(index, target.into(), ip_type, near);
    let within = |vpc: VpcId, blocks: Vec<Interval<u128>>| {
        let blocks = join(blocks).into_iter();
        let all = blocks.flat_map(|block| block_zones(index, block, ip_type, Some(vpc)));
        all.filter(|zone| zone.vpc == Some(vpc)).collect()
    };
    match end {
        ConnectionEnd::Server(id) => end_zones(index, TraceEnd::Server(id), ip_type, near),
        ConnectionEnd::IpBackend(id) => end_zones(index, TraceEnd::IpBackend(id), ip_type, near),
        ConnectionEnd::BackendServerGroup(id) => {
            let groups = index.plan.backend_server_groups.iter().filter(|it| it.id == id).take(1);
            groups.flat_map(|it| &it.members).flat_map(|it| of_target(it.target)).collect()
        }
        ConnectionEnd::SecurityGroup(id) => {
            let wears = |server: &'a Server| {
                let interfaces = server.all_interfaces();
                let worn = interfaces.filter(move |it| it.security_groups.contains(&id));
                worn.filter_map(move |it| interface_zone(index, server, it, ip_type))
            };
            index.plan.servers.iter().flat_map(wears).collect()
        }
        ConnectionEnd::Subnet(id) => index.subnet(id).map_or_else(Vec::new, |subnet| {
            within(subnet.vpc, subnet.cidr_of(ip_type).map(addresses_of).into_iter().collect())
        }),
        ConnectionEnd::Vpc(id) => index.vpc(id).map_or_else(Vec::new, |vpc| {
            let own = vpc.cidrs().filter(|it| it.ip_type() == ip_type);
            within(id, own.map(addresses_of).collect())
        }),
        ConnectionEnd::AddressGroup(id) => {
            let groups = index.plan.address_groups.iter().filter(|it| it.id == id).take(1);
            let entries = groups.flat_map(|it| &it.addresses);
            let of_family = entries.filter(|it| IpType::of(it.bounds().0) == ip_type);
            let blocks = of_family.map(|it| interval_of(*it)).collect();
            let blocks = join(blocks).into_iter();
            blocks.flat_map(|block| block_zones(index, block, ip_type, near)).collect()
        }
        ConnectionEnd::Address(cidr) => end_zones(index, TraceEnd::Address(cidr), ip_type, near),
    }
}

/// Zones that the same filters guard, as one.
fn merged(zones: Vec<Zone<'_>>) -> Vec<Zone<'_>> {
    let mut all: Vec<Zone<'_>> = vec![];
    let id = |zone: &Zone| zone.subnet.map(|it| it.id);
    for zone in zones {
        let alike = |it: &&mut Zone| {
            let kinds = matches!(
                (&it.kind, &zone.kind),
                (PathEndKind::Servers(_), PathEndKind::Servers(_))
            ) || it.kind == zone.kind;
            kinds && id(it) == id(&zone) && it.vpc == zone.vpc && it.guard == zone.guard
        };
        match all.iter_mut().find(alike) {
            Some(known) => {
                if let (PathEndKind::Servers(known), PathEndKind::Servers(more)) =
                    (&mut known.kind, &zone.kind)
                {
                    known.extend(more);
                }
                known.addresses.extend(&zone.addresses);
            }
            None => all.push(zone),
        }
    }
    // Single addresses stay single, so that what goes from one to itself can be told apart.
    for zone in &mut all {
        zone.addresses.sort_unstable();
        zone.addresses.dedup();
    }
    all
}
