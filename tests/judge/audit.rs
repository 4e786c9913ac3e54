//! Puts the engine's audit beside what the definitions say, packet by packet.
//!
//! A packet is looked at together with the security groups that its far end wears, since rules
//! may name groups and the plan does not say who wears them elsewhere.

use std::collections::BTreeSet;
use std::net::IpAddr;

use elb_rule_planner::engine::report::{
    Audit, NoEffect, RuleAudit, RuleFinding, RulePlace, Traffic, WhyItMisses,
};
use elb_rule_planner::engine::{audit, check};
use elb_rule_planner::plan::{Cidr, Direction, IpType, Plan, RuleId};
use proptest::prelude::*;

use crate::lists::{List, Worn, decider, lists, passes};
use crate::matching::end_holds;
use crate::passed_filters::Filtering;
use crate::plans;
use crate::removal::{FlowChanges, NeededPackets};
use crate::required_flows::required_flows;
use crate::tightest::{has_gap_behind, tightest};
use crate::world::{
    MESSAGE_KINDS, PINGS, PORT_KINDS, PROTOCOLS, Packet, addresses, entry_holds, messages_hold,
    ports_hold, protocol_is,
};

/// One of each kind of something, as far as a signature tells kinds apart.
fn one_of_each<T: Copy, S: Ord>(all: &[T], signature: impl Fn(T) -> S) -> Vec<T> {
    let mut seen = BTreeSet::new();
    all.iter().copied().filter(|it| seen.insert(signature(*it))).collect()
}

/// Every kind of packet at a place. A security group does not look at the near end nor at the
/// source port. Of network ACLs, with all their sides, only kinds are tried that some rule, some
/// subnet or something needed tells apart.
pub(crate) fn packets(plan: &Plan, place: RulePlace, direction: Direction) -> Vec<Packet> {
    let rules = match place {
        RulePlace::SecurityGroup(_) => &vec![],
        RulePlace::NetworkAcl(id) => plan.network_acl(id).unwrap().rules(direction),
    };
    let is_acl = matches!(place, RulePlace::NetworkAcl(_));
    let flows = required_flows(plan);
    // Every end of what has to pass: a rule may name the address of one member alone.
    let mut needed: Vec<Cidr> = flows.iter().map(|it| it.source.block).collect();
    for passed in flows.iter().flat_map(|it| &it.filters) {
        if let Filtering::At(seen) = passed.filtering {
            needed.extend([seen.from, seen.to, seen.far, seen.near]);
        }
    }
    needed.sort();
    needed.dedup();
    let address_kind = |address: IpAddr| {
        let ends =
            rules.iter().flat_map(|it| [(it.source, it.ip_type), (it.destination, it.ip_type)]);
        let ends = ends.map(|(end, ip_type)| end_holds(plan, end, ip_type, address));
        let blocks = plan.subnets.iter().filter_map(|it| it.cidr_of(IpType::of(address)));
        let blocks = blocks.chain(needed.iter().copied());
        let services = address.to_string().starts_with("100.125.");
        let last = address.to_string() == "255.255.255.255";
        let blocks = blocks.map(|it| it.contains(address)).chain([services, last]);
        ends.chain(blocks).collect::<Vec<_>>()
    };
    let port_kind = |port: u16| {
        let lists = rules.iter().flat_map(|it| [&it.source_ports, &it.destination_ports]);
        let own = [80, 81, 82, 443].contains(&port).then_some(port);
        (own, lists.map(|it| ports_hold(it, port)).collect::<Vec<_>>())
    };
    let (ports, source_ports) = match is_acl {
        true => (one_of_each(PORT_KINDS, port_kind), one_of_each(PORT_KINDS, port_kind)),
        false => (PORT_KINDS.to_vec(), vec![50_000]),
    };
    let mut all = vec![];
    for ip_type in IpType::BOTH {
        let mut far_ends = addresses(ip_type);
        let mut near_ends = far_ends[..1].to_vec();
        if is_acl {
            far_ends = one_of_each(&far_ends, address_kind);
            near_ends.clone_from(&far_ends);
        }
        for far in &far_ends {
            for near in &near_ends {
                let (source, destination) = match direction {
                    Direction::Inbound => (*far, *near),
                    Direction::Outbound => (*near, *far),
                };
                for protocol in PROTOCOLS.iter().copied() {
                    let of = |source_port, port, message| Packet {
                        source,
                        destination,
                        protocol,
                        source_port,
                        port,
                        message,
                    };
                    let messages = if is_acl { PINGS } else { MESSAGE_KINDS };
                    match protocol {
                        6 | 17 => all.extend(ports.iter().flat_map(|port| {
                            source_ports.iter().map(move |own| of(*own, *port, (0, 0)))
                        })),
                        1 | 58 => all.extend(messages.iter().map(|it| of(0, 0, *it))),
                        _ => all.push(of(0, 0, (0, 0))),
                    }
                }
            }
        }
    }
    all
}

