//! The rule engine: from a plan to a report.
//!
//! It is total: whatever the plan says, it answers with flows, changes and findings, never with
//! an error and never with a panic.

mod alternatives;
mod audit;
pub mod compare;
mod connections;
mod index;
mod memo;
mod not_known;
mod packet;
mod policy;
pub mod question;
pub mod reach;
pub mod report;
pub mod requirements;
mod solve;
pub mod trace;

use std::rc::Rc;

use crate::plan::Plan;
pub use alternatives::Search as AlternativesSearch;
pub use audit::{Progress as AuditProgress, Run as AuditRun, audit, removable_together, simpler};
use report::{Alternative, Certificate, Change, ChangeId, Report};

/// Answers a plan.
#[must_use]
pub fn check(plan: &Plan) -> Report {
    Engine::default().check(plan)
}

/// Answers a plan that differs from another one, whose answer is known, in names alone; none where it
/// differs in more. The answer is that of [`check`], to the byte, at next to no cost.
#[must_use]
pub fn renamed(report: &Rc<Report>, before: &Plan, plan: &Plan) -> Option<Rc<Report>> {
    solve::renamed(report, before, plan)
}

/// Answers a plan that changes bit by bit, and keeps what the next answer is likely to need.
///
/// Its answers are those of [`check`], to the byte, but they take less time. It uses about as much
/// memory as the latest plans and reports.
pub struct Engine {
    memo: solve::Memo,
    complete: Option<CompleteConnections>,
}

/// The part of the engine that completes a report by what connections of one's own come to: what gets
/// there though it must not, and the findings about them. A report on a plan without any is complete.
pub type CompleteConnections = fn(&Plan, &mut Report);

/// Completes a report by what the connections of its plan come to.
pub fn complete_connections(plan: &Plan, report: &mut Report) {
    connections::complete(plan, report);
}

impl Default for Engine {
    fn default() -> Self {
        Self::with(Some(complete_connections))
    }
}

impl Engine {
    /// An engine whose code for connections is given, or is not there yet: most plans have none, and a
    /// page need not load it for them.
    #[must_use]
    pub fn with(complete: Option<CompleteConnections>) -> Self {
        Self { memo: solve::Memo::default(), complete }
    }

    /// Gives it the code for connections.
    pub fn set_complete(&mut self, complete: CompleteConnections) {
        self.complete = Some(complete);
    }

    /// Tells whether its report on a plan is complete.
    #[must_use]
    pub fn can_answer(&self, plan: &Plan) -> bool {
        plan.connections.is_empty() || self.complete.is_some()
    }

    /// As [`check`].
    pub fn check(&mut self, plan: &Plan) -> Report {
        let mut report = solve::solve(plan, &mut self.memo);
        if let Some(complete) = self.complete {
            complete(plan, &mut report);
        }
        report
    }
}

/// Answers a question about packets: which of them pass, and what stops the others.
#[must_use]
pub fn trace(plan: &Plan, question: &trace::Question) -> trace::Trace {
    trace::answer(plan, question)
}

/// Answers the question who reaches what. The report has to be the one that [`check`] gives for the
/// plan.
#[must_use]
pub fn reach(plan: &Plan, report: &Report, question: &reach::ReachQuestion) -> reach::Reach {
    reach::answer(plan, report, question)
}

/// Finds what a change of a plan opens and closes, from one state to another, each with the report that
/// [`check`] gives for it.
#[must_use]
pub fn traffic_change(before: (&Plan, &Report), after: (&Plan, &Report)) -> reach::TrafficChange {
    reach::change(before, after)
}

/// Plans the change from one state of a plan to another: which rules to add before it, and which
/// can go after it, so that nothing that is in use is ever closed.
#[must_use]
pub fn compare(before: &Plan, after: &Plan) -> compare::ChangePlan {
    compare::plan_change(before, after)
}

/// Checks whether the rules of a plan differ from those that an earlier state of it has.
#[must_use]
pub fn waits(cloud: &Plan, plan: &Plan) -> bool {
    compare::rules_differ_since(cloud, plan)
}

/// Returns the steps until a cloud with the rules of an earlier state has those of a plan, and what
/// the plan lacks besides. The report has to be the one that [`check`] gives for the plan.
#[must_use]
pub fn pending(cloud: &Plan, plan: &Plan, report: &Report) -> compare::Pending {
    compare::pending(cloud, plan, report)
}

/// Returns other ways to let pass what a change lets pass, each tried on a copy of the plan. The report
/// has to be the one that [`check`] gives for the plan.
#[must_use]
pub fn alternatives(plan: &Plan, report: &Report, change: ChangeId) -> Vec<Alternative> {
    alternatives::alternatives(plan, report, change)
}

/// A report with the other ways of each of its changes. The report has to be the one that [`check`] gives
/// for the plan.
#[must_use]
pub fn with_alternatives(plan: &Plan, mut report: Report) -> Report {
    let found = |change: &Change| alternatives(plan, &report, change.id);
    let found = report.changes.iter().map(found).collect::<Vec<_>>();
    for (change, ways) in report.changes.iter_mut().zip(found) {
        change.alternatives = ways;
    }
    report
}

/// Shows that a plan's report is right, in a form that can be checked without the engine. The
/// report has to be the one that [`check`] gives for this plan.
#[must_use]
pub fn certify(plan: &Plan, report: &Report) -> Certificate {
    solve::certify(plan, report)
}
