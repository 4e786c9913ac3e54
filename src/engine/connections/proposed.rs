//! Rules to add that would let in what must not get in.

use super::entered::{Entered, ends};
use crate::edit::transact;
use crate::engine::index::Index;
use crate::engine::packet::PacketSet;
use crate::engine::report::{Change, ChangeId, ChangeKind, FindingKind, Report};
use crate::engine::trace::{Layers, parcels};
use crate::plan::{Connection, ConnectionId, Plan, RuleId};

/// Finds what the changes of a report would let in though it must not get in, and which changes do.
/// What gets in today already is left out.
pub(super) fn would_get_in(
    plan: &Plan,
    report: &Report,
    today: &[(&Connection, Entered)],
) -> Vec<(ConnectionId, FindingKind)> {
    if report.changes.is_empty() || today.is_empty() {
        return vec![];
    }
    // The remedy of a plan's own report always fits the plan.
    let Ok(changed) = transact(plan, &report.remedy()) else { return vec![] };
    let index = Index::of(&changed);
    let layers = Layers::of(&index);
    let mut found = vec![];
    for (connection, before) in today {
        let ends = ends(&index, connection);
        let Some(after) = Entered::of(&layers, connection, &ends) else { continue };
        let new = new_packets(connection, before, &after, report).into_iter();
        found.extend(new.map(|kind| (connection.id, kind)));
    }
    found
}

/// The packets of one connection that get in only once the changes are made: for certain, and perhaps.
fn new_packets(
    connection: &Connection,
    before: &Entered,
    after: &Entered,
    report: &Report,
) -> Vec<FindingKind> {
    let known = before.packets(true);
    let sure = after.packets(true).minus(&known);
    let perhaps = after.packets(false).minus(&known).minus(&before.packets(false)).minus(&sure);
    let of = |certain, packets: PacketSet| {
        let rules = after.rules_for(&packets);
        (!packets.is_empty()).then(|| FindingKind::ConnectionWouldGetIn {
            connection: connection.id,
            packets: parcels(&packets),
            changes: changes_behind(report, &rules),
            certain,
        })
    };
    [of(true, sure), of(false, perhaps)].into_iter().flatten().collect()
}

/// The changes without which the rules would not let packets pass: those that add one of them, and
/// those that take a deny out of the way of one. Where the sources disagree on what decides, no rule is
/// known to let them pass, and any change may be the one.
fn changes_behind(report: &Report, rules: &[RuleId]) -> Vec<ChangeId> {
    let is_behind = |change: &&Change| match &change.kind {
        ChangeKind::LowerPriority { sets_free, .. } => {
            sets_free.iter().any(|it| rules.contains(it))
        }
        ChangeKind::AddSecurityGroupRule { rule, .. } => rules.contains(&rule.id),
        ChangeKind::AddNetworkAclRule { rule, .. } => rules.contains(&rule.id),
    };
    let behind = report.changes.iter().filter(is_behind).map(|it| it.id).collect::<Vec<_>>();
    match behind.is_empty() {
        true => report.changes.iter().map(|it| it.id).collect(),
        false => behind,
    }
}
