//! Rules in the order in which they are looked at, each as the boxes of packets that it matches.

use super::scan::Scan;
use crate::engine::packet::{Interval, PacketBox, messages_of, ports_of, protocols_of};
use crate::plan::{Action, IcmpKind, IpType, Ports, Protocol, RuleId};

/// A list of rules. The first rule that matches a packet decides on it. A packet that no rule
/// matches is denied.
#[derive(Debug, Clone, Default)]
pub(crate) struct MatchList {
    rules: Vec<MatchRule>,
    scan: Scan,
}

/// A rule, compiled.
#[derive(Debug, Clone)]
pub(crate) struct MatchRule {
    /// The rule's id.
    pub(crate) id: RuleId,
    /// The action: it lets packets pass or denies them.
    pub(crate) action: Action,
    /// The packets that it matches; the boxes may share packets.
    pub(crate) boxes: Vec<PacketBox>,
}

impl MatchRule {
    /// Checks whether it lets packets pass.
    pub(super) fn allows(&self) -> bool {
        self.action == Action::Allow
    }
}

/// One box of what a rule matches.
#[derive(Debug, Clone, Copy)]
pub(super) struct RuleBox<'a> {
    /// The position of the rule in the list.
    pub(super) rule: u32,
    pub(super) packets: &'a PacketBox,
}

impl MatchList {
    /// A list of rules, the one that is looked at first in front.
    pub(super) fn of(rules: Vec<MatchRule>) -> Self {
        Self { scan: Scan::of(rules.iter().map(|rule| rule.boxes.as_slice())), rules }
    }

    /// Returns a rule by its position in the list.
    pub(super) fn rule(&self, place: u32) -> Option<&MatchRule> {
        self.rules.get(usize::try_from(place).ok()?)
    }

    /// Returns the boxes that meet a question, in the order of the rules, up to the first box that
    /// covers the whole question. The rule `left_out` is ignored.
    pub(super) fn meeting<'a>(
        &'a self,
        packets: &PacketBox,
        left_out: Option<RuleId>,
    ) -> Vec<RuleBox<'a>> {
        let mut met = vec![];
        self.scan.visit(packets, |rule, place| {
            let own = self.rule(rule).filter(|rule| left_out != Some(rule.id));
            let own = own.and_then(|rule| rule.boxes.get(place));
            let Some(own) = own.filter(|own| own.meets(packets)) else { return false };
            met.push(RuleBox { rule, packets: own });
            own.covers(packets)
        });
        met
    }

    /// The rules, the one that is looked at first in front.
    pub(crate) fn rules(&self) -> &[MatchRule] {
        &self.rules
    }
}

/// The fields of a rule that are about addresses and ports, in the shape of both kinds of rules.
pub(super) struct Fields<'a> {
    pub(super) ip_type: IpType,
    pub(super) protocol: Protocol,
    pub(super) sources: &'a [Interval<u128>],
    pub(super) source_ports: &'a Ports,
    pub(super) destinations: &'a [Interval<u128>],
    pub(super) ports: &'a Ports,
    pub(super) icmp: Option<IcmpKind>,
}

impl Fields<'_> {
    /// Every packet that has one of the sources, destinations and ports.
    pub(super) fn boxes(&self) -> Vec<PacketBox> {
        let mut boxes = vec![];
        for source in self.sources {
            for destination in self.destinations {
                for source_ports in self.intervals(self.source_ports) {
                    for ports in self.destination_ports() {
                        boxes.push(PacketBox {
                            ip_type: self.ip_type,
                            source: *source,
                            destination: *destination,
                            protocol: protocols_of(self.protocol),
                            source_ports,
                            ports,
                        });
                    }
                }
            }
        }
        boxes
    }

    /// The destination ports, or the ICMP messages in their place.
    fn destination_ports(&self) -> impl Iterator<Item = Interval<u16>> {
        let messages = self.protocol.is_icmp().then(|| messages_of(self.icmp));
        let ports = messages.is_none().then(|| self.intervals(self.ports));
        messages.into_iter().chain(ports.into_iter().flatten())
    }

    /// Ports count only where the protocol has ports; elsewhere the API does not take them. A
    /// list without ranges stands for all ports.
    fn intervals<'p>(&self, ports: &'p Ports) -> impl Iterator<Item = Interval<u16>> + use<'p> {
        let ranges = if self.protocol.has_ports() { ports.ranges() } else { &[] };
        let all = ranges.is_empty().then_some(Interval::ALL);
        all.into_iter().chain(ranges.iter().map(|range| ports_of(*range)))
    }
}
