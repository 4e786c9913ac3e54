//! The rules that can be one: the same but for their ports or for one block, and together exactly
//! one rule.
//!
//! In a security group rules of one priority and action may stand in any order. In a network ACL a
//! rule that moves must not pass one of the other action that shares packets with it. At the end
//! each list is asked anew about all that the rules match.

mod active_rules;
mod merged_rule;
mod proof;

use super::rule_index::RuleIndex;
use super::run::lists;
use crate::edit::{Edit, transact};
use crate::engine::report::{Audit, Merge, RuleFinding, RulePlace};
use crate::plan::{Direction, Plan, RuleId};
use active_rules::{ActiveRule, ActiveRules};
use merged_rule::{MergedRule, RuleField, merged_rules};
use proof::Baseline;
use rustc_hash::{FxHashMap, FxHashSet};

/// The rules of a plan that can be one; `audit` is the plan's own, and rules that can go anyway,
/// such as `spared`, take no part. No merge changes the verdict on a packet.
pub(super) fn merges(plan: &Plan, audit: &Audit, spared: &[RuleId]) -> Vec<Merge> {
    let rule_index = RuleIndex::of(plan);
    let spared = spared.iter().copied().collect::<FxHashSet<RuleId>>();
    let is_idle = |it: &RuleFinding| {
        matches!(
            it,
            RuleFinding::NoEffect(_) | RuleFinding::Shadowed { .. } | RuleFinding::Redundant { .. }
        )
    };
    let in_use = audit.rules.iter().filter(|rule| !rule.removal.unclear);
    let in_use = in_use.filter(|rule| !rule.findings.iter().any(is_idle));
    let in_use = in_use.map(|rule| rule.rule).filter(|id| !spared.contains(id));
    // An edit would change every rule with the id.
    let takes_part =
        in_use.filter(|id| !rule_index.stands_twice(*id)).collect::<FxHashSet<RuleId>>();
    let mut merges = vec![];
    for (place, direction) in lists(plan) {
        let (list, mut merged_rules) = merged_rules(plan, place, direction, &rule_index.addresses);
        merged_rules.retain(|it| it.rules.iter().all(|id| takes_part.contains(id)));
        let whole = joined(merged_rules, &list, matches!(place, RulePlace::NetworkAcl(_)));
        let found = whole.iter().filter(|it| it.rules.len() > 1);
        let found = found.filter_map(|it| merge(it, plan, place, direction, &list));
        merges.extend(proved(found.collect(), plan, &rule_index, place, direction));
    }
    merges
}

/// Merges rules, two at a time, until no two can be merged any more.
fn joined(
    mut merged_rules: Vec<MergedRule>,
    list: &ActiveRules,
    is_ordered: bool,
) -> Vec<MergedRule> {
    loop {
        let known = merged_rules.len();
        for field in RuleField::ALL {
            merged_rules = joined_in(merged_rules, field, list, is_ordered);
        }
        if merged_rules.len() == known {
            return merged_rules;
        }
    }
}

/// Merges neighbours that differ in one field alone.
fn joined_in(
    merged_rules: Vec<MergedRule>,
    field: RuleField,
    list: &ActiveRules,
    is_ordered: bool,
) -> Vec<MergedRule> {
    let mut alike: FxHashMap<MergedRule, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<MergedRule>> = vec![];
    for merged_rule in merged_rules {
        let at = *alike.entry(merged_rule.without(field)).or_insert_with(|| {
            groups.push(vec![]);
            groups.len().saturating_sub(1)
        });
        if let Some(group) = groups.get_mut(at) {
            group.push(merged_rule);
        }
    }
    let mut whole = vec![];
    for mut group in groups {
        group.sort_by(|one, other| one.order_in(field, other));
        let mut done: Vec<MergedRule> = vec![];
        for next in group {
            // A block has its other half next to it. Ports with gaps may go with ports further on.
            let near = if field.is_of_ports() { done.len() } else { 1 };
            let joins = done.iter_mut().rev().take(near).find_map(|own| {
                let both = own.and(&next, field)?;
                (!is_ordered || position_for(&both.rules, list).is_some()).then_some((own, both))
            });
            match joins {
                Some((own, both)) => *own = both,
                None => done.push(next),
            }
        }
        whole.extend(done);
    }
    // As the list has them, so that what is found first is first.
    whole.sort_by_key(|merged_rule| list.positions(&merged_rule.rules).first().copied());
    whole
}

