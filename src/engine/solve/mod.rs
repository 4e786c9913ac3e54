//! Required − allowed = missing, the changes that let it pass, and the proof that they do.
//!
//! This stage puts requirements and policies side by side; it knows neither the guide nor the
//! page.

mod connections;
mod decide;
mod filters;
mod find;
mod needed_packets;
mod propose;
mod prove;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod web_server;
#[cfg(test)]
pub(super) use web_server::web_server;

pub(crate) use decide::evaluate::judge;
pub(crate) use filters::filter_cache::{CompiledFilter, FilterCache};
pub(crate) use filters::policies::{Policies, seen_by};
pub(crate) use needed_packets::{needed_packets, with_port_0};
pub(crate) use propose::renamed::renamed;
pub(crate) use prove::certify::certify;

use decide::evaluated_path::{EvaluatedPath, PathCache, ShownPath};
use decide::missing_slots::MissingSlots;
use decide::path_summary::{Overview, Verdicts};
use filters::route::Routes;
use find::findings::findings;
use find::near_misses::name_near_misses;
use find::shown_flows::ShownFlows;
use propose::missing::Missing;
use propose::proposal_cache::ProposalCache;
use propose::rules::NewRules;
use propose::stopped_path::StoppedPath;
use propose::{lower, order};
use prove::changed_rules::{rules_with, rules_with_new};

use std::rc::Rc;

use crate::engine::index::Index;
use crate::engine::memo::Generation;
use crate::engine::report::{Change, Report, Summary};
use crate::engine::requirements::{Required, RequirementCache, of_connections};
use crate::plan::{Plan, Server};

/// The results of earlier answers that the next one can use.
#[derive(Default)]
pub(crate) struct Memo {
    filters: FilterCache,
    requirements: RequirementCache<PathCache>,
    routes: Routes,
    slots: MissingSlots,
    proposals: ProposalCache,
}

impl Memo {
    /// Begins another answer, and forgets results that the latest ones did not need.
    fn begin(&mut self) -> Generation {
        let now = self.filters.begin_answer();
        self.proposals.begin_answer(now);
        self.slots.forget();
        now
    }
}

/// Answers a plan in five steps: require, decide, propose, prove, find. The memo saves time in
/// each of them and changes no answer.
pub(crate) fn solve(plan: &Plan, memo: &mut Memo) -> Report {
    solve_beside(plan, &[], memo)
}

/// As [`solve`], with added rules that take effect on the flavors of other servers too. These have the
/// rules while the plan is another one.
pub(crate) fn solve_beside(plan: &Plan, servers: &[Server], memo: &mut Memo) -> Report {
    let now = memo.begin();
    let index = Index::of(plan).beside(servers);
    let mut required = memo.requirements.of(&index, now);
    let to_members = required.len();
    required.extend(of_connections(&index));
    let mut policies = Policies::of(&index, &memo.filters);
    let paths = paths(&required, &mut memo.routes, now);
    let (to_members, own) = paths.split_at_checked(to_members).unwrap_or((&paths, &[]));
    let mut decided = DecidedPaths::of(to_members, &mut policies);
    let connections = connections::answers(plan, own, &mut decided.stopped, &mut policies);
    let gap = Gap { index: &index, paths: &paths, stopped: &decided.stopped };
    let missing = gap.missing(&memo.slots);
    // Something can be missing where the plan has no list of rules that could let it pass.
    let nothing_to_add = missing.is_empty();
    let mut changes =
        if nothing_to_add { vec![] } else { gap.changes(missing, &mut policies, memo) };
    let proved = nothing_to_add || gap.is_closed_by(&changes, &policies);
    let DecidedPaths { shown, overview, .. } = &decided;
    let flows = ShownFlows { paths: shown, connections: &connections };
    name_near_misses(&index, policies.addresses(), flows, &mut changes);
    let findings = findings(&index, (to_members, own), flows, overview, &mut policies, &changes);
    Report {
        version: Report::VERSION,
        summary: summary(overview.verdicts, &changes, proved),
        flows: shown.iter().flat_map(|path| &path.flows).cloned().collect(),
        changes,
        connections,
        findings,
    }
}

/// The paths on which something is required, with the filters that each leads past.
fn paths<'a>(
    required: &'a [Rc<Required<PathCache>>],
    routes: &mut Routes,
    now: Generation,
) -> Vec<EvaluatedPath<'a>> {
    let mut paths = Vec::with_capacity(required.len());
    for required in required {
        paths.push(EvaluatedPath::after(paths.last(), required, routes, now));
    }
    routes.forget(now);
    paths
}

