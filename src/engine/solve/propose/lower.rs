//! Changes that lower rules of priority 1 that no added rule can beat.
//!
//! An allow of priority 1 loses to a deny of priority 1. Deleting the deny would open everything
//! that it stops; giving it priority 2 instead lets the added rules through and keeps the rest
//! stopped, unless another allow of priority 1 was held back by it too, and then the change says
//! so.
//!
//! On Kunpeng flavors a rule whose ports are not in a row takes no effect, nor do those behind it,
//! whether it allows or denies. With priority 2 it stands behind the added rules too. An allow is
//! lowered only where no deny of priority 2 would then be looked at before it.

use rustc_hash::FxHashSet;

use super::stopped_path::StoppedPath;
use crate::edit::Edit;
use crate::engine::index::Index;
use crate::engine::policy::security_group_readings;
use crate::engine::report::{Change, ChangeId, ChangeKind, Decider, FlowId, LegFlows, RulePlace};
use crate::engine::requirements::{FilterCheck, FilterRef};
use crate::engine::solve::decide::evaluated_path::EvaluatedPath;
use crate::engine::solve::decide::need::Need;
use crate::engine::solve::filters::policies::Policies;
use crate::plan::{
    Action, Direction, Flavor, Priority, RuleId, SecurityGroup, SecurityGroupId, SecurityGroupRule,
    Server, SeveralSecurityGroups, add_new,
};

/// The security groups that have a rule of priority 1 that may stop added rules, or another rule with
/// the id of one.
pub(crate) fn groups_with_unbeaten_rules(index: &Index) -> FxHashSet<SecurityGroupId> {
    let groups = &index.plan.security_groups;
    let all = groups.iter().flat_map(rules);
    let is_first = |it: &&SecurityGroupRule| {
        let may_stop = it.action == Action::Deny || it.has_scattered_ports();
        it.enabled && may_stop && it.priority == Priority::FIRST
    };
    let unbeaten = all.filter(is_first).map(|it| it.id).collect::<FxHashSet<_>>();
    if unbeaten.is_empty() {
        return FxHashSet::default();
    }
    let has_some = |group: &&SecurityGroup| rules(group).any(|rule| unbeaten.contains(&rule.id));
    groups.iter().filter(has_some).map(|group| group.id).collect()
}

fn rules(group: &SecurityGroup) -> impl Iterator<Item = &SecurityGroupRule> {
    group.inbound.iter().chain(&group.outbound)
}

/// The security groups with rules that some changes change.
pub(crate) fn groups_of(changes: &[Change]) -> FxHashSet<SecurityGroupId> {
    let group = |change: &Change| match change.place {
        RulePlace::SecurityGroup(group) => Some(group),
        RulePlace::NetworkAcl(_) => None,
    };
    changes.iter().filter_map(group).collect()
}

/// Lowers rules of priority 1 behind the rules to add, for flows that such a rule still stops when
/// the rules are there. `stopped` are the paths on which something is missing without the rules. Only
/// those past some security groups are looked at. `before` is the plan without those rules. `after`
/// are the policies of the plan with them and with the rules that were lowered so far, which
/// `changes` lists.
pub(crate) fn lower_rules(
    before: &Index,
    stopped: &[StoppedPath],
    groups: &FxHashSet<SecurityGroupId>,
    after: &mut Policies,
    changes: &mut Vec<Change>,
) {
    let stopped = stopped.iter().filter(|path| path.passes(groups));
    let needs = stopped.flat_map(|it| it.still(after)).collect::<Vec<_>>();
    for Need { flow, filter_check, decision, .. } in needs {
        let FilterRef::SecurityGroups(groups, ..) = &filter_check.filter else { continue };
        let filter = after.filter(&filter_check.filter, filter_check.direction);
        for packets in decision.missing().boxes() {
            let denies = filter.denies(packets);
            let denies = denies.iter().flat_map(|it| it.iter()).copied();
            for id in denies.chain(filter.gaps(packets)) {
                let known = changes.iter_mut().find(|change| {
                    matches!(change.kind, ChangeKind::LowerPriority { rule, .. } if rule == id)
                });
                if let Some(change) = known {
                    absorb(change, flow, filter_check);
                    continue;
                }
                let found = rule_of(before, groups, filter_check.direction, id);
                changes.extend(found.and_then(|(group, rule)| {
                    lowered(before, after, filter_check, group, rule, flow)
                }));
            }
        }
    }
}

