//! Whether a flow says what the plan says: where it comes from, where it goes, by which protocol
//! and ports, and which filters are on its way.

use super::notes::Notes;
use super::places::Places;
use super::problem::{Fault, Field, FilterName, Place};
use super::space::{Cell, Span};
use super::text::{Addresses, Ports};
use super::way::Way;
use super::wire::{
    Direction, Filter, Flavor, Flow, Layer, Level, Outcome, Purpose, WhyNotFiltered,
};

/// A filter on the way of a flow that looks at its packets.
pub(super) struct Crossing<'a> {
    pub(super) filter: &'a Filter,
    pub(super) direction: Direction,
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
    let listeners: Vec<_> =
        places.load_balancers(&flow.load_balancer).flat_map(|it| &it.listeners).collect();
    // Ids are unique in a plan that makes sense. In one that does not, the flow has to fit one of
    // the things that have its ids.
    let mut first_faults = None;
    for balancer in places.load_balancers(&flow.load_balancer) {
        for (group, member) in places.members(&flow.group, &flow.member) {
            let end = places.end(member);
            let listeners = listeners.clone();
            let way = Way { places, balancer, group, member, end, listeners };
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

impl Way<'_> {
    fn check<'f>(&self, flow: &'f Flow, faults: &mut Vec<Fault>) -> Vec<Crossing<'f>> {
        let is_exempt = flow.is_exempt();
        self.check_listeners(flow, is_exempt, faults);
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
        // Only what is forwarded can pass whatever the rules say.
        if !self.sends(flow.purpose) || (is_exempt && flow.purpose != Purpose::Traffic) {
            faults.push(differs(Field::Purpose, flow.purpose, Purpose::Traffic));
        }
        let (protocol, port) = self.sent(flow.purpose);
        if flow.protocol != protocol {
            faults.push(differs(Field::Protocol, flow.protocol, protocol));
        }
        let ports = Ports::of(port);
        if flow.ports != ports {
            faults.push(differs(Field::Ports, &flow.ports, ports));
        }
        self.check_source(flow, is_exempt, faults);
        self.layers(flow, is_exempt, faults)
    }

    /// Every listener has to lead to the group, and past the rules where the flow is exempt.
    fn check_listeners(&self, flow: &Flow, is_exempt: bool, faults: &mut Vec<Fault>) {
        for id in &flow.listeners {
            let leads = self.listeners.iter().any(|listener| {
                listener.id == *id
                    && listener.backend_server_group.as_deref() == Some(&self.group.id)
                    && (!is_exempt || self.is_exempt(listener))
            });
            if !leads {
                faults.push(Fault::Unknown(id.clone()));
            }
        }
        if flow.listeners.is_empty() {
            faults.push(differs(Field::Listeners, "", &self.group.id));
        }
    }

    /// The flow has to come from what the load balancer sends from, or from the clients.
    fn check_source(&self, flow: &Flow, is_exempt: bool, faults: &mut Vec<Fault>) {
        let sources = if is_exempt { vec![self.clients()] } else { self.sources() };
        let found = &flow.source;
        let is_one = sources.iter().any(|source| {
            source.subnet == found.subnet.as_deref()
                && source.is_previous == found.previous
                && source.block.as_ref() == &found.cidr
        });
        if !is_one {
            let text = |subnet: Option<&str>, block: &Addresses| match subnet {
                Some(subnet) => format!("{subnet} {block}"),
                None => block.to_string(),
            };
            let wanted = sources.iter().map(|it| text(it.subnet, &it.block)).collect::<Vec<_>>();
            let found = text(found.subnet.as_deref(), &found.cidr);
            faults.push(differs(Field::Source, found, wanted.join(", ")));
        }
    }

    /// Compares the layers with the filters on the way. Both filters in front of the member have
    /// to be listed; those on the way back may be.
    fn layers<'f>(
        &self,
        flow: &'f Flow,
        is_exempt: bool,
        faults: &mut Vec<Fault>,
    ) -> Vec<Crossing<'f>> {
        let mut crossings: Vec<Crossing> = vec![];
        let on_way = self.filters(flow, is_exempt);
        for (filter, _) in &on_way {
            let is_there = |it: &Layer| it.filter == *filter && it.direction == Direction::Inbound;
            if !flow.layers.iter().any(is_there) {
                faults.push(Fault::NoLayer(FilterName::of(filter, Direction::Inbound)));
            }
        }
        for (at, layer) in flow.layers.iter().enumerate() {
            let is_same = |it: &Layer| it.filter == layer.filter && it.direction == layer.direction;
            let is_twice = flow.layers.iter().take(at).any(is_same);
            let expected = on_way.iter().find(|(filter, _)| *filter == layer.filter);
            let Some((_, outcome)) = expected.filter(|_| !is_twice) else {
                faults.push(Fault::NotOnTheWay);
                continue;
            };
            let looks = matches!(outcome, Outcome::Filtered { .. });
            if !layer.outcome.is_like(outcome) || (layer.direction == Direction::Outbound && !looks)
            {
                faults.push(Fault::WrongOutcome);
            }
            let is_spared =
                flow.purpose == Purpose::Traffic && self.member.weight == 0 && !is_exempt;
            let level = match layer.direction {
                Direction::Inbound if !is_spared => Level::Required,
                _ => Level::Recommended,
            };
            if layer.level != level {
                faults.push(differs(Field::Level, layer.level, level));
            }
            if let (true, Some(end)) = (looks, &self.end) {
                let packets = packets(flow, end.address.span, &layer.filter, layer.direction);
                let (filter, direction) = (&layer.filter, layer.direction);
                let flavor = match filter {
                    Filter::SecurityGroups(_) => end.flavor,
                    Filter::NetworkAcl(_) => Flavor::Standard,
                };
                crossings.push(Crossing { filter, direction, level, flavor, packets, layer });
            }
        }
        crossings
    }

    /// The filters in front of the member, and what each does with the flow: one that looks has
    /// no parts here.
    fn filters(&self, flow: &Flow, is_exempt: bool) -> Vec<(Filter, Outcome)> {
        let subnet = self.end.as_ref().and_then(|end| end.subnet);
        let acl = subnet.and_then(|subnet| subnet.network_acl.clone());
        let groups = self.end.as_ref().map(|end| end.security_groups.clone()).unwrap_or_default();
        let filters = (Filter::NetworkAcl(acl), Filter::SecurityGroups(groups));
        if is_exempt {
            let past = || Outcome::NotFiltered(WhyNotFiltered::Layer4);
            return vec![(filters.0, past()), (filters.1, past())];
        }
        if self.end.is_none() {
            return vec![(filters.1, Outcome::Unknown)];
        }
        let looks = || Outcome::Filtered { parts: vec![] };
        let at_acl = match (&filters.0, subnet) {
            (Filter::NetworkAcl(id), Some(subnet)) => {
                let acl = id.as_deref().and_then(|id| self.places.network_acl(id));
                match acl {
                    None => Outcome::NotFiltered(WhyNotFiltered::NoNetworkAcl),
                    Some(acl) if !acl.enabled => {
                        Outcome::NotFiltered(WhyNotFiltered::NetworkAclDisabled)
                    }
                    Some(_) if flow.source.subnet.as_ref() == Some(&subnet.id) => {
                        Outcome::NotFiltered(WhyNotFiltered::SameSubnet)
                    }
                    Some(_) => looks(),
                }
            }
            _ => Outcome::Unknown,
        };
        let at_groups = match &filters.1 {
            Filter::SecurityGroups(groups) if groups.is_empty() => Outcome::Unknown,
            _ => looks(),
        };
        vec![(filters.0, at_acl), (filters.1, at_groups)]
    }
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

/// The packets of a flow at a filter that looks at them.
fn packets(flow: &Flow, member: Span, filter: &Filter, direction: Direction) -> Cell {
    let ports = flow.ports.span().unwrap_or(Span::PORTS);
    let (family, protocol) = (flow.family, flow.protocol.span());
    let (balancer, any) = (flow.source.cidr.span, Span::PORTS);
    let (source, destination, source_ports, ports) = match (direction, filter) {
        (Direction::Inbound, _) => (balancer, member, any, ports),
        // A security group's port is the destination port in both directions.
        (Direction::Outbound, Filter::SecurityGroups(_)) => (member, balancer, any, ports),
        // A network ACL sees the answers: both ends are swapped.
        (Direction::Outbound, Filter::NetworkAcl(_)) => (member, balancer, ports, any),
    };
    Cell { family, source, destination, protocol, source_ports, ports }
}
