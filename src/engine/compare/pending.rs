//! The steps for rules until the cloud has those of a plan.
//!
//! The cloud has the rules of an earlier state of the plan. All else that was drawn since counts as
//! it is now: these are steps for rules alone.

use rustc_hash::FxHashSet;

use super::additions::{boxes, is_same_change, proposal};
use super::change_plan::{AclSpot, ChangePlan, OwnRule, OwnRuleKind};
use super::needs::{NeededPackets, needs};
use super::plan_change::plan_change;
use super::rule::AnyRule;
use super::rule_state::{has_same_rules, rule, rule_state};
use super::states::States;
use crate::edit::transact;
use crate::engine::packet::PacketBox;
use crate::engine::policy::AddressGroups;
use crate::engine::report::{
    Change, ChangeId, ChangeKind, Decider, Finding, FindingKind, FlowId, Leg, LegFlows, Level,
    Report, RulePlace, Severity,
};
use crate::engine::solve::{Memo, solve};
use crate::plan::{Action, Direction, Plan, RuleId, SecurityGroupId, add_new};

/// The steps for rules in the cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pending {
    /// The changes that the engine proposes, and nothing else.
    Proposed {
        /// The plan with the rules that the cloud has.
        plan: Box<Plan>,
        /// The engine's answer to it.
        report: Box<Report>,
    },
    /// Rules that were drawn otherwise than the engine proposes as well.
    Drawn(Box<RuleSteps>),
}

/// Steps for rules of which some were drawn by hand. First comes what opens, then what closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSteps {
    /// The steps as they are planned between any two states; nothing but rules differs.
    pub steps: ChangePlan,
    /// The engine's answer to the plan, with the rules to add first as its changes, and with what
    /// to know before any of the steps.
    pub report: Report,
    /// The plan with everything that it lacks: the rules that the cloud has in the end.
    pub complete: Plan,
    /// The other steps that open, behind them: denies that give way.
    pub opened: Vec<OwnRule>,
    /// Denies to add once all that is open.
    pub denied: Vec<Change>,
    /// Rules to take away at the end.
    pub removed: Vec<OwnRule>,
}

/// The steps until a cloud with the rules of an earlier state has those of a plan, and the changes
/// that the plan lacks besides. The report has to be the engine's answer to the plan.
pub(in crate::engine) fn pending(cloud: &Plan, plan: &Plan, report: &Report) -> Pending {
    let (before, after) = rule_state(cloud, plan);
    if has_same_rules(&before, &after) {
        return Pending::Proposed {
            plan: Box::new(plan.clone()),
            report: Box::new(report.clone()),
        };
    }
    let answer = solve(&before, &mut Memo::default());
    let made = |plan: &Plan, report: &Report| transact(plan, &report.remedy());
    let alike = made(&before, &answer).is_ok_and(|proposed| {
        made(&after, report).is_ok_and(|drawn| has_same_rules(&proposed, &drawn))
    });
    match alike {
        true => Pending::Proposed { plan: Box::new(before), report: Box::new(answer) },
        false => Pending::Drawn(Box::new(rule_steps(&before, &after))),
    }
}

/// Checks whether the rules of a plan differ from those of an earlier state.
pub(in crate::engine) fn rules_differ_since(cloud: &Plan, plan: &Plan) -> bool {
    // Only what holds rules is looked at, and the rest of the plan is not copied.
    let lists = Plan {
        security_groups: plan.security_groups.clone(),
        network_acls: plan.network_acls.clone(),
        ..Plan::default()
    };
    let (before, after) = rule_state(cloud, &lists);
    !has_same_rules(&before, &after)
}

fn rule_steps(before: &Plan, after: &Plan) -> RuleSteps {
    let steps = plan_change(before, after);
    let complete =
        transact(&steps.target, &steps.report.remedy()).unwrap_or_else(|_| steps.target.clone());
    let is_gone = |rule: &OwnRule| matches!(rule.kind, OwnRuleKind::Removed(_));
    let denies_go_first = steps.opened.iter().any(is_gone);

    let needs = needs(&steps.target);
    let mut added = steps.additions.iter().map(|it| it.change.clone()).collect::<Vec<_>>();
    for own in &steps.opened {
        if let Some(change) = drawn(own, &steps, &needs) {
            added.push(change);
        }
    }
    added.sort_by_key(|change| place_of(change.place, &complete));
    // Rules go where they have their place while the lists are on their way.
    let ids = added.iter().filter_map(|it| it.kind.added_rule()).collect::<Vec<_>>();
    let states = States::between(before, &complete, &ids, denies_go_first);
    let mut denied =
        steps.closed.iter().filter_map(|own| drawn(own, &steps, &needs)).collect::<Vec<_>>();
    put(&mut added, &states.spots);
    put(&mut denied, &states.closing_spots);
    for (number, change) in added.iter_mut().chain(&mut denied).enumerate() {
        change.id = ChangeId(u32::try_from(number).unwrap_or(u32::MAX));
    }
    let others = |rules: &[OwnRule]| {
        let others = rules.iter().filter(|it| !matches!(it.kind, OwnRuleKind::Added(_)));
        others.cloned().collect()
    };
    let touched = steps.opened.iter().chain(&steps.closed).map(|it| (it.place, it.direction));
    let touched = touched.chain(added.iter().map(|it| (it.place, it.kind.direction())));
    let report = Report {
        findings: findings(&steps, &touched.collect::<Vec<_>>()),
        changes: added,
        ..steps.report.clone()
    };
    RuleSteps {
        report,
        complete,
        denied,
        opened: others(&steps.opened),
        removed: others(&steps.closed),
        steps,
    }
}

