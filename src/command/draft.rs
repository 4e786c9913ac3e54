//! A plan that a command changes edit by edit before it becomes a step.

use crate::edit::{Edit, apply};
use crate::plan::Plan;

/// A changed plan, with the edits that led to it.
pub(super) struct Draft {
    pub(super) plan: Plan,
    pub(super) edits: Vec<Edit>,
}

impl Draft {
    /// A draft of a plan, without an edit.
    pub(super) fn of(plan: &Plan) -> Self {
        Self { plan: plan.clone(), edits: vec![] }
    }

    /// Applies an edit; one that does not fit is left out.
    pub(super) fn push(&mut self, edit: Edit) {
        if apply(&mut self.plan, &edit).is_ok() {
            self.edits.push(edit);
        }
    }
}
