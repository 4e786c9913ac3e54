//! The places that an end of a connection of one's own stands for: the checker's own reading.
//!
//! A block sends from all of its addresses, and receives at the servers that are drawn in it, where
//! there are any. Every address of a family stands for what lies outside of all VPCs.

use super::document::{BackendServerGroup, Flavor, Interface, IpBackend, Server, Subnet};
use super::notation::Addresses;
use super::plan_index::PlanIndex;
use super::space::{Family, Span, joined};

/// Addresses that the same filters guard.
pub(super) struct Place<'a> {
    pub(super) spans: Vec<Span>,
    pub(super) subnet: Option<&'a Subnet>,
    pub(super) servers: Vec<&'a str>,
    pub(super) guard: Guard,
}

/// The security groups in front of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guard {
    /// These, on servers of a flavor.
    Worn(Vec<String>, Flavor),
    /// A server of which the plan names none.
    Unsaid,
    /// Port security is off.
    Off,
    /// Addresses of the cloud without a server.
    Undrawn,
    /// Addresses elsewhere.
    Outside,
}

/// One end of a connection in a family, as what sends or as what receives.
pub(super) struct End<'a> {
    pub(super) index: &'a PlanIndex<'a>,
    pub(super) family: Family,
    pub(super) sends: bool,
    /// The VPC of the other end.
    pub(super) far: Option<&'a str>,
}

/// The VPC that an end is in.
pub(super) fn vpc_of<'a>(index: &'a PlanIndex<'a>, end: &'a str) -> Option<&'a str> {
    let of = |subnet: &str| index.subnet(subnet).map(|it| it.vpc.as_str());
    let plan = index.plan;
    if end.starts_with("vpc-") {
        Some(end)
    } else if end.starts_with("subnet-") {
        of(end)
    } else if end.starts_with("server-") {
        index.server(end).and_then(|it| of(&it.primary.subnet))
    } else if end.starts_with("bsg-") {
        plan.backend_server_groups.iter().find(|it| it.id == end).map(|it| it.vpc.as_str())
    } else if end.starts_with("sg-") {
        let interfaces = plan.servers.iter().flat_map(Server::all_interfaces);
        let mut worn = interfaces.filter(|it| it.security_groups.iter().any(|id| id == end));
        worn.next().and_then(|it| of(&it.subnet))
    } else if end.starts_with("ip-") {
        plan.ip_backends.iter().find(|it| it.id == end).and_then(|it| it.vpc.as_deref())
    } else {
        None
    }
}

