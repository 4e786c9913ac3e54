//! The filters on the way of a flow, and the packets that each has to let pass: the checker's own
//! reading, in the order in which a report lists them.

use super::delivery::{Delivery, ExpectedFlow};
use super::document::{
    Direction, Filter, Flavor, Leg, Level, Listener, LoadBalancerKind, NetworkAcl, Outcome,
    Purpose, Subnet, WhyNotFiltered,
};
use super::notation::{Messages, Protocol};
use super::space::{Cell, Family, Span};

/// A filter on the way.
pub(super) struct ExpectedFilter {
    pub(super) filter: Filter,
    pub(super) direction: Direction,
    pub(super) leg: Leg,
    pub(super) level: Level,
    /// The outcome at the filter; one that looks has no parts here.
    pub(super) outcome: Outcome,
    /// The packets that must pass, where it looks at them.
    pub(super) packets: Option<Cell>,
    /// The flavor of the server, where it is not that of the flow's member.
    pub(super) flavor: Option<Flavor>,
    /// The security groups at the far end.
    pub(super) others: Vec<String>,
}

impl ExpectedFilter {
    pub(super) fn looks(
        (leg, direction): (Leg, Direction),
        filter: Filter,
        level: Level,
        it: Cell,
    ) -> Self {
        let outcome = Outcome::Filtered { parts: vec![] };
        let (flavor, others) = (None, vec![]);
        Self { filter, direction, leg, level, outcome, packets: Some(it), flavor, others }
    }

    /// The filter for packets at which no network ACL looks.
    fn never_filtered(self) -> Self {
        let outcome = Outcome::NotFiltered(WhyNotFiltered::NeverFiltered);
        Self { outcome, packets: None, ..self }
    }

    pub(super) fn of(filter: Filter, outcome: Outcome) -> Self {
        let (direction, leg, level) = (Direction::Inbound, Leg::Member, Level::Required);
        let (flavor, others) = (None, vec![]);
        Self { filter, direction, leg, level, outcome, packets: None, flavor, others }
    }
}

/// A network ACL at the edge of a subnet, and whether all of its rules are known.
struct EdgeAcl {
    id: Option<String>,
    is_known: bool,
}

/// The packets that answer: the same on their way back, and an echo reply to a ping.
pub(super) fn answers(packets: Cell) -> Cell {
    let reply = match packets.protocol == Protocol::ICMP.span() {
        true => Messages::one(0, 0),
        false => Messages::one(129, 0),
    };
    let ping = match packets.protocol == Protocol::ICMP.span() {
        true => Messages::one(8, 0),
        false => Messages::one(128, 0),
    };
    // Whatever answers other messages may be any.
    let is_ping = packets.messages == ping.span();
    let other = Span::MESSAGES;
    Cell {
        messages: if is_ping { reply.span() } else { other },
        source: packets.destination,
        destination: packets.source,
        source_ports: packets.ports,
        ports: packets.source_ports,
        ..packets
    }
}

/// Tells packets that no network ACL looks at (VPC user guide, network ACL overview).
pub(super) fn is_never_filtered(packets: &Cell) -> bool {
    let span = |low: u32, high: u32| Span { low: low.into(), high: high.into() };
    let to = |span: Span| packets.family == Family::V4 && span.holds(packets.destination);
    let is_http = packets.protocol == Span::one(6) && packets.ports == Span::one(80);
    to(span(0x647d_0000, 0x647d_ffff))
        || to(span(0xe000_0000, 0xe000_00ff))
        || to(span(u32::MAX, u32::MAX))
        || is_http && to(span(0xa9fe_a9fe, 0xa9fe_a9fe))
}

