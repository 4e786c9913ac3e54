//! Planning a change: which rules to add before it, and which can go after it.
//!
//! Nothing that is in use is ever closed. Rules that open come first, then the change itself,
//! then rules that close; of every state in between the engine works out anew what has to flow
//! and whether it passes.
//!
//! The two states are told apart by the ids of what is in them, so they have to be states of one
//! plan.

mod additions;
mod change_plan;
mod difference;
mod differences;
mod keep;
mod list_steps;
mod pending;
mod pending_count;
mod removals;
mod rule;
mod rule_state;
mod same_rules;
mod states;

pub use change_plan::*;
pub use difference::*;
pub use pending::{Pending, RuleSteps};
pub(super) use pending::{pending, rules_differ_since};
pub use pending_count::PendingCount;
pub use rule::AnyRule;

use crate::edit::{Edit, transact};
use crate::engine::report::{Change, ChangeKind, Report, RulePlace};
use crate::engine::solve::{Memo, solve};
use crate::plan::{Direction, LoadBalancerKind, Plan};
use additions::{additions, ahead, is_proposed, missing, proposed};
use differences::differences;
use keep::keep;
use removals::removals;
use states::{States, stopped};

/// Plans the change from one state of a plan to another.
pub(super) fn plan_change(before: &Plan, after: &Plan) -> ChangePlan {
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
    let mut holds = |plan: &Plan| {
        stopped(&solve(plan, &mut memo)).iter().all(|flow| today_stopped.contains(flow))
    };
    let mut states = States::between(before, &complete, &added, false);
    // Denies that are to go wait for the end, unless the change needs them gone.
    let mut changed = holds(&states.changed);
    if !changed {
        states = States::between(before, &complete, &added, true);
        changed = holds(&states.changed);
    }
    // A proposed rule may be there already, if others have to move around it.
    let changes = missing(changes, before, &states);
    let proposed = |rule: &OwnRule| is_proposed(rule, &changes);
    states.opened.retain(|rule| !proposed(rule));
    states.closed.retain(|rule| !proposed(rule));

    let (removals, leftovers) = match has_changed {
        true => removals(before, &complete),
        false => (vec![], vec![]),
    };
    let gone = removals.iter().map(|it| Edit::RemoveRule(it.rule)).collect::<Vec<_>>();
    let cleaned_up = transact(&complete, &gone).is_ok_and(|plan| holds(&plan));
    ChangePlan {
        version: ChangePlan::VERSION,
        proof: Proof {
            stopped_today: today_stopped.len(),
            prepared: holds(&states.prepared),
            changed,
            cleaned_up,
        },
        additions: additions(&changes, before, &today, &states),
        kept,
        opened: states.opened,
        differences,
        closed: states.closed,
        removals,
        leftovers,
        keeps_sending,
        before: before.clone(),
        today,
        target,
        report,
    }
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

impl ChangePlan {
    /// The report with just the rules to add first, for what writes steps from a report. They go
    /// where today's lists have room for them.
    #[must_use]
    pub fn preparation(&self) -> Report {
        let changes = self.additions.iter().map(Addition::in_place).collect();
        Report { changes, ..self.report.clone() }
    }

    /// The state in which a place is when rules are added: the one before, where it is there.
    #[must_use]
    pub fn at_first(&self, place: RulePlace) -> &Plan {
        let is_there = match place {
            RulePlace::SecurityGroup(id) => self.before.security_group(id).is_some(),
            RulePlace::NetworkAcl(id) => self.before.network_acl(id).is_some(),
        };
        if is_there { &self.before } else { &self.target }
    }

    /// Checks whether an equal rule is added to a list on the way.
    #[must_use]
    pub fn comes(&self, place: RulePlace, direction: Direction, rule: &AnyRule) -> bool {
        let proposed = self.additions.iter().map(|it| &it.change);
        let proposed = proposed.filter(|it| it.place == place && it.kind.direction() == direction);
        let mut proposed = proposed.filter_map(|it| AnyRule::added_by(&it.kind));
        let own = self.opened.iter().chain(&self.closed);
        let mut own = own.filter(|it| it.place == place && it.direction == direction);
        proposed.any(|it| it.is_same_rule(rule))
            || own.any(|it| matches!(&it.kind, OwnRuleKind::Added(it) if it.is_same_rule(rule)))
    }
}

impl Addition {
    /// The change as it is made in today's list.
    #[must_use]
    pub fn in_place(&self) -> Change {
        let mut change = self.change.clone();
        if let (ChangeKind::AddNetworkAclRule { position, above, .. }, Some(spot)) =
            (&mut change.kind, self.spot)
        {
            (*position, *above) = (spot.position, spot.above);
        }
        change
    }
}
