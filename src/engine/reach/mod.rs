//! The answer to the question who reaches what: the packets that get in, from everywhere to every server.
//!
//! It is the trace asked of all ends at once. The layers of the trace decide on all packets of a
//! family together; their decisions say where addresses begin to differ, and between two addresses of
//! which no layer tells one from its neighbours one answer holds for all. So nothing is sampled, and no
//! rule is read anew here. Senders that reach alike make one row, servers that are reached alike one
//! column.

mod answer;
mod answered;
mod blocks;
mod change;
mod duties;
mod ends;
mod filters;
mod groups;
mod guards;
mod intervals;
mod labelled;
mod matrix;
mod merged;
mod names;
mod pairs;
mod place;
mod question;
mod receivers;
mod run;
mod senders;
mod services;
mod traffic_boxes;
mod wish;
mod wish_end;
mod world;

pub use answer::*;
pub use ends::question;
pub use merged::merged;
pub use question::ReachQuestion;
pub use run::ReachRun;

use super::report::Report;
use crate::plan::Plan;

/// Answers a question about a plan whose report is given.
#[must_use]
pub(super) fn answer(plan: &Plan, report: &Report, question: &ReachQuestion) -> Reach {
    let mut run = ReachRun::new(plan, report, question.clone());
    loop {
        if let Some(reach) = run.step() {
            return reach;
        }
    }
}

/// The difference that a change makes, between two states of a plan whose reports are given.
#[must_use]
pub(super) fn change(before: (&Plan, &Report), after: (&Plan, &Report)) -> TrafficChange {
    change::traffic_change(before, after)
}
