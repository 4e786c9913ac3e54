//! Allows that look as if they were meant for packets, and let none of them pass: with one thing
//! about them different, they would let pass all.

use super::address_groups::AddressGroups;
use super::network_acl;
use super::security_group;
use crate::engine::packet::{Interval, PacketBox, ports_of};
use crate::engine::report::WhyItMisses;
use crate::plan::{
    AclAddress, Action, Cidr, Direction, IpType, NetworkAclRule, Ports, Protocol, Remote,
    SecurityGroupId, SecurityGroupRule,
};

/// Packets that have to pass a list of rules, as rules name them.
#[derive(Clone, Copy)]
pub(crate) struct Sought<'a> {
    pub(crate) packets: &'a PacketBox,
    /// The direction in which they pass the list.
    pub(crate) direction: Direction,
    /// True if they are answers, so that the end whose ports can be any is the destination.
    pub(crate) are_answers: bool,
    pub(crate) addresses: &'a AddressGroups,
}

impl Sought<'_> {
    /// Tells why a rule of a security group misses the packets, if it does so by little. `listed` is
    /// the direction of the list in which it stands.
    pub(crate) fn missed_by_group_rule(
        &self,
        (group, rule): (SecurityGroupId, &SecurityGroupRule),
        listed: Direction,
    ) -> Option<WhyItMisses> {
        use WhyItMisses::{
            OtherAddresses, OtherDirection, OtherMessages, OtherType, ProtocolZero, SecurityGroup,
            SwitchedOff,
        };
        let boxes =
            |rule: &SecurityGroupRule| security_group::boxes(rule, self.direction, self.addresses);
        let lets = |rule: &SecurityGroupRule| self.is_covered_by(&boxes(rule));
        if rule.action == Action::Deny || !self.is_served_by(rule.protocol, &rule.ports) {
            return None;
        }
        let names_a_service = is_of_service(rule.protocol, &rule.ports);
        if listed != self.direction {
            return (rule.enabled && names_a_service && lets(rule)).then_some(OtherDirection);
        }
        if !rule.enabled {
            return lets(rule).then_some(SwitchedOff);
        }
        if self.is_met_by(&boxes(rule)) {
            return None;
        }
        let ip_type = self.packets.ip_type;
        let from_anywhere = Remote::Cidr(Cidr::any(ip_type));
        let other = |change: &dyn Fn(&mut SecurityGroupRule)| {
            let mut other = rule.clone();
            change(&mut other);
            lets(&other)
        };
        let why = match rule.remote {
            _ if rule.ip_type != ip_type => OtherType,
            _ if rule.protocol == Protocol::Number(0) => ProtocolZero,
            _ if self.is_one_message() && other(&|it| it.icmp = None) => OtherMessages,
            Remote::SecurityGroup(remote) if remote != group => SecurityGroup,
            Remote::Cidr(_) | Remote::AddressGroup(_) => OtherAddresses,
            Remote::SecurityGroup(_) => return None,
        };
        let would = match why {
            OtherMessages => true,
            ProtocolZero => other(&|it| it.protocol = Protocol::All),
            OtherType => {
                names_a_service
                    && !matches!(rule.remote, Remote::SecurityGroup(_))
                    && other(&|it| {
                        it.ip_type = ip_type;
                        it.protocol = in_family(it.protocol, ip_type);
                        it.icmp = it.icmp.map(|kind| kind.turned(ip_type));
                        it.remote = from_anywhere;
                    })
            }
            _ => names_a_service && other(&|it| it.remote = from_anywhere),
        };
        would.then_some(why)
    }

    /// Tells why a rule of a network ACL misses the packets, if it does so by little.
    pub(crate) fn missed_by_acl_rule(
        &self,
        rule: &NetworkAclRule,
        listed: Direction,
    ) -> Option<WhyItMisses> {
        use WhyItMisses::{
            FarPorts, OtherAddresses, OtherDirection, OtherType, ProtocolZero, SwitchedOff,
        };
        let boxes = |rule: &NetworkAclRule| network_acl::boxes(rule, self.addresses);
        let lets = |rule: &NetworkAclRule| self.is_covered_by(&boxes(rule));
        let other = |change: &dyn Fn(&mut NetworkAclRule)| {
            let mut other = rule.clone();
            change(&mut other);
            lets(&other)
        };
        let near_ports = match self.are_answers {
            false => &rule.destination_ports,
            true => &rule.source_ports,
        };
        if rule.action == Action::Deny || !self.is_served_by(rule.protocol, near_ports) {
            return None;
        }
        let names_a_service = is_of_service(rule.protocol, near_ports);
        if listed != self.direction {
            let swapped = |it: &mut NetworkAclRule| {
                std::mem::swap(&mut it.source, &mut it.destination);
            };
            let would = rule.enabled && names_a_service && (lets(rule) || other(&swapped));
            return would.then_some(OtherDirection);
        }
        if !rule.enabled {
            return lets(rule).then_some(SwitchedOff);
        }
        if lets(rule) {
            return None;
        }
        if other(&|it| match self.are_answers {
            false => it.source_ports = Ports::all(),
            true => it.destination_ports = Ports::all(),
        }) {
            return Some(FarPorts);
        }
        if self.is_met_by(&boxes(rule)) {
            return None;
        }
        let ip_type = self.packets.ip_type;
        let any = AclAddress::Cidr(Cidr::any(ip_type));
        if rule.ip_type != ip_type {
            let would = names_a_service
                && other(&|it| {
                    it.ip_type = ip_type;
                    it.protocol = in_family(it.protocol, ip_type);
                    (it.source, it.destination) = (any, any);
                });
            return would.then_some(OtherType);
        }
        if rule.protocol == Protocol::Number(0) {
            return other(&|it| it.protocol = Protocol::All).then_some(ProtocolZero);
        }
        let would =
            names_a_service && (other(&|it| it.source = any) || other(&|it| it.destination = any));
        would.then_some(OtherAddresses)
    }

    /// Checks whether a rule of a protocol and ports could let the packets pass in any family. It is
    /// the first question, since of a long list few rules can.
    fn is_served_by(&self, protocol: Protocol, near_ports: &Ports) -> bool {
        let own = match self.are_answers {
            false => self.packets.ports,
            true => self.packets.source_ports,
        };
        match in_family(protocol, self.packets.ip_type).number() {
            None | Some(0) => true,
            Some(number) if Interval::single(number) != self.packets.protocol => false,
            Some(_) if !protocol.has_ports() || near_ports.is_all() => true,
            Some(_) => near_ports.ranges().iter().any(|it| ports_of(*it).covers(own)),
        }
    }

    /// Checks whether the packets are one ICMP message, such as a ping.
    fn is_one_message(&self) -> bool {
        self.packets.is_icmp() && self.packets.ports.low == self.packets.ports.high
    }

    fn is_covered_by(&self, boxes: &[PacketBox]) -> bool {
        boxes.iter().any(|own| own.covers(self.packets))
    }

    fn is_met_by(&self, boxes: &[PacketBox]) -> bool {
        boxes.iter().any(|own| own.meets(self.packets))
    }
}

/// Checks whether a rule is about one service, so that it can be taken to be meant for it: it names
/// ports, or ICMP.
fn is_of_service(protocol: Protocol, ports: &Ports) -> bool {
    match protocol.has_ports() {
        true => !ports.is_all(),
        false => matches!(protocol.number(), Some(1 | 58)),
    }
}

/// A protocol as rules of a family name it: ICMP has a number of its own in each.
fn in_family(protocol: Protocol, ip_type: IpType) -> Protocol {
    match protocol.number() {
        Some(1 | 58) => Protocol::icmp_for(ip_type),
        _ => protocol,
    }
}
