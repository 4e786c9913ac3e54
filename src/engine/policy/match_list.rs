//! Rules in the order in which they are looked at, each as the boxes of packets that it matches.

use crate::engine::packet::{Interval, PacketBox, ports_of, protocols_of};
use crate::plan::{Action, IpType, Ports, Protocol, RuleId};

/// A list of rules of which the first that matches a packet decides on it. What none matches is
/// denied.
#[derive(Debug, Clone, Default)]
pub(crate) struct MatchList {
    pub(super) rules: Vec<MatchRule>,
}

/// A rule, compiled.
#[derive(Debug, Clone)]
pub(crate) struct MatchRule {
    /// The rule's id.
    pub(crate) id: RuleId,
    /// Whether it lets packets pass.
    pub(crate) action: Action,
    /// What it matches; the boxes may share packets.
    pub(crate) boxes: Vec<PacketBox>,
}

impl MatchList {
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
}

impl Fields<'_> {
    /// Every packet that has one of the sources, destinations and ports.
    pub(super) fn boxes(&self) -> Vec<PacketBox> {
        let source_ports = self.port_intervals(self.source_ports);
        let ports = self.port_intervals(self.ports);
        let mut boxes = vec![];
        for source in self.sources {
            for destination in self.destinations {
                for source_ports in &source_ports {
                    for ports in &ports {
                        boxes.push(PacketBox {
                            ip_type: self.ip_type,
                            source: *source,
                            destination: *destination,
                            protocol: protocols_of(self.protocol),
                            source_ports: *source_ports,
                            ports: *ports,
                        });
                    }
                }
            }
        }
        boxes
    }

    /// Ports count only where the protocol has ports; elsewhere the API does not take them.
    fn port_intervals(&self, ports: &Ports) -> Vec<Interval<u16>> {
        if ports.is_all() || !self.protocol.has_ports() {
            return vec![Interval::ALL];
        }
        ports.ranges().iter().map(|range| ports_of(*range)).collect()
    }
}
