//! Puts the notes of the audit beside what their definitions say.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use elb_rule_planner::engine::report::{Decider, FindingKind, LintKind, LintNote, Report};
use elb_rule_planner::engine::{audit, check};
use elb_rule_planner::plan::{
    AclAddress, Action, Cidr, Direction, IpType, Lint, LintOff, Plan, Remote, RuleId,
    SecurityGroupId, ServerId, SubjectId,
};
use proptest::prelude::*;

use crate::audit::config;
use crate::matching::{at_network_acl, at_security_groups};
use crate::plans;
use crate::world::{PORT_KINDS, Packet, addresses};

/// The ports of remote access and of databases.
const RISKY: [u16; 17] = [
    21, 22, 23, 445, 1433, 1521, 2375, 2379, 3306, 3389, 5432, 5900, 5984, 6379, 9200, 11211, 27017,
];

/// The notes of a kind by what they are about.
type Notes = BTreeSet<(SubjectId, String)>;

fn first(block: Cidr) -> IpAddr {
    block.net().network()
}

/// Of two blocks one lies in the other, or they have nothing in common.
fn overlap(one: Cidr, other: Cidr) -> bool {
    one.contains(first(other)) || other.contains(first(one))
}

fn vpc_blocks(plan: &Plan, at: usize) -> Vec<Cidr> {
    let vpc = &plan.vpcs[at];
    let mut blocks = vec![Cidr::of(vpc.cidr.net())];
    blocks.extend(vpc.secondary_cidrs.iter().map(|it| Cidr::of(it.net())));
    blocks.extend(vpc.ipv6_cidr.map(|it| Cidr::of(it.net())));
    blocks
}

fn overlapping(plan: &Plan, report: &Report) -> Notes {
    let mut notes = Notes::new();
    for one in 0..plan.vpcs.len() {
        for two in one + 1..plan.vpcs.len() {
            let pairs = vpc_blocks(plan, one)
                .into_iter()
                .flat_map(|own| vpc_blocks(plan, two).into_iter().map(move |other| (own, other)));
            let met = pairs.into_iter().find(|(own, other)| overlap(*own, *other));
            let is_found = |(own, other)| {
                report.findings.iter().any(|finding| match finding.kind {
                    FindingKind::OverlappingBlocks { own: a, other: b, .. } => {
                        [(a, b), (b, a)].contains(&(own, other))
                    }
                    _ => false,
                })
            };
            if let Some(met) = met.filter(|met| !is_found(*met)) {
                let id = SubjectId::Vpc(plan.vpcs[one].id);
                notes.insert((id, format!("{} {} {}", plan.vpcs[two].id, met.0, met.1)));
            }
        }
    }
    notes
}

fn outside(plan: &Plan) -> Notes {
    let private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];
    let private = private.map(|it| it.parse::<Cidr>().unwrap());
    let last = |block: Cidr| block.net().broadcast();
    let mut networks: Vec<Cidr> =
        (0..plan.vpcs.len()).flat_map(|at| vpc_blocks(plan, at)).collect();
    networks.extend(plan.subnets.iter().map(|it| Cidr::of(it.cidr.net())));
    networks.extend(plan.subnets.iter().filter_map(|it| it.ipv6_cidr).map(|it| Cidr::of(it.net())));
    let is_outside = |block: Cidr| {
        let is_same = |other: &Cidr| first(*other).is_ipv4() == first(block).is_ipv4();
        private.iter().any(|it| it.contains(first(block)) && it.contains(last(block)))
            && networks.iter().any(is_same)
            && !networks.iter().any(|it| overlap(*it, block))
            && !plan.ip_backends.iter().any(|it| block.contains(it.address))
    };
    let mut notes = Notes::new();
    for direction in [Direction::Inbound, Direction::Outbound] {
        for rule in plan.security_groups.iter().flat_map(|it| it.rules(direction)) {
            if let Remote::Cidr(block) = rule.remote
                && rule.enabled
                && is_outside(block)
            {
                notes.insert((SubjectId::Rule(rule.id), block.to_string()));
            }
        }
        for rule in plan.network_acls.iter().flat_map(|it| it.rules(direction)) {
            let far = if direction == Direction::Inbound { rule.source } else { rule.destination };
            if let AclAddress::Cidr(block) = far
                && rule.enabled
                && is_outside(block)
            {
                notes.insert((SubjectId::Rule(rule.id), block.to_string()));
            }
        }
    }
    notes
}

