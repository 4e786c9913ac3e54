//! Lists of rules on their way from one state to another.
//!
//! Two rules are the same where they say the same, whatever their ids and descriptions: what
//! counts is what is in the console. A rule that changes is a new one beside the old one, so that
//! for a while both are there.

use super::change_plan::{AclSpot, OwnRuleKind};
use super::moving_list::MovingList;
use super::rule::ListRule;
use super::same_rules::enabled_rules;
use crate::plan::{Action, RuleId};

/// The steps from one list to another.
pub(super) struct ListSteps<R> {
    /// The list once everything that opens is done, and nothing that may close.
    pub(super) open: Vec<R>,
    /// The positions of the proposed rules, which are added one after the other.
    pub(super) spots: Vec<(RuleId, AclSpot)>,
    pub(super) opening: Vec<OwnRuleKind>,
    pub(super) closing: Vec<OwnRuleKind>,
    /// The positions of the denies that are added last, one after the other, by the rule below each
    /// of them in the list at the end.
    pub(super) closing_spots: Vec<(RuleId, AclSpot)>,
}

/// Works out how one list becomes another. Denies that are taken away are an opening; where that is
/// not needed in time they wait for the end, so that nothing is open for longer than it is. The
/// proposed rules are added before the drawn ones, in the order in which they are proposed.
pub(super) fn list_steps<R: ListRule>(
    before: &[R],
    after: &[R],
    proposed: &[RuleId],
    denies_go_first: bool,
) -> ListSteps<R> {
    let after = enabled_rules(after);
    let mut list = MovingList::of(before, &after);
    let only_before = list.going();
    let only_after = after.iter().enumerate().filter(|(place, _)| !list.has(*place));
    let only_after = only_after.collect::<Vec<_>>();
    let (mut spots, mut opening, mut closing) = (vec![], vec![], vec![]);
    for (place, new) in
        proposed.iter().filter_map(|id| only_after.iter().find(|(_, it)| it.id() == *id))
    {
        let at = list.position_of(*place);
        let above = list.from(at).find(|(it, _)| before.contains(it)).map(|(it, _)| it.id());
        spots.push((new.id(), AclSpot { position: at.saturating_add(1), above }));
        list.insert(at, (*new).clone(), *place);
        opening.push(OwnRuleKind::Added(new.any()));
    }
    let mut lowered: Vec<usize> = vec![];
    for old in &only_before {
        let lower = only_after.iter().find(|(at, new)| new.lowers(old) && !lowered.contains(at));
        match (old.action(), lower) {
            (_, Some((place, lower))) => {
                list.replace(old, (*lower).clone(), *place);
                lowered.push(*place);
                let (before, after) = (old.any(), lower.any());
                opening.push(OwnRuleKind::Lowered { before, after });
            }
            (Action::Deny, None) if denies_go_first => {
                list.remove(old);
                opening.push(OwnRuleKind::Removed(old.any()));
            }
            (_, None) => closing.push(OwnRuleKind::Removed(old.any())),
        }
    }
    let is_to_do =
        |(place, new): &&(usize, &R)| !lowered.contains(place) && !proposed.contains(&new.id());
    let mut denies: Vec<(usize, &R)> = vec![];
    for (place, new) in only_after.iter().filter(is_to_do) {
        match new.action() {
            Action::Allow => {
                list.insert(list.position_of(*place), (*new).clone(), *place);
                opening.push(OwnRuleKind::Added(new.any()));
            }
            // A new deny comes before anything is taken away, which it may be there to replace.
            Action::Deny => {
                closing.insert(0, OwnRuleKind::Added(new.any()));
                denies.insert(0, (*place, new));
            }
        }
    }
    let open = list.rules();
    let mut closing_spots = vec![];
    for (place, new) in denies {
        let at = list.position_of(place);
        let above = list.from(at).next().map(|(below, place)| {
            let at_the_end = place.and_then(|place| after.get(place));
            at_the_end.unwrap_or(below).id()
        });
        closing_spots.push((new.id(), AclSpot { position: at.saturating_add(1), above }));
        list.insert(at, new.clone(), place);
    }
    ListSteps { open, spots, opening, closing, closing_spots }
}

/// The highest place for a rule of one list in another: right below those that it has above it.
pub(super) fn position_below<R: ListRule>(list: &[R], origin: &[R], rule: &R) -> usize {
    let above = origin.iter().take_while(|it| *it != rule).map(ListRule::content);
    let known = above.filter_map(|own| list.iter().rposition(|it| it.content() == own));
    known.max().map_or(0, |at| at.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{NetworkAclRule, Protocol};

    fn rule(id: u32, action: &str) -> NetworkAclRule {
        let rule = serde_json::json!({
            "id": format!("rule-{id}"), "action": action, "protocol": "tcp",
            "source": "10.0.1.0/24", "destination": "10.0.2.0/24",
        });
        serde_json::from_value(rule).unwrap()
    }

    #[test]
    fn of_two_rules_that_say_the_same_each_keeps_its_place() {
        let before = [rule(1, "allow")];
        let after = [rule(3, "allow"), rule(4, "deny"), rule(1, "allow")];
        let steps = list_steps(&before, &after, &[RuleId(3)], false);
        let open = steps.open.iter().map(ListRule::content).collect::<Vec<_>>();
        assert_eq!(open, [rule(1, "allow").content(), rule(1, "allow").content()]);
        // The deny goes between the two, not above both.
        assert_eq!(steps.closing_spots.len(), 1);
        let (id, spot) = &steps.closing_spots[0];
        assert_eq!((*id, spot.position), (RuleId(4), 2));
    }

    #[test]
    fn a_rule_above_a_deny_is_not_taken_for_the_same_one_below_it() {
        let other = |id, action| NetworkAclRule { protocol: Protocol::Udp, ..rule(id, action) };
        let before = [other(1, "deny")];
        let after = [rule(2, "allow"), other(1, "deny"), other(3, "allow"), rule(4, "allow")];
        // The rule that the deny hides comes when only the first of the two alike is there.
        for proposed in [vec![], vec![RuleId(2)], vec![RuleId(2), RuleId(3)]] {
            let steps = list_steps(&before, &after, &proposed, false);
            assert_eq!(steps.open, after, "{proposed:?}");
        }
    }
}
