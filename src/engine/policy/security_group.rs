//! Security groups: rules by priority, a deny before an allow of the same priority, and what no
//! rule matches is denied.

use super::address_groups::AddressGroups;
use super::flavor;
use super::match_list::{Fields, MatchList, MatchRule};
use crate::engine::packet::{Interval, PacketBox, addresses_of};
use crate::plan::{
    Action, Cidr, Direction, Flavor, IpType, Ports, Remote, RuleId, SecurityGroup, SecurityGroupId,
    SecurityGroupRule,
};

/// The rank of a rule within one group, and within the rules of several groups as one list: by
/// priority, and a deny before an allow.
pub(crate) type Order = (u8, bool);

/// The rules of one group, compiled for one direction and flavor.
#[derive(Debug)]
pub(crate) struct GroupRules {
    /// The rules that take effect, in their order.
    pub(super) list: MatchList,
    /// The rank of each rule among the rules of other groups.
    pub(super) orders: Vec<Order>,
    /// The rule from which on a Kunpeng flavor ignores rules.
    pub(super) end: Option<ListEnd>,
}

/// A rule from which on a Kunpeng flavor ignores rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct ListEnd {
    /// Its rank among the rules of other groups.
    pub(super) order: Order,
    /// Its position in its own group.
    pub(super) place: u32,
    pub(super) rule: RuleId,
}

impl GroupRules {
    /// Compiles the rules of one direction for packets whose far end has some groups. Rules that
    /// name one of these groups match.
    pub(crate) fn of(
        rules: &[SecurityGroupRule],
        flavor: Flavor,
        direction: Direction,
        addresses: &AddressGroups,
        far: &[SecurityGroupId],
    ) -> Self {
        let in_order = in_order(rules);
        let end = (0..).zip(&in_order).find(|(_, rule)| rule.has_scattered_ports());
        let end = end.filter(|_| flavor == Flavor::Kunpeng);
        let end = end.map(|(place, rule)| ListEnd { order: order(rule), place, rule: rule.id });
        let known = flavor::understood(in_order, flavor);
        let compiled = known.iter().map(|rule| MatchRule {
            id: rule.id,
            action: rule.action,
            boxes: boxes_facing(rule, direction, addresses, far),
        });
        Self {
            list: MatchList::of(compiled.collect()),
            orders: known.iter().map(|rule| order(rule)).collect(),
            end,
        }
    }
}

/// The rules of one group that take effect on a flavor, in the order in which they are looked at.
pub(crate) fn ranked(
    rules: &[SecurityGroupRule],
    flavor: Flavor,
) -> impl Iterator<Item = (Order, &SecurityGroupRule)> {
    flavor::understood(in_order(rules), flavor).into_iter().map(|rule| (order(rule), rule))
}

/// The rules in force, in the order in which they are looked at: groups in their sequence, and,
/// where there are several, the rules of all groups as one list.
pub(crate) fn readings<'a>(
    groups: &[&'a SecurityGroup],
    flavor: Flavor,
    direction: Direction,
) -> (Vec<&'a SecurityGroupRule>, Option<Vec<&'a SecurityGroupRule>>) {
    let sequence = groups.iter().flat_map(|group| in_order(group.rules(direction)));
    let sequence = sequence.collect::<Vec<_>>();
    let combined = (groups.len() > 1).then(|| {
        let mut rules = sequence.clone();
        sort(&mut rules);
        flavor::understood(rules, flavor)
    });
    (flavor::understood(sequence, flavor), combined)
}

/// The rules of one group that are switched on, in the order in which they are looked at.
fn in_order(rules: &[SecurityGroupRule]) -> Vec<&SecurityGroupRule> {
    let mut rules = rules.iter().filter(|rule| rule.enabled).collect::<Vec<_>>();
    sort(&mut rules);
    rules
}

fn sort(rules: &mut [&SecurityGroupRule]) {
    rules.sort_by_key(|rule| order(rule));
}

fn order(rule: &SecurityGroupRule) -> Order {
    (rule.priority.number(), rule.action == Action::Allow)
}

/// The packets that a rule matches if the far end has no security group.
pub(crate) fn boxes(
    rule: &SecurityGroupRule,
    direction: Direction,
    addresses: &AddressGroups,
) -> Vec<PacketBox> {
    boxes_facing(rule, direction, addresses, &[])
}

/// The packets that a rule matches if the far end has some security groups.
fn boxes_facing(
    rule: &SecurityGroupRule,
    direction: Direction,
    addresses: &AddressGroups,
    far: &[SecurityGroupId],
) -> Vec<PacketBox> {
    let remote = remote(rule.remote, rule.ip_type, addresses, far);
    let any = [addresses_of(Cidr::any(rule.ip_type))];
    let (sources, destinations) = match direction {
        Direction::Inbound => (remote.as_slice(), any.as_slice()),
        Direction::Outbound => (any.as_slice(), remote.as_slice()),
    };
    Fields {
        ip_type: rule.ip_type,
        protocol: rule.protocol,
        sources,
        source_ports: &Ports::all(),
        destinations,
        ports: &rule.ports,
        icmp: rule.icmp,
    }
    .boxes()
}

/// The addresses at the other end. A security group stands for the interfaces that it is attached
/// to. It matches every address that the packets can have there if the far end has the group, else
/// none. A load balancer's interfaces have no group that counts.
fn remote(
    remote: Remote,
    ip_type: IpType,
    addresses: &AddressGroups,
    far: &[SecurityGroupId],
) -> Vec<Interval<u128>> {
    match remote {
        Remote::Cidr(cidr) if cidr.ip_type() == ip_type => vec![addresses_of(cidr)],
        Remote::SecurityGroup(id) if far.contains(&id) => vec![addresses_of(Cidr::any(ip_type))],
        Remote::Cidr(_) | Remote::SecurityGroup(_) => vec![],
        Remote::AddressGroup(id) => addresses.addresses(id, ip_type).to_vec(),
    }
}
