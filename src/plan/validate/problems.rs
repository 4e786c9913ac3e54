//! The problems of a plan, as they are found.

use crate::plan::{Field, Problem, ProblemKind, SubjectId};

/// The problems found so far.
#[derive(Default)]
pub(super) struct Problems(pub(super) Vec<Problem>);

impl Problems {
    /// Adds a problem.
    pub(super) fn add(&mut self, subject: impl Into<SubjectId>, field: Field, kind: ProblemKind) {
        self.0.push(Problem { subject: subject.into(), field, kind });
    }

    /// Adds the problem that a reference leads nowhere.
    pub(super) fn dangling(
        &mut self,
        subject: impl Into<SubjectId>,
        field: Field,
        reference: impl std::fmt::Display,
    ) {
        self.add(subject, field, ProblemKind::Dangling { reference: reference.to_string() });
    }
}
