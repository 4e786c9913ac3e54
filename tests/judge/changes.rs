//! Puts the changes of the engine's report beside what the definitions say.

use std::collections::BTreeSet;

use elb_rule_planner::edit::{Edit, transact};
use elb_rule_planner::engine::report::{
    Change, ChangeKind, Decider, Filter, Flow, FlowId, Leg, Level, Report, RulePlace,
};
use elb_rule_planner::plan::{
    Action, Direction, Flavor, IpType, NetworkAcl, NetworkAclRule, Plan, RuleId, SecurityGroupId,
};

use crate::compare::{Agreed, paired, rule_at, same};
use crate::hindrance::may_stay_open;
use crate::matching::{
    acl_rule_matches, at_network_acl, is_scattered, readings, security_group_rule_matches,
};
use crate::near_misses::near_misses;
use crate::passed_filters::{Filtering, PassedFilter};
use crate::required_flows::RequiredFlow;
use crate::world::{MESSAGE_KINDS, PINGS, PORT_KINDS, PROTOCOLS, Packet, addresses};

/// The lists that a rule for what a filter stops can join: any security group that is worn there.
fn places_of(plan: &Plan, passed: &PassedFilter) -> Vec<RulePlace> {
    let is_there = |id: &SecurityGroupId| plan.security_groups.iter().any(|it| it.id == *id);
    match &passed.filter {
        Filter::SecurityGroups(ids) => {
            ids.iter().copied().filter(is_there).map(RulePlace::SecurityGroup).collect()
        }
        Filter::NetworkAcl(id) => id.iter().copied().map(RulePlace::NetworkAcl).collect(),
    }
}

/// A packet of a flow that a filter does not let pass.
struct Missing<'a> {
    passed: &'a PassedFilter,
    flow: FlowId,
    level: Level,
    places: Vec<RulePlace>,
    direction: Direction,
    leg: Leg,
    packet: Packet,
}

fn missing<'a>(plan: &Plan, pairs: &'a [(RequiredFlow, &Flow)]) -> Vec<Missing<'a>> {
    let mut all = vec![];
    for (required, flow) in pairs {
        for passed in &required.filters {
            for packet in passed.packets() {
                if !rule_at(plan, passed, &packet).passes {
                    let places = places_of(plan, passed);
                    let PassedFilter { level, direction, leg, .. } = *passed;
                    all.push(Missing {
                        passed,
                        flow: flow.id,
                        level,
                        places,
                        direction,
                        leg,
                        packet,
                    });
                }
            }
        }
    }
    all
}

/// Compares the changes: they close all that is missing, each is needed, and nothing is opened
/// beyond what must flow.
pub(crate) fn changes(plan: &Plan, report: &Report) -> Agreed {
    let pairs = paired(plan, report)?;
    let before = missing(plan, &pairs);
    let mut answered = vec![false; before.len()];
    for change in &report.changes {
        is_needed(plan, change, &before, &mut answered)?;
        let is_for = |it: &&Missing| {
            it.direction == change.kind.direction()
                && change.by_leg().any(|(leg, flows)| leg == it.leg && flows.contains(&it.flow))
                // What a lowered deny sets free, the rule is not for.
                && is_let_in(plan, &change.kind, &it.packet)
        };
        near_misses(plan, change, before.iter().filter(is_for).map(|it| &it.packet))?;
    }
    // Packets that a lowered deny sets free pass without a rule.
    let lowered: Vec<&Change> =
        report.changes.iter().filter(|change| !change.kind.adds_rule()).collect();
    if !lowered.is_empty() {
        let edits: Vec<_> = lowered.iter().flat_map(|change| change.remedy.clone()).collect();
        let freed = transact(plan, &edits).map_err(|error| format!("{error:?}"))?;
        for (at, it) in before.iter().enumerate() {
            answered[at] |= rule_at(&freed, it.passed, &it.packet).passes;
        }
    }
    if let Some(at) = answered.iter().position(|it| !it) {
        let it = &before[at];
        return Err(format!(
            "no change names {:?} for {:?} at {:?}",
            it.flow, it.packet, it.places
        ));
    }
    let changed = transact(plan, &report.remedy()).map_err(|error| format!("{error:?}"))?;
    let after = missing(&changed, &pairs);
    same!(report.summary.proved, after.is_empty(), "whether nothing is missing any more");
    same!(
        report.summary.proved || may_stay_open(plan),
        true,
        "every other plan of this world can be closed"
    );
    for change in report.changes.iter().filter(|change| change.kind.adds_rule()) {
        // Required packets have to do without rules that are only recommended, and each leg of the
        // path without the rules of another; rules in other groups of a server count.
        let legs = |change: &Change| change.by_leg().map(|(leg, _)| leg).collect::<BTreeSet<_>>();
        let is_of_group = |it: &&Change| matches!(it.place, RulePlace::SecurityGroup(_));
        let stays = |other: &&Change| {
            !other.kind.adds_rule()
                || other.id != change.id
                    && legs(other) == legs(change)
                    && (other.place == change.place || [other, change].iter().all(is_of_group))
                    && other.level <= change.level
        };
        let edits: Vec<Edit> =
            report.changes.iter().filter(stays).flat_map(|it| it.remedy.clone()).collect();
        let without = transact(plan, &edits).map_err(|it| format!("{it:?}"))?;
        let is_stopped = before.iter().any(|it| {
            it.places.contains(&change.place)
                && it.direction == change.kind.direction()
                && change.flows.contains(&it.flow)
                && !rule_at(&without, it.passed, &it.packet).passes
        });
        same!(is_stopped, true, "whether {:?} is needed", change.kind);
    }
    let mut compared = before.len() + after.len();
    let freed: Vec<RuleId> = report
        .changes
        .iter()
        .filter_map(|change| match &change.kind {
            ChangeKind::LowerPriority { sets_free, .. } => Some(sets_free),
            _ => None,
        })
        .flatten()
        .copied()
        .collect();
    let touches =
        |id| report.changes.iter().any(|change| change.place == RulePlace::SecurityGroup(id));
    for server in &plan.servers {
        let others = server.interfaces.iter().map(|it| &it.security_groups);
        for worn in std::iter::once(&server.security_groups).chain(others) {
            if worn.iter().any(|id| touches(*id)) {
                let worn = (worn.as_slice(), server.flavor);
                compared += group_openings(plan, &changed, worn, &pairs, &freed)?;
            }
        }
    }
    for acl in &plan.network_acls {
        if report.changes.iter().any(|change| change.place == RulePlace::NetworkAcl(acl.id)) {
            compared += acl_openings(plan, &changed, acl, &pairs)?;
        }
    }
    Ok(compared)
}

