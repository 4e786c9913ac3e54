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
use report::Report;

/// Answers a plan.
#[must_use]
pub fn check(plan: &Plan) -> Report {
    solve::solve(plan)
}