/// Adds to each rule that was lowered every flow that it stopped. Several denies may stop a packet,
/// and only their order says which of them decides. So each of them names the packet. `added` are
/// the policies of the plan with the added rules and with the lowered ones as they were.
pub(crate) fn name_flows(
    added: &mut Policies,
    before: &Index,
    paths: &[EvaluatedPath],
    changes: &mut [Change],
) {
    if changes.is_empty() {
        return;
    }
    let groups = groups_of(changes);
    let paths = paths.iter().filter(|path| path.passes(&groups));
    let needs = paths.flat_map(|it| it.missing(added)).collect::<Vec<_>>();
    for Need { flow, filter_check, decision, .. } in needs {
        let FilterRef::SecurityGroups(groups, ..) = &filter_check.filter else { continue };
        let filter = added.filter(&filter_check.filter, filter_check.direction);
        let missing = decision.missing();
        for change in changes.iter_mut() {
            let ChangeKind::LowerPriority { rule, direction, .. } = change.kind else { continue };
            let denies = || {
                let (_, rule) = rule_of(before, groups, direction, rule)?;
                let is_deny = rule.action == Action::Deny;
                (is_deny && added.matches_some(rule, direction, missing)).then_some(())
            };
            let is_gap = || missing.boxes().iter().any(|it| filter.gaps(it).contains(&rule));
            if direction == filter_check.direction && (denies().is_some() || is_gap()) {
                absorb(change, flow, filter_check);
            }
        }
    }
    for change in changes {
        let own = change.legs.iter_mut().map(|it| &mut it.flows);
        for flows in own.chain([&mut change.flows]) {
            crate::plan::sort_list(flows, Ord::cmp);
            flows.dedup();
        }
        crate::plan::sort_list(&mut change.legs, |one, other| one.leg.cmp(&other.leg));
    }
}

/// Adds a flow that a deny stops. The flows are made unique later, since the list may have all
/// flows of the plan.
fn absorb(change: &mut Change, flow: FlowId, filter_check: &FilterCheck) {
    let leg = filter_check.leg;
    if leg != change.leg && change.legs.is_empty() {
        change.legs.push(LegFlows { leg: change.leg, flows: change.flows.clone() });
    }
    if !change.legs.is_empty() {
        match change.legs.iter_mut().find(|it| it.leg == leg) {
            Some(own) => own.flows.push(flow),
            None => change.legs.push(LegFlows { leg, flows: vec![flow] }),
        }
    }
    if change.flows.last() != Some(&flow) {
        change.flows.push(flow);
    }
    add_new(&mut change.clauses, &filter_check.clauses);
    change.level = change.level.min(filter_check.level);
}

