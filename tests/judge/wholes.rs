//! No rules that can be one are missed: every set of two to four rules of a small list, and the one
//! rule that could stand for them, tried packet by packet.
//!
//! What one rule is may be said of more sets than the audit looks for. It puts rules together two
//! at a time, where they differ in one part alone: in a block, of which they are the halves, or in
//! ports, where the whole has no more gaps than one of the two. In a network ACL it has no rule pass
//! one of the other action that shares packets with it. What is found first stays, and a rule is in
//! one merge alone. This judge holds it to just that.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

use elb_rule_planner::edit::transact;
use elb_rule_planner::engine::report::{RuleFinding, RulePlace};
use elb_rule_planner::engine::{audit, check, simpler};
use elb_rule_planner::plan::{
    AclAddress, Action, Cidr, Direction, NetworkAclRule, Plan, PortRange, Ports, Remote, RuleId,
    SecurityGroupRule,
};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::config;
use crate::matching::{acl_rule_matches, security_group_rule_matches};
use crate::world::Packet;

/// The far ends are the four addresses of `10.1.0.0/30`, the near ones those of `10.0.0.0/30`.
const BLOCKS: [&str; 7] = ["0/30", "0/31", "2/31", "0/32", "1/32", "2/32", "3/32"];
const PORTS: [&str; 12] =
    ["80", "80", "81", "82", "80-81", "81-82", "80,82", "80-82", "81,83", "83", "80,85", "84"];

/// A rule of a security group or of a network ACL.
#[derive(Clone)]
enum AnyRule {
    Group(SecurityGroupRule),
    Acl(NetworkAclRule),
}

/// The parts in which rules may differ: blocks, then ports.
#[derive(Clone, PartialEq)]
struct RuleParts {
    blocks: Vec<Cidr>,
    ports: Vec<Ports>,
}

impl AnyRule {
    fn id(&self) -> RuleId {
        match self {
            Self::Group(rule) => rule.id,
            Self::Acl(rule) => rule.id,
        }
    }

    fn allows(&self) -> bool {
        match self {
            Self::Group(rule) => rule.action == Action::Allow,
            Self::Acl(rule) => rule.action == Action::Allow,
        }
    }

    /// The fields that rules share that can be one.
    fn fields(&self) -> String {
        match self {
            Self::Group(it) => format!("{:?} {:?} {:?}", it.action, it.priority, it.protocol),
            Self::Acl(it) => format!("{:?} {:?}", it.action, it.protocol),
        }
    }

    fn parts(&self) -> RuleParts {
        match self {
            Self::Group(it) => {
                let Remote::Cidr(block) = it.remote else { panic!("{it:?}") };
                RuleParts { blocks: vec![block], ports: vec![it.ports.clone()] }
            }
            Self::Acl(it) => {
                let (AclAddress::Cidr(source), AclAddress::Cidr(destination)) =
                    (it.source, it.destination)
                else {
                    panic!("{it:?}")
                };
                let ports = vec![it.source_ports.clone(), it.destination_ports.clone()];
                RuleParts { blocks: vec![source, destination], ports }
            }
        }
    }

    fn with(&self, parts: &RuleParts) -> Self {
        let (blocks, ports) = (&parts.blocks, &parts.ports);
        match self {
            Self::Group(it) => Self::Group(SecurityGroupRule {
                remote: Remote::Cidr(blocks[0]),
                ports: ports[0].clone(),
                ..it.clone()
            }),
            Self::Acl(it) => Self::Acl(NetworkAclRule {
                source: AclAddress::Cidr(blocks[0]),
                destination: AclAddress::Cidr(blocks[1]),
                source_ports: ports[0].clone(),
                destination_ports: ports[1].clone(),
                ..it.clone()
            }),
        }
    }

    fn matched(&self, plan: &Plan, packets: &[Packet]) -> Vec<bool> {
        let matches = |packet: &Packet| match self {
            Self::Group(rule) => {
                security_group_rule_matches(plan, rule, Direction::Inbound, packet)
            }
            Self::Acl(rule) => acl_rule_matches(plan, rule, packet),
        };
        packets.iter().map(matches).collect()
    }
}

fn ports_of(ports: &Ports) -> BTreeSet<u16> {
    ports.ranges().iter().flat_map(|it| it.first..=it.last).collect()
}

