//! The rules that can all go, one after the other.
//!
//! Of two rules that each do what the other does, either can go and not both. So the rules that
//! are safe by themselves are taken away one by one, those further down first, and each is looked
//! at anew in the plan that is left, until none of them can go any more: no other rule that is
//! safe by itself can join what is found. At the end every flow is judged in the plan without
//! them.

use rustc_hash::FxHashMap;

use super::no_effect::reason;
use super::place_lists::PlaceLists;
use super::rule_index::RuleIndex;
use super::standing::IgnoredRules;
use super::subject::{Subject, seen};
use crate::edit::{Edit, transact};
use crate::engine::index::Index;
use crate::engine::report::{Audit, NoEffect, RuleAudit, RulePlace};
use crate::engine::requirements::{Requirement, requirements};
use crate::engine::solve::{FilterCache, Policies, judge};
use crate::plan::{Direction, Plan, RuleId};

/// The rules of a plan that can go together, in the order in which they were tried; `audit` is the
/// plan's own. Without them every flow passes as before, and so does all other traffic.
#[must_use]
pub fn removable_together(plan: &Plan, audit: &Audit) -> Vec<RuleId> {
    let rule_index = RuleIndex::of(plan);
    let is_candidate = |rule: &&RuleAudit| rule.has_warning() && rule.removal.changes_nothing();
    // An edit would take away every rule with the id.
    let is_alone = |rule: &&RuleAudit| !rule_index.stands_twice(rule.rule);
    let mut candidates =
        audit.rules.iter().rev().filter(is_candidate).filter(is_alone).collect::<Vec<_>>();
    let mut place_lists: FxHashMap<(RulePlace, Direction), PlaceLists> = FxHashMap::default();
    let mut left =
        Left { plan, rule_index: &rule_index, gone: vec![], set: IgnoredRules::default() };
    loop {
        let before = left.gone.len();
        candidates.retain(|rule| {
            let (place, direction) = (rule.place, rule.direction);
            let of = || PlaceLists::of(plan, &rule_index, place, direction);
            let goes = left.can_go(place_lists.entry((place, direction)).or_insert_with(of), rule);
            if goes {
                left.gone.push(rule.rule);
                left.set.insert(rule.rule);
            }
            !goes
        });
        if left.gone.len() == before {
            break;
        }
    }
    let Some(without) = left.plan() else { return vec![] };
    let index = Index::of(plan);
    match passes_alike(&requirements(&index), &index, &Index::of(&without)) {
        true => left.gone,
        false => vec![],
    }
}

/// A plan without the rules that are gone.
struct Left<'a> {
    plan: &'a Plan,
    rule_index: &'a RuleIndex,
    gone: Vec<RuleId>,
    set: IgnoredRules,
}

impl Left<'_> {
    fn plan(&self) -> Option<Plan> {
        let edits = self.gone.iter().map(|id| Edit::RemoveRule(*id)).collect::<Vec<_>>();
        transact(self.plan, &edits).ok()
    }

    /// Checks whether no verdict of what is left changes without a rule.
    fn can_go(&self, place_lists: &PlaceLists, rule: &RuleAudit) -> bool {
        if !place_lists.are_cut_off() {
            return can_go(self.plan, self.rule_index, place_lists, &self.set, rule.rule);
        }
        // The rules that take effect depend on which rules are left.
        let Some(plan) = self.plan() else { return false };
        let rule_index = RuleIndex::of(&plan);
        let place_lists = PlaceLists::of(&plan, &rule_index, rule.place, rule.direction);
        place_lists.revived_without(&plan, &rule_index, rule.rule).is_empty()
            && can_go(&plan, &rule_index, &place_lists, &IgnoredRules::default(), rule.rule)
    }
}

fn can_go(
    plan: &Plan,
    rule_index: &RuleIndex,
    place_lists: &PlaceLists,
    gone: &IgnoredRules,
    rule: RuleId,
) -> bool {
    let why = reason(plan, rule_index, place_lists, rule);
    match (why, place_lists.standing(rule, gone)) {
        // These hold whatever the other rules are.
        (
            Some(
                NoEffect::Disabled
                | NoEffect::NoPackets
                | NoEffect::NetworkAclDisabled
                | NoEffect::OutsideSubnets
                | NoEffect::NeverFiltered,
            ),
            _,
        )
        | (_, None) => true,
        (_, Some(standing)) => {
            let subject = Subject { plan, rule_index, place_lists, rule };
            standing.changed_for_wearers.is_within(&standing.changed)
                && seen(&subject, why, standing.changed).is_empty()
        }
    }
}

/// Checks whether the same packets are missing at every filter in two plans that differ in rules
/// alone.
fn passes_alike(requirements: &[Requirement], one: &Index, other: &Index) -> bool {
    let (one_cache, other_cache) = (FilterCache::default(), FilterCache::default());
    let (mut before, mut after) =
        (Policies::of(one, &one_cache), Policies::of(other, &other_cache));
    requirements.iter().all(|requirement| {
        let pairs = judge(&mut before, requirement).into_iter().zip(judge(&mut after, requirement));
        pairs.into_iter().all(|(before, after)| {
            before.missing().minus(after.missing()).is_empty()
                && after.missing().minus(before.missing()).is_empty()
        })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::engine::solve::web_server;

    #[test]
    fn plans_in_which_less_or_more_is_missing_are_not_alike() {
        // The network ACL lets all in, so that the security group alone counts.
        let plan = |inbound: Value| -> Plan {
            let mut plan = web_server(&[80, 90]);
            plan["network_acls"][0]["inbound"] = json!([
                { "id": "rule-50", "source": "0.0.0.0/0", "destination": "0.0.0.0/0" },
            ]);
            plan["security_groups"][0]["inbound"] = inbound;
            serde_json::from_value(plan).unwrap()
        };
        let allow = |id: u32, ports: &str| {
            json!({
                "id": format!("rule-{id}"), "protocol": "tcp", "ports": ports,
                "remote": "10.0.1.0/24",
            })
        };
        let both = plan(json!([allow(1, "80"), allow(2, "90")]));
        let (as_one, less) = (plan(json!([allow(1, "80,90")])), plan(json!([allow(1, "80")])));
        let alike = |one: &Plan, other: &Plan| {
            let (one, other) = (Index::of(one), Index::of(other));
            passes_alike(&requirements(&one), &one, &other)
        };
        assert!(alike(&both, &as_one));
        assert!(!alike(&both, &less));
        assert!(!alike(&less, &both));
    }
}
