//! The checker of certificates takes what the engine writes, and refuses what is not so.
//!
//! `JUDGE_PLANS` sets the number of random plans, as for the judge.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

#[path = "../conformance/compare.rs"]
#[expect(dead_code, reason = "the cases are read the same way, and compared elsewhere")]
mod compare;
#[path = "../judge/config.rs"]
mod config;
#[path = "../judge/connected_plans.rs"]
mod connected_plans;
#[path = "../judge/hindrance.rs"]
mod hindrance;
mod hostile;
mod lies;
#[path = "../conformance/list.rs"]
mod list;
#[path = "../judge/nonsense.rs"]
mod nonsense;
#[path = "../judge/plans.rs"]
mod plans;
#[path = "../judge/world.rs"]
#[expect(dead_code, reason = "the judge uses the rest of it")]
mod world;

use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::ChangeKind;
use elb_rule_planner::format::Format;
use elb_rule_planner::locale::{Language, VerifyText};
use elb_rule_planner::plan::{Plan, RuleId};
use elb_rule_planner::verify::verify;
use proptest::prelude::*;

/// The document of a plan.
fn document(plan: &Plan) -> String {
    (Format::by_id("json").unwrap().write)(plan, &check(plan), Language::English)
}

/// The plan of every case by its name. Each sample is the plan of one of them.
fn known_plans() -> Vec<(String, Plan)> {
    let cases = list::cases();
    let cases = cases.iter().map(|(name, case)| (format!("case {name}"), compare::plan(case)));
    cases.chain([("network ACL of parts".to_owned(), parted())]).collect()
}

/// A network ACL of which each rule decides on a part of what flows.
fn parted() -> Plan {
    let mut plan = list::case("acl-deny-above")["plan"].take();
    let rule = |id, action, source| {
        serde_json::json!({
            "id": id, "action": action, "source": source, "destination": "10.0.2.0/24",
        })
    };
    let rules = plan["network_acls"][0]["inbound"].as_array_mut().unwrap();
    rules.insert(0, rule("rule-20", "allow", "10.0.1.0/25"));
    rules.insert(1, rule("rule-21", "deny", "10.0.1.128/26"));
    serde_json::from_value(plan).unwrap()
}

/// The lines of the checker about a document.
fn lines(text: &str) -> String {
    let checked = verify(text).unwrap();
    let lines = VerifyText::lines(&checked);
    lines.iter().map(|line| line.text(Language::English)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_case_and_sample_verifies() {
    let mut wrong = vec![];
    for (name, plan) in known_plans() {
        let text = document(&plan);
        if !verify(&text).unwrap().is_verified() {
            wrong.push(format!("{name}:\n{}", lines(&text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_example_of_the_description_is_one() {
    let block = |page: &'static str| {
        let (_, rest) = page.split_once("```json\n").unwrap();
        let (block, rest) = rest.split_once("```").unwrap();
        (serde_json::from_str::<serde_json::Value>(block).unwrap(), rest)
    };
    let (mut report, _) = block(include_str!("../../docs/report-format.md"));
    let (entry, rest) = block(include_str!("../../docs/certificate.md"));
    assert_eq!(report["certificate"]["entries"][0], entry);
    report["certificate"]["entries"][0]["now"]["parts"][0]["packets"][0]["ports"] =
        serde_json::json!("8080-8081");
    let (_, shown) = rest.split_once("says:\n\n```\n").unwrap();
    let (shown, _) = shown.split_once("\n```").unwrap();
    assert!(lines(&report.to_string()).lines().any(|line| line == shown), "{shown}");
}

#[test]
fn a_group_that_is_worn_twice_sets_free_no_rule_that_took_effect_before() {
    let mut plan = list::case("kunpeng-gap-allow")["plan"].take();
    let rule = |id, priority| {
        serde_json::json!({
            "id": id, "priority": priority, "protocol": "tcp", "ports": "22",
            "remote": "192.168.0.0/16",
        })
    };
    let rules = plan["security_groups"][0]["inbound"].as_array_mut().unwrap();
    rules.insert(0, rule("rule-80", 1));
    rules.push(rule("rule-81", 1));
    rules.push(rule("rule-82", 2));
    plan["servers"][0]["security_groups"] = serde_json::json!(["sg-1", "sg-1"]);
    let plan: Plan = serde_json::from_value(plan).unwrap();
    let freed = check(&plan).changes.iter().find_map(|change| match &change.kind {
        ChangeKind::LowerPriority { sets_free, .. } => Some(sets_free.clone()),
        _ => None,
    });
    assert_eq!(freed, Some(vec![RuleId(81)]));
    let text = document(&plan);
    assert!(verify(&text).unwrap().is_verified(), "{}", lines(&text));
}

#[test]
fn an_answer_that_leaves_something_closed_is_true_and_not_verified() {
    let mut plan = list::case("kunpeng-gap-allow")["plan"].take();
    let of = |plan: &serde_json::Value| {
        let plan: Plan = serde_json::from_value(plan.clone()).unwrap();
        let checked = verify(&document(&plan)).unwrap();
        assert_eq!(checked.discrepancies, []);
        assert_eq!(checked.is_closed, check(&plan).summary.proved);
        (checked.is_verified(), hindrance::may_stay_open(&plan))
    };
    assert_eq!(of(&plan), (true, false));
    // With priority 2 the allow that the server cannot read would come behind this deny.
    let deny = serde_json::json!({
        "id": "rule-80", "priority": 2, "action": "deny", "protocol": "udp", "ports": "80",
        "remote": "192.168.0.0/16",
    });
    plan["security_groups"][0]["inbound"].as_array_mut().unwrap().push(deny);
    assert_eq!(of(&plan), (false, true));
}

proptest! {
    #![proptest_config(config::config(300))]

    #[test]
    fn every_answer_verifies(plans::Shown(plan) in plans::plan()) {
        let text = document(&plan);
        let checked = verify(&text).unwrap();
        prop_assert!(checked.discrepancies.is_empty(), "{}", lines(&text));
        prop_assert!(checked.is_closed || hindrance::may_stay_open(&plan), "{}", lines(&text));
        let report = check(&plan);
        prop_assert_eq!(checked.is_closed, report.summary.proved);
        prop_assert_eq!(checked.flows, report.flows.len());
    }

    #[test]
    fn answers_with_connections_verify(plans::Shown(plan) in connected_plans::with_connections()) {
        let text = document(&plan);
        let checked = verify(&text).unwrap();
        prop_assert!(checked.discrepancies.is_empty(), "{}", lines(&text));
        prop_assert_eq!(checked.is_closed, check(&plan).summary.proved);
    }

    #[test]
    fn answers_to_plans_without_sense_are_true(plans::Shown(plan) in nonsense::plan()) {
        let text = document(&plan);
        let checked = verify(&text).unwrap();
        prop_assert!(checked.discrepancies.is_empty(), "{}", lines(&text));
        prop_assert_eq!(checked.is_closed, check(&plan).summary.proved);
    }
}
