//! The places that an end of a connection stands for: addresses of one family, by what guards them.
//!
//! A block, a subnet and a VPC send from every address that they have. They receive at the servers
//! that are drawn there; only where there is none, they stand for their addresses. Every address of
//! a family is the Internet: what lies outside of all VPCs.

use std::net::IpAddr;
use std::rc::Rc;

use crate::engine::index::Index;
use crate::engine::packet::{Interval, addresses_of, blocks_of, join, number_of, take};
use crate::plan::{
    Cidr, ConnectionEnd, Flavor, Interface, IpBackend, IpType, MemberTarget, SecurityGroupId,
    Server, ServerId, Subnet, VpcId,
};

/// Addresses of one family that the same filters guard.
pub(super) struct Place<'a> {
    /// Those of a server, or of a part of a block.
    pub(super) spots: Vec<Spot>,
    pub(super) subnet: Option<&'a Subnet>,
    pub(super) servers: Vec<ServerId>,
    pub(super) guard: Guard,
}

/// Addresses in a row, with the block that rules name for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) addresses: Interval<u128>,
    pub(super) named: Cidr,
}

/// The security groups in front of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guard {
    /// These, in their sequence, on servers of one flavor.
    Worn(Rc<[SecurityGroupId]>, Flavor),
    /// A server of which the plan does not say which.
    Unsaid,
    /// Port security is off, so they do not count.
    Off,
    /// Addresses of the cloud at which no server is drawn.
    Undrawn,
    /// Addresses outside of the plan.
    Outside,
}

/// The role of an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Sends,
    Receives,
}

/// The places of an end in one family; `far` is the VPC of the other end.
pub(super) fn places<'a>(
    index: &'a Index<'a>,
    end: ConnectionEnd,
    ip_type: IpType,
    role: Role,
    far: Option<VpcId>,
) -> Vec<Place<'a>> {
    let mut places = Places { index, ip_type, all: vec![] };
    match end {
        ConnectionEnd::Server(id) => {
            if let Some(server) = index.server(id) {
                places.host(server, server.address(ip_type), None);
            }
        }
        ConnectionEnd::BackendServerGroup(id) => {
            let groups = index.plan.backend_server_groups.iter();
            let group = groups.filter(|it| it.id == id).take(1);
            for member in group.flat_map(|it| &it.members) {
                match member.target {
                    MemberTarget::Server(id) => {
                        let Some(server) = index.server(id) else { continue };
                        let address = server.reached_at(member.address, member.ip_type);
                        places.host(server, address, None);
                    }
                    MemberTarget::IpBackend(id) => {
                        if let Some(backend) = index.ip_backend(id) {
                            places.backend(backend, far);
                        }
                    }
                }
            }
        }
        ConnectionEnd::SecurityGroup(id) => {
            for server in &index.plan.servers {
                for interface in server.all_interfaces() {
                    if interface.security_groups.contains(&id) {
                        places.interface(server, &interface, interface.address(ip_type), None);
                    }
                }
            }
        }
        ConnectionEnd::IpBackend(id) => {
            if let Some(backend) = index.ip_backend(id) {
                places.backend(backend, far);
            }
        }
        ConnectionEnd::Subnet(id) => {
            if let Some(subnet) = index.subnet(id) {
                let blocks = subnet.cidr_of(ip_type).into_iter();
                places.blocks(blocks, role, Cut::Within(subnet.vpc));
            }
        }
        ConnectionEnd::Vpc(id) => {
            let blocks = index.vpc(id).into_iter().flat_map(|it| it.cidrs());
            places.blocks(blocks, role, Cut::Within(id));
        }
        ConnectionEnd::AddressGroup(id) => {
            let groups = index.plan.address_groups.iter().filter(|it| it.id == id).take(1);
            let blocks = groups.flat_map(|it| &it.addresses).flat_map(|it| blocks_of(*it));
            places.blocks(blocks, role, Cut::Near(far));
        }
        ConnectionEnd::Address(cidr) => {
            places.blocks(std::iter::once(cidr), role, Cut::Near(far));
        }
    }
    places.all
}

/// The VPC of an end, where it is in one.
pub(crate) fn vpc_of(index: &Index, end: ConnectionEnd) -> Option<VpcId> {
    let of_subnet = |id| index.subnet(id).map(|it| it.vpc);
    match end {
        ConnectionEnd::Vpc(id) => Some(id),
        ConnectionEnd::Subnet(id) => of_subnet(id),
        ConnectionEnd::Server(id) => index.server(id).and_then(|it| of_subnet(it.subnet)),
        ConnectionEnd::BackendServerGroup(id) => {
            index.plan.backend_server_groups.iter().find(|it| it.id == id).map(|it| it.vpc)
        }
        ConnectionEnd::SecurityGroup(id) => {
            let interfaces = index.plan.servers.iter().flat_map(Server::all_interfaces);
            let mut worn = interfaces.filter(|it| it.security_groups.contains(&id));
            worn.next().and_then(|it| of_subnet(it.subnet))
        }
        ConnectionEnd::IpBackend(id) => index.ip_backend(id).and_then(|it| it.vpc),
        ConnectionEnd::AddressGroup(_) | ConnectionEnd::Address(_) => None,
    }
}

/// The VPCs whose addresses the addresses of a block are.
#[derive(Clone, Copy)]
enum Cut {
    /// This one alone.
    Within(VpcId),
    /// All, but this one first: of two VPCs with the same addresses, that of the other end is meant.
    Near(Option<VpcId>),
}

/// The places that are found so far.
struct Places<'a> {
    index: &'a Index<'a>,
    ip_type: IpType,
    all: Vec<Place<'a>>,
}