impl<'a> End<'a> {
    /// The places that an end stands for.
    pub(super) fn places(&self, end: &str) -> Vec<Place<'a>> {
        let plan = self.index.plan;
        let mut all = vec![];
        if end.starts_with("server-") {
            if let Some(server) = self.index.server(end) {
                self.host(server, &server.primary, self.own(&server.primary), &mut all);
            }
        } else if end.starts_with("bsg-") {
            if let Some(group) = plan.backend_server_groups.iter().find(|it| it.id == end) {
                self.members(group, &mut all);
            }
        } else if end.starts_with("sg-") {
            for server in &plan.servers {
                for interface in server.all_interfaces() {
                    if interface.security_groups.iter().any(|id| id == end) {
                        self.host(server, interface, self.own(interface), &mut all);
                    }
                }
            }
        } else if end.starts_with("ip-") {
            if let Some(backend) = plan.ip_backends.iter().find(|it| it.id == end) {
                self.backend(backend, &mut all);
            }
        } else if end.starts_with("subnet-") {
            if let Some(subnet) = self.index.subnet(end) {
                let block = subnet.block(self.family).map(|it| it.span);
                self.blocks(block, &[subnet.vpc.as_str()], &mut all);
            }
        } else if end.starts_with("vpc-") {
            self.blocks(self.index.blocks_of(end, self.family), &[end], &mut all);
        } else if end.starts_with("ipg-") {
            let group = plan.address_groups.iter().find(|it| it.id == end);
            let entries = group.into_iter().flat_map(|it| &it.addresses);
            let blocks = entries.filter(|it| it.family == self.family).flat_map(|it| {
                Addresses::blocks(self.family, vec![it.span]).into_iter().map(|it| it.span)
            });
            self.blocks(blocks, &self.vpcs(), &mut all);
        } else if let Ok(block) = Addresses::try_from(end.to_owned()) {
            let block = (block.family == self.family).then_some(block.span);
            self.blocks(block, &self.vpcs(), &mut all);
        }
        all
    }

    fn members(&self, group: &'a BackendServerGroup, all: &mut Vec<Place<'a>>) {
        for member in &group.members {
            if let Some(server) = self.index.server(&member.target) {
                let found = match &member.address {
                    Some(named) => server.all_interfaces().find_map(|interface| {
                        Some((interface, interface.addresses().find(|it| *it == named)?))
                    }),
                    None => {
                        let primary = &server.primary;
                        let own = match member.family {
                            Family::V4 => primary.ipv4.as_ref(),
                            Family::V6 => primary.ipv6.as_ref(),
                        };
                        own.map(|own| (primary, own))
                    }
                };
                if let Some((interface, address)) = found {
                    self.host(server, interface, Some(address), all);
                }
            } else if let Some(backend) =
                self.index.plan.ip_backends.iter().find(|it| it.id == member.target)
            {
                self.backend(backend, all);
            }
        }
    }

    /// The address of an interface in the family.
    fn own(&self, interface: &'a Interface) -> Option<&'a Addresses> {
        match self.family {
            Family::V4 => interface.ipv4.as_ref(),
            Family::V6 => interface.ipv6.as_ref(),
        }
    }

    /// The VPCs, that of the other end first.
    fn vpcs(&self) -> Vec<&'a str> {
        let all = self.index.plan.vpcs.iter().map(|it| it.id.as_str());
        self.far.into_iter().chain(all.filter(|it| Some(*it) != self.far)).collect()
    }

    fn host(
        &self,
        server: &'a Server,
        interface: &'a Interface,
        address: Option<&Addresses>,
        all: &mut Vec<Place<'a>>,
    ) {
        let Some(address) = address.filter(|it| it.family == self.family) else { return };
        let groups = self.index.known_groups(interface);
        let guard = match (interface.port_security, groups.is_empty()) {
            (false, _) => Guard::Off,
            (true, true) => Guard::Unsaid,
            (true, false) => Guard::Worn(groups, server.flavor),
        };
        let subnet = self.index.subnet(&interface.subnet);
        let id = |subnet: Option<&'a Subnet>| subnet.map(|it| it.id.as_str());
        let alike = |it: &&mut Place<'a>| id(it.subnet) == id(subnet) && it.guard == guard;
        match all.iter_mut().find(alike) {
            Some(place) => {
                if !place.spans.contains(&address.span) {
                    place.spans.push(address.span);
                }
                if !place.servers.contains(&server.id.as_str()) {
                    place.servers.push(&server.id);
                }
            }
            None => all.push(Place {
                spans: vec![address.span],
                subnet,
                servers: vec![&server.id],
                guard,
            }),
        }
    }

    fn backend(&self, backend: &'a IpBackend, all: &mut Vec<Place<'a>>) {
        let address = &backend.address;
        if address.family != self.family {
            return;
        }
        let near = self.far.filter(|far| self.index.is_in_vpc(far, address));
        let vpc = backend.vpc.as_deref().or(near);
        for server in &self.index.plan.servers {
            for interface in server.all_interfaces() {
                let subnet = self.index.subnet(&interface.subnet);
                let is_there = vpc.is_some() && subnet.map(|it| it.vpc.as_str()) == vpc;
                if is_there && interface.addresses().any(|it| it == address) {
                    return self.host(server, interface, Some(address), all);
                }
            }
        }
        let subnet = vpc.and_then(|vpc| self.index.subnet_at(vpc, address));
        let (spans, servers) = (vec![address.span], vec![]);
        all.push(Place { spans, subnet, servers, guard: Guard::Undrawn });
    }

    /// Blocks, cut up by the servers, the subnets and the VPCs that have their addresses.
    fn blocks(
        &self,
        blocks: impl IntoIterator<Item = Span>,
        vpcs: &[&str],
        all: &mut Vec<Place<'a>>,
    ) {
        let mut rests: Vec<(Vec<Span>, Option<&'a Subnet>, Guard)> = vec![];
        // Entries of an IP address group may overlap.
        let mut done: Vec<Span> = vec![];
        for block in blocks {
            let is_internet = block == Span::addresses(self.family);
            let mut left = vec![block];
            for earlier in &done {
                take(&mut left, *earlier);
            }
            done.push(block);
            let mut own = vec![];
            for vpc in vpcs {
                for server in self.index.plan.servers.iter().filter(|_| !is_internet) {
                    for interface in server.all_interfaces() {
                        let subnet = self.index.subnet(&interface.subnet);
                        let Some(address) = self.own(interface) else { continue };
                        if subnet.is_some_and(|it| it.vpc == *vpc)
                            && !take(&mut left, address.span).is_empty()
                        {
                            self.host(server, interface, Some(address), all);
                        }
                    }
                }
                for subnet in self.index.plan.subnets.iter().filter(|it| it.vpc == *vpc) {
                    let taken = subnet.block(self.family).map(|it| take(&mut left, it.span));
                    own.push((taken.unwrap_or_default(), Some(subnet), Guard::Undrawn));
                }
                for span in self.index.blocks_of(vpc, self.family) {
                    own.push((take(&mut left, span), None, Guard::Undrawn));
                }
            }
            if is_internet {
                own.clear();
            }
            own.push((left, None, Guard::Outside));
            rests.extend(own);
        }
        if !self.sends && !all.is_empty() {
            return;
        }
        let rests = rests.into_iter().filter(|(spans, _, _)| !spans.is_empty());
        all.extend(rests.map(|(spans, subnet, guard)| Place {
            spans: joined(spans),
            subnet,
            servers: vec![],
            guard,
        }));
    }
}

/// Takes what a span shares with others out of them.
fn take(left: &mut Vec<Span>, wanted: Span) -> Vec<Span> {
    let mut taken = vec![];
    for own in std::mem::take(left) {
        let Some(shared) = own.shared(wanted) else {
            left.push(own);
            continue;
        };
        taken.push(shared);
        if let Some(high) = shared.low.checked_sub(1).filter(|high| own.low <= *high) {
            left.push(Span { low: own.low, high });
        }
        if let Some(low) = shared.high.checked_add(1).filter(|low| *low <= own.high) {
            left.push(Span { low, high: own.high });
        }
    }
    taken
}
