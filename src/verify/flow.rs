//! Checks that a flow of the report is as the plan says: its source, destination, protocol and
//! ports, and the filters on its path.

use super::check_log::CheckLog;
use super::delivery::{Delivery, ExpectedFlow};
use super::discrepancy::{DocumentPart, Fault, Field, FilterName};
use super::document::{
    Direction, Filter, Flavor, Flow, Layer, Leg, Level, Listener, Outcome, Purpose, WhyNotFiltered,
};
use super::filters::ExpectedFilter;
use super::notation::Addresses;
use super::plan_index::PlanIndex;
use super::space::Cell;

/// A filter on the path of a flow that looks at its packets.
pub(super) struct FilterOnPath<'a> {
    pub(super) filter: &'a Filter,
    pub(super) direction: Direction,
    pub(super) leg: Leg,
    pub(super) level: Level,
    /// The flavor of the server, which decides which rules take effect.
    pub(super) flavor: Flavor,
    /// The security groups at the far end.
    pub(super) others: Vec<String>,
    /// The packets that must pass.
    pub(super) packets: Cell,
    /// The layer of the report about it.
    pub(super) layer: &'a Layer,
}

/// Checks a flow and returns the filters that look at its packets.
pub(super) fn check<'a>(
    index: &'a PlanIndex<'a>,
    flow: &'a Flow,
    log: &mut CheckLog,
) -> Vec<FilterOnPath<'a>> {
    // Ids are unique in a plan that makes sense. In one that does not, the flow has to fit one of
    // the things that have its ids.
    let mut first_faults = None;
    for (group, member) in index.members(&flow.group, &flow.member) {
        let to_come = Listener::to_come(group);
        for (balancer, listeners) in index.deliveries(group) {
            if balancer.id != flow.load_balancer {
                continue;
            }
            let delivery = Delivery::new(index, (group, member), balancer, &listeners, &to_come);
            let mut faults = vec![];
            let filters = delivery.check(flow, &mut faults);
            if faults.is_empty() {
                return filters;
            }
            first_faults.get_or_insert(faults);
        }
    }
    log.enter(DocumentPart::Flow(flow.id));
    let unknown = || vec![Fault::Unknown(format!("{}, {}", flow.load_balancer, flow.member))];
    for fault in first_faults.unwrap_or_else(unknown) {
        log.add(fault);
    }
    vec![]
}

pub(super) fn differs(field: Field, found: impl ToString, wanted: impl ToString) -> Fault {
    Fault::Differs { field, found: found.to_string(), wanted: wanted.to_string() }
}

impl ExpectedFlow<'_> {
    fn is_from(&self, flow: &Flow) -> bool {
        self.source.subnet == flow.source.subnet.as_deref()
            && self.source.is_previous == flow.source.previous
            && self.source.block == flow.source.cidr
    }
}

impl Delivery<'_> {
    fn check<'f>(&self, flow: &'f Flow, faults: &mut Vec<Fault>) -> Vec<FilterOnPath<'f>> {
        if flow.target != self.member.target {
            faults.push(differs(Field::Target, &flow.target, &self.member.target));
        }
        let family = self.family();
        if flow.family != family {
            faults.push(differs(Field::Type, flow.family, family));
        }
        let address = self.location.as_ref().map(|it| it.address);
        if flow.destination.as_ref() != address {
            let text = |it: Option<&Addresses>| it.map(ToString::to_string).unwrap_or_default();
            let found = text(flow.destination.as_ref());
            faults.push(differs(Field::Destination, found, text(address)));
        }
        let protocol = self.protocol(flow.purpose);
        if flow.protocol != protocol {
            faults.push(differs(Field::Protocol, flow.protocol, protocol));
        }
        let message = self.message(flow.purpose);
        if flow.icmp.0 != message {
            faults.push(differs(Field::Icmp, flow.icmp.0, message));
        }
        let is_in_doubt = self.is_route_in_doubt();
        if flow.route_in_doubt != is_in_doubt {
            faults.push(differs(Field::RouteInDoubt, flow.route_in_doubt, is_in_doubt));
        }
        let is_exempt = flow.is_exempt();
        let alike = |it: &ExpectedFlow| it.purpose == flow.purpose && it.is_exempt == is_exempt;
        let expected_flows = self.expected_flows().into_iter().filter(alike).collect::<Vec<_>>();
        let Some(expected) = expected_flow(flow, &expected_flows, faults) else { return vec![] };
        if let Some(location) = &self.location {
            return layers(&flow.layers, &self.filters(expected), location.flavor, faults);
        }
        layers(&flow.layers, &self.filters(expected), Flavor::Standard, faults)
    }
}

