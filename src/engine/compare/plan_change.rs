//! The steps that plan a change.

use super::additions::{additions, ahead, is_proposed, missing, proposed};
use super::change_plan::{ChangePlan, KeepsSending, OwnRule, Proof};
use super::differences::differences;
use super::keep::keep;
use super::removals::removals;
use super::states::{States, stopped};
use super::upgrade::{Rollback, rolled_back, upgrades};
use crate::edit::{Edit, transact};
use crate::engine::report::{FindingKind, Report};
use crate::engine::solve::{Memo, solve};
use crate::plan::{LoadBalancerKind, Plan, SubjectId};

/// Plans the change from one state of a plan to another.
pub(in crate::engine) fn plan_change(before: &Plan, after: &Plan) -> ChangePlan {
    let mut target = after.clone();
    let keeps_sending = keep_sending(before, &mut target);
    let mut memo = Memo::default();
    let today = solve(before, &mut memo);
    let differences = differences(before, &target);
    // If nothing differs, there is no change to prepare, whatever the state lacks.
    let has_changed = !differences.is_empty() || rules_differ(before, &target);
    let (kept, report) = match has_changed {
        true => keep(before, &mut target, &mut memo),
        false => (vec![], solve(&target, &mut memo)),
    };
    let changes = if has_changed { report.changes.clone() } else { vec![] };
    let edits = changes.iter().flat_map(|it| it.remedy.iter().cloned()).collect::<Vec<_>>();
    let complete = transact(&target, &edits).unwrap_or_else(|_| target.clone());
    let changes = ahead(&changes, before, &target);
    let added = proposed(&changes);

    let today_stopped = stopped(&today);
    let holds =
        |plan: &Plan, memo: &mut Memo| stopped(&solve(plan, memo)).is_subset(&today_stopped);
    let mut states = States::between(before, &complete, &added, false);
    // Denies that are to go wait for the end, unless the change needs them gone.
    let mut changed = holds(&states.changed, &mut memo);
    if !changed {
        states = States::between(before, &complete, &added, true);
        changed = holds(&states.changed, &mut memo);
    }
    // A proposed rule may be there already, if others have to move around it.
    let changes = missing(changes, before, &states);
    let proposed = |rule: &OwnRule| is_proposed(rule, &changes);
    states.opened.retain(|rule| !proposed(rule));
    states.closed.retain(|rule| !proposed(rule));

    let upgrades = upgrades(before, &target);
    let mut rollback = Rollback::default();
    let mut is_rolled_back = None;
    if !upgrades.is_empty() {
        let plan = rolled_back(&states.changed, before, &upgrades);
        let answer = solve(&plan, &mut memo);
        is_rolled_back = Some(stopped(&answer).is_subset(&today_stopped));
        rollback = Rollback::of((before, &today), (&plan, &answer), &report, &upgrades);
        rollback.hold(before, &complete, &mut states.closed);
    }
    let (removals, leftovers) = match has_changed {
        true => removals(before, &complete, &rollback),
        false => (vec![], vec![]),
    };
    let gone = removals.iter().map(|it| Edit::RemoveRule(it.rule)).collect::<Vec<_>>();
    let cleaned_up = transact(&complete, &gone).is_ok_and(|plan| holds(&plan, &mut memo));
    ChangePlan {
        version: ChangePlan::VERSION,
        proof: Proof {
            stopped_today: today_stopped.len(),
            prepared: holds(&states.prepared, &mut memo),
            changed,
            cleaned_up,
            rolled_back: is_rolled_back,
        },
        additions: additions(&changes, before, &today, &states),
        kept,
        opened: states.opened,
        differences,
        closed: states.closed,
        removals,
        leftovers,
        keeps_sending,
        upgrades,
        not_known: not_known([&today, &report]),
        before: before.clone(),
        today,
        target,
        report,
    }
}

/// The things of which the answers to two states say that their rules are not known.
fn not_known(answers: [&Report; 2]) -> Vec<SubjectId> {
    let mut all = vec![];
    for finding in answers.into_iter().flat_map(|it| &it.findings) {
        if let (FindingKind::RulesNotKnown { .. }, Some(subject)) = (&finding.kind, finding.subject)
            && !all.contains(&subject)
        {
            all.push(subject);
        }
    }
    all
}

/// Lists the backend subnets that load balancers leave as those of before: their addresses are
/// not given back, so traffic goes on coming from them. A load balancer that is removed, or that
/// has another id because it was created anew, keeps nothing.
fn keep_sending(before: &Plan, after: &mut Plan) -> Vec<KeepsSending> {
    let mut keeps = vec![];
    for old in &before.load_balancers {
        let has_subnet = |id| after.subnet(id).is_some();
        let used = old.current_backend_subnets().iter().copied().filter(|id| has_subnet(*id));
        let used = used.collect::<Vec<_>>();
        let Some(new) = after.load_balancer_mut(old.id) else { continue };
        if old.kind != LoadBalancerKind::Dedicated || new.kind != LoadBalancerKind::Dedicated {
            continue;
        }
        let left = used.into_iter().filter(|id| !new.current_backend_subnets().contains(id));
        let left = left.collect::<Vec<_>>();
        if left.is_empty() {
            continue;
        }
        for id in &left {
            if !new.previous_backend_subnets.contains(id) {
                new.previous_backend_subnets.push(*id);
            }
        }
        keeps.push(KeepsSending { load_balancer: old.id, subnets: left });
    }
    keeps
}

fn rules_differ(before: &Plan, after: &Plan) -> bool {
    let states = States::between(before, after, &[], false);
    !states.opened.is_empty() || !states.closed.is_empty()
}