fn holds(traffic: &[Traffic], packet: &Packet) -> bool {
    traffic.iter().any(|one| {
        let packets = &one.packets;
        let is_protocol = match one.protocols {
            Some((first, last)) => (first..=last).contains(&packet.protocol),
            None => protocol_is(packets.protocol, packet.protocol),
        };
        is_protocol
            && entry_holds(packets.source, packet.source)
            && entry_holds(packets.destination, packet.destination)
            && messages_hold(packets.icmp, packet)
            && (!packet.has_ports()
                || ports_hold(&packets.source_ports, packet.source_port)
                    && ports_hold(&packets.ports, packet.port))
    })
}

/// True if a network ACL that guards subnets looks at a packet.
fn is_seen(plan: &Plan, place: RulePlace, direction: Direction, packet: &Packet) -> bool {
    let RulePlace::NetworkAcl(id) = place else { return true };
    let spared = ["100.125.0.0/16", "255.255.255.255/32", "224.0.0.0/24"];
    let is_spared =
        spared.iter().any(|it| it.parse::<Cidr>().unwrap().contains(packet.destination))
            || packet.destination.to_string() == "169.254.169.254"
                && (packet.protocol, packet.port) == (6, 80);
    let (near, far) = match direction {
        Direction::Inbound => (packet.destination, packet.source),
        Direction::Outbound => (packet.source, packet.destination),
    };
    let own = plan.subnets.iter().filter(|it| it.network_acl == Some(id));
    let crosses = own
        .filter_map(|it| it.cidr_of(packet.ip_type()))
        .any(|block| block.contains(near) && !block.contains(far));
    crosses && !is_spared
}

fn is_known(plan: &Plan, place: RulePlace) -> bool {
    match place {
        RulePlace::SecurityGroup(id) => plan.security_group(id).unwrap().rules_known,
        RulePlace::NetworkAcl(id) => plan.network_acl(id).unwrap().rules_known,
    }
}

/// True if rules may stand beside those of a place that nobody knows: its own, or those of a group that
/// counts at an interface together with it.
fn is_unclear(plan: &Plan, place: RulePlace) -> bool {
    let RulePlace::SecurityGroup(id) = place else { return !is_known(plan, place) };
    let is_unknown = |id: &_| plan.security_groups.iter().any(|it| it.id == *id && !it.rules_known);
    let mut interfaces = plan.servers.iter().flat_map(|server| server.all_interfaces());
    is_unknown(&id)
        || interfaces.any(|it| {
            it.port_security
                && it.security_groups.contains(&id)
                && it.security_groups.iter().any(is_unknown)
        })
}

fn no_effect(rule: &RuleAudit) -> Option<NoEffect> {
    rule.findings.iter().find_map(|it| match it {
        RuleFinding::NoEffect(why) => Some(*why),
        _ => None,
    })
}

/// Every set of security groups that the far end of a packet may wear, as far as a place can tell.
pub(crate) fn classes(plan: &Plan, place: RulePlace) -> Vec<Worn> {
    let wearable: Vec<_> = plan.security_groups.iter().map(|it| it.id).collect();
    match place {
        RulePlace::SecurityGroup(_) => (0..1_usize << wearable.len())
            .map(|bits| {
                let worn = wearable.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
                worn.map(|(_, id)| *id).collect()
            })
            .collect(),
        RulePlace::NetworkAcl(_) => vec![vec![]],
    }
}