/// The ports of two lists as one list.
fn union(one: &Ports, other: &Ports) -> Ports {
    let is_every = |it: &&Ports| it.is_all() || it.ranges() == [PortRange::ALL];
    match [one, other].into_iter().find(is_every) {
        Some(every) => every.clone(),
        None => listed(&(&ports_of(one) | &ports_of(other))),
    }
}

/// Ports as a list without overlaps.
fn listed(ports: &BTreeSet<u16>) -> Ports {
    let mut ranges: Vec<PortRange> = vec![];
    for port in ports {
        match ranges.last_mut() {
            Some(last) if last.last + 1 == *port => last.last = *port,
            _ => ranges.push(PortRange { first: *port, last: *port }),
        }
    }
    ranges.into_iter().collect()
}

/// The least block that holds two.
fn around(one: Cidr, other: Cidr) -> Cidr {
    let mut net = one.net();
    while !net.contains(&other.net()) {
        net = net.supernet().unwrap();
    }
    Cidr::of(net)
}

/// The only parts that a rule in the place of others can have: the least that hold theirs.
fn hull<'a>(mut all: impl Iterator<Item = &'a RuleParts>) -> RuleParts {
    let first = all.next().unwrap().clone();
    all.fold(first, |whole, next| RuleParts {
        blocks: whole.blocks.iter().zip(&next.blocks).map(|it| around(*it.0, *it.1)).collect(),
        ports: (whole.ports.iter().zip(&next.ports))
            .map(|(one, other)| union(one, other))
            .collect(),
    })
}

/// Two rules as one, where they differ in one part alone, as the audit has it.
fn joined(one: &RuleParts, other: &RuleParts) -> Option<RuleParts> {
    let whole = hull([one, other].into_iter());
    let blocks = one.blocks.iter().zip(&other.blocks).filter(|(one, other)| one != other);
    let ports = one.ports.iter().zip(&other.ports).filter(|(one, other)| one != other);
    let (blocks, ports): (Vec<_>, Vec<_>) = (blocks.collect(), ports.collect());
    let is_one = match (blocks.as_slice(), ports.as_slice()) {
        ([(one, other)], []) => {
            let prefix = one.net().prefix_len();
            prefix == other.net().prefix_len()
                && around(**one, **other).net().prefix_len() + 1 == prefix
        }
        ([], [(one, other)]) if !one.is_all() && !other.is_all() => {
            let count = union(one, other).ranges().len();
            count <= one.ranges().len().max(other.ranges().len())
        }
        _ => false,
    };
    is_one.then_some(whole)
}

/// True if some rules become one by putting two together at a time.
fn two_at_a_time(all: &[RuleParts]) -> bool {
    if all.len() == 1 {
        return true;
    }
    (0..all.len()).any(|at| {
        (at + 1..all.len()).any(|next| {
            joined(&all[at], &all[next]).is_some_and(|whole| {
                let rest = (0..all.len()).filter(|it| *it != at && *it != next);
                let rest = rest.map(|it| all[it].clone()).chain([whole]);
                two_at_a_time(&rest.collect::<Vec<_>>())
            })
        })
    })
}

/// The packets that pass a list, packet by packet.
fn passed(list: &[(bool, &Vec<bool>)], packets: usize) -> Vec<bool> {
    let decided = |at: usize| list.iter().find(|(_, matched)| matched[at]);
    (0..packets).map(|at| decided(at).is_some_and(|(allows, _)| *allows)).collect()
}

fn sets(count: usize) -> Vec<Vec<usize>> {
    let all = 0_u32..1 << count;
    let sizes = all.filter(|set| (2..=4).contains(&set.count_ones()));
    sizes.map(|set| (0..count).filter(|at| set >> at & 1 == 1).collect()).collect()
}

/// One packet of each kind that the rules of these lists tell apart.
fn packets(place: RulePlace) -> Vec<Packet> {
    let (near_ends, source_ports): (&[u8], &[u16]) = match place {
        RulePlace::SecurityGroup(_) => (&[0], &[86]),
        RulePlace::NetworkAcl(_) => (&[0, 2], &[80, 81, 86]),
    };
    let mut all = vec![];
    for (far, near) in (0..4_u8).flat_map(|far| near_ends.iter().map(move |near| (far, *near))) {
        for port in 80..=86 {
            all.extend(source_ports.iter().map(|source_port| Packet {
                source: IpAddr::V4(Ipv4Addr::new(10, 1, 0, far)),
                destination: IpAddr::V4(Ipv4Addr::new(10, 0, 0, near)),
                protocol: 6,
                source_port: *source_port,
                port,
                message: (0, 0),
            }));
        }
    }
    all
}