/// The decisions of all filters on all that is required.
struct DecidedPaths<'a> {
    /// The flows as the report shows them, path by path.
    shown: Vec<Rc<ShownPath>>,
    overview: Overview,
    /// The paths on which something does not pass for certain.
    stopped: Vec<StoppedPath<'a>>,
}

impl<'a> DecidedPaths<'a> {
    fn of(paths: &[EvaluatedPath<'a>], policies: &mut Policies) -> Self {
        let (mut overview, mut stopped) = <(Overview, Vec<_>)>::default();
        let mut shown = Vec::with_capacity(paths.len());
        for path in paths {
            let judgement = path.judge(policies);
            let own = path.shown(&judgement);
            overview.add(&own.summary);
            shown.push(own);
            if !judgement.is_closed {
                stopped.push(StoppedPath::of(*path, judgement));
            }
        }
        Self { shown, overview, stopped }
    }
}

/// The requirements of a plan that its rules do not let pass.
struct Gap<'a> {
    index: &'a Index<'a>,
    paths: &'a [EvaluatedPath<'a>],
    stopped: &'a [StoppedPath<'a>],
}

impl<'a> Gap<'a> {
    /// Everything that is missing, by the list of rules that can let it pass.
    fn missing<'m>(&self, slots: &'m MissingSlots) -> Missing<'m>
    where
        'a: 'm,
    {
        let mut missing = Missing::new(slots);
        self.stopped.iter().for_each(|path| path.add_to(&mut missing));
        missing
    }

    /// The changes that let everything pass, in the report's order.
    fn changes(&self, missing: Missing, policies: &mut Policies, memo: &Memo) -> Vec<Change> {
        let Memo { slots, proposals, .. } = memo;
        let mut new_rules = NewRules::of(missing, self.index, policies, proposals);
        let lowered = self.lowered(&new_rules, policies);
        if !lowered.is_empty()
            && let Some(freed) = rules_with(self.index, &lowered)
        {
            // Allows that the denies held back let packets pass now, and these need no rule.
            let index = self.index.with_rules(&freed);
            let policies = &mut policies.with_rules(&index);
            let groups = lower::groups_of(&lowered);
            let mut missing = Missing::new(slots);
            self.stopped.iter().for_each(|path| path.add_still(policies, &groups, &mut missing));
            new_rules = NewRules::of(missing, self.index, policies, proposals);
        }
        let mut changes = new_rules.changes(self.index.plan);
        changes.extend(lowered);
        order::order(self.index, &mut changes);
        changes
    }

    /// Checks whether nothing is missing after some changes. The answer is computed from the
    /// changed rules, not from the changes.
    fn is_closed_by(&self, changes: &[Change], policies: &Policies) -> bool {
        let Some(changed) = rules_with(self.index, changes) else { return false };
        let index = self.index.with_rules(&changed);
        let mut policies = policies.with_rules(&index);
        self.paths.iter().all(|path| path.judge(&mut policies).is_closed)
    }

    /// The rules that stop packets of added rules, lowered behind these rules.
    fn lowered(&self, new_rules: &NewRules, policies: &Policies) -> Vec<Change> {
        let mut lowered: Vec<Change> = vec![];
        let groups = lower::groups_with_unbeaten_rules(self.index);
        if groups.is_empty() {
            return lowered;
        }
        let numbered = new_rules.numbered(self.index.plan);
        let Some(added) = rules_with_new(self.index, numbered) else { return lowered };
        let added_index = self.index.with_rules(&added);
        let added = &mut policies.with_rules(&added_index);
        lower::lower_rules(self.index, self.stopped, &groups, added, &mut lowered);
        let mut known = 0;
        // Such a rule may hide another one behind it, so the changed plan is looked at again until
        // no further one stops packets.
        while lowered.len() > known
            && let Some(changed) = rules_with(&added_index, &lowered)
        {
            known = lowered.len();
            let after = added_index.with_rules(&changed);
            let after = &mut added.with_rules(&after);
            // Past other security groups nothing is different from before.
            let groups = lower::groups_of(&lowered);
            lower::lower_rules(self.index, self.stopped, &groups, after, &mut lowered);
        }
        lower::name_flows(added, self.index, self.paths, &mut lowered);
        lowered
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
