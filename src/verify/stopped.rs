//! Checks of what a change says of the rules that stop its flows today.

use super::change_question::at_place;
use super::check_log::CheckLog;
use super::discrepancy::{Fault, Field};
use super::document::{Change, ChangedFilter, Decider, Kind, Outcome};
use super::entry::Questions;

/// Checks what a change says of what stops its flows: the deciders of all parts of them that do not
/// pass at its place, each once. A deny that is lowered is what stops them by itself. That the parts
/// are so is checked with the flows.
///
/// A rule that is added to a security group beside a deny that is lowered names what would stop the
/// flows once the deny is lowered, which the parts of today do not tell; there nothing is checked.
pub(super) fn check(
    change: &Change,
    changes: &[Change],
    questions: &Questions,
    log: &mut CheckLog,
) {
    let lowers = |it: &Change| matches!(it.kind, Kind::LowerPriority { .. });
    let is_of_group = matches!(change.place, ChangedFilter::SecurityGroup(_));
    if is_of_group && !lowers(change) && changes.iter().any(lowers) {
        return;
    }
    let mut wanted: Vec<Decider> = vec![];
    if let Kind::LowerPriority { rule, .. } = &change.kind {
        wanted.push(Decider::Rule(rule.clone()));
    } else {
        let there = at_place(change, questions);
        let parts = there.flat_map(|it| match &it.crossing.layer.outcome {
            Outcome::Filtered { parts } => parts.as_slice(),
            Outcome::NotFiltered(_) | Outcome::Unknown => &[],
        });
        for part in parts.filter(|part| !part.passes) {
            if !wanted.contains(&part.decided_by) {
                wanted.push(part.decided_by.clone());
            }
        }
    }
    let found = &change.stopped_by;
    let is_same = found.len() == wanted.len() && wanted.iter().all(|it| found.contains(it));
    log.unless(is_same, || Fault::Differs {
        field: Field::StoppedBy,
        found: written(found),
        wanted: written(&wanted),
    });
}

fn written(deciders: &[Decider]) -> String {
    let one = |decider: &Decider| match decider {
        Decider::Rule(id) => id.clone(),
        Decider::DefaultDeny => "default_deny".to_owned(),
        Decider::Ambiguous => "ambiguous".to_owned(),
    };
    deciders.iter().map(one).collect::<Vec<_>>().join(", ")
}