impl<'a> Places<'a> {
    /// Adds a server at an address of its own.
    fn host(&mut self, server: &Server, address: Option<IpAddr>, named: Option<Cidr>) {
        if let Some(interface) = address.and_then(|it| server.interface_at(it)) {
            self.interface(server, &interface, address, named);
        }
    }

    fn interface(
        &mut self,
        server: &Server,
        interface: &Interface,
        address: Option<IpAddr>,
        named: Option<Cidr>,
    ) {
        let Some(address) = address.filter(|it| IpType::of(*it) == self.ip_type) else { return };
        let is_there = |id: &SecurityGroupId| self.index.security_group(*id).is_some();
        let groups = interface.security_groups.iter().copied().filter(is_there);
        let groups = groups.collect::<Rc<[_]>>();
        let guard = match (interface.port_security, groups.is_empty()) {
            (false, _) => Guard::Off,
            (true, true) => Guard::Unsaid,
            (true, false) => Guard::Worn(groups, server.flavor),
        };
        let subnet = self.index.subnet(interface.subnet);
        let addresses = Interval::single(number_of(address));
        let spot = Spot { addresses, named: named.unwrap_or(Cidr::host(address)) };
        let id = |subnet: Option<&Subnet>| subnet.map(|it| it.id);
        let alike = |it: &&mut Place| id(it.subnet) == id(subnet) && it.guard == guard;
        match self.all.iter_mut().find(alike) {
            Some(place) => {
                if place.spots.iter().all(|it| it.addresses != addresses) {
                    place.spots.push(spot);
                }
                if !place.servers.contains(&server.id) {
                    place.servers.push(server.id);
                }
            }
            None => {
                self.all.push(Place { spots: vec![spot], subnet, servers: vec![server.id], guard });
            }
        }
    }

    fn backend(&mut self, backend: &IpBackend, far: Option<VpcId>) {
        let address = backend.address;
        if IpType::of(address) != self.ip_type {
            return;
        }
        let near = far.filter(|far| self.index.is_in_vpc(*far, address));
        let vpc = backend.vpc.or(near);
        if let Some((server, interface)) = vpc.and_then(|it| self.index.interface_at(it, address)) {
            return self.interface(server, &interface, Some(address), None);
        }
        let subnet = vpc.and_then(|vpc| self.index.subnet_at(vpc, address));
        let addresses = Interval::single(number_of(address));
        let spots = vec![Spot { addresses, named: Cidr::host(address) }];
        self.all.push(Place { spots, subnet, servers: vec![], guard: Guard::Undrawn });
    }

    /// Adds blocks, cut up by what guards their addresses.
    fn blocks(&mut self, blocks: impl Iterator<Item = Cidr>, role: Role, cut: Cut) {
        let ip_type = self.ip_type;
        let (mut rests, mut done) = (vec![], vec![]);
        for block in blocks.filter(|it| it.ip_type() == ip_type) {
            let mut rest = vec![addresses_of(block)];
            // Entries of an IP address group may overlap.
            for earlier in &done {
                take(&mut rest, *earlier);
            }
            done.push(addresses_of(block));
            let is_internet = block.is_any();
            for vpc in self.vpcs(cut) {
                let subnets = self.index.plan.subnets.iter().filter(|it| it.vpc == vpc);
                let subnets = subnets.collect::<Vec<_>>();
                if !is_internet {
                    self.servers_in(block, vpc, &mut rest);
                }
                for subnet in subnets {
                    let own = subnet.cidr_of(ip_type).map(addresses_of);
                    let taken = own.map(|own| take(&mut rest, own)).unwrap_or_default();
                    rests.push((block, taken, Some(subnet), Guard::Undrawn));
                }
                let own = self.index.vpc(vpc).into_iter().flat_map(|it| it.cidrs());
                for cidr in own.filter(|it| it.ip_type() == ip_type) {
                    let taken = take(&mut rest, addresses_of(cidr));
                    rests.push((block, taken, None, Guard::Undrawn));
                }
            }
            rests.push((block, rest, None, Guard::Outside));
            if is_internet {
                rests.retain(|(own, _, _, guard)| *own != block || *guard == Guard::Outside);
            }
        }
        if role == Role::Receives && !self.all.is_empty() {
            return;
        }
        for (block, addresses, subnet, guard) in rests {
            let spots = join(addresses).into_iter();
            let spots = spots.map(|addresses| Spot { addresses, named: block });
            let spots = spots.collect::<Vec<_>>();
            if !spots.is_empty() {
                self.all.push(Place { spots, subnet, servers: vec![], guard });
            }
        }
    }

    fn vpcs(&self, cut: Cut) -> Vec<VpcId> {
        let all = self.index.plan.vpcs.iter().map(|it| it.id);
        match cut {
            Cut::Within(vpc) => vec![vpc],
            Cut::Near(near) => {
                let others = all.filter(|it| Some(*it) != near);
                near.into_iter().chain(others).collect()
            }
        }
    }

    /// Adds the servers of a VPC at their addresses in a block that are not taken yet.
    fn servers_in(&mut self, block: Cidr, vpc: VpcId, rest: &mut Vec<Interval<u128>>) {
        for server in &self.index.plan.servers {
            for interface in server.all_interfaces() {
                let subnet = self.index.subnet(interface.subnet);
                let Some(address) = interface.address(self.ip_type) else { continue };
                if subnet.is_none_or(|it| it.vpc != vpc) {
                    continue;
                }
                if !take(rest, Interval::single(number_of(address))).is_empty() {
                    self.interface(server, &interface, Some(address), Some(block));
                }
            }
        }
    }
}
