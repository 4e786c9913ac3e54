//! The question of a trace that explains a cell.

use super::answer::{LoadBalancerSource, Senders, ServerInterface, Source, Target};
use crate::engine::index::Index;
use crate::engine::packet::{addresses_of, blocks_of, cidrs_of, interval_of};
use crate::engine::trace::{PathEndKind, Question, TraceEnd, Zone, sender_zones};
use crate::plan::{Cidr, IpType, Plan};

/// The question about all packets from some of the senders of a row to one of the servers of a target.
/// As all of them are alike, the answer stands for all. None where they have no address of one family,
/// and where their address stands for something else too.
#[must_use]
pub fn question(plan: &Plan, source: &Source, target: &Target) -> Option<Question> {
    let block = source
        .addresses
        .iter()
        .flat_map(|it| blocks_of(*it))
        .min_by_key(|it| it.net().prefix_len());
    let from = match &source.senders {
        Senders::LoadBalancers(all) => TraceEnd::LoadBalancer(all.first()?.load_balancer),
        Senders::Servers { interfaces, .. } => {
            interface_end(plan, interfaces.first()?, source.ip_type)?
        }
        Senders::IpBackends(ids) => TraceEnd::IpBackend(*ids.first()?),
        Senders::Outside | Senders::Unoccupied { .. } => TraceEnd::Address(block?),
    };
    // A server among those that it reaches is asked about another one of them.
    let ends = target.interfaces.iter();
    let mut ends = ends.filter_map(|it| interface_end(plan, it, source.ip_type));
    let to = ends.clone().find(|end| *end != from).or_else(|| ends.next())?;
    let all = Question::all(from, to);
    let index = Index::of(plan);
    let zones = IpType::BOTH.map(|it| sender_zones(&index, &all, it));
    let zones = zones.iter().flatten().collect::<Vec<_>>();
    if !zones.iter().all(|zone| is_of(zone, source)) {
        return None;
    }
    let from_address = match &source.senders {
        Senders::LoadBalancers(all) => {
            let own = zones.iter().filter(|zone| is_source(zone, all.first()));
            let block = own.flat_map(|zone| shared(zone, source)).next()?;
            // Another row tells of what the load balancer sends from elsewhere.
            let is_all = zones.iter().all(|zone| zone.addresses == [addresses_of(block)]);
            Some(block).filter(|_| !is_all)
        }
        _ => None,
    };
    Some(Question { from_address, ..all })
}

fn is_source(zone: &Zone, source: Option<&LoadBalancerSource>) -> bool {
    source.is_some_and(|it| {
        let LoadBalancerSource { load_balancer, subnet, previous } = *it;
        zone.kind == PathEndKind::LoadBalancer { load_balancer, subnet, previous }
    })
}

/// The blocks of a zone that are among the addresses of a row.
fn shared(zone: &Zone, source: &Source) -> Vec<Cidr> {
    let here = source.addresses.iter().filter(|_| zone.ip_type == source.ip_type);
    let both =
        here.flat_map(|it| zone.addresses.iter().filter_map(|own| own.intersect(interval_of(*it))));
    both.flat_map(|own| cidrs_of(zone.ip_type, own)).collect()
}

/// Checks whether a zone is one of the senders of a row. An address may be in two VPCs, and at two
/// servers.
fn is_of(zone: &Zone, source: &Source) -> bool {
    match (&source.senders, &zone.kind) {
        (Senders::Servers { interfaces, .. }, PathEndKind::Servers(ids)) => {
            ids.iter().all(|id| interfaces.iter().any(|it| it.server == *id))
        }
        (Senders::Unoccupied { subnets, .. }, PathEndKind::Subnet(id)) => subnets.contains(id),
        (Senders::Unoccupied { vpcs, .. }, PathEndKind::Vpc(id)) => vpcs.contains(id),
        (Senders::Outside, kind) => *kind == PathEndKind::Outside,
        (Senders::LoadBalancers(_) | Senders::IpBackends(_), _) => true,
        _ => false,
    }
}

/// A server, or its address where it has several.
fn interface_end(plan: &Plan, own: &ServerInterface, ip_type: IpType) -> Option<TraceEnd> {
    let address = own.addresses.iter().find(|it| IpType::of(**it) == ip_type)?;
    let server = plan.server(own.server)?;
    let interfaces = server.all_interfaces();
    let addresses = interfaces.flat_map(|it| IpType::BOTH.map(|family| it.address(family)));
    Some(match addresses.flatten().count() {
        1 => TraceEnd::Server(own.server),
        _ => TraceEnd::Address(Cidr::host(*address)),
    })
}