/// Each added rule lets through something that is missing and names only flows that miss it, and
/// is required just where one of them is. Every packet that is missing is marked as answered by
/// a change that names its flow.
fn is_needed(
    plan: &Plan,
    change: &Change,
    before: &[Missing],
    answered: &mut [bool],
) -> Result<(), String> {
    let direction = change.kind.direction();
    let lowered = |rule: &RuleId, it: &Missing| {
        let Filter::SecurityGroups(worn) = &it.passed.filter else { return false };
        let groups = plan.security_groups.iter();
        groups.filter(|group| worn.contains(&group.id)).any(|group| {
            group.rules(direction).iter().any(|own| {
                let denies = own.action == Action::Deny
                    && security_group_rule_matches(plan, own, direction, &it.packet);
                let is_gap = it.passed.flavor == Flavor::Kunpeng && is_scattered(own);
                own.id == *rule && own.priority.number() == 1 && (denies || is_gap)
            })
        })
    };
    let matches = |it: &Missing| match &change.kind {
        ChangeKind::LowerPriority { rule, .. } => lowered(rule, it),
        kind => it.places.contains(&change.place) && is_let_in(plan, kind, &it.packet),
    };
    let what = format!("{:?}", change.kind);
    let mut named = BTreeSet::new();
    let mut level = None;
    let is_for = |it: &Missing| {
        change.by_leg().any(|(leg, flows)| leg == it.leg && flows.contains(&it.flow))
    };
    for (at, it) in before.iter().enumerate() {
        // Two legs may cross one network ACL; a rule says for which flows it is on each.
        if it.direction != direction || !matches(it) || !is_for(it) {
            continue;
        }
        answered[at] |= change.kind.adds_rule();
        named.insert((it.leg, it.flow));
        level = level.min(Some(it.level)).or(Some(it.level));
    }
    same!(named.is_empty(), false, "nothing is missing that it lets pass: {what}");
    if change.kind.adds_rule() {
        let said = change.by_leg().flat_map(|(leg, flows)| flows.iter().map(move |it| (leg, *it)));
        same!(said.collect::<BTreeSet<_>>(), named, "flows of {what}");
        let all = named.iter().map(|(_, flow)| *flow).collect::<BTreeSet<_>>();
        same!(change.flows.iter().copied().collect::<BTreeSet<_>>(), all, "all flows of {what}");
        let legs = named.iter().map(|(leg, _)| *leg).collect::<BTreeSet<_>>();
        same!(legs.contains(&change.leg), true, "the leg of {what}");
        same!(change.legs.len(), if legs.len() > 1 { legs.len() } else { 0 }, "legs of {what}");
        same!(Some(change.level), level, "level of {what}");
    }
    Ok(())
}

/// Tells whether the rule that a change adds matches a packet.
fn is_let_in(plan: &Plan, kind: &ChangeKind, packet: &Packet) -> bool {
    match kind {
        ChangeKind::AddSecurityGroupRule { rule, .. } => {
            security_group_rule_matches(plan, rule, kind.direction(), packet)
        }
        ChangeKind::AddNetworkAclRule { rule, .. } => acl_rule_matches(plan, rule, packet),
        ChangeKind::LowerPriority { .. } => false,
    }
}

