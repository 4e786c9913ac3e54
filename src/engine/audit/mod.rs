//! The audit of the rules that are there: which have no effect, which are in each other's way,
//! which let in more than is needed, and what happens if one goes.
//!
//! It is worked out on demand, since most of the time nobody asks. Like the answer it is total
//! and exact: sets of packets are compared whole, against all other rules of a list together.
//!
//! A rule stands in as many lists as there are combinations with its security group: alone or with
//! others, in both readings of several groups, on each kind of flavor. A finding about a rule holds
//! in all of them.
//!
//! The servers beyond the plan that have a group which a rule names as its source are not known, so
//! their packets may have any address. See [`standing`].

mod acl_scope;
mod broad;
mod compiled_rules;
mod lints;
mod list;
mod merges;
mod needs;
mod no_effect;
mod place_lists;
mod prepared;
mod removable_together;
mod removal;
mod rule_audit;
mod rule_index;
mod run;
mod standing;
mod subject;
mod traffic;

#[cfg(test)]
mod tests;

pub use removable_together::removable_together;
pub use run::{Progress, Run};

use crate::engine::report::{Audit, Report, Simpler};
use crate::plan::Plan;

/// Audits the rules of a plan, given the report of the same plan.
#[must_use]
pub fn audit(plan: &Plan, report: &Report) -> Audit {
    let mut run = Run::new(plan, report);
    loop {
        if let Some(audit) = run.step() {
            return audit;
        }
    }
}

/// Finds the ways to make a plan's rules simpler without a change for any packet; `audit` is the
/// plan's own.
#[must_use]
pub fn simpler(plan: &Plan, audit: &Audit) -> Simpler {
    let together = removable_together(plan, audit);
    Simpler { merges: merges::merges(plan, audit, &together), together }
}
