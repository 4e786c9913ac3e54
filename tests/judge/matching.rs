//! How rules are matched, one packet at a time.

use std::net::IpAddr;

use elb_rule_planner::engine::report::Decider;
use elb_rule_planner::plan::{
    AclAddress, Action, AddressGroupId, Direction, IpType, NetworkAcl, NetworkAclRule, Plan, Ports,
    Protocol, Remote, SecurityGroup, SecurityGroupId, SecurityGroupRule,
};

use crate::world::{Packet, entry_holds, ports_hold, protocol_is};

/// What becomes of a packet at a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ruling {
    pub(crate) by: Decider,
    pub(crate) passes: bool,
}

const DENIED: Ruling = Ruling { by: Decider::DefaultDeny, passes: false };

fn group_holds(
    plan: &Plan,
    id: AddressGroupId,
    ip_type: IpType,
    address: std::net::IpAddr,
) -> bool {
    plan.address_groups
        .iter()
        .find(|group| group.id == id)
        .filter(|group| group.ip_type == ip_type)
        .is_some_and(|group| group.addresses.iter().any(|entry| entry_holds(*entry, address)))
}

/// Ports are looked at only where the rule's protocol has ports.
fn port_fits(protocol: Protocol, ports: &Ports, port: u16) -> bool {
    let has_ports = matches!(protocol, Protocol::Tcp | Protocol::Udp | Protocol::Number(6 | 17));
    !has_ports || ports_hold(ports, port)
}

pub(crate) fn security_group_rule_matches(
    plan: &Plan,
    rule: &SecurityGroupRule,
    direction: Direction,
    packet: &Packet,
) -> bool {
    let far = match direction {
        Direction::Inbound => packet.source,
        Direction::Outbound => packet.destination,
    };
    let far_fits = match rule.remote {
        Remote::Cidr(block) => block.contains(far),
        // The far end is a load balancer, and that wears no security group.
        Remote::SecurityGroup(_) => false,
        Remote::AddressGroup(id) => group_holds(plan, id, rule.ip_type, far),
    };
    rule.enabled
        && rule.ip_type == packet.ip_type()
        && protocol_is(rule.protocol, packet.protocol)
        && port_fits(rule.protocol, &rule.ports, packet.port)
        && far_fits
}

/// The first rule that decides: the smallest priority, a deny before an allow.
fn first<'a>(
    plan: &Plan,
    rules: impl Iterator<Item = &'a SecurityGroupRule>,
    direction: Direction,
    packet: &Packet,
) -> Option<&'a SecurityGroupRule> {
    let mut best: Option<&SecurityGroupRule> = None;
    for rule in rules.filter(|rule| security_group_rule_matches(plan, rule, direction, packet)) {
        let better = best.is_none_or(|best| {
            let (own, old) = (rule.priority.number(), best.priority.number());
            own < old || (own == old && rule.action == Action::Deny && best.action == Action::Allow)
        });
        if better {
            best = Some(rule);
        }
    }
    best
}

fn ruling(rule: Option<&SecurityGroupRule>) -> Ruling {
    rule.map_or(DENIED, |rule| Ruling {
        by: Decider::Rule(rule.id),
        passes: rule.action == Action::Allow,
    })
}

fn list(group: &SecurityGroup, direction: Direction) -> &[SecurityGroupRule] {
    match direction {
        Direction::Inbound => &group.inbound,
        Direction::Outbound => &group.outbound,
    }
}

/// Both published readings of several groups: one group after the other, and all as one list.
pub(crate) fn readings(
    plan: &Plan,
    ids: &[SecurityGroupId],
    direction: Direction,
    packet: &Packet,
) -> [Ruling; 2] {
    let lists: Vec<&[SecurityGroupRule]> = ids
        .iter()
        .filter_map(|id| plan.security_groups.iter().find(|group| group.id == *id))
        .map(|group| list(group, direction))
        .collect();
    let in_sequence = lists.iter().find_map(|list| first(plan, list.iter(), direction, packet));
    let combined = first(plan, lists.iter().copied().flatten(), direction, packet);
    [ruling(in_sequence), ruling(combined)]
}

/// What becomes of a packet at the security groups of a server.
pub(crate) fn at_security_groups(
    plan: &Plan,
    ids: &[SecurityGroupId],
    direction: Direction,
    packet: &Packet,
) -> Ruling {
    let [in_sequence, combined] = readings(plan, ids, direction, packet);
    if in_sequence.passes == combined.passes {
        in_sequence
    } else {
        Ruling { by: Decider::Ambiguous, passes: false }
    }
}

/// Whether an address is within one end of a network ACL rule.
pub(crate) fn end_holds(plan: &Plan, end: AclAddress, ip_type: IpType, address: IpAddr) -> bool {
    match end {
        AclAddress::Cidr(block) => block.contains(address),
        AclAddress::AddressGroup(id) => group_holds(plan, id, ip_type, address),
    }
}

pub(crate) fn acl_rule_matches(plan: &Plan, rule: &NetworkAclRule, packet: &Packet) -> bool {
    let holds = |end, address| end_holds(plan, end, rule.ip_type, address);
    rule.enabled
        && rule.ip_type == packet.ip_type()
        && protocol_is(rule.protocol, packet.protocol)
        && port_fits(rule.protocol, &rule.source_ports, packet.source_port)
        && port_fits(rule.protocol, &rule.destination_ports, packet.port)
        && holds(rule.source, packet.source)
        && holds(rule.destination, packet.destination)
}

/// What becomes of a packet at a network ACL: the first rule from the top that matches decides.
pub(crate) fn at_network_acl(
    plan: &Plan,
    acl: &NetworkAcl,
    direction: Direction,
    packet: &Packet,
) -> Ruling {
    let rules = match direction {
        Direction::Inbound => &acl.inbound,
        Direction::Outbound => &acl.outbound,
    };
    rules.iter().find(|rule| acl_rule_matches(plan, rule, packet)).map_or(DENIED, |rule| Ruling {
        by: Decider::Rule(rule.id),
        passes: rule.action == Action::Allow,
    })
}