/// The number of packets that were compared, or the one on which the two sides part.
fn compare(plan: &Plan, audit: &Audit, rule: &RuleAudit) -> Result<usize, String> {
    let RuleAudit { place, direction, rule: id, .. } = *rule;
    let why = no_effect(rule);
    let is_unclear = is_unclear(plan, place);
    let is_idle = matches!(why, Some(NoEffect::Disabled | NoEffect::NoPackets));
    let is_listed = is_known(plan, place);
    if rule.removal.unclear != (is_unclear && !(is_idle && is_listed)) {
        return Err(format!("{id}: unclear is {}", rule.removal.unclear));
    }
    if is_unclear {
        let is_certain = |it: &RuleFinding| match it {
            RuleFinding::NoEffect(_) => is_listed,
            it => matches!(it, RuleFinding::NearMiss { .. }),
        };
        return match rule.findings.iter().all(is_certain) && rule.removal.other.is_empty() {
            true => FlowChanges::of(plan, rule)?.compare(rule).map(|()| 0),
            false => Err(format!("{id}: says what nobody knows")),
        };
    }
    let lists = lists(plan, place, direction);
    let classes = classes(plan, place);
    // On some flavors a rule takes no effect; only lists in which it does say what it decides.
    let lists: Vec<List> =
        lists.into_iter().filter(|list| list.iter().any(|it| it.id == id)).collect();
    let Some(own) = lists.first().and_then(|list| list.iter().find(|it| it.id == id)) else {
        return match why {
            Some(_) => FlowChanges::of(plan, rule)?.compare(rule).map(|()| 0),
            None => Err(format!("{id} takes effect nowhere")),
        };
    };
    let least: Worn = own.remote.into_iter().collect();
    let needed = NeededPackets::of(&required_flows(plan), place, direction);
    let flow_changes = FlowChanges::of(plan, rule)?;
    let named = NeededPackets::of(&flow_changes.required, place, direction);
    let found = |which: fn(&RuleFinding) -> bool| rule.findings.iter().any(which);
    let (mut is_matched, mut is_shadowed, mut is_redundant) = (false, true, true);
    let (mut lets_in, mut has_surplus) = (false, false);
    let mut compared = 0;
    for packet in packets(plan, place, direction) {
        let (mut changes_least, mut changes_more) = (false, false);
        let mut conflicts: BTreeSet<RuleId> = BTreeSet::new();
        for worn in &classes {
            if !(own.matches)(&packet, worn) {
                continue;
            }
            is_matched = true;
            for list in &lists {
                let by = decider(list, &packet, worn).unwrap();
                let changes =
                    passes(list, &packet, worn, None) != passes(list, &packet, worn, Some(id));
                is_shadowed &= by.id != id;
                is_redundant &= !changes;
                if *worn == least {
                    changes_least |= changes;
                    lets_in |= by.id == id && needed.has(&packet);
                    if by.allows != own.allows {
                        conflicts.insert(by.id);
                    }
                } else {
                    changes_more |= changes;
                }
                compared += 1;
            }
        }
        if why.is_some() {
            continue;
        }
        let is_seen = is_seen(plan, place, direction, &packet);
        let is_in = |packets: &NeededPackets| own.remote.is_none() && packets.has(&packet);
        // A rule may let in the guide's rows, which say 'ICMP: All' where a ping comes.
        let is_of_row = own.remote.is_none() && needed.has_row(&packet);
        let is_surplus = changes_least && is_seen && !is_of_row;
        has_surplus |= is_surplus;
        // The flow that needs a packet may lead past another list, which does not change.
        let is_other = changes_least && is_seen && !is_in(&named);
        let is_other = is_other || changes_more && !changes_least;
        if holds(&rule.removal.other, &packet) != is_other {
            return Err(format!("{id}: other traffic {packet:?}, judge {is_other}"));
        }
        for finding in &rule.findings {
            match finding {
                RuleFinding::Conflicting { with, packets, .. }
                    if holds(packets, &packet) != conflicts.remove(with) =>
                {
                    return Err(format!("{id}: conflict with {with} on {packet:?}"));
                }
                RuleFinding::Broad { surplus, .. } if holds(surplus, &packet) != is_surplus => {
                    return Err(format!("{id}: surplus {packet:?}, judge {is_surplus}"));
                }
                _ => {}
            }
        }
        if !conflicts.is_empty() {
            return Err(format!("{id}: conflicts with {conflicts:?} on {packet:?}"));
        }
    }
    let same = |what: &str, engine: bool, judge: bool| match engine == judge {
        true => Ok(()),
        false => Err(format!("{id} is {what}: engine {engine}, judge {judge}")),
    };
    match why {
        Some(NoEffect::Disabled | NoEffect::NoPackets) => same("matched", false, is_matched)?,
        Some(_) => {}
        None => {
            same("matched", true, is_matched)?;
            same("shadowed", found(|it| matches!(it, RuleFinding::Shadowed { .. })), is_shadowed)?;
            let is_redundant = is_redundant && !is_shadowed;
            same(
                "redundant",
                found(|it| matches!(it, RuleFinding::Redundant { .. })),
                is_redundant,
            )?;
            let is_broad = direction == Direction::Inbound
                && own.allows
                && own.remote.is_none()
                && lets_in
                && has_surplus;
            same("broad", found(|it| matches!(it, RuleFinding::Broad { .. })), is_broad)?;
        }
    }
    for finding in &rule.findings {
        match finding {
            RuleFinding::Broad { remedy, gap, .. } => match gap {
                None => tightest(plan, rule, remedy, &needed)?,
                Some(gap) => has_gap_behind(plan, rule, (remedy, *gap), &needed)?,
            },
            RuleFinding::Shadowed { by } if lists.len() == 1 => {
                minimal(plan, rule, &lists[0], by)?;
            }
            _ => {}
        }
    }
    flow_changes.compare(rule)?;
    assert_eq!(audit.rule(id), Some(rule));
    Ok(compared)
}

