//! Rules to add before the change: where they go in the lists of today, and what they replace.

use super::change_plan::{AclSpot, Addition, OwnRule, OwnRuleKind};
use super::rule::{AnyRule, ListRule};
use super::states::States;
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::policy::{AddressGroups, network_acl, security_group_rule_boxes};
use crate::engine::report::{Change, ChangeKind, Report, RulePlace};
use crate::plan::{Action, Direction, Plan, RuleId};

/// The changes of a state that can be made before it is there: all but those of a deny that comes
/// with it, or that has another priority before. Such a deny is changed with the priority that it
/// gets in the end.
pub(super) fn ahead(changes: &[Change], before: &Plan, target: &Plan) -> Vec<Change> {
    let is_there = |change: &&Change| {
        let ChangeKind::LowerPriority { direction, rule, .. } = &change.kind else { return true };
        let RulePlace::SecurityGroup(id) = change.place else { return true };
        let Some(old) = before.security_group(id) else { return true };
        let new = target.security_group(id).map(|it| it.rules(*direction).as_slice());
        let new = new.unwrap_or_default().iter().find(|it| it.id == *rule);
        new.is_some_and(|new| old.rules(*direction).iter().any(|it| it.content() == new.content()))
    };
    changes.iter().filter(is_there).cloned().collect()
}

/// The changes without the rules that stand in their list before.
pub(super) fn missing(changes: Vec<Change>, before: &Plan, states: &States) -> Vec<Change> {
    let is_missing = |change: &Change| {
        let is_there = match change.place {
            RulePlace::SecurityGroup(id) => before.security_group(id).is_some(),
            RulePlace::NetworkAcl(id) => before.network_acl(id).is_some(),
        };
        let Some(rule) = change.kind.added_rule() else { return true };
        !is_there || states.spots.iter().any(|(id, _)| *id == rule)
    };
    changes.into_iter().filter(is_missing).collect()
}

/// The ids of the rules that are proposed, in their order.
pub(super) fn proposed(changes: &[Change]) -> Vec<RuleId> {
    changes.iter().filter_map(|change| change.kind.added_rule()).collect()
}

/// Checks whether a rule that differs is one that the engine proposes, which is listed by itself.
pub(super) fn is_proposed(rule: &OwnRule, changes: &[Change]) -> bool {
    let mut here = changes.iter().filter(|change| change.place == rule.place);
    match &rule.kind {
        OwnRuleKind::Added(own) => {
            here.any(|it| AnyRule::added_by(&it.kind).is_some_and(|added| added == *own))
        }
        OwnRuleKind::Lowered { after, .. } => here.any(
            |it| matches!(&it.kind, ChangeKind::LowerPriority { rule, .. } if *rule == after.id()),
        ),
        OwnRuleKind::Removed(_) => false,
    }
}

/// The changes as rules to add, with what is known of the state before.
pub(super) fn additions(
    changes: &[Change],
    before: &Plan,
    today: &Report,
    states: &States,
) -> Vec<Addition> {
    let addition = |change: &Change| Addition {
        lacking_today: today.changes.iter().any(|it| is_same_change(it, change)),
        spot: spot(change, states),
        replaces: replaced(change, before, &states.closed),
        change: change.clone(),
    };
    changes.iter().map(addition).collect()
}

fn spot(change: &Change, states: &States) -> Option<AclSpot> {
    let ChangeKind::AddNetworkAclRule { rule, .. } = &change.kind else { return None };
    states.spots.iter().find(|(id, _)| *id == rule.id).map(|(_, spot)| *spot)
}

/// The rules that go after the change and that let all pass that a rule to add does.
fn replaced(change: &Change, before: &Plan, closed: &[OwnRule]) -> Vec<RuleId> {
    let addresses = AddressGroups::of(&before.address_groups);
    let direction = change.kind.direction();
    let Some(added) = proposal(&change.kind, &addresses) else { return vec![] };
    let here = |own: &&OwnRule| own.place == change.place && own.direction == direction;
    let goes = closed.iter().filter(here).filter_map(|own| match &own.kind {
        OwnRuleKind::Removed(rule) => Some(rule),
        OwnRuleKind::Added(_) | OwnRuleKind::Lowered { .. } => None,
    });
    let covers = |rule: &&AnyRule| {
        let own = boxes(rule, direction, &addresses);
        rule.action() == Action::Allow && added.iter().all(|it| is_within(it, &own))
    };
    goes.filter(covers).map(AnyRule::id).collect()
}

/// The packets that a rule to add matches; nothing where none is added.
pub(super) fn proposal(kind: &ChangeKind, addresses: &AddressGroups) -> Option<Vec<PacketBox>> {
    let added = AnyRule::added_by(kind)?;
    Some(boxes(&added, kind.direction(), addresses))
}

fn is_within(packets: &PacketBox, boxes: &[PacketBox]) -> bool {
    let mut left = PacketSet::of(*packets);
    for own in boxes {
        left.remove(own);
    }
    left.is_empty()
}

/// The packets that a rule matches.
pub(super) fn boxes(
    rule: &AnyRule,
    direction: Direction,
    addresses: &AddressGroups,
) -> Vec<PacketBox> {
    match rule {
        AnyRule::SecurityGroup(rule) => security_group_rule_boxes(rule, direction, addresses),
        AnyRule::NetworkAcl(rule) => {
            let compiled = network_acl(std::slice::from_ref(rule), addresses);
            compiled.rules().iter().flat_map(|it| it.boxes.clone()).collect()
        }
    }
}

/// Checks whether two changes of two reports put the same rule into the same list.
pub(super) fn is_same_change(one: &Change, other: &Change) -> bool {
    if one.place != other.place || one.kind.direction() != other.kind.direction() {
        return false;
    }
    match (AnyRule::added_by(&one.kind), AnyRule::added_by(&other.kind)) {
        (Some(one), Some(other)) => one.is_same_rule(&other),
        _ => matches!(
            (&one.kind, &other.kind),
            (
                ChangeKind::LowerPriority { rule: one, .. },
                ChangeKind::LowerPriority { rule: other, .. },
            ) if one == other
        ),
    }
}