/// The rule in whose place all of some rules of a network ACL can stand, the first that there is.
fn position_for(rules: &[RuleId], list: &ActiveRules) -> Option<RuleId> {
    let positions = list.positions(rules);
    let may_pass = |from: usize, to: usize| {
        let (first, last) = (from.min(to), from.max(to));
        let moved = list.rules.get(from);
        let between = list.rules.get(first..=last).unwrap_or_default().iter();
        between
            .filter(|it| !rules.contains(&it.id))
            .all(|it| moved.is_some_and(|moved| it.action == moved.action || !shares(moved, it)))
    };
    let is_place = |to: &&usize| positions.iter().all(|from| may_pass(*from, **to));
    let place = positions.iter().find(is_place)?;
    list.rules.get(*place).map(|it| it.id)
}

fn shares(one: &ActiveRule, other: &ActiveRule) -> bool {
    one.boxes.iter().any(|own| other.boxes.iter().any(|it| own.meets(it)))
}

/// The merge that makes a merged rule: the rule in whose place it stands takes it, and the others
/// go.
fn merge(
    merged_rule: &MergedRule,
    plan: &Plan,
    place: RulePlace,
    direction: Direction,
    list: &ActiveRules,
) -> Option<Merge> {
    let positions = list.positions(&merged_rule.rules);
    let rules = positions.iter().filter_map(|at| list.rules.get(*at)).map(|it| it.id);
    let rules = rules.collect::<Vec<_>>();
    let takes = match place {
        RulePlace::SecurityGroup(_) => *rules.first()?,
        RulePlace::NetworkAcl(_) => position_for(&rules, list)?,
    };
    let mut remedy = vec![merged_rule.put(plan, place, direction, takes)?];
    remedy.extend(rules.iter().filter(|id| **id != takes).map(|id| Edit::RemoveRule(*id)));
    Some(Merge { place, direction, rules, remedy })
}

/// A plan with the rules of one place and nothing else.
fn alone(plan: &Plan, place: RulePlace) -> Plan {
    let mut own = Plan::default();
    match place {
        RulePlace::SecurityGroup(id) => {
            own.security_groups.extend(plan.security_group(id).cloned())
        }
        RulePlace::NetworkAcl(id) => own.network_acls.extend(plan.network_acl(id).cloned()),
    }
    own
}

/// The merges after which their list decides as before: each by itself, and all of them together.
fn proved(
    found: Vec<Merge>,
    plan: &Plan,
    rule_index: &RuleIndex,
    place: RulePlace,
    direction: Direction,
) -> Vec<Merge> {
    if found.is_empty() {
        return found;
    }
    let before = Baseline::of(plan, rule_index, place, direction);
    let own = alone(plan, place);
    let holds = |merges: &[&Merge]| {
        let edits = merges.iter().flat_map(|it| it.remedy.clone()).collect::<Vec<_>>();
        let rules = merges.iter().flat_map(|it| it.rules.clone()).collect::<Vec<_>>();
        transact(&own, &edits).is_ok_and(|merged| before.decides_alike(&merged, &rules))
    };
    let all = found.iter().collect::<Vec<_>>();
    if matches!(place, RulePlace::SecurityGroup(_)) && holds(&all) {
        return found;
    }
    let mut kept: Vec<&Merge> = vec![];
    for merge in &found {
        let with = kept.iter().copied().chain([merge]).collect::<Vec<_>>();
        if holds(&[merge]) && holds(&with) {
            kept = with;
        }
    }
    kept.into_iter().cloned().collect()
}