fn unused(plan: &Plan) -> Notes {
    let is_worn = |id: SecurityGroupId| {
        let mut interfaces = plan.servers.iter().flat_map(|it| it.all_interfaces());
        interfaces.any(|it| it.security_groups.contains(&id))
    };
    let groups = plan.security_groups.iter().filter(|it| !is_worn(it.id));
    let acls = plan.network_acls.iter();
    let acls = acls.filter(|it| !plan.subnets.iter().any(|own| own.network_acl == Some(it.id)));
    let groups = groups.map(|it| (SubjectId::SecurityGroup(it.id), String::new()));
    groups.chain(acls.map(|it| (SubjectId::NetworkAcl(it.id), String::new()))).collect()
}

/// The ports and servers that packets get in to by rules for everyone, by the rules.
fn risky(plan: &Plan) -> Notes {
    let is_for_everyone = |id: RuleId| {
        plan.security_groups.iter().flat_map(|it| &it.inbound).any(|rule| {
            rule.id == id
                && rule.action == Action::Allow
                && matches!(rule.remote, Remote::Cidr(block) if block.to_string().ends_with("/0"))
        })
    };
    let mut found: BTreeMap<RuleId, (BTreeSet<u16>, BTreeSet<ServerId>)> = BTreeMap::new();
    for server in &plan.servers {
        for interface in server.all_interfaces().filter(|it| it.port_security) {
            let there = |id: &&SecurityGroupId| plan.security_groups.iter().any(|it| it.id == **id);
            let worn: Vec<_> = interface.security_groups.iter().filter(there).copied().collect();
            let is_known =
                plan.security_groups.iter().all(|it| it.rules_known || !worn.contains(&it.id));
            let subnet = plan.subnets.iter().find(|it| it.id == interface.subnet);
            let Some(subnet) = subnet.filter(|_| is_known) else { continue };
            let acl = plan.network_acls.iter().find(|it| Some(it.id) == subnet.network_acl);
            let is_open = subnet.network_acl.is_none() && !subnet.network_acl_known;
            if is_open || acl.is_some_and(|it| !it.rules_known) {
                continue;
            }
            let acl = acl.filter(|it| it.enabled);
            for destination in interface.addresses() {
                let family = if destination.is_ipv4() { IpType::IPv4 } else { IpType::IPv6 };
                let own = subnet.cidr_of(family);
                let from_ports: &[u16] = if acl.is_some() { PORT_KINDS } else { &[50_000] };
                for source in addresses(family) {
                    if own.is_some_and(|block| block.contains(source)) {
                        continue;
                    }
                    for port in RISKY {
                        for source_port in from_ports.iter().copied() {
                            let (protocol, message) = (6, (0, 0));
                            let packet = Packet {
                                source,
                                destination,
                                protocol,
                                source_port,
                                port,
                                message,
                            };
                            let into = Direction::Inbound;
                            let ruling =
                                at_security_groups(plan, (&worn, server.flavor), into, &packet);
                            let Decider::Rule(rule) = ruling.by else { continue };
                            if !ruling.passes || !is_for_everyone(rule) {
                                continue;
                            }
                            if acl.is_none_or(|acl| at_network_acl(plan, acl, into, &packet).passes)
                            {
                                let (ports, servers) = found.entry(rule).or_default();
                                ports.insert(port);
                                servers.insert(server.id);
                            }
                        }
                    }
                }
            }
        }
    }
    let said = |(rule, (ports, servers))| (SubjectId::Rule(rule), format!("{ports:?} {servers:?}"));
    found.into_iter().map(said).collect()
}

