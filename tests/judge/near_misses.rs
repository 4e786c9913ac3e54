//! Puts the near misses of a report beside what the definitions say: each rule matches none of the
//! packets for which a rule is to be added, and with the one thing different it matches some.

use elb_rule_planner::engine::report::{Change, NearMiss, RulePlace, WhyItMisses};
use elb_rule_planner::plan::{
    AclAddress, Action, Cidr, Direction, IcmpKind, IpType, NetworkAclRule, Plan, Ports, Protocol,
    Remote, SecurityGroupRule,
};

use crate::compare::{Agreed, same};
use crate::matching::{acl_rule_matches, security_group_rule_matches};
use crate::world::Packet;

/// A rule as it stands in a list.
enum Found<'a> {
    Group(&'a SecurityGroupRule),
    Acl(&'a NetworkAclRule),
}

/// Finds a rule in any list of a kind.
fn find<'a>(plan: &'a Plan, change: &Change, miss: &NearMiss) -> Option<(Found<'a>, Direction)> {
    Direction::BOTH.into_iter().find_map(|listed| {
        let found = match change.place {
            RulePlace::SecurityGroup(_) => {
                let mut rules = plan.security_groups.iter().flat_map(|it| it.rules(listed));
                rules.find(|rule| rule.id == miss.rule).map(Found::Group)
            }
            RulePlace::NetworkAcl(id) => {
                let acl = plan.network_acls.iter().find(|acl| acl.id == id)?;
                acl.rules(listed).iter().find(|rule| rule.id == miss.rule).map(Found::Acl)
            }
        };
        found.map(|found| (found, listed))
    })
}

fn icmp_of(protocol: Protocol, ip_type: IpType) -> Protocol {
    match (protocol, ip_type) {
        (Protocol::Icmpv6 | Protocol::Number(58), IpType::IPv4) => Protocol::Icmp,
        (Protocol::Icmp | Protocol::Number(1), IpType::IPv6) => Protocol::Icmpv6,
        (other, _) => other,
    }
}

/// A ping, or its answer, in the ICMP of a family; other messages as they are.
fn ping_of(kind: IcmpKind, ip_type: IpType) -> IcmpKind {
    let text = match (kind.to_string().as_str(), ip_type) {
        ("8/0" | "128/0", IpType::IPv4) => "8/0",
        ("8/0" | "128/0", IpType::IPv6) => "128/0",
        ("0/0" | "129/0", IpType::IPv4) => "0/0",
        ("0/0" | "129/0", IpType::IPv6) => "129/0",
        _ => return kind,
    };
    text.parse().unwrap()
}

/// The rule with the one thing different.
fn mended_group_rule(
    rule: &SecurityGroupRule,
    why: WhyItMisses,
    packet: &Packet,
) -> SecurityGroupRule {
    let mut rule = rule.clone();
    let anywhere = Remote::Cidr(Cidr::any(packet.ip_type()));
    match why {
        WhyItMisses::SwitchedOff => rule.enabled = true,
        WhyItMisses::ProtocolZero => rule.protocol = Protocol::All,
        WhyItMisses::SecurityGroup | WhyItMisses::OtherAddresses => rule.remote = anywhere,
        WhyItMisses::OtherType => {
            rule.ip_type = packet.ip_type();
            rule.protocol = icmp_of(rule.protocol, packet.ip_type());
            rule.icmp = rule.icmp.map(|it| ping_of(it, packet.ip_type()));
            rule.remote = anywhere;
        }
        WhyItMisses::OtherMessages => rule.icmp = None,
        WhyItMisses::OtherDirection | WhyItMisses::FarPorts => {}
    }
    rule
}

fn mended_acl_rules(
    rule: &NetworkAclRule,
    why: WhyItMisses,
    packet: &Packet,
) -> Vec<NetworkAclRule> {
    let anywhere = AclAddress::Cidr(Cidr::any(packet.ip_type()));
    let with = |change: &dyn Fn(&mut NetworkAclRule)| {
        let mut rule = rule.clone();
        change(&mut rule);
        rule
    };
    match why {
        WhyItMisses::SwitchedOff => vec![with(&|it| it.enabled = true)],
        WhyItMisses::ProtocolZero => vec![with(&|it| it.protocol = Protocol::All)],
        WhyItMisses::SecurityGroup | WhyItMisses::OtherMessages => vec![],
        WhyItMisses::OtherAddresses => {
            vec![with(&|it| it.source = anywhere), with(&|it| it.destination = anywhere)]
        }
        WhyItMisses::OtherType => vec![with(&|it| {
            it.ip_type = packet.ip_type();
            it.protocol = icmp_of(it.protocol, packet.ip_type());
            (it.source, it.destination) = (anywhere, anywhere);
        })],
        WhyItMisses::OtherDirection => vec![
            rule.clone(),
            with(&|it| (it.source, it.destination) = (it.destination, it.source)),
        ],
        WhyItMisses::FarPorts => vec![
            with(&|it| it.source_ports = Ports::all()),
            with(&|it| it.destination_ports = Ports::all()),
        ],
    }
}

/// Compares the near misses of a change with packets that it is for.
pub(crate) fn near_misses<'a>(
    plan: &Plan,
    change: &Change,
    packets: impl Iterator<Item = &'a Packet> + Clone,
) -> Agreed {
    let direction = change.kind.direction();
    for miss in &change.near_misses {
        let what = format!("{miss:?} of {:?}", change.kind);
        let (found, listed) = find(plan, change, miss).ok_or_else(|| format!("{what}: no rule"))?;
        let other_way = miss.why == WhyItMisses::OtherDirection;
        same!(listed != direction, other_way, "the list of {what}");
        let (allows, matches, would) = match found {
            Found::Group(rule) => {
                let matches = |it: &Packet| security_group_rule_matches(plan, rule, direction, it);
                let would = |it: &Packet| {
                    let mended = mended_group_rule(rule, miss.why, it);
                    security_group_rule_matches(plan, &mended, direction, it)
                };
                (rule.action, packets.clone().any(matches), packets.clone().any(would))
            }
            Found::Acl(rule) => {
                let matches = |it: &Packet| acl_rule_matches(plan, rule, it);
                let would = |it: &Packet| {
                    let mended = mended_acl_rules(rule, miss.why, it);
                    mended.iter().any(|rule| acl_rule_matches(plan, rule, it))
                };
                (rule.action, packets.clone().any(matches), packets.clone().any(would))
            }
        };
        same!(allows, Action::Allow, "what {what} does");
        same!(would, true, "whether {what} would match");
        let may_match = other_way || miss.why == WhyItMisses::FarPorts;
        same!(matches && !may_match, false, "whether {what} matches as it is");
    }
    Ok(change.near_misses.len())
}