/// The findings of the plan, and which groups' connections are cut by the steps.
fn findings(steps: &ChangePlan, touched: &[(RulePlace, Direction)]) -> Vec<Finding> {
    let cuts = |kind: &FindingKind| matches!(kind, FindingKind::CutsConnections { .. });
    let mut findings = steps.report.findings.clone();
    findings.retain(|it| !cuts(&it.kind));
    let groups = steps.target.security_groups.iter().map(|it| it.id);
    let is_cut = |id: &SecurityGroupId| {
        touched.contains(&(RulePlace::SecurityGroup(*id), Direction::Inbound))
    };
    findings.extend(groups.filter(is_cut).map(|id| Finding {
        severity: Severity::Info,
        subject: Some(id.into()),
        kind: FindingKind::CutsConnections { security_group: id },
        clauses: vec![],
        sources: None,
    }));
    findings
}

/// The position of a security group or network ACL in the plan: security groups first.
fn place_of(place: RulePlace, plan: &Plan) -> (bool, Option<usize>) {
    match place {
        RulePlace::SecurityGroup(id) => {
            (false, plan.security_groups.iter().position(|it| it.id == id))
        }
        RulePlace::NetworkAcl(id) => (true, plan.network_acls.iter().position(|it| it.id == id)),
    }
}

/// Puts network ACL rules where their lists have room for them.
fn put(changes: &mut [Change], spots: &[(RuleId, AclSpot)]) {
    for change in changes {
        if let ChangeKind::AddNetworkAclRule { rule, position, above, .. } = &mut change.kind
            && let Some((_, spot)) = spots.iter().find(|(id, _)| *id == rule.id)
        {
            (*position, *above) = (spot.position, spot.above);
        }
    }
}

/// A rule that was drawn, as a rule to add, with what it lets pass that is stopped today.
fn drawn(own: &OwnRule, steps: &ChangePlan, needs: &NeededPackets) -> Option<Change> {
    let OwnRuleKind::Added(rule) = &own.kind else { return None };
    let kind = match rule.clone() {
        AnyRule::SecurityGroup(rule) => {
            ChangeKind::AddSecurityGroupRule { direction: own.direction, rule }
        }
        AnyRule::NetworkAcl(rule) => ChangeKind::AddNetworkAclRule {
            direction: own.direction,
            rule,
            position: 1,
            above: None,
        },
    };
    let mut change = Change {
        id: ChangeId(0),
        place: own.place,
        level: Level::Recommended,
        leg: Leg::default(),
        legs: vec![],
        kind,
        flows: vec![],
        clauses: vec![],
        stopped_by: vec![],
        near_misses: vec![],
        alternatives: vec![],
        remedy: vec![],
    };
    let here = |it: &&Change| it.place == own.place && it.kind.direction() == own.direction;
    let asked = steps.today.changes.iter().filter(here).collect::<Vec<_>>();
    if let Some(same) = asked.iter().find(|it| is_same_change(it, &change)) {
        let (kind, remedy) = (change.kind, change.remedy);
        change = Change { kind, remedy, ..(*same).clone() };
    } else if rule.action() == Action::Allow {
        explain(&mut change, rule, &asked, steps, needs);
    }
    change.stopped_by.retain(|by| is_the_same(*by, steps));
    Some(change)
}

/// Says of a rule what it lets pass that is stopped today, and which clauses ask for that.
fn explain(
    change: &mut Change,
    rule: &AnyRule,
    asked: &[&Change],
    steps: &ChangePlan,
    needs: &NeededPackets,
) {
    let addresses = AddressGroups::of(&steps.target.address_groups);
    let direction = change.kind.direction();
    let own = boxes(rule, direction, &addresses);
    let meets = |packets: &PacketBox| own.iter().any(|it| it.meets(packets));
    let needed = needs.get(&(change.place, direction)).into_iter().flatten();
    let needed = needed.filter(|(_, packets)| meets(packets)).map(|(flow, _)| *flow);
    let needed = needed.collect::<FxHashSet<FlowId>>();
    let mut legs: Vec<LegFlows> = vec![];
    for other in asked {
        let is_met = proposal(&other.kind, &addresses).is_some_and(|it| it.iter().any(meets));
        if !is_met {
            continue;
        }
        let mut is_of_use = false;
        for (leg, flows) in other.by_leg() {
            let flows = flows.iter().filter(|it| needed.contains(it)).copied().collect::<Vec<_>>();
            if flows.is_empty() {
                continue;
            }
            is_of_use = true;
            match legs.iter_mut().find(|it| it.leg == leg) {
                Some(known) => add_new(&mut known.flows, &flows),
                None => legs.push(LegFlows { leg, flows: flows.clone() }),
            }
            add_new(&mut change.flows, &flows);
        }
        if is_of_use {
            change.level = change.level.min(other.level);
            add_new(&mut change.clauses, &other.clauses);
            add_new(&mut change.stopped_by, &other.stopped_by);
        }
    }
    match legs.as_slice() {
        [only] => change.leg = only.leg,
        _ => change.legs = legs,
    }
}

/// Checks whether the rule that stops flows today has the same id in the plan.
fn is_the_same(by: Decider, steps: &ChangePlan) -> bool {
    let Decider::Rule(id) = by else { return true };
    match (rule(&steps.before, id), rule(&steps.target, id)) {
        (Some(old), Some(new)) => old.is_same_rule(&new),
        _ => false,
    }
}