/// The number of sets that could be one rule, and of those that the audit does not look for.
#[derive(Default)]
struct SetCounts {
    whole: usize,
    limited: usize,
}

/// Tries every set of rules that take part and are in no merge.
fn missed(
    plan: &Plan,
    place: RulePlace,
    takes_part: &BTreeSet<RuleId>,
) -> Result<SetCounts, String> {
    let list: Vec<AnyRule> = match place {
        RulePlace::SecurityGroup(id) => {
            let mut rules = plan.security_group(id).unwrap().inbound.clone();
            rules.sort_by_key(|it| (it.priority, it.action == Action::Allow));
            rules.into_iter().map(AnyRule::Group).collect()
        }
        RulePlace::NetworkAcl(id) => {
            plan.network_acl(id).unwrap().inbound.iter().cloned().map(AnyRule::Acl).collect()
        }
    };
    let packets = packets(place);
    let matched: Vec<Vec<bool>> = list.iter().map(|it| it.matched(plan, &packets)).collect();
    let with = |at: usize| (list[at].allows(), &matched[at]);
    let before = passed(&(0..list.len()).map(with).collect::<Vec<_>>(), packets.len());
    let shares = |one: usize, other: usize| {
        matched[one].iter().zip(&matched[other]).any(|(one, other)| *one && *other)
    };
    let mut counts = SetCounts::default();
    for set in sets(list.len()) {
        let first = &list[set[0]];
        let are_alike = set
            .iter()
            .all(|at| list[*at].fields() == first.fields() && takes_part.contains(&list[*at].id()));
        if !are_alike {
            continue;
        }
        let parts: Vec<RuleParts> = set.iter().map(|at| list[*at].parts()).collect();
        let whole = first.with(&hull(parts.iter())).matched(plan, &packets);
        let is_exact =
            (0..packets.len()).all(|at| whole[at] == set.iter().any(|it| matched[*it][at]));
        let means_the_same = |to: usize| {
            let left = (0..list.len()).filter(|at| *at == to || !set.contains(at));
            let after: Vec<_> =
                left.map(|at| if at == to { (first.allows(), &whole) } else { with(at) }).collect();
            passed(&after, packets.len()) == before
        };
        if !is_exact || !set.iter().any(|to| means_the_same(*to)) {
            continue;
        }
        counts.whole += 1;
        let may_pass = |from: usize, to: usize| {
            let mut between = from.min(to)..=from.max(to);
            between.all(|it| {
                set.contains(&it) || list[it].allows() == first.allows() || !shares(from, it)
            })
        };
        let has_place = matches!(place, RulePlace::SecurityGroup(_))
            || set.iter().any(|to| set.iter().all(|from| may_pass(*from, *to)));
        if two_at_a_time(&parts) && has_place {
            let ids: Vec<_> = set.iter().map(|at| list[*at].id()).collect();
            return Err(format!("{ids:?} can be one rule: {}", json!(plan)));
        }
        counts.limited += 1;
    }
    Ok(counts)
}

/// Holds the merges of a plan's only list of rules against every set of its rules.
fn hold(plan: &Plan, place: RulePlace) -> Result<(SetCounts, usize), String> {
    let audit = audit(plan, &check(plan));
    let simpler = simpler(plan, &audit);
    let is_idle = |it: &RuleFinding| {
        matches!(
            it,
            RuleFinding::NoEffect(_) | RuleFinding::Shadowed { .. } | RuleFinding::Redundant { .. }
        )
    };
    let takes_part: BTreeSet<RuleId> = audit
        .rules
        .iter()
        .filter(|it| !it.findings.iter().any(is_idle) && !simpler.together.contains(&it.rule))
        .map(|it| it.rule)
        .collect();
    let merged: BTreeSet<RuleId> =
        simpler.merges.iter().flat_map(|it| it.rules.iter().copied()).collect();
    let counts = missed(plan, place, &(&takes_part - &merged))?;
    // A rule that was put together is a rule like any other.
    let edits: Vec<_> = simpler.merges.iter().flat_map(|it| it.remedy.clone()).collect();
    missed(&transact(plan, &edits).unwrap(), place, &takes_part)?;
    Ok((counts, merged.len()))
}