/// Every packet that security groups let pass now and did not before, in either reading, is one
/// that must flow to a server that shares a group, or one of a rule that a lowered deny
/// sets free.
fn group_openings(
    plan: &Plan,
    changed: &Plan,
    (worn, flavor): (&[SecurityGroupId], Flavor),
    pairs: &[(RequiredFlow, &Flow)],
    freed: &[RuleId],
) -> Agreed {
    let mut compared = 0;
    for (direction, packet) in group_packets() {
        let before = readings(plan, (worn, flavor), direction, &packet);
        let after = readings(changed, (worn, flavor), direction, &packet);
        compared += 1;
        for (before, after) in before.iter().zip(&after) {
            if before.passes || !after.passes {
                continue;
            }
            let is_freed = matches!(after.by, Decider::Rule(id) if freed.contains(&id));
            let is_needed = pairs.iter().flat_map(|(required, _)| &required.filters).any(|passed| {
                passed.direction == direction
                    && matches!(&passed.filter, Filter::SecurityGroups(ids)
                        if ids.iter().any(|id| worn.contains(id)))
                    && matches!(&passed.filtering, Filtering::At(seen) if seen.may_open(&packet, false))
            });
            if !is_freed && !is_needed {
                return Err(format!("{worn:?} {direction:?} let pass {packet:?} by {after:?}"));
            }
        }
    }
    Ok(compared)
}

fn group_packets() -> impl Iterator<Item = (Direction, Packet)> {
    let families = IpType::BOTH.into_iter();
    let far = families.flat_map(|ip_type| {
        let all = addresses(ip_type);
        let near = all[0];
        all.into_iter().map(move |far| (near, far))
    });
    far.flat_map(|(near, far)| {
        PROTOCOLS.iter().flat_map(move |protocol| {
            let wires: Vec<(u16, (u8, u8))> = match *protocol {
                6 | 17 => PORT_KINDS.iter().map(|port| (*port, (0, 0))).collect(),
                1 | 58 => MESSAGE_KINDS.iter().map(|message| (0, *message)).collect(),
                _ => vec![(0, (0, 0))],
            };
            wires.into_iter().flat_map(move |(port, message)| {
                let of = |source, destination| Packet {
                    source,
                    destination,
                    protocol: *protocol,
                    source_port: port,
                    port,
                    message,
                };
                [(Direction::Inbound, of(far, near)), (Direction::Outbound, of(near, far))]
            })
        })
    })
}

/// Every packet that a network ACL lets pass now and did not before must flow between a backend
/// subnet and the subnet of a member, over a port of a member there.
fn acl_openings(
    plan: &Plan,
    changed: &Plan,
    acl: &NetworkAcl,
    pairs: &[(RequiredFlow, &Flow)],
) -> Agreed {
    let mut compared = 0;
    let now = changed.network_acls.iter().find(|it| it.id == acl.id).unwrap();
    let packets = acl_packets();
    for direction in Direction::BOTH {
        let old = acl.rules(direction);
        let is_new = |rule: &&NetworkAclRule| !old.iter().any(|it| it.id == rule.id);
        let added: Vec<&NetworkAclRule> = now.rules(direction).iter().filter(is_new).collect();
        let kept: Vec<_> = now.rules(direction).iter().filter(|it| !is_new(it)).collect();
        same!(kept, old.iter().collect::<Vec<_>>(), "the other rules of {}", acl.id);
        for packet in &packets {
            // As the other rules are as before, only an added one can let more pass.
            if !added.iter().any(|rule| acl_rule_matches(plan, rule, packet)) {
                continue;
            }
            compared += 1;
            if !at_network_acl(changed, now, direction, packet).passes
                || at_network_acl(plan, acl, direction, packet).passes
            {
                continue;
            }
            let is_needed = pairs.iter().flat_map(|(required, _)| &required.filters).any(|passed| {
                passed.direction == direction
                    && passed.filter == Filter::NetworkAcl(Some(acl.id))
                    && matches!(&passed.filtering, Filtering::At(seen) if seen.may_open(packet, true))
            });
            if !is_needed {
                return Err(format!("{} {direction:?} lets pass {packet:?}", acl.id));
            }
        }
    }
    Ok(compared)
}

fn acl_packets() -> Vec<Packet> {
    const FEW: [u16; 3] = [1, 80, 1024];
    let mut all = vec![];
    for ip_type in IpType::BOTH {
        let ends = addresses(ip_type);
        for source in &ends {
            for destination in &ends {
                for protocol in PROTOCOLS {
                    let of = |source_port, port| Packet {
                        source: *source,
                        destination: *destination,
                        protocol: *protocol,
                        source_port,
                        port,
                        message: (0, 0),
                    };
                    if *protocol == 1 || *protocol == 58 {
                        all.extend(PINGS.iter().map(|it| Packet { message: *it, ..of(0, 0) }));
                        continue;
                    }
                    if *protocol != 6 && *protocol != 17 {
                        all.push(of(0, 0));
                        continue;
                    }
                    for (few, port) in
                        FEW.iter().flat_map(|few| PORT_KINDS.iter().map(move |it| (few, it)))
                    {
                        all.push(of(*few, *port));
                        all.push(of(*port, *few));
                    }
                }
            }
        }
    }
    all
}
