//! The matching of rules, one packet at a time.

use std::net::IpAddr;

use elb_rule_planner::engine::report::Decider;
use elb_rule_planner::plan::{
    AclAddress, Action, AddressGroupId, Direction, Flavor, IpType, NetworkAcl, NetworkAclRule,
    Plan, Ports, Protocol, Remote, SecurityGroup, SecurityGroupId, SecurityGroupRule,
    SeveralSecurityGroups,
};

use crate::world::{Packet, entry_holds, ports_hold, protocol_is};

/// The fate of a packet at a filter.
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

/// An ICMP type is looked at only where the rule's protocol is ICMP. No code stands for all.
fn message_fits(rule: &SecurityGroupRule, (icmp_type, code): (u8, u8)) -> bool {
    let is_icmp =
        matches!(rule.protocol, Protocol::Icmp | Protocol::Icmpv6 | Protocol::Number(1 | 58));
    !is_icmp
        || rule
            .icmp
            .is_none_or(|it| it.icmp_type == icmp_type && it.code.is_none_or(|own| own == code))
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
        && message_fits(rule, packet.message)
        && far_fits
}

/// The rules of a list in the order in which they are looked at: the smallest priority first, a
/// deny before an allow.
fn in_order<'a>(
    rules: impl IntoIterator<Item = &'a SecurityGroupRule>,
) -> Vec<&'a SecurityGroupRule> {
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|rule| (rule.priority.number(), rule.action == Action::Allow));
    rules
}

/// True if a rule names ports that are not in a row.
pub(crate) fn is_scattered(rule: &SecurityGroupRule) -> bool {
    let has_ports =
        matches!(rule.protocol, Protocol::Tcp | Protocol::Udp | Protocol::Number(6 | 17));
    let mut ranges: Vec<_> = rule.ports.ranges().iter().map(|it| (it.first, it.last)).collect();
    ranges.sort_unstable();
    let is_gap = |pair: &[(u16, u16)]| u32::from(pair[1].0) > u32::from(pair[0].1) + 1;
    has_ports && ranges.windows(2).any(is_gap)
}

/// The effect of a rule, as the next one of a list, on a flavor; none if neither it nor any behind
/// it has one.
fn takes_effect(rule: &SecurityGroupRule, flavor: Flavor) -> Option<bool> {
    match flavor {
        Flavor::Standard => Some(true),
        Flavor::OldX86 => {
            Some(!is_scattered(rule) && !matches!(rule.remote, Remote::AddressGroup(_)))
        }
        Flavor::Kunpeng if rule.enabled && is_scattered(rule) => None,
        Flavor::Kunpeng => Some(true),
    }
}

/// The rules of an ordered list that take effect on a flavor.
pub(crate) fn effective<'a>(
    list: &[&'a SecurityGroupRule],
    flavor: Flavor,
) -> Vec<&'a SecurityGroupRule> {
    let known = list.iter().map_while(|rule| Some((*rule, takes_effect(rule, flavor)?)));
    known.filter(|(_, takes)| *takes).map(|(rule, _)| rule).collect()
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

/// The published readings of several groups that a plan follows: one group after the other, and
/// all as one list.
pub(crate) fn readings(
    plan: &Plan,
    (ids, flavor): (&[SecurityGroupId], Flavor),
    direction: Direction,
    packet: &Packet,
) -> Vec<Ruling> {
    let lists: Vec<&[SecurityGroupRule]> = ids
        .iter()
        .filter_map(|id| plan.security_groups.iter().find(|group| group.id == *id))
        .map(|group| list(group, direction))
        .collect();
    let in_sequence: Vec<_> = lists.iter().flat_map(|list| in_order(list.iter())).collect();
    let combined = in_order(lists.iter().copied().flatten());
    let decide = |list: Vec<&SecurityGroupRule>| {
        let matches =
            |rule: &&SecurityGroupRule| security_group_rule_matches(plan, rule, direction, packet);
        // The effect of a rule is costly to find, and only counts if the rule matches.
        match flavor == Flavor::Standard || !list.iter().any(matches) {
            true => ruling(list.iter().copied().find(matches)),
            false => ruling(effective(&list, flavor).into_iter().find(matches)),
        }
    };
    match plan.settings.several_security_groups {
        SeveralSecurityGroups::Unsure => vec![decide(in_sequence), decide(combined)],
        SeveralSecurityGroups::InSequence => vec![decide(in_sequence)],
        SeveralSecurityGroups::Combined => vec![decide(combined)],
    }
}

/// The fate of a packet at the security groups of a server.
pub(crate) fn at_security_groups(
    plan: &Plan,
    worn: (&[SecurityGroupId], Flavor),
    direction: Direction,
    packet: &Packet,
) -> Ruling {
    let readings = readings(plan, worn, direction, packet);
    if readings.iter().all(|it| it.passes == readings[0].passes) {
        readings[0]
    } else {
        Ruling { by: Decider::Ambiguous, passes: false }
    }
}

/// True if an address is within one end of a network ACL rule.
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

/// The fate of a packet at a network ACL: the first rule from the top that matches decides.
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
