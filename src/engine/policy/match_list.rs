//! Rules in the order in which they are looked at, each as the boxes of packets that it matches.

use super::scan::Scan;
use crate::engine::packet::{Interval, PacketBox, ports_of, protocols_of};
use crate::plan::{Action, IpType, PortRange, Ports, Protocol, RuleId};

/// A list of rules of which the first that matches a packet decides on it. What none matches is
/// denied.
#[derive(Debug, Clone, Default)]
pub(crate) struct MatchList {
    pub(super) rules: Vec<MatchRule>,
    /// What the rules match, in their order; boxes of one rule may share packets.
    pub(super) boxes: Vec<RuleBox>,
    pub(super) scan: Scan,
}

/// A rule, compiled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MatchRule {
    /// The rule's id.
    pub(crate) id: RuleId,
    /// Whether it lets packets pass.
    pub(crate) action: Action,
}

/// One box of what a rule matches.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RuleBox {
    /// The place of the rule in the list.
    pub(super) rule: u32,
    pub(super) packets: PacketBox,
}

impl MatchList {
    /// Compiles rules in their order: each with its id, its action, and what pushes its boxes.
    pub(super) fn compile<R>(
        rules: impl Iterator<Item = R>,
        head: impl Fn(&R) -> MatchRule,
        push_boxes: impl Fn(&R, &mut Vec<PacketBox>),
    ) -> Self {
        let mut list = Self::default();
        let mut boxes = vec![];
        for (place, rule) in (0_u32..).zip(rules) {
            list.rules.push(head(&rule));
            boxes.clear();
            push_boxes(&rule, &mut boxes);
            list.boxes
                .extend(boxes.iter().map(|packets| RuleBox { rule: place, packets: *packets }));
        }
        list.scan = Scan::of(list.boxes.iter().map(|it| &it.packets));
        list
    }

    /// A rule by its place in the list.
    pub(super) fn rule(&self, place: u32) -> Option<MatchRule> {
        self.rules.get(usize::try_from(place).ok()?).copied()
    }

    /// The boxes of the rules that match some of a question's packets, in the order of the rules.
    pub(super) fn meeting<'a>(&'a self, packets: &PacketBox) -> Vec<&'a RuleBox> {
        let mut met = vec![];
        self.scan.visit(packets, |place| {
            if let Some(own) = self.boxes.get(place)
                && own.packets.meets(packets)
            {
                met.push(own);
                return own.packets.covers(packets);
            }
            false
        });
        met
    }

    /// The first deny, of those that a test lets through, that matches some of these packets.
    pub(crate) fn first_deny(
        &self,
        packets: &[PacketBox],
        counts: impl Fn(RuleId) -> bool,
    ) -> Option<RuleId> {
        let meets = |own: &&RuleBox| packets.iter().any(|it| own.packets.meets(it));
        self.boxes.iter().find_map(|own| {
            let rule = self.rule(own.rule)?;
            let stops = rule.action == Action::Deny && counts(rule.id) && meets(&own);
            stops.then_some(rule.id)
        })
    }
}

/// The fields of a rule that are about addresses and ports, in the shape of both kinds of rules.
pub(super) struct Fields<'a> {
    pub(super) ip_type: IpType,
    pub(super) protocol: Protocol,
    pub(super) sources: &'a [Interval<u128>],
    pub(super) source_ports: &'a [PortRange],
    pub(super) destinations: &'a [Interval<u128>],
    pub(super) ports: &'a Ports,
}

impl Fields<'_> {
    /// Adds every packet that has one of the sources, destinations and ports.
    pub(super) fn push_boxes(&self, boxes: &mut Vec<PacketBox>) {
        for source in self.sources {
            for destination in self.destinations {
                for source_ports in self.intervals(self.source_ports) {
                    for ports in self.intervals(self.ports.ranges()) {
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
    }

    /// Ports count only where the protocol has ports; elsewhere the API does not take them. A
    /// list without ranges stands for all ports.
    fn intervals<'p>(
        &self,
        ranges: &'p [PortRange],
    ) -> impl Iterator<Item = Interval<u16>> + use<'p> {
        let ranges = if self.protocol.has_ports() { ranges } else { &[] };
        let all = ranges.is_empty().then_some(Interval::ALL);
        all.into_iter().chain(ranges.iter().map(|range| ports_of(*range)))
    }
}
