//! The places that packets come from.

use std::net::IpAddr;

use rustc_hash::FxHashSet;

use super::guards::Guards;
use super::intervals::{minus, union, within};
use super::place::{InterfaceId, Place, Sender};
use crate::engine::index::Index;
use crate::engine::packet::{Interval, addresses_of, number_of};
use crate::engine::trace::{
    Guard, PathEndKind, Question, TraceEnd, Zone, interface_zone, sender_zones,
};
use crate::plan::{Cidr, IpType, MemberTarget, Plan, Server, VpcId};

/// All senders of a family, or those that an end stands for.
pub(super) fn senders(
    index: &Index,
    guards: &mut Guards,
    from: Option<TraceEnd>,
    ip_type: IpType,
) -> Vec<Sender> {
    let mut collected = Collected { index, guards, ip_type, senders: vec![] };
    match from {
        None => collected.everything(),
        Some(TraceEnd::Address(block)) => {
            if block.ip_type() == ip_type {
                collected.in_block(block);
            }
        }
        Some(TraceEnd::LoadBalancer(id)) => collected.bare_zones_of(TraceEnd::LoadBalancer(id)),
        Some(TraceEnd::Server(id)) => {
            index.server(id).into_iter().for_each(|server| collected.server(server));
        }
        Some(TraceEnd::IpBackend(id)) => collected.backend(TraceEnd::IpBackend(id)),
        Some(TraceEnd::Member(id)) => match index.plan.member(id).map(|(_, member)| member) {
            None => {}
            Some(member) => match member.target {
                MemberTarget::IpBackend(id) => collected.backend(TraceEnd::IpBackend(id)),
                MemberTarget::Server(id) => {
                    let server = index.server(id);
                    let address =
                        server.and_then(|it| it.reached_at(member.address, member.ip_type));
                    server.into_iter().for_each(|server| collected.server(server));
                    let reached = address.filter(|it| IpType::of(*it) == ip_type).map(single);
                    collected.senders.retain(|it| reached.is_some_and(|own| it.addresses == [own]));
                    collected.senders.truncate(1);
                }
            },
        },
    }
    collected.senders
}

fn single(address: IpAddr) -> Interval<u128> {
    Interval::single(number_of(address))
}

struct Collected<'a, 'g> {
    index: &'a Index<'a>,
    guards: &'g mut Guards,
    ip_type: IpType,
    senders: Vec<Sender>,
}

impl<'a> Collected<'a, '_> {
    fn add(&mut self, zone: &Zone, interface: Option<InterfaceId>) {
        if zone.addresses.is_empty() {
            return;
        }
        let place = Place::of(zone, self.index, self.guards);
        self.senders.push(Sender { place, interface, addresses: zone.addresses.clone() });
    }

    fn everything(&mut self) {
        let plan = self.index.plan;
        for balancer in self.index.load_balancers() {
            self.bare_zones_of(TraceEnd::LoadBalancer(balancer.id));
        }
        self.who_have_addresses();
        for backend in &plan.ip_backends {
            self.bare_zones_of(TraceEnd::IpBackend(backend.id));
        }
    }

    /// Everyone who has an address in a block.
    fn in_block(&mut self, block: Cidr) {
        self.who_have_addresses();
        let block = [addresses_of(block)];
        for sender in &mut self.senders {
            sender.addresses = within(&sender.addresses, &block);
        }
        self.senders.retain(|it| !it.addresses.is_empty());
    }

    /// The addresses of a load balancer or an IP address backend. An address of a VPC that is a
    /// server's is left to that server.
    fn bare_zones_of(&mut self, end: TraceEnd) {
        for zone in self.zones_of(end) {
            if !matches!(zone.kind, PathEndKind::Servers(_)) {
                self.add(&zone, None);
            }
        }
    }

    fn zones_of(&self, end: TraceEnd) -> Vec<Zone<'a>> {
        // The other end has no say in where packets come from.
        sender_zones(self.index, &Question::all(end, end), self.ip_type)
    }

    /// An IP address backend, or the server that has its address.
    fn backend(&mut self, end: TraceEnd) {
        let zones = self.zones_of(end);
        let is_taken = |zone: &&Zone| matches!(zone.kind, PathEndKind::Servers(_));
        if let Some(zone) = zones.iter().find(is_taken) {
            self.servers();
            self.senders.retain(|it| it.place.vpc == zone.vpc && it.addresses == zone.addresses);
        }
        self.bare_zones_of(end);
    }

    fn servers(&mut self) {
        let mut seen = FxHashSet::default();
        for server in &self.index.plan.servers {
            if seen.insert(server.id) {
                self.server(server);
            }
        }
    }

    fn server(&mut self, server: &Server) {
        for (number, interface) in (0..).zip(server.all_interfaces()) {
            let zone = interface_zone(self.index, server, interface, self.ip_type);
            let id = InterfaceId { server: server.id, number };
            if let Some(zone) = zone {
                self.add(&zone, Some(id));
            }
        }
    }

    /// Servers, and all addresses at which the plan has none.
    fn who_have_addresses(&mut self) {
        self.servers();
        let plan = self.index.plan;
        let mut inside = vec![];
        for vpc in &plan.vpcs {
            inside.extend(self.in_vpc(vpc.id));
        }
        let backends = plan.ip_backends.iter().filter(|it| it.vpc.is_none());
        let backends = backends.filter(|it| IpType::of(it.address) == self.ip_type);
        inside.extend(backends.map(|it| single(it.address)));
        let all = [addresses_of(Cidr::any(self.ip_type))];
        let outside = Zone {
            kind: PathEndKind::Outside,
            ip_type: self.ip_type,
            addresses: minus(&all, &union(inside)),
            subnet: None,
            vpc: None,
            guard: Guard::Nothing,
        };
        self.add(&outside, None);
    }

    /// Adds the addresses of a VPC at which it has no server, and gives all addresses that it has.
    fn in_vpc(&mut self, vpc: VpcId) -> Vec<Interval<u128>> {
        let plan = self.index.plan;
        let ip_type = self.ip_type;
        let mut taken = occupied(plan, self.index, vpc, ip_type);
        let zone = |kind, addresses| Zone {
            kind,
            ip_type,
            addresses,
            subnet: None,
            vpc: Some(vpc),
            guard: Guard::Unknown,
        };
        for subnet in plan.subnets.iter().filter(|it| it.vpc == vpc) {
            let own = subnet.cidr_of(ip_type).map(addresses_of);
            let left = minus(&union(own), &taken);
            taken = union(taken.into_iter().chain(own));
            let zone = zone(PathEndKind::Subnet(subnet.id), left);
            self.add(&Zone { subnet: Some(subnet), ..zone }, None);
        }
        let blocks = plan.vpc(vpc).into_iter().flat_map(|vpc| vpc.cidrs());
        let blocks = union(blocks.filter(|it| it.ip_type() == ip_type).map(addresses_of));
        self.add(&zone(PathEndKind::Vpc(vpc), minus(&blocks, &taken)), None);
        taken.extend(blocks);
        taken
    }
}

/// The addresses of the servers of a VPC.
fn occupied(plan: &Plan, index: &Index, vpc: VpcId, ip_type: IpType) -> Vec<Interval<u128>> {
    let interfaces = plan.servers.iter().flat_map(Server::all_interfaces);
    let here =
        interfaces.filter(|it| index.subnet(it.subnet).is_some_and(|subnet| subnet.vpc == vpc));
    union(here.filter_map(|it| it.address(ip_type)).map(single))
}
