//! Whether a flow says what the plan says: where it comes from, where it goes, by which protocol
//! and ports, and which filters are on its way.

use super::filters::Expected;
use super::check_log::Notes;
use super::plan_index::Places;
use super::discrepancy::{Fault, Field, FilterName, Place};
use super::space::Cell;
use super::notation::Addresses;
use super::delivery::{Ask, Way};
use super::document::{
    Direction, Filter, Flavor, Flow, Layer, Leg, Level, Listener, Outcome, Purpose, WhyNotFiltered,
};

/// A filter on the way of a flow that looks at its packets.
pub(super) struct Crossing<'a> {
    pub(super) filter: &'a Filter,
    pub(super) direction: Direction,
    pub(super) leg: Leg,
    pub(super) level: Level,
    /// Which rules take effect.
    pub(super) flavor: Flavor,
    /// The packets that must pass.
    pub(super) packets: Cell,
    /// What the report says of it.
    pub(super) layer: &'a Layer,
}

/// Checks a flow and returns the filters that look at its packets.
pub(super) fn check<'a>(
    places: &'a Places<'a>,
    flow: &'a Flow,
    notes: &mut Notes,
) -> Vec<Crossing<'a>> {
    // Ids are unique in a plan that makes sense. In one that does not, the flow has to fit one of
    // the things that have its ids.
    let mut first_faults = None;
    for (group, member) in places.members(&flow.group, &flow.member) {
        let to_come = Listener::to_come(group);
        for (balancer, listeners) in places.ways(group) {
            if balancer.id != flow.load_balancer {
                continue;
            }
            let way = Way::new(places, (group, member), balancer, &listeners, &to_come);
            let mut faults = vec![];
            let crossings = way.check(flow, &mut faults);
            if faults.is_empty() {
                return crossings;
            }
            first_faults.get_or_insert(faults);
        }
    }
    notes.at(Place::Flow(flow.id));
    let unknown = || vec![Fault::Unknown(format!("{}, {}", flow.load_balancer, flow.member))];
    for fault in first_faults.unwrap_or_else(unknown) {
        notes.add(fault);
    }
    vec![]
}

fn differs(field: Field, found: impl ToString, wanted: impl ToString) -> Fault {
    Fault::Differs { field, found: found.to_string(), wanted: wanted.to_string() }
}

impl Ask<'_> {
    fn is_from(&self, flow: &Flow) -> bool {
        self.source.subnet == flow.source.subnet.as_deref()
            && self.source.is_previous == flow.source.previous
            && self.source.block == flow.source.cidr
    }
}

impl Way<'_> {
    fn check<'f>(&self, flow: &'f Flow, faults: &mut Vec<Fault>) -> Vec<Crossing<'f>> {
        if flow.target != self.member.target {
            faults.push(differs(Field::Target, &flow.target, &self.member.target));
        }
        let family = self.family();
        if flow.family != family {
            faults.push(differs(Field::Type, flow.family, family));
        }
        let address = self.end.as_ref().map(|end| end.address);
        if flow.destination.as_ref() != address {
            let text = |it: Option<&Addresses>| it.map(ToString::to_string).unwrap_or_default();
            let found = text(flow.destination.as_ref());
            faults.push(differs(Field::Destination, found, text(address)));
        }
        let protocol = self.protocol(flow.purpose);
        if flow.protocol != protocol {
            faults.push(differs(Field::Protocol, flow.protocol, protocol));
        }
        let is_exempt = flow.is_exempt();
        let alike = |it: &Ask| it.purpose == flow.purpose && it.is_exempt == is_exempt;
        let asks = self.asks().into_iter().filter(alike).collect::<Vec<_>>();
        let Some(ask) = asked(flow, &asks, faults) else { return vec![] };
        if let Some(end) = &self.end {
            return layers(flow, &self.filters(ask), end.flavor, faults);
        }
        layers(flow, &self.filters(ask), Flavor::Standard, faults)
    }
}

/// What has to flow of which a flow is one. What the flow says otherwise is noted.
fn asked<'w>(flow: &Flow, asks: &'w [Ask<'w>], faults: &mut Vec<Fault>) -> Option<&'w Ask<'w>> {
    let Some(first) = asks.first() else {
        faults.push(differs(Field::Purpose, flow.purpose, Purpose::Traffic));
        return None;
    };
    let has_ports = |it: &&Ask| it.written_ports() == flow.ports;
    if !asks.iter().any(|it| has_ports(&it)) {
        faults.push(differs(Field::Ports, &flow.ports, first.written_ports()));
    }
    if !asks.iter().any(|it| it.is_from(flow)) {
        let text = |subnet: Option<&str>, block: &Addresses| match subnet {
            Some(subnet) => format!("{subnet} {block}"),
            None => block.to_string(),
        };
        let wanted = asks.iter().map(|it| text(it.source.subnet, &it.source.block));
        let wanted = wanted.collect::<Vec<_>>().join(", ");
        let found = text(flow.source.subnet.as_deref(), &flow.source.cidr);
        faults.push(differs(Field::Source, found, wanted));
    }
    let fitting = asks.iter().find(|it| has_ports(it) && it.is_from(flow));
    let ask = fitting.unwrap_or(first);
    for id in &flow.listeners {
        if !ask.listeners.iter().any(|it| it.id == *id) {
            faults.push(Fault::Unknown(id.clone()));
        }
    }
    let all = ask.listeners.iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join(", ");
    if flow.listeners.len() != ask.listeners.len() {
        faults.push(differs(Field::Listeners, flow.listeners.join(", "), all));
    }
    fitting
}

/// Compares the layers with the filters on the way: each has to be listed once, and no other.
/// Those that share filter, direction and leg stand in the order of the filters.
fn layers<'f>(
    flow: &'f Flow,
    filters: &[Expected],
    flavor: Flavor,
    faults: &mut Vec<Fault>,
) -> Vec<Crossing<'f>> {
    let mut left: Vec<&Expected> = filters.iter().collect();
    let mut crossings: Vec<Crossing> = vec![];
    for layer in flow.layers.iter() {
        let is_it = |it: &&Expected| {
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
                Filter::SecurityGroups(_) => (expected.level, flavor),
                Filter::NetworkAcl(_) => (expected.level, Flavor::Standard),
            };
            crossings.push(Crossing { filter, direction, leg, level, flavor, packets, layer });
        }
    }
    for expected in left {
        faults.push(Fault::NoLayer(FilterName::of(&expected.filter, expected.direction)));
    }
    crossings
}

impl Flow {
    /// Whether the report says that the flow passes whatever the rules say.
    pub(super) fn is_exempt(&self) -> bool {
        let layer4 = Outcome::NotFiltered(WhyNotFiltered::Layer4);
        !self.layers.is_empty() && self.layers.iter().all(|it| it.outcome.is_like(&layer4))
    }
}

impl Outcome {
    /// Whether two outcomes are the same, apart from how a filter that looks divides the flow.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::NotFiltered(one), Self::NotFiltered(other)) => one == other,
            (Self::Filtered { .. }, Self::Filtered { .. }) | (Self::Unknown, Self::Unknown) => true,
            _ => false,
        }
    }
}
