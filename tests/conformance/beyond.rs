//! The expectations of a case beyond the rules to add: about the rules that are there, and about a
//! change.

use elb_rule_planner::edit::Edit;
use elb_rule_planner::engine::compare::{ChangePlan, OwnRuleKind};
use elb_rule_planner::engine::report::{Audit, Merge, Report, RulePlace};
use elb_rule_planner::engine::{audit, compare, simpler};
use elb_rule_planner::plan::{Direction, LoadBalancerId, Plan, RuleId};
use serde_json::{Value, json};

use super::{columns, plan, row, rows, sorted};

/// The audit of a case, where it expects something of it, with what can be simpler.
fn audited(case: &Value, report: &Report) -> Option<Audit> {
    case["expect"].get("audit")?;
    let plan = plan(case);
    let mut audit = audit(&plan, report);
    audit.simpler = Some(simpler(&plan, &audit));
    Some(audit)
}

/// The change from a case's state before to its plan, where it has one.
fn change(case: &Value) -> Option<ChangePlan> {
    let before: Plan = serde_json::from_value(case.get("before")?.clone()).unwrap();
    Some(compare(&before, &plan(case)))
}

/// The audit and the change plan of a case as JSON; nothing for a case without them.
pub(crate) fn answers(case: &Value, report: &Report) -> Vec<u8> {
    let audit = audited(case, report).map(|it| serde_json::to_vec(&it).unwrap());
    let change = change(case).map(|it| serde_json::to_vec(&it).unwrap());
    [audit, change].into_iter().flatten().flatten().collect()
}

/// The expectations about the audit and the change that an answer does not meet.
pub(crate) fn differences(case: &Value, report: &Report) -> Vec<String> {
    let mut found = vec![];
    let mut hold = |what: &str, got: Vec<String>, wanted: Vec<String>| {
        if got != wanted {
            found.push(format!("{what} {got:#?}\n  wanted {wanted:#?}"));
        }
    };
    if let Some(misses) = case["expect"].get("near_misses") {
        let all = report.changes.iter().flat_map(|change| &change.near_misses);
        hold("near misses", sorted(all.map(|miss| json!(miss))), rows(misses));
    }
    let audit = audited(case, report);
    if let (Some(audit), Some(lints)) = (&audit, case["expect"]["audit"].get("lints")) {
        hold("notes", sorted(audit.lints.iter().map(|note| json!(note))), rows(lints));
    }
    if let Some(simpler) = audit.and_then(|it| it.simpler) {
        let expect = &case["expect"]["audit"];
        if let Some(choices) = expect.get("together") {
            let ids = sorted(simpler.together.iter().map(|id| json!(id)));
            let choices = choices.as_array().unwrap();
            let mut sets = choices.iter().map(rows);
            // If several sets are right, any of them will do.
            let wanted = sets.find(|set| *set == ids).unwrap_or_else(|| rows(&json!(choices)));
            hold("rules that can go together", ids, wanted);
        }
        if let Some(merges) = expect.get("merges") {
            hold("rules that can be one", sorted(simpler.merges.iter().map(merge)), rows(merges));
        }
    }
    if let Some(change) = change(case) {
        let expect = &case["expect"]["change"];
        let kept = change.kept.iter().map(|it| kept(it.place, it.direction, it.rule));
        hold("rules that are kept", sorted(kept), rows(&expect["kept"]));
        let additions = change.additions.iter().map(|it| {
            let mut row = row(&it.change);
            if !it.replaces.is_empty() {
                row["replaces"] = json!(it.replaces);
            }
            row
        });
        hold("rules to add first", sorted(additions), rows(&expect["additions"]));
        if let Some(upgrades) = expect.get("upgrades") {
            let ids = sorted(change.upgrades.iter().map(|id| json!(id)));
            hold("load balancers that are upgraded", ids, rows(upgrades));
            let closed = change.closed.iter().filter_map(|it| match &it.kind {
                OwnRuleKind::Removed(rule) => {
                    Some(waiting(it.place, it.direction, rule.id(), &it.after_upgrades))
                }
                OwnRuleKind::Added(_) | OwnRuleKind::Lowered { .. } => None,
            });
            hold("rules that go as drawn", sorted(closed), rows(&expect["closed"]));
            let removals = change
                .removals
                .iter()
                .map(|it| waiting(it.place, it.direction, it.rule, &it.after_upgrades));
            hold("rules that can go", sorted(removals), rows(&expect["removals"]));
        }
        let proof = &change.proof;
        let states = [proof.prepared, proof.changed, proof.cleaned_up];
        hold("proofs", sorted(states.map(Value::from).into_iter()), vec!["true".to_owned(); 3]);
    }
    found
}

fn kept(place: RulePlace, direction: Direction, rule: RuleId) -> Value {
    let place = json!(place);
    let place = place.as_object().unwrap().values().next().unwrap();
    json!({ "in": place, "direction": direction, "rule": rule })
}

/// A rule that goes, with the upgrades that it waits for.
fn waiting(
    place: RulePlace,
    direction: Direction,
    rule: RuleId,
    upgrades: &[LoadBalancerId],
) -> Value {
    let mut rule = kept(place, direction, rule);
    if !upgrades.is_empty() {
        rule["after_upgrades"] = json!(upgrades);
    }
    rule
}

/// A merge as the cases have it: which rules, and what the one is that takes their place.
fn merge(merge: &Merge) -> Value {
    let (one, into, at) = match merge.remedy.first() {
        Some(Edit::PutSecurityGroupRule { rule, .. }) => {
            (rule.id, columns(json!(rule), true), None)
        }
        Some(Edit::PutNetworkAclRule { rule, .. }) => {
            (rule.id, columns(json!(rule), false), Some(rule.id))
        }
        other => return json!(other),
    };
    let mut said = kept(merge.place, merge.direction, one);
    let fields = said.as_object_mut().unwrap();
    fields.remove("rule");
    fields.insert("rules".to_owned(), json!(merge.rules));
    fields.insert("into".to_owned(), into);
    if let Some(at) = at {
        fields.insert("at".to_owned(), json!(at));
    }
    // All the others have to go, and nothing else.
    let others = merge.rules.iter().filter(|id| **id != one);
    let others = others.map(|id| Edit::RemoveRule(*id)).collect::<Vec<_>>();
    if merge.remedy[1..] != others {
        fields.insert("remedy".to_owned(), json!(merge.remedy));
    }
    said
}