fn plan(group: Vec<Value>, acl: Vec<Value>) -> Plan {
    let number = |(at, mut rule): (usize, Value)| {
        rule["id"] = json!(format!("rule-{}", at + 1));
        rule
    };
    let mut rules = group.iter().chain(&acl).cloned().enumerate().map(number);
    let group: Vec<Value> = rules.by_ref().take(group.len()).collect();
    let acl: Vec<Value> = rules.collect();
    serde_json::from_value(json!({
        "version": 1,
        "vpcs": [{ "id": "vpc-1", "name": "", "cidr": "10.0.0.0/8" }],
        "subnets": [{
            "id": "subnet-1", "name": "", "vpc": "vpc-1", "cidr": "10.0.0.0/28",
            "network_acl": "acl-1",
        }],
        "security_groups": [{ "id": "sg-1", "name": "", "inbound": group, "outbound": [] }],
        "network_acls": [{ "id": "acl-1", "name": "", "inbound": acl, "outbound": [] }],
        "servers": [{
            "id": "server-1", "name": "", "subnet": "subnet-1", "ipv4": "10.0.0.2",
            "security_groups": ["sg-1"],
        }],
    }))
    .unwrap()
}

fn group_rule() -> impl Strategy<Value = Value> {
    let action = prop_oneof![4 => Just("allow"), 1 => Just("deny")];
    (action, select(vec![1, 1, 1, 2]), select(&BLOCKS[..]), select(&PORTS[..])).prop_map(
        |(action, priority, block, ports)| {
            json!({
                "action": action, "priority": priority, "protocol": "tcp",
                "remote": format!("10.1.0.{block}"), "ports": ports,
            })
        },
    )
}

fn acl_rule() -> impl Strategy<Value = Value> {
    let action = prop_oneof![4 => Just("allow"), 1 => Just("deny")];
    // Few, so that some are next to each other.
    let near = select(vec!["0/30", "0/31", "2/31"]);
    let source_ports = select(vec!["1-65535", "1-65535", "80", "81"]);
    (action, select(&BLOCKS[..]), near, source_ports, select(&PORTS[..])).prop_map(
        |(action, far, near, source_ports, ports)| {
            json!({
                "action": action, "protocol": "tcp", "source": format!("10.1.0.{far}"),
                "destination": format!("10.0.0.{near}"), "source_ports": source_ports,
                "destination_ports": ports,
            })
        },
    )
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_rules_of_a_group_that_can_be_one_are_missed(
        rules in prop::collection::vec(group_rule(), 2..8),
    ) {
        let plan = plan(rules, vec![]);
        let group = RulePlace::SecurityGroup(plan.security_groups[0].id);
        hold(&plan, group).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn no_rules_of_a_network_acl_that_can_be_one_are_missed(
        rules in prop::collection::vec(acl_rule(), 2..7),
    ) {
        let plan = plan(vec![], rules);
        let acl = RulePlace::NetworkAcl(plan.network_acls[0].id);
        hold(&plan, acl).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn small_lists_have_rules_that_are_one_and_rules_that_are_not_looked_for() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut merged, mut limited) = ([0; 2], 0);
    for _ in 0..400 {
        let rules = prop::collection::vec(group_rule(), 2..8);
        let group = plan(rules.new_tree(&mut runner).unwrap().current(), vec![]);
        let rules = prop::collection::vec(acl_rule(), 2..7);
        let acl = plan(vec![], rules.new_tree(&mut runner).unwrap().current());
        let places = [
            RulePlace::SecurityGroup(group.security_groups[0].id),
            RulePlace::NetworkAcl(acl.network_acls[0].id),
        ];
        for (at, (plan, place)) in [group, acl].iter().zip(places).enumerate() {
            let (counts, rules) = hold(plan, place).unwrap();
            assert!(counts.whole >= counts.limited);
            merged[at] += rules;
            limited += counts.limited;
        }
    }
    assert!(
        merged[0] > 50 && merged[1] > 20 && limited > 10,
        "{merged:?}, {limited} not looked for"
    );
}
