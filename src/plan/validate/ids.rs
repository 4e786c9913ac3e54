//! Ids that two things have.

use super::problems::Problems;
use crate::plan::{Field, Plan, ProblemKind, SubjectId};
use rustc_hash::{FxBuildHasher, FxHashMap};

pub(super) fn check(plan: &Plan, problems: &mut Problems) {
    let drawn = plan.element_ids().map(SubjectId::from);
    let listeners = plan.listeners().map(|(_, it)| it.id.into());
    let members = plan.members().map(|(_, it)| it.id.into());
    let rules = plan.rule_ids().map(SubjectId::from);
    let count = [plan.servers.len(), plan.members().count(), plan.rule_ids().count()];
    let mut seen = FxHashMap::with_capacity_and_hasher(count.into_iter().sum(), FxBuildHasher);
    let connections = plan.connections.iter().map(|it| it.id.into());
    for subject in drawn.chain(listeners).chain(members).chain(rules).chain(connections) {
        if seen.insert(subject, ()).is_some() {
            problems.add(subject, Field::Id, ProblemKind::DuplicateId);
        }
    }
}
