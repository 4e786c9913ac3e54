//! Ids that two things have.

use super::Problems;
use crate::plan::quick::QuickSet;
use crate::plan::{Field, Plan, ProblemKind, SubjectId};

pub(super) fn check(plan: &Plan, problems: &mut Problems) {
    let drawn = plan.element_ids().map(SubjectId::from);
    let listeners = plan.listeners().map(|(_, it)| it.id.into());
    let members = plan.members().map(|(_, it)| it.id.into());
    let rules = plan.rule_ids().map(SubjectId::from);
    let mut seen = QuickSet::default();
    for subject in drawn.chain(listeners).chain(members).chain(rules) {
        if !seen.insert(subject) {
            problems.add(subject, Field::Id, ProblemKind::DuplicateId);
        }
    }
}