/// The expected flow that a flow of the report is. Their differences are recorded as faults.
fn expected_flow<'w>(
    flow: &Flow,
    expected_flows: &'w [ExpectedFlow<'w>],
    faults: &mut Vec<Fault>,
) -> Option<&'w ExpectedFlow<'w>> {
    let Some(first) = expected_flows.first() else {
        faults.push(differs(Field::Purpose, flow.purpose, Purpose::Traffic));
        return None;
    };
    let has_ports = |it: &&ExpectedFlow| it.written_ports() == flow.ports;
    if !expected_flows.iter().any(|it| has_ports(&it)) {
        faults.push(differs(Field::Ports, &flow.ports, first.written_ports()));
    }
    if !expected_flows.iter().any(|it| it.is_from(flow)) {
        let text = |subnet: Option<&str>, block: &Addresses| match subnet {
            Some(subnet) => format!("{subnet} {block}"),
            None => block.to_string(),
        };
        let wanted = expected_flows.iter().map(|it| text(it.source.subnet, &it.source.block));
        let wanted = wanted.collect::<Vec<_>>().join(", ");
        let found = text(flow.source.subnet.as_deref(), &flow.source.cidr);
        faults.push(differs(Field::Source, found, wanted));
    }
    let mut fitting = expected_flows.iter().filter(|it| has_ports(it) && it.is_from(flow));
    // Clients may have the very block from which a load balancer sends for other listeners.
    let is_by = |it: &&ExpectedFlow| {
        it.listeners.len() == flow.listeners.len()
            && it.listeners.iter().all(|own| flow.listeners.contains(&own.id))
    };
    let fitting = fitting.clone().find(is_by).or_else(|| fitting.next());
    let expected = fitting.unwrap_or(first);
    for id in &flow.listeners {
        if !expected.listeners.iter().any(|it| it.id == *id) {
            faults.push(Fault::Unknown(id.clone()));
        }
    }
    let all = expected.listeners.iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join(", ");
    if flow.listeners.len() != expected.listeners.len() {
        faults.push(differs(Field::Listeners, flow.listeners.join(", "), all));
    }
    fitting
}

/// Compares the layers with the filters on the path: each has to be listed once, and no other.
/// Those that share filter, direction and leg stand in the order of the filters.
pub(super) fn layers<'f>(
    listed: &'f [Layer],
    filters: &[ExpectedFilter],
    flavor: Flavor,
    faults: &mut Vec<Fault>,
) -> Vec<FilterOnPath<'f>> {
    let mut left: Vec<&ExpectedFilter> = filters.iter().collect();
    let mut filters: Vec<FilterOnPath> = vec![];
    for layer in listed {
        let is_it = |it: &&ExpectedFilter| {
            it.filter == layer.filter && it.direction == layer.direction && it.leg == layer.leg
        };
        let Some(at) = left.iter().position(is_it) else {
            faults.push(Fault::NotOnTheWay);
            continue;
        };
        let expected = left.remove(at);
        if !layer.outcome.is_like(&expected.outcome) {
            faults.push(Fault::WrongOutcome);
        }
        if layer.level != expected.level {
            faults.push(differs(Field::Level, layer.level, expected.level));
        }
        if let Some(packets) = expected.packets {
            let (filter, direction, leg) = (&layer.filter, layer.direction, layer.leg);
            let (level, flavor) = match filter {
                Filter::SecurityGroups(_) => (expected.level, expected.flavor.unwrap_or(flavor)),
                Filter::NetworkAcl(_) => (expected.level, Flavor::Standard),
            };
            filters.push(FilterOnPath {
                filter,
                direction,
                leg,
                level,
                flavor,
                others: expected.others.clone(),
                packets,
                layer,
            });
        }
    }
    for expected in left {
        faults.push(Fault::NoLayer(FilterName::of(&expected.filter, expected.direction)));
    }
    filters
}

impl Flow {
    /// True if the report says that the flow passes whatever the rules say.
    pub(super) fn is_exempt(&self) -> bool {
        let layer4 = Outcome::NotFiltered(WhyNotFiltered::Layer4);
        !self.layers.is_empty() && self.layers.iter().all(|it| it.outcome.is_like(&layer4))
    }
}

impl Outcome {
    /// Compares two outcomes, apart from how a filter that looks divides the flow.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::NotFiltered(one), Self::NotFiltered(other)) => one == other,
            (Self::Filtered { .. }, Self::Filtered { .. }) | (Self::Unknown, Self::Unknown) => true,
            _ => false,
        }
    }
}
