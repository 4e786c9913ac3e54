//! Checks of what a change says of the rules that stop its flows today.

use super::change_question::at_place;
use super::check_log::CheckLog;
use super::discrepancy::{Fault, Field};
use super::document::{Change, ChangedFilter, Decider, Kind, Outcome, Part};
use super::entry::Questions;
use super::partition::cell;
use super::space::Cell;

/// Checks what a change says of what stops its flows: the deciders of all parts of them that do not
/// pass at its place and that the added rule matches, each once. A flow that asks for several
/// protocols may be let pass by several rules, and each may name the deciders of its own parts. A
/// rule that is lowered is what stops them by itself. That the parts are so is checked with the flows.
///
/// A rule that is added to a security group beside a deny that is lowered names what would stop the
/// flows once the deny is lowered, which the parts of today do not tell; there nothing is checked.
pub(super) fn check(
    change: &Change,
    changes: &[Change],
    questions: &Questions,
    matched: Option<&[Cell]>,
    log: &mut CheckLog,
) {
    let lowers = |it: &Change| matches!(it.kind, Kind::LowerPriority { .. });
    let is_of_group = matches!(change.place, ChangedFilter::SecurityGroup(_));
    if is_of_group && !lowers(change) && changes.iter().any(lowers) {
        return;
    }
    // The deciders of what the rule matches, and of all else that its flows ask for there.
    let mut wanted: Vec<Decider> = vec![];
    let mut beside: Vec<Decider> = vec![];
    if let Kind::LowerPriority { rule, .. } = &change.kind {
        wanted.push(Decider::Rule(rule.clone()));
    } else {
        let is_matched = |part: &&Part| {
            let mut own = part.packets.iter().filter_map(cell);
            own.any(|own| matched.is_none_or(|all| all.iter().any(|it| it.shared(&own).is_some())))
        };
        let there = at_place(change, questions);
        let parts = there.flat_map(|it| match &it.crossing.layer.outcome {
            Outcome::Filtered { parts } => parts.as_slice(),
            Outcome::NotFiltered(_) | Outcome::Unknown => &[],
        });
        for part in parts.filter(|part| !part.passes) {
            let list = if is_matched(&part) { &mut wanted } else { &mut beside };
            if !list.contains(&part.decided_by) {
                list.push(part.decided_by.clone());
            }
        }
    }
    let found = &change.stopped_by;
    let is_known = |it: &Decider| wanted.contains(it) || beside.contains(it);
    let is_once = found
        .iter()
        .enumerate()
        .all(|(at, it)| !found.iter().skip(at).skip(1).any(|other| other == it));
    let is_same =
        is_once && found.iter().all(is_known) && wanted.iter().all(|it| found.contains(it));
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
