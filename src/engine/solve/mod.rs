//! Required − allowed = missing, the changes that close it, and the proof that they do.
//!
//! This stage puts requirements and policies side by side; it knows neither the guide nor the
//! page.

mod asked;
mod certify;
mod describe;
mod evaluate;
mod gather;
mod gist;
mod health;
mod judgement;
mod limits;
mod lower;
mod merge;
mod missing;
mod notes;
mod order;
mod policies;
mod propose;
mod proposed;
mod route;
mod shelf;
mod sources;
mod trial;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod web_server;
#[cfg(test)]
pub(super) use web_server::web_server;

use asked::{Asked, Memory, Stopped};
pub(crate) use certify::certify;
use gist::{Overview, Verdicts};
use missing::{Missing, Slots};
pub(crate) use policies::{Policies, seen_by, without_local_end};
use propose::rules;
use proposed::Proposed;
use route::Routes;
pub(crate) use shelf::{Filter, Shelf};
use trial::rules_with;

use crate::engine::index::Index;
use crate::engine::report::{Change, Report, Summary};
use crate::engine::requirements::KnownWays;
use crate::plan::Plan;

/// What was worked out for the last plans, for the next one.
#[derive(Default)]
pub(crate) struct Memo {
    shelf: Shelf,
    ways: KnownWays<Memory>,
    routes: Routes,
    slots: Slots,
    proposed: Proposed,
}

/// Answers a plan. A memo saves time and changes nothing.
pub(crate) fn solve(plan: &Plan, memo: &mut Memo) -> Report {
    let now = memo.shelf.turn();
    memo.proposed.turn(now);
    memo.slots.forget();
    let index = Index::of(plan);
    let ways = memo.ways.of(&index, now);
    let mut policies = Policies::of(&index, &memo.shelf);
    let mut missing = Missing::new(&memo.slots);
    let mut stopped = vec![];
    let mut overview = Overview::default();
    let mut flows = Vec::with_capacity(ways.iter().map(|way| way.requirements.len()).sum());
    let mut shown = Vec::with_capacity(ways.len());
    let mut asked = Vec::with_capacity(ways.len());
    for required in &ways {
        let way = Asked::after(asked.last(), required, &mut memo.routes, now);
        let judgement = way.judge(&mut policies);
        let of_way = way.shown(&judgement);
        flows.extend(of_way.flows.iter().cloned());
        overview.add(&of_way.gist);
        shown.push(of_way);
        if !judgement.is_closed {
            missing.add(&way, &judgement, |_| true);
            stopped.push(Stopped::of(way, judgement));
        }
        asked.push(way);
    }
    memo.routes.forget(now);
    let gap = Gap { index: &index, asked: &asked, stopped: &stopped };
    let (changes, proved) = gap.close(missing, &mut policies, memo);
    let findings = notes::notes(&index, &asked, &shown, &overview, &mut policies, &changes);
    Report {
        version: Report::VERSION,
        summary: summary(overview.verdicts, &changes, proved),
        flows,
        changes,
        findings,
    }
}

/// What a plan requires, and on which ways something is missing.
struct Gap<'a> {
    index: &'a Index<'a>,
    asked: &'a [Asked<'a>],
    stopped: &'a [Stopped<'a>],
}

impl Gap<'_> {
    /// The changes that close what is missing, and whether nothing is missing once they are made.
    /// The second answer is worked out from the changed rules, not from the changes.
    fn close(
        &self,
        missing: Missing,
        policies: &mut Policies,
        Memo { shelf, slots, proposed, .. }: &Memo,
    ) -> (Vec<Change>, bool) {
        if missing.is_empty() {
            return (vec![], true);
        }
        let plan = self.index.plan;
        let mut changes = rules(missing, self.index, policies, proposed);
        let lowered = self.lowered(&changes, shelf);
        if let (Some(freed), false) = (rules_with(plan, &lowered), lowered.is_empty()) {
            // What allows that were held back let pass now needs no rule.
            let freed = Index::of(&freed);
            let policies = &mut Policies::of(&freed, shelf);
            let mut missing = Missing::new(slots);
            self.stopped.iter().for_each(|way| way.add_still(policies, &mut missing));
            changes = rules(missing, self.index, policies, proposed);
        }
        changes.extend(lowered);
        order::order(self.index, &mut changes);
        let changed = rules_with(plan, &changes);
        let proved = changed.is_some_and(|changed| self.is_closed(&changed, shelf));
        (changes, proved)
    }

    /// The denies that stand in the way of added rules, put behind them.
    fn lowered(&self, changes: &[Change], shelf: &Shelf) -> Vec<Change> {
        let mut lowered: Vec<Change> = vec![];
        let plan = self.index.plan;
        let Some(added) = rules_with(plan, changes) else { return lowered };
        let added = Index::of(&added);
        let added = &mut Policies::of(&added, shelf);
        lower::lower_denies(self.index, self.stopped, added, &mut lowered);
        let mut known = 0;
        // A deny may hide another one behind it, so the changed plan is looked at again until no
        // further deny is in the way.
        while lowered.len() > known
            && let Some(changed) = rules_with(plan, changes.iter().chain(&lowered))
        {
            known = lowered.len();
            let after = Index::of(&changed);
            let after = &mut Policies::of(&after, shelf);
            lower::lower_denies(self.index, self.stopped, after, &mut lowered);
        }
        lower::name_flows(added, self.index, self.asked, &mut lowered);
        lowered
    }

    /// Whether nothing is missing by changed rules.
    fn is_closed(&self, changed: &Plan, shelf: &Shelf) -> bool {
        let index = Index::of(changed);
        let mut policies = Policies::of(&index, shelf);
        self.asked.iter().all(|way| way.judge(&mut policies).is_closed)
    }
}

fn summary(verdicts: Verdicts, changes: &[Change], proved: bool) -> Summary {
    use crate::engine::report::Level;
    let rules = |level| {
        changes.iter().filter(|change| change.kind.adds_rule() && change.level == level).count()
    };
    Summary {
        required_rules: rules(Level::Required),
        recommended_rules: rules(Level::Recommended),
        rules_to_change: changes.iter().filter(|change| !change.kind.adds_rule()).count(),
        open_flows: verdicts.open,
        blocked_flows: verdicts.blocked,
        exempt_flows: verdicts.exempt,
        attention_flows: verdicts.attention,
        proved,
    }
}