/// Without any of the rules that shadow a rule, it would decide on something.
fn minimal(plan: &Plan, rule: &RuleAudit, list: &List, by: &[RuleId]) -> Result<(), String> {
    let own = list.iter().find(|it| it.id == rule.rule).unwrap();
    let covered = |spared: Option<RuleId>| {
        packets(plan, rule.place, rule.direction).iter().all(|packet| {
            !(own.matches)(packet, &vec![])
                || list.iter().any(|it| {
                    by.contains(&it.id) && Some(it.id) != spared && (it.matches)(packet, &vec![])
                })
        })
    };
    let spare = by.iter().find(|id| covered(Some(**id)));
    match (covered(None), spare) {
        (true, None) => Ok(()),
        other => Err(format!("{}: shadowed by {by:?}: {other:?}", rule.rule)),
    }
}

/// The kinds of things that an audit says.
fn kinds(audit: &Audit) -> BTreeSet<&'static str> {
    let mut kinds = BTreeSet::new();
    for rule in &audit.rules {
        kinds.extend(rule.findings.iter().map(|it| match it {
            RuleFinding::NoEffect(why) => match why {
                NoEffect::Disabled => "disabled",
                NoEffect::NoPackets => "no packets",
                NoEffect::GroupNotWorn => "group not worn",
                NoEffect::RemoteNotWorn(_) => "remote not worn",
                NoEffect::NetworkAclDisabled => "network ACL disabled",
                NoEffect::NetworkAclWithoutSubnet => "network ACL without subnet",
                NoEffect::OutsideSubnets => "outside subnets",
                NoEffect::NeverFiltered => "never filtered",
                NoEffect::Flavor(_) => "flavor",
            },
            RuleFinding::Shadowed { .. } => "shadowed",
            RuleFinding::Redundant { .. } => "redundant",
            RuleFinding::Conflicting { .. } => "conflicting",
            RuleFinding::Broad { .. } => "broad",
            RuleFinding::NearMiss { why, .. } => match why {
                WhyItMisses::SwitchedOff => "misses: switched off",
                WhyItMisses::OtherDirection => "misses: other direction",
                WhyItMisses::SecurityGroup => "misses: security group",
                WhyItMisses::FarPorts => "misses: far ports",
                WhyItMisses::ProtocolZero => "misses: protocol 0",
                WhyItMisses::OtherType => "misses: other type",
                WhyItMisses::OtherAddresses => "misses: other addresses",
                WhyItMisses::OtherMessages => "misses: other messages",
            },
        }));
        if !rule.removal.stops.is_empty() {
            kinds.insert("stops");
        }
        if !rule.removal.opens.is_empty() {
            kinds.insert("opens");
        }
    }
    kinds
}

const KINDS: &[&str] = &[
    "disabled",
    "no packets",
    "group not worn",
    "remote not worn",
    "network ACL disabled",
    "network ACL without subnet",
    "outside subnets",
    "never filtered",
    "shadowed",
    "redundant",
    "conflicting",
    "broad",
    "misses: switched off",
    "misses: other direction",
    "misses: security group",
    "misses: far ports",
    "misses: protocol 0",
    "misses: other type",
    "misses: other addresses",
    "stops",
    "opens",
];

pub(crate) fn config() -> ProptestConfig {
    let plans = crate::config();
    // A plan has some thirty rules, and each is tried with every packet.
    ProptestConfig { cases: plans.cases.div_ceil(40), ..plans }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_audit_agrees_packet_by_packet(plans::Shown(plan) in plans::plan()) {
        let audit = audit(&plan, &check(&plan));
        for rule in &audit.rules {
            compare(&plan, &audit, rule).map_err(TestCaseError::fail)?;
        }
    }
}

#[test]
fn random_plans_reach_every_kind_of_finding() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..4_000 {
        let plans::Shown(plan) = plans::plan().new_tree(&mut runner).unwrap().current();
        seen.extend(kinds(&audit(&plan, &check(&plan))));
    }
    for kind in KINDS {
        assert!(seen.contains(kind), "no random plan leads to `{kind}`: {seen:?}");
    }
}
