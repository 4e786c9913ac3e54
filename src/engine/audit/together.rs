//! The rules that can all go, one after the other.
//!
//! Of two rules that each do what the other does, either can go and not both. So the rules that
//! are safe by themselves are taken away one by one, those further down first, and each is looked
//! at anew in the plan that is left, until none of them can go any more: no other rule that is
//! safe by itself can join what is found. At the end every flow is judged in the plan without
//! them.

use super::{Contexts, Subject, no_effect, seen};
use crate::edit::{Edit, apply};
use crate::engine::index::Index;
use crate::engine::policy::AddressGroups;
use crate::engine::report::{Audit, NoEffect, RuleAudit};
use crate::engine::requirements::{Requirement, requirements};
use crate::engine::solve::{Policies, Shelf};
use crate::plan::{Plan, RuleId};

/// The rules of a plan that can go together, in the order in which they were tried; `audit` is the
/// plan's own. Without them every flow passes as before, and so does all other traffic.
#[must_use]
pub fn removable_together(plan: &Plan, audit: &Audit) -> Vec<RuleId> {
    let is_candidate = |rule: &&RuleAudit| rule.has_warning() && rule.removal.changes_nothing();
    // An edit would take away every rule with the id.
    let is_alone = |rule: &&RuleAudit| plan.rule_ids().filter(|id| *id == rule.rule).count() == 1;
    let mut candidates =
        audit.rules.iter().rev().filter(is_candidate).filter(is_alone).collect::<Vec<_>>();
    let mut left = plan.clone();
    let mut gone = vec![];
    loop {
        let known = gone.len();
        candidates.retain(|rule| {
            let goes =
                can_go(&left, rule) && apply(&mut left, &Edit::RemoveRule(rule.rule)).is_ok();
            if goes {
                gone.push(rule.rule);
            }
            !goes
        });
        if gone.len() == known {
            break;
        }
    }
    let index = Index::of(plan);
    match passes_alike(&requirements(&index), &index, &Index::of(&left)) {
        true => gone,
        false => vec![],
    }
}

/// Whether no verdict of a plan changes without a rule.
fn can_go(plan: &Plan, rule: &RuleAudit) -> bool {
    let (index, addresses) = (Index::of(plan), AddressGroups::of(&plan.address_groups));
    let RuleAudit { rule, place, direction, .. } = *rule;
    let subject = Subject { index: &index, place, direction, rule };
    let contexts = Contexts::of(&index, place, direction, &addresses);
    if !contexts.revived_without(rule).is_empty() {
        return false;
    }
    let why = no_effect::reason(&subject, &contexts, &addresses);
    match (why, contexts.standing(rule)) {
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
            standing.changed_for_wearers.minus(&standing.changed).is_empty()
                && seen(&subject, why, standing.changed).is_empty()
        }
    }
}

/// Whether the same packets are missing at every filter in two plans that differ in rules alone.
fn passes_alike(requirements: &[Requirement], one: &Index, other: &Index) -> bool {
    let (shelf, other_shelf) = (Shelf::default(), Shelf::default());
    let (mut before, mut after) = (Policies::of(one, &shelf), Policies::of(other, &other_shelf));
    requirements.iter().all(|requirement| {
        let pairs = before.judge(requirement).into_iter().zip(after.judge(requirement));
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
