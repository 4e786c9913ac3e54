//! The checker of certificates takes what the engine writes and refuses what is not so.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

#[path = "conformance/compare.rs"]
#[expect(dead_code, reason = "the cases are read the same way, and compared elsewhere")]
mod compare;
#[path = "conformance/list.rs"]
mod list;

use elb_rule_planner::engine::check;
use elb_rule_planner::format::Format;
use elb_rule_planner::locale::{Language, VerifyText};
use elb_rule_planner::plan::Plan;
use elb_rule_planner::verify::verify;

fn document(plan: &Plan) -> String {
    (Format::by_id("json").unwrap().write)(plan, &check(plan), Language::English)
}

/// Every plan of the cases and samples, by name.
fn plans() -> Vec<(String, Plan)> {
    let cases = list::CASES.iter().map(|(name, text)| {
        (format!("case {name}"), compare::plan(&serde_json::from_str(text).unwrap()))
    });
    let samples = list::SAMPLES
        .iter()
        .map(|(name, text)| (format!("sample {name}"), serde_json::from_str(text).unwrap()));
    cases.chain(samples).collect()
}

fn lines(text: &str) -> String {
    let checked = verify(text).unwrap();
    let lines = VerifyText::lines(&checked);
    lines.iter().map(|line| line.text(Language::English)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_case_and_sample_verifies() {
    let mut wrong = vec![];
    for (name, plan) in plans() {
        let text = document(&plan);
        if !verify(&text).unwrap().is_verified() {
            wrong.push(format!("{name}:\n{}", lines(&text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