impl Delivery<'_> {
    /// The filters on the path of an expected flow.
    pub(super) fn filters(&self, expected: &ExpectedFlow) -> Vec<ExpectedFilter> {
        let mut filters = self.on_the_way(expected);
        // Nothing is sent until a listener leads there, nor traffic to a member of weight 0.
        let rests = expected.purpose == Purpose::Traffic && self.member.weight == 0;
        if (self.is_to_come || rests) && !expected.is_exempt {
            filters.iter_mut().for_each(|it| it.level = Level::Recommended);
        }
        filters
    }

    fn on_the_way(&self, expected: &ExpectedFlow) -> Vec<ExpectedFilter> {
        let acl = self.location.as_ref().and_then(|it| it.subnet?.network_acl.clone());
        let groups =
            self.location.as_ref().map(|it| it.security_groups.clone()).unwrap_or_default();
        let (acl, groups) = (Filter::NetworkAcl(acl), Filter::SecurityGroups(groups));
        if expected.is_exempt {
            let past =
                |filter| ExpectedFilter::of(filter, Outcome::NotFiltered(WhyNotFiltered::Layer4));
            return vec![past(acl), past(groups)];
        }
        if self.is_unrouted() {
            let past =
                |filter| ExpectedFilter::of(filter, Outcome::NotFiltered(WhyNotFiltered::NoRoute));
            return vec![past(acl), past(groups)];
        }
        let Some(location) = &self.location else {
            return vec![ExpectedFilter::of(groups, Outcome::Unknown)];
        };
        let protocol = self.protocol(expected.purpose);
        // A load balancer takes a port that is not reserved for servers; clients may be behind
        // devices that take any.
        let from_ports = match protocol.has_ports() && !expected.source.are_clients {
            true => Span { low: 1024, ..Span::PORTS },
            false => Span::PORTS,
        };
        let there = Cell {
            family: self.family(),
            source: expected.source.block.span,
            destination: location.address.span,
            protocol: protocol.span(),
            source_ports: from_ports,
            ports: expected.ports.unwrap_or(Span::PORTS),
            messages: self.message(expected.purpose).span(),
        };
        let mut filters = vec![];
        let acl_counts = self.at_acl(expected, acl.clone(), there, &mut filters);
        // Security groups have no source ports.
        self.at_groups(groups, Cell { source_ports: Span::PORTS, ..there }, &mut filters);
        let state = self.index.settings().network_acl_state.as_str();
        if acl_counts && state != "stateful" {
            let level = if state == "stateless" { Level::Required } else { Level::Recommended };
            let back = answers(there);
            let out = ExpectedFilter::looks((Leg::Member, Direction::Outbound), acl, level, back);
            filters.push(if is_never_filtered(&back) { out.never_filtered() } else { out });
        }
        self.at_balancer(expected, there, &mut filters);
        filters
    }

    /// The network ACL of the member's subnet. Says whether it looks.
    fn at_acl(
        &self,
        expected: &ExpectedFlow,
        filter: Filter,
        there: Cell,
        filters: &mut Vec<ExpectedFilter>,
    ) -> bool {
        let subnet = self.location.as_ref().and_then(|it| it.subnet);
        let why = match subnet.map(|subnet| (subnet, self.acl_of(subnet))) {
            None => {
                filters.push(ExpectedFilter::of(filter, Outcome::Unknown));
                return false;
            }
            Some((subnet, None)) if subnet.network_acl.is_some() || subnet.network_acl_known => {
                Some(WhyNotFiltered::NoNetworkAcl)
            }
            Some((_, Some(acl))) if !acl.enabled => Some(WhyNotFiltered::NetworkAclDisabled),
            Some((subnet, _)) if expected.source.subnet == Some(subnet.id.as_str()) => {
                Some(WhyNotFiltered::SameSubnet)
            }
            Some((subnet, _))
                if expected.source.are_clients && subnet.has(&expected.source.block) =>
            {
                Some(WhyNotFiltered::SameSubnet)
            }
            Some(_) if is_never_filtered(&there) => Some(WhyNotFiltered::NeverFiltered),
            Some((_, acl)) if acl.is_none_or(|it| !it.rules_known) => {
                filters.push(ExpectedFilter::of(filter, Outcome::Unknown));
                return false;
            }
            Some(_) => None,
        };
        filters.push(match why {
            Some(why) => ExpectedFilter::of(filter, Outcome::NotFiltered(why)),
            None => ExpectedFilter::looks(
                (Leg::Member, Direction::Inbound),
                filter,
                Level::Required,
                there,
            ),
        });
        why.is_none()
    }

    /// The security groups of the member's interface, and the outbound rows of the tables.
    fn at_groups(&self, groups: Filter, there: Cell, filters: &mut Vec<ExpectedFilter>) {
        let is_secured = self.location.as_ref().is_none_or(|it| it.port_security);
        if !is_secured {
            let off = Outcome::NotFiltered(WhyNotFiltered::PortSecurityOff);
            filters.push(ExpectedFilter::of(groups, off));
            return;
        }
        let is_known = self.location.as_ref().is_none_or(|it| it.rules_known);
        if !is_known || matches!(&groups, Filter::SecurityGroups(ids) if ids.is_empty()) {
            filters.push(ExpectedFilter::of(groups, Outcome::Unknown));
            return;
        }
        // A security group's port is the destination port in both directions. What goes out for a ping
        // is the reply.
        let (source, destination) = (there.destination, there.source);
        let row = Cell { source, destination, messages: answers(there).messages, ..there };
        let inbound = (Leg::Member, Direction::Inbound);
        let outbound = (Leg::Member, Direction::Outbound);
        filters.push(ExpectedFilter::looks(inbound, groups.clone(), Level::Required, there));
        filters.push(ExpectedFilter::looks(outbound, groups, Level::Recommended, row));
    }

    /// The network ACLs of the load balancer's own subnets.
    fn at_balancer(&self, expected: &ExpectedFlow, there: Cell, filters: &mut Vec<ExpectedFilter>) {
        let settings = self.index.settings();
        let level = match settings.load_balancer_acl.as_str() {
            "ignore" => return,
            "apply" => Level::Required,
            _ => Level::Recommended,
        };
        let is_stateless = settings.network_acl_state == "stateless";
        let mut both_ways = |acl: &EdgeAcl, legs: [(Leg, Direction); 2], packets| {
            let [go, come] = legs;
            let back = is_stateless.then(|| (come, answers(packets)));
            for ((leg, direction), packets) in [(go, packets)].into_iter().chain(back) {
                let looks = ExpectedFilter::looks(
                    (leg, direction),
                    Filter::NetworkAcl(acl.id.clone()),
                    level,
                    packets,
                );
                // Nothing depends on which packets ask an unknown one, so they stand there once.
                let is_said = filters.iter().any(|it| {
                    let is_way = legs.iter().any(|(leg, _)| *leg == it.leg);
                    is_way && it.filter == looks.filter && matches!(it.outcome, Outcome::Unknown)
                });
                if is_never_filtered(&packets) {
                    filters.push(looks.never_filtered());
                } else if acl.is_known {
                    filters.push(looks);
                } else if !is_said {
                    filters.push(ExpectedFilter {
                        outcome: Outcome::Unknown,
                        packets: None,
                        ..looks
                    });
                }
            }
        };
        let member_subnet = self.location.as_ref().and_then(|it| it.subnet).map(|it| &it.id);
        let from = expected.source.subnet.and_then(|id| self.index.subnet(id));
        if let Some(from) = from.filter(|from| Some(&from.id) != member_subnet)
            && let Some(acl) = self.at_edge(from)
        {
            let legs = [
                (Leg::FromLoadBalancer, Direction::Outbound),
                (Leg::BackToLoadBalancer, Direction::Inbound),
            ];
            both_ways(&acl, legs, there);
        }
        let is_traffic = expected.purpose == Purpose::Traffic;
        let home = self.index.subnet(&self.balancer.subnet).filter(|_| is_traffic);
        let Some(home) = home else { return };
        let Some(acl) = self.at_edge(home) else { return };
        let legs =
            [(Leg::FromClients, Direction::Inbound), (Leg::BackToClients, Direction::Outbound)];
        let both = |listener| [Family::V4, Family::V6].map(|family| (listener, family));
        for (listener, family) in expected.listeners.iter().flat_map(both) {
            let Some(block) = home.block(family).filter(|_| self.takes(listener, family)) else {
                continue;
            };
            let is_udp = matches!(listener.protocol.as_str(), "UDP" | "QUIC");
            let protocol = if is_udp { Protocol::UDP } else { Protocol::TCP }.span();
            let spans = listener.clients(family);
            let clients = super::notation::Addresses::blocks(family, spans);
            for client in clients.iter().filter(|it| !home.has(it)) {
                for &ports in listener.ports.named() {
                    let (source, destination) = (client.span, block.span);
                    let source_ports = Span::PORTS;
                    let cell = Cell {
                        family,
                        source,
                        destination,
                        protocol,
                        source_ports,
                        ports,
                        ..there
                    };
                    both_ways(&acl, legs, cell);
                }
            }
        }
    }

    /// Tells whether clients of a family can come to the member by a listener. TCP and UDP listeners
    /// forward a family as it comes, unless they translate; others take both, of which a shared load
    /// balancer has one.
    fn takes(&self, listener: &Listener, family: Family) -> bool {
        match matches!(listener.protocol.as_str(), "TCP" | "UDP") && !listener.nat64 {
            true => family == self.family(),
            false => family == Family::V4 || self.balancer.kind == LoadBalancerKind::Dedicated,
        }
    }

    /// The network ACL that filters at the edge of a subnet, as far as the plan knows it.
    fn at_edge(&self, subnet: &Subnet) -> Option<EdgeAcl> {
        match self.acl_of(subnet) {
            Some(acl) if !acl.enabled => None,
            Some(acl) => Some(EdgeAcl { id: Some(acl.id.clone()), is_known: acl.rules_known }),
            None if subnet.network_acl.is_some() || subnet.network_acl_known => None,
            None => Some(EdgeAcl { id: None, is_known: false }),
        }
    }

    fn acl_of(&self, subnet: &Subnet) -> Option<&NetworkAcl> {
        subnet.network_acl.as_deref().and_then(|id| self.index.network_acl(id))
    }
}