/// The rule with an id. None if several rules have it, which is an error of the plan: an edit would
/// change the first of them.
fn rule_of<'a>(
    index: &Index<'a>,
    groups: &[SecurityGroupId],
    direction: Direction,
    id: RuleId,
) -> Option<(SecurityGroupId, &'a SecurityGroupRule)> {
    let mut attached = vec![];
    add_new(&mut attached, groups);
    let groups = attached.into_iter().filter_map(|group| index.security_group(group));
    let mut found = groups.flat_map(|group| {
        let rules = group.rules(direction).iter().filter(|rule| rule.id == id);
        rules.map(|rule| (group.id, rule))
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

fn lowered(
    before: &Index,
    policies: &Policies,
    filter_check: &FilterCheck,
    group: SecurityGroupId,
    rule: &SecurityGroupRule,
    flow: FlowId,
) -> Option<Change> {
    if rule.priority != Priority::FIRST {
        return None;
    }
    let to = rule.priority.next()?;
    let direction = filter_check.direction;
    let meets = |other: &&SecurityGroupRule, action, priority| {
        other.enabled
            && (other.action, other.priority) == (action, priority)
            && policies.meet(rule, other, direction)
    };
    // The rule stands in the way of rules of every group that some server has together with its own.
    let mut attached_with = vec![group];
    // One after the other, the rules of other groups are never looked at together with it.
    let in_sequence =
        before.plan.settings.several_security_groups == SeveralSecurityGroups::InSequence;
    if !in_sequence {
        for interface in before.plan.servers.iter().flat_map(Server::all_interfaces) {
            if interface.security_groups.contains(&group) {
                add_new(&mut attached_with, interface.security_groups);
            }
        }
    }
    let groups = attached_with.iter().filter_map(|id| before.security_group(*id));
    let mut others = groups.flat_map(|group| group.rules(direction));
    let mut sets_free: Vec<RuleId> = match rule.action {
        Action::Deny => others
            .filter(|it| meets(it, Action::Allow, rule.priority))
            .map(|other| other.id)
            .collect(),
        Action::Allow if others.any(|it| meets(&it, Action::Deny, to)) => return None,
        Action::Allow => vec![],
    };
    let lower = SecurityGroupRule { priority: to, ..rule.clone() };
    add_new(&mut sets_free, &revived(before, group, rule, &lower, direction, in_sequence));
    Some(Change {
        id: ChangeId(0),
        place: RulePlace::SecurityGroup(group),
        level: filter_check.level,
        leg: filter_check.leg,
        legs: vec![],
        kind: ChangeKind::LowerPriority {
            direction,
            rule: rule.id,
            from: rule.priority,
            to,
            sets_free,
        },
        flows: vec![flow],
        clauses: filter_check.clauses.to_vec(),
        stopped_by: vec![Decider::Rule(rule.id)],
        near_misses: vec![],
        alternatives: vec![],
        remedy: vec![Edit::PutSecurityGroupRule { security_group: group, direction, rule: lower }],
    })
}

/// The allows that a rule keeps from taking effect on Kunpeng flavors, where its ports are not in a
/// row, and no longer does once it is lowered: those that are in front of it then and are not now.
fn revived(
    before: &Index,
    group: SecurityGroupId,
    rule: &SecurityGroupRule,
    lower: &SecurityGroupRule,
    direction: Direction,
    in_sequence: bool,
) -> Vec<RuleId> {
    let mut revived = vec![];
    let Some(own) = before.security_group(group).filter(|_| rule.has_scattered_ports()) else {
        return revived;
    };
    let mut own = own.clone();
    let rules = own.rules_mut(direction).iter_mut();
    rules.filter(|it| it.id == rule.id).for_each(|it| it.clone_from(lower));
    let servers = before.plan.servers.iter().filter(|it| it.flavor == Flavor::Kunpeng);
    let interfaces = servers.flat_map(Server::all_interfaces);
    for interface in interfaces.filter(|it| it.security_groups.contains(&group)) {
        let is_looked_at = |id: &&SecurityGroupId| !in_sequence || **id == group;
        let groups = interface.security_groups.iter().filter(is_looked_at);
        let groups = groups.filter_map(|id| before.security_group(*id)).collect::<Vec<_>>();
        let later = groups.iter().map(|it| if it.id == group { &own } else { *it });
        let in_front = |groups: &[&SecurityGroup]| -> Vec<RuleId> {
            // In the order of the list as a whole, which ends nowhere on a standard flavor.
            let (sequence, all) = security_group_readings(groups, Flavor::Standard, direction);
            let list = all.unwrap_or(sequence).into_iter().take_while(|it| it.id != rule.id);
            let allows = list.filter(|it| it.action == Action::Allow && !it.has_scattered_ports());
            allows.map(|it| it.id).collect()
        };
        let known = in_front(&groups);
        let now = in_front(&later.collect::<Vec<_>>());
        add_new(&mut revived, now.iter().filter(|id| !known.contains(id)));
    }
    revived
}

#[cfg(test)]
mod tests {
    use crate::engine::check;
    use crate::engine::report::{ChangeKind, FindingKind};
    use crate::plan::{Plan, ProblemKind, RuleId, SecurityGroupRule};

    #[test]
    fn of_two_rules_with_one_id_none_is_lowered() {
        let case = crate::conformance::case("deny-at-priority-1");
        let mut plan: Plan = serde_json::from_value(case["plan"].clone()).unwrap();
        let lowered = |plan: &Plan| {
            let is_it = |kind: &ChangeKind| {
                matches!(kind, ChangeKind::LowerPriority { rule: RuleId(9), .. })
            };
            check(plan).changes.iter().any(|change| is_it(&change.kind))
        };
        assert!(lowered(&plan));
        // An edit of `rule-9` would change the allow, which comes first.
        plan.security_groups[0].inbound[0].id = RuleId(9);
        assert!(!lowered(&plan));
        let report = check(&plan);
        assert!(!report.summary.proved);
        assert!(report.findings.iter().any(|finding| matches!(
            &finding.kind,
            FindingKind::Problem(problem) if problem.kind == ProblemKind::DuplicateId
        )));
    }

    /// The flows that each lowered deny is said to stop: what for and over which ports.
    fn stopped(plan: &Plan) -> Vec<(RuleId, Vec<String>)> {
        let report = check(plan);
        let told = |id| {
            let flow = report.flow(id).unwrap();
            format!("{:?} {}", flow.purpose, flow.ports)
        };
        let lowered = report.changes.iter().filter_map(|change| match change.kind {
            ChangeKind::LowerPriority { rule, .. } => {
                Some((rule, change.flows.iter().map(|id| told(*id)).collect()))
            }
            _ => None,
        });
        lowered.collect()
    }

    #[test]
    fn every_flow_that_a_deny_stops_is_named_with_it_whoever_comes_first() {
        let case = crate::conformance::case("table4-https-other-port");
        let mut plan: Plan = serde_json::from_value(case["plan"].clone()).unwrap();
        let group = &plan.backend_server_groups[0];
        let (traffic, probe) = (group.members[0].port.unwrap(), group.health_check.port.unwrap());
        let deny = |id: u32, ports: &str| -> SecurityGroupRule {
            let rule = serde_json::json!({
                "id": format!("rule-{id}"), "action": "deny", "protocol": "tcp", "ports": ports,
                "remote": "0.0.0.0/0",
            });
            serde_json::from_value(rule).unwrap()
        };
        let both = format!("{traffic},{probe}");
        let of = |purpose: &str, port| format!("{purpose} {port}");
        let named = (of("Traffic", traffic), of("HealthCheck", probe));
        let mut denies = vec![deny(91, &traffic.to_string()), deny(92, &both)];
        // All packets may go out, so only the inbound rules count.
        plan.security_groups[0].inbound.clone_from(&denies);
        let (traffic, probe) = named.clone();
        assert_eq!(
            stopped(&plan),
            [(RuleId(91), vec![traffic.clone()]), (RuleId(92), vec![traffic, probe])]
        );
        for _ in 0..2 {
            let group = &mut plan.security_groups[0];
            group.inbound.clone_from(&denies);
            // It lets none of the answers out, and stops nothing that comes in.
            group.outbound = vec![deny(93, &both)];
            let (traffic, probe) = named.clone();
            let mut stopped = stopped(&plan);
            stopped.sort_by_key(|(rule, _)| *rule);
            assert_eq!(
                stopped,
                [
                    (RuleId(91), vec![traffic.clone()]),
                    (RuleId(92), vec![traffic.clone(), probe.clone()]),
                    (RuleId(93), vec![traffic, probe]),
                ]
            );
            denies.reverse();
        }
    }
}
