//! Questions to one filter: which packets does it let pass?
//!
//! A plan's own flows are answered by [`super::check`]. This is for packets that no flow of the
//! plan is about: those of another tool, or of a workload.

use std::rc::Rc;

use super::packet::{self, Interval, PacketBox, PacketSet, interval_of, ports_of, protocols_of};
use super::policy::{AddressGroups, FilterRules, GroupRules, SecurityGroups, network_acl};
use super::report::{DecidedPart, Packets};
use crate::plan::{Direction, Flavor, IpType, NetworkAclId, Plan, Ports, SecurityGroupId};

/// The rules of a filter in one direction, ready for questions.
#[derive(Debug)]
pub struct Rules(FilterRules);

impl Rules {
    /// The rules of security groups, in the sequence in which they are attached to an interface.
    /// Groups that the plan does not have are left out. All rules take effect, as they do on the
    /// usual flavors.
    #[must_use]
    pub fn of_security_groups(plan: &Plan, ids: &[SecurityGroupId], direction: Direction) -> Self {
        let addresses = AddressGroups::of(&plan.address_groups);
        let groups = ids.iter().filter_map(|id| plan.security_group(*id)).map(|group| {
            let (rules, flavor) = (group.rules(direction), Flavor::Standard);
            Rc::new(GroupRules::of(rules, flavor, direction, &addresses, &[]))
        });
        let reading = plan.settings.several_security_groups;
        Self(FilterRules::Groups(SecurityGroups::of(groups.collect(), reading)))
    }

    /// The rules of a network ACL; none where the plan has no such ACL.
    #[must_use]
    pub fn of_network_acl(plan: &Plan, id: NetworkAclId, direction: Direction) -> Option<Self> {
        let acl = plan.network_acl(id)?;
        Some(Self(FilterRules::Acl(network_acl(
            acl.rules(direction),
            &AddressGroups::of(&plan.address_groups),
        ))))
    }

    /// Decides which packets pass: returns the part that each rule decides. Packets with ends of
    /// two families do not exist, so there is no part of them.
    #[must_use]
    pub fn decide(&self, packets: &Packets) -> Vec<DecidedPart> {
        let parts = boxes(packets).into_iter().flat_map(|own| self.0.decide(&own).parts);
        parts
            .map(|part| DecidedPart {
                packets: packet::packets(&part.packets),
                decided_by: part.by,
                passes: part.passes,
            })
            .collect()
    }

    /// The packets, of those in question, that do not pass for certain.
    #[must_use]
    pub fn missing(&self, packets: &Packets) -> Vec<Packets> {
        let missing: Vec<PacketSet> =
            boxes(packets).iter().map(|own| self.0.decide(own).missing().clone()).collect();
        missing.iter().flat_map(packet::packets).collect()
    }
}

/// The boxes of some packets, one for each pair of port ranges.
fn boxes(packets: &Packets) -> Vec<PacketBox> {
    let ip_type = IpType::of(packets.source.bounds().0);
    if IpType::of(packets.destination.bounds().0) != ip_type {
        return vec![];
    }
    let ranges = |ports: &Ports| match ports.is_all() || !packets.protocol.has_ports() {
        true => vec![Interval::ALL],
        false => packet::join(ports.ranges().iter().map(|range| ports_of(*range)).collect()),
    };
    let source_ports = ranges(&packets.source_ports);
    let ports = match packets.protocol.is_icmp() {
        true => vec![packet::messages_within(packets.icmp)],
        false => ranges(&packets.ports),
    };
    let pairs = source_ports.iter().flat_map(|from| ports.iter().map(move |to| (*from, *to)));
    pairs
        .map(|(source_ports, ports)| PacketBox {
            ip_type,
            source: interval_of(packets.source),
            destination: interval_of(packets.destination),
            protocol: protocols_of(packets.protocol),
            source_ports,
            ports,
        })
        .collect()
}
