//! Packets by their labels.

use std::rc::Rc;

use super::answer::{Label, Traffic};
use super::services::Services;
use crate::engine::packet::{Interval, PacketBox, PacketSet};
use crate::engine::report::IcmpRange;
use crate::engine::trace::ProtocolRange;
use crate::plan::{MAX_PORT_GROUPS, PortRange, Ports, sort_list};

/// Disjoint sets of packets, each with a label.
pub(super) struct Labelled<L>(Vec<(L, PacketSet)>);

/// Some of labelled packets: label, protocols, ICMP messages, source ports and destination ports.
pub(super) type Line<L> = (L, ProtocolRange, Vec<IcmpRange>, Ports, Ports);

impl<L: Clone + Ord> Labelled<L> {
    /// Packets that all have one label.
    pub(super) fn new(packets: PacketSet, label: L) -> Self {
        Self(vec![(label, packets)])
    }

    /// Changes the label of those packets that some services have.
    pub(super) fn mark(&mut self, services: &[PacketBox], change: impl Fn(L) -> L) {
        if services.is_empty() {
            return;
        }
        let mut marked = Vec::with_capacity(self.0.len());
        for (label, packets) in self.0.drain(..) {
            let changed = change(label.clone());
            if changed == label {
                marked.push((label, packets));
                continue;
            }
            let meant = packets.within(services);
            if meant.is_empty() {
                marked.push((label, packets));
                continue;
            }
            let rest = packets.minus(&meant);
            if !rest.is_empty() {
                marked.push((label, rest));
            }
            marked.push((changed, meant));
        }
        self.0 = marked;
    }

    /// The packets by label, protocol and ports, but for those with a label that is left out.
    pub(super) fn lines(self, is_left_out: impl Fn(&L) -> bool) -> Vec<Line<L>> {
        let mut all = self.0;
        all.retain(|(label, _)| !is_left_out(label));
        sort_list(&mut all, |(one, _), (other, _)| one.cmp(other));
        let mut found = vec![];
        for same in all.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((label, _)) = same.first() else { continue };
            let boxes = same.iter().flat_map(|(_, packets)| packets.boxes().iter().copied());
            let services = Services::of(&boxes.collect::<Vec<_>>());
            let own = lines(&services).into_iter();
            found.extend(own.map(|(protocol, icmp, source, ports)| {
                (label.clone(), protocol, icmp, source, ports)
            }));
        }
        found
    }
}

impl Labelled<Label> {
    /// The packets by label, protocol and ports, but for those that are just stopped.
    pub(super) fn traffic(self) -> Rc<[Traffic]> {
        let lines = self.lines(|label| *label == Label::STOPPED).into_iter();
        let line = |(label, protocol, icmp, source_ports, ports)| {
            let Label { access, past_rules, required, wishes } = label;
            Traffic { access, past_rules, required, wishes, protocol, icmp, ports, source_ports }
        };
        lines.map(line).collect()
    }
}

/// Services as lines: protocols, ICMP messages, source ports, and all destination ports that go with
/// them.
pub(super) fn lines(services: &Services) -> Vec<(ProtocolRange, Vec<IcmpRange>, Ports, Ports)> {
    let mut lines = vec![];
    for same in services.boxes().chunk_by(|one, next| one.protocol == next.protocol) {
        let Some(first) = same.first() else { continue };
        let protocol = ProtocolRange { first: first.protocol.low, last: first.protocol.high };
        if first.is_icmp() {
            let messages = same.iter().map(PacketBox::icmp).collect::<Option<Vec<_>>>();
            lines.push((protocol, messages.unwrap_or_default(), Ports::all(), Ports::all()));
            continue;
        }
        for (source_ports, ports) in stretches(same) {
            // No list of ports is longer than a rule's may be.
            for source_ports in source_ports.chunks(MAX_PORT_GROUPS) {
                for ports in ports.chunks(MAX_PORT_GROUPS) {
                    lines.push((protocol, vec![], ports_of(source_ports), ports_of(ports)));
                }
            }
        }
    }
    lines
}

/// Source ports, and the destination ports that go with each of them.
type PortsOfBoth = (Vec<Interval<u16>>, Vec<Interval<u16>>);

/// The ports of boxes of one protocol: stretches of source ports that have the same destination ports,
/// together with these.
fn stretches(boxes: &[PacketBox]) -> Vec<PortsOfBoth> {
    let mut found: Vec<PortsOfBoth> = vec![];
    for same in boxes.chunk_by(|one, next| one.source_ports == next.source_ports) {
        let Some(first) = same.first() else { continue };
        let ports = same.iter().map(|it| it.ports).collect::<Vec<_>>();
        match found.iter_mut().find(|(_, own)| *own == ports) {
            Some((source_ports, _)) => source_ports.push(first.source_ports),
            None => found.push((vec![first.source_ports], ports)),
        }
    }
    found
}

/// Ports as a list; an interval of all is all of them.
fn ports_of(intervals: &[Interval<u16>]) -> Ports {
    let all = Interval { low: 1, high: u16::MAX };
    if intervals.first().is_none_or(|it| it.covers(all)) {
        return Ports::all();
    }
    let range = |it: &Interval<u16>| PortRange { first: it.low.max(1), last: it.high.max(1) };
    intervals.iter().map(range).collect()
}
