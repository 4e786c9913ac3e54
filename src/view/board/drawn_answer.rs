//! A plan and the answer to it, as far as marks and lines depend on them.

use std::rc::Rc;

use crate::engine::report::{Change, FlowId, Level, Report, RulePlace};
use crate::plan::Plan;

/// An answered plan, whatever the things in it are called. Two are the same where lines and marks
/// are; that takes one look at each row, where to work out the lines takes many.
#[derive(Clone)]
pub(super) struct DrawnAnswer {
    /// The plan, or one that differs from it in names alone.
    pub(super) shape: Rc<Plan>,
    pub(super) report: Rc<Report>,
}

impl PartialEq for DrawnAnswer {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shape, &other.shape)
            && (Rc::ptr_eq(&self.report, &other.report)
                || has_same_rows(&self.report, &other.report))
    }
}

/// True if two reports differ in no more than how their changes are described. Reports that follow
/// each other share the flows that are the same.
fn has_same_rows(one: &Report, other: &Report) -> bool {
    let (flows, others) = (one.flows.iter(), other.flows.iter());
    flows.map(Rc::as_ptr).eq(others.map(Rc::as_ptr))
        && one.changes.iter().map(drawn).eq(other.changes.iter().map(drawn))
        && one.findings == other.findings
}

/// The parts of a change that marks depend on.
fn drawn(change: &Change) -> (RulePlace, Level, &[FlowId]) {
    (change.place, change.level, &change.flows)
}