fn said(note: &LintNote) -> (SubjectId, String) {
    let told = match &note.kind {
        LintKind::OverlappingVpcs { other, own_block, other_block } => {
            format!("{other} {own_block} {other_block}")
        }
        LintKind::OutsideVpcs { block } => block.to_string(),
        LintKind::Unused => String::new(),
        LintKind::RiskyPort { services, servers } => {
            let ports: BTreeSet<u16> = services.iter().map(|it| it.port).collect();
            let servers: BTreeSet<ServerId> = servers.iter().copied().collect();
            format!("{ports:?} {servers:?}")
        }
    };
    (note.subject, told)
}

/// The plan as it is, with a second VPC that overlaps the first, or without the second.
fn varied(mut plan: Plan, variant: u8) -> Plan {
    match variant {
        0 => {}
        1 => plan.vpcs[1].cidr = "10.0.0.0/25".parse().unwrap(),
        _ => {
            plan.vpcs.truncate(1);
            plan.subnets.truncate(3);
            plan.ip_backends.truncate(1);
        }
    }
    plan
}

const KINDS: [Lint; 4] = [Lint::OverlappingVpcs, Lint::OutsideVpcs, Lint::Unused, Lint::RiskyPort];

fn compare(plan: &Plan, seen: &mut BTreeSet<Lint>) -> Result<(), String> {
    let report = check(plan);
    let audit = audit(plan, &report);
    for (kind, expected) in KINDS.into_iter().zip([
        overlapping(plan, &report),
        outside(plan),
        unused(plan),
        risky(plan),
    ]) {
        let own = audit.lints.iter().filter(|it| it.kind.lint() == kind);
        let all: Vec<_> = own.map(said).collect();
        let found: Notes = all.iter().cloned().collect();
        if found != expected || found.len() != all.len() {
            return Err(format!("{kind:?}: engine {all:?}, judge {expected:?}"));
        }
        if !found.is_empty() {
            seen.insert(kind);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_notes_are_those_of_the_definitions(plans::Shown(plan) in plans::plan(), variant in 0..3_u8) {
        compare(&varied(plan, variant), &mut BTreeSet::new()).map_err(TestCaseError::fail)?;
    }

    /// A kind that is switched off for one thing, or for all.
    #[test]
    fn what_is_switched_off_has_the_reason_and_nothing_else_has(
        plans::Shown(plan) in plans::plan(), variant in 0..3_u8, at in 0..64_usize, is_for_all: bool,
    ) {
        let mut plan = varied(plan, variant);
        let notes = audit(&plan, &check(&plan)).lints;
        prop_assert!(notes.iter().all(|it| it.off.is_none()));
        let Some(note) = notes.get(at % notes.len().max(1)) else { return Ok(()) };
        let (lint, on) = (note.kind.lint(), (!is_for_all).then_some(note.subject));
        plan.settings.lints_off = vec![LintOff { lint, on, reason: "known".to_owned() }];
        let now = audit(&plan, &check(&plan)).lints;
        prop_assert_eq!(now.len(), notes.len());
        for (was, is) in notes.iter().zip(&now) {
            let other = match was.kind {
                LintKind::OverlappingVpcs { other, .. } => Some(SubjectId::Vpc(other)),
                _ => None,
            };
            let is_meant = was.kind.lint() == lint
                && (is_for_all || was.subject == note.subject || other == Some(note.subject));
            prop_assert_eq!(is.off.as_deref(), is_meant.then_some("known"));
            prop_assert_eq!(&is.kind, &was.kind);
        }
    }
}

#[test]
fn random_plans_lead_to_every_kind_of_note() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for number in 0..60_u8 {
        let plans::Shown(plan) = plans::plan().new_tree(&mut runner).unwrap().current();
        compare(&varied(plan, number % 3), &mut seen).unwrap();
    }
    assert_eq!(seen.len(), KINDS.len(), "{seen:?}");
}
