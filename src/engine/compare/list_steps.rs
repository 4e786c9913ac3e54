//! Lists of rules on their way from one state to another.
//!
//! Two rules are the same where they say the same, whatever their ids and descriptions: what
//! counts is what is in the console. A rule that changes is a new one beside the old one, so that
//! for a while both are there.

use super::change_plan::{AclSpot, OwnRuleKind};
use super::rule::ListRule;
use super::same_rules::{differing_rules, enabled_rules};
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
    let (only_before, only_after) = differing_rules(before, after);
    let after = enabled_rules(after);
    let mut steps = ListSteps {
        open: before.to_vec(),
        spots: vec![],
        opening: vec![],
        closing: vec![],
        closing_spots: vec![],
    };
    let mut denies: Vec<&R> = vec![];
    for new in proposed.iter().filter_map(|id| only_after.iter().find(|it| it.id() == *id)) {
        let at = position_of_new(&steps.open, &after, new, &only_before);
        let below = steps.open.iter().skip(at);
        let above = below.clone().find(|it| before.contains(it)).map(ListRule::id);
        steps.spots.push((new.id(), AclSpot { position: at.saturating_add(1), above }));
        steps.open.insert(at, new.clone());
        steps.opening.push(OwnRuleKind::Added(new.any()));
    }
    let mut lowered: Vec<R> = vec![];
    for old in &only_before {
        let lower = only_after.iter().find(|new| new.lowers(old) && !lowered.contains(*new));
        match (old.action(), lower) {
            (_, Some(lower)) => {
                replace(&mut steps.open, old, lower);
                lowered.push(lower.clone());
                let (before, after) = (old.any(), lower.any());
                steps.opening.push(OwnRuleKind::Lowered { before, after });
            }
            (Action::Deny, None) if denies_go_first => {
                steps.open.retain(|it| it != old);
                steps.opening.push(OwnRuleKind::Removed(old.any()));
            }
            (_, None) => steps.closing.push(OwnRuleKind::Removed(old.any())),
        }
    }
    let is_to_do = |new: &&R| !lowered.contains(new) && !proposed.contains(&new.id());
    for new in only_after.iter().filter(is_to_do) {
        match new.action() {
            Action::Allow => {
                let at = position_of_new(&steps.open, &after, new, &only_before);
                steps.open.insert(at, new.clone());
                steps.opening.push(OwnRuleKind::Added(new.any()));
            }
            // A new deny comes before anything is taken away, which it may be there to replace.
            Action::Deny => {
                steps.closing.insert(0, OwnRuleKind::Added(new.any()));
                denies.insert(0, new);
            }
        }
    }
    let mut list = steps.open.clone();
    for new in denies {
        let at = position_of_new(&list, &after, new, &only_before);
        let above = list.get(at).map(|below| {
            let same = after.iter().find(|it| it.content() == below.content());
            same.unwrap_or(below).id()
        });
        steps.closing_spots.push((new.id(), AclSpot { position: at.saturating_add(1), above }));
        list.insert(at, new.clone());
    }
    steps
}

fn replace<R: ListRule>(list: &mut [R], old: &R, new: &R) {
    if let Some(found) = list.iter_mut().find(|it| *it == old) {
        *found = new.clone();
    }
}

/// The position of a new rule in a list: above the first rule that it has below it at the end; if
/// none of those is there, as high as the rules above it allow. Rules that go are no landmarks,
/// since others may take their place. Of several rules that say the same, the one counts that has as
/// many of them behind it, or before it.
fn position_of_new<R: ListRule>(list: &[R], after: &[R], new: &R, going: &[R]) -> usize {
    if !R::IS_ORDERED {
        return list.len();
    }
    let stays = |it: &R| !going.contains(it);
    let alike = |content: &R| {
        let all = list.iter().enumerate();
        let alike = all.filter(|(_, it)| it.content() == *content && stays(it));
        alike.map(|(at, _)| at).collect::<Vec<_>>()
    };
    let count =
        |rules: &[R], content: &R| rules.iter().filter(|it| it.content() == *content).count();
    let own = after.iter().position(|it| it == new).unwrap_or(after.len());
    let above = after.get(..own).unwrap_or_default();
    let below = after.get(own.saturating_add(1)..).unwrap_or_default();
    let landmark = below.iter().enumerate().find_map(|(at, rule)| {
        let content = rule.content();
        let behind = below.get(at.saturating_add(1)..).unwrap_or_default();
        alike(&content).into_iter().rev().nth(count(behind, &content))
    });
    landmark.unwrap_or_else(|| {
        let known = above.iter().enumerate().filter_map(|(at, rule)| {
            let content = rule.content();
            let before = above.get(..at).unwrap_or_default();
            alike(&content).into_iter().nth(count(before, &content))
        });
        known.max().map_or(0, |at| at.saturating_add(1))
    })
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
    use crate::plan::NetworkAclRule;

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
}
