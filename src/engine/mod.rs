//! The rule engine: from a plan to a report.
//!
//! It is total: whatever the plan says, it answers with flows, changes and findings, never with
//! an error and never with a panic.

mod audit;
mod index;
mod packet;
mod policy;
pub mod question;
mod quick;
pub mod report;
pub mod requirements;
mod solve;

use crate::plan::Plan;
pub use audit::audit;
use report::{Certificate, Report};

/// Answers a plan.
#[must_use]
pub fn check(plan: &Plan) -> Report {
    solve::solve(plan)
}

/// Shows that a plan's report is right, in a form that can be checked without the engine. The
/// report has to be the one that [`check`] gives for this plan.
#[must_use]
pub fn certify(plan: &Plan, report: &Report) -> Certificate {
    solve::certify(plan, report)
}
