//! Required − allowed = missing, the changes that close it, and the proof that they do.
//!
//! This stage puts requirements and policies side by side; it knows neither the guide nor the
//! page.

mod asked;
mod certify;
mod describe;
mod evaluate;
mod gather;
mod health;
mod limits;
mod lower;
mod merge;
mod notes;
mod order;
mod policies;
mod propose;
mod shelf;
mod sources;

#[cfg(test)]
mod tests;

use asked::{Asked, KnownFlows};
pub(crate) use certify::certify;
pub(crate) use policies::{Policies, without_local_end};
use propose::Missing;
pub(crate) use shelf::Shelf;

use crate::edit::transact;
use crate::engine::index::Index;
use crate::engine::report::{Change, Flow, Report, Summary, Verdict};
use crate::engine::requirements::{Requirement, requirements};
use crate::plan::Plan;

/// What was worked out for the last plans, for the next one.
#[derive(Default)]
pub(crate) struct Memo {
    shelf: Shelf,
    flows: KnownFlows,
}

/// Answers a plan. A memo saves time and changes nothing.
pub(crate) fn solve(plan: &Plan, memo: &mut Memo) -> Report {
    let now = memo.shelf.turn();
    let index = Index::of(plan);
    let requirements = requirements(&index);
    let memories = memo.flows.take(&requirements, now);
    let asked = Asked::all(&requirements, &memories, now);
    let mut policies = Policies::of(&index, &memo.shelf);
    let mut missing = Missing::default();
    let mut stopped = vec![];
    let mut flows = Vec::with_capacity(requirements.len());
    for it in &asked {
        let judged = it.judge(&mut policies);
        if judged.iter().any(|judged| !judged.missing().is_empty()) {
            stopped.push(*it);
            missing.add(it.id, &judged);
        }
        let (layers, verdict) = it.shown(&judged);
        let requirement = it.requirement;
        flows.push(Flow {
            id: it.id,
            purpose: requirement.purpose,
            load_balancer: requirement.load_balancer,
            listeners: requirement.listeners.clone(),
            group: requirement.group,
            member: requirement.member,
            target: requirement.target,
            source: requirement.source.clone(),
            destination: requirement.destination,
            ip_type: requirement.ip_type,
            protocol: requirement.protocol,
            ports: requirement.ports.clone(),
            clauses: requirement.clauses.clone(),
            verdict,
            layers,
        });
    }
    let gap = Gap { index: &index, requirements: &requirements, asked: &asked, stopped: &stopped };
    let (changes, proved) = gap.close(&missing, &mut policies, &memo.shelf);
    let findings = notes::notes(&index, &requirements, &mut policies, &flows, &changes);
    memo.flows.put(requirements, memories);
    Report {
        version: Report::VERSION,
        summary: summary(&flows, &changes, proved),
        flows,
        changes,
        findings,
    }
}

/// What a plan requires, and which flows are stopped in it.
struct Gap<'a> {
    index: &'a Index<'a>,
    requirements: &'a [Requirement],
    asked: &'a [Asked<'a>],
    stopped: &'a [Asked<'a>],
}

impl Gap<'_> {
    /// The changes that close what is missing, and whether nothing is missing once they are made.
    /// The second answer is worked out from the changed plan, not from the changes.
    fn close(
        &self,
        missing: &Missing,
        policies: &mut Policies,
        shelf: &Shelf,
    ) -> (Vec<Change>, bool) {
        if missing.is_empty() {
            return (vec![], true);
        }
        let plan = self.index.plan;
        let mut changes = missing.rules(self.index, self.requirements, policies);
        // A deny may hide another one behind it, so the changed plan is looked at again until no
        // further deny is in the way.
        let mut lowered: Vec<Change> = vec![];
        while let Some(changed) = made(plan, changes.iter().chain(&lowered)) {
            let known = lowered.len();
            let after = Index::of(&changed);
            let after = &mut Policies::of(&after, shelf);
            lower::lower_denies(self.index, self.stopped, after, &mut lowered);
            if lowered.len() == known {
                break;
            }
        }
        if let (Some(added), false) = (made(plan, &changes), lowered.is_empty()) {
            let added = Index::of(&added);
            let added = &mut Policies::of(&added, shelf);
            lower::name_flows(added, self.index, self.asked, &mut lowered);
        }
        if let (Some(freed), false) = (made(plan, &lowered), lowered.is_empty()) {
            // What allows that were held back let pass now needs no rule.
            let freed = Index::of(&freed);
            let policies = &mut Policies::of(&freed, shelf);
            let mut missing = Missing::default();
            for asked in self.stopped {
                missing.add(asked.id, &asked.judge(policies));
            }
            changes = missing.rules(&freed, self.requirements, policies);
        }
        changes.extend(lowered);
        order::order(self.index, &mut changes);
        let proved = made(plan, &changes).is_some_and(|changed| self.is_closed(&changed, shelf));
        (changes, proved)
    }

    /// Whether nothing is missing in a changed plan.
    fn is_closed(&self, changed: &Plan, shelf: &Shelf) -> bool {
        let index = Index::of(changed);
        let mut policies = Policies::of(&index, shelf);
        let mut flows = self.asked.iter();
        flows.all(|it| it.judge(&mut policies).iter().all(|judged| judged.missing().is_empty()))
    }
}

fn made<'a>(plan: &Plan, changes: impl IntoIterator<Item = &'a Change>) -> Option<Plan> {
    let changes = changes.into_iter();
    let edits = changes.flat_map(|change| change.remedy.iter().cloned()).collect::<Vec<_>>();
    transact(plan, &edits).ok()
}

fn summary(flows: &[Flow], changes: &[Change], proved: bool) -> Summary {
    use crate::engine::report::Level;
    let rules = |level| {
        changes.iter().filter(|change| change.kind.adds_rule() && change.level == level).count()
    };
    let verdicts = |verdict| flows.iter().filter(|flow| flow.verdict == verdict).count();
    Summary {
        required_rules: rules(Level::Required),
        recommended_rules: rules(Level::Recommended),
        rules_to_change: changes.iter().filter(|change| !change.kind.adds_rule()).count(),
        open_flows: verdicts(Verdict::Open),
        blocked_flows: verdicts(Verdict::Blocked),
        exempt_flows: verdicts(Verdict::Exempt),
        attention_flows: verdicts(Verdict::Attention),
        proved,
    }
}
