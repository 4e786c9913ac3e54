//! Required − allowed = missing, the changes that close it, and the proof that they do.
//!
//! This stage puts requirements and policies side by side; it knows neither the guide nor the
//! page.

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
mod propose;
mod sources;

pub(crate) use certify::certify;
pub(crate) use evaluate::{Policies, verdict, without_local_end};
use propose::Missing;

use crate::edit::transact;
use crate::engine::index::Index;
use crate::engine::report::{Change, Flow, FlowId, Report, Summary, Verdict};
use crate::engine::requirements::{Requirement, requirements};
use crate::plan::Plan;

/// Answers a plan.
pub(crate) fn solve(plan: &Plan) -> Report {
    let index = Index::of(plan);
    let requirements = requirements(&index);
    let mut policies = Policies::of(&index);
    let mut missing = Missing::default();
    let mut stopped = vec![];
    let mut flows = Vec::with_capacity(requirements.len());
    for (number, requirement) in requirements.iter().enumerate() {
        let id = FlowId(u32::try_from(number).unwrap_or(u32::MAX));
        let judged = policies.judge(requirement);
        if judged.iter().any(|judged| !judged.missing.is_empty()) {
            stopped.push((id, requirement));
        }
        missing.add(id, &judged);
        flows.push(Flow {
            id,
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
            verdict: verdict(requirement, &judged),
            layers: judged.iter().map(evaluate::Judged::layer).collect(),
        });
    }
    let (changes, proved) = close(&index, &requirements, &stopped, &missing, &mut policies);
    let findings = notes::notes(&index, &requirements, &mut policies, &flows, &changes);
    Report {
        version: Report::VERSION,
        summary: summary(&flows, &changes, proved),
        flows,
        changes,
        findings,
    }
}

/// The changes that close what is missing, and whether nothing is missing once they are made.
/// The second answer is worked out from the changed plan, not from the changes.
fn close(
    index: &Index,
    requirements: &[Requirement],
    stopped: &[(FlowId, &Requirement)],
    missing: &Missing,
    policies: &mut Policies,
) -> (Vec<Change>, bool) {
    if missing.is_empty() {
        return (vec![], true);
    }
    let mut changes = missing.rules(index, requirements, policies);
    // A deny may hide another one behind it, so the changed plan is looked at again until no
    // further deny is in the way.
    let mut lowered: Vec<Change> = vec![];
    while let Some(changed) = made(index.plan, changes.iter().chain(&lowered)) {
        let known = lowered.len();
        let after = Index::of(&changed);
        lower::lower_denies(index, stopped, &mut Policies::of(&after), &mut lowered);
        if lowered.len() == known {
            break;
        }
    }
    if let (Some(added), Some(freed), false) =
        (made(index.plan, &changes), made(index.plan, &lowered), lowered.is_empty())
    {
        let added = Index::of(&added);
        lower::name_flows(&mut Policies::of(&added), index, requirements, &mut lowered);
        // What allows that were held back let pass now needs no rule.
        let freed = Index::of(&freed);
        let mut policies = Policies::of(&freed);
        let mut missing = Missing::default();
        for (flow, requirement) in stopped {
            missing.add(*flow, &policies.judge(requirement));
        }
        changes = missing.rules(&freed, requirements, &mut policies);
    }
    changes.extend(lowered);
    order::order(index, &mut changes);
    let proved =
        made(index.plan, &changes).is_some_and(|changed| nothing_missing(&changed, requirements));
    (changes, proved)
}

fn made<'a>(plan: &Plan, changes: impl IntoIterator<Item = &'a Change>) -> Option<Plan> {
    let changes = changes.into_iter();
    let edits = changes.flat_map(|change| change.remedy.iter().cloned()).collect::<Vec<_>>();
    transact(plan, &edits).ok()
}

fn nothing_missing(plan: &Plan, requirements: &[Requirement]) -> bool {
    let index = Index::of(plan);
    let mut policies = Policies::of(&index);
    requirements.iter().all(|requirement| {
        policies.judge(requirement).iter().all(|judged| judged.missing.is_empty())
    })
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
