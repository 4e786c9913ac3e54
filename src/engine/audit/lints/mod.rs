//! Notes on what is odd in a plan and not wrong, one for each thing.
//!
//! A plan can switch each of them off, for one thing or for all, with a reason. Those that are switched
//! off are notes all the same, with the reason.

mod outside_vpcs;
mod overlapping_vpcs;
mod risky_port;
mod risky_services;
mod unused;

use crate::engine::report::{LintKind, LintNote, Report};
use crate::plan::{LintOff, Plan, SubjectId};

/// The notes on a plan, given the report of the same plan: kind by kind, in the plan's order.
pub(super) fn lints(plan: &Plan, report: &Report) -> Vec<LintNote> {
    let mut all = overlapping_vpcs::notes(plan, report);
    all.extend(outside_vpcs::notes(plan));
    all.extend(unused::notes(plan));
    all.extend(risky_port::notes(plan));
    for note in &mut all {
        let is_off = |off: &&LintOff| is_off(off, note, plan);
        note.off = plan.settings.lints_off.iter().find(is_off).map(|it| it.reason.clone());
    }
    all
}

fn is_off(off: &LintOff, note: &LintNote, plan: &Plan) -> bool {
    let is_about = |on: SubjectId| {
        let other = match note.kind {
            LintKind::OverlappingVpcs { other, .. } => Some(SubjectId::from(other)),
            _ => None,
        };
        let holder = plan.element_of(note.subject).map(SubjectId::from);
        [Some(note.subject), holder, other].contains(&Some(on))
    };
    off.lint == note.kind.lint() && off.on.is_none_or(is_about)
}
