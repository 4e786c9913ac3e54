//! The engine as wasm, in a real browser: the same cases come out as they do natively.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

#[path = "conformance/compare.rs"]
mod compare;
#[path = "conformance/digest.rs"]
mod digest;
#[path = "conformance/list.rs"]
mod list;

use elb_rule_planner::engine::check;
use elb_rule_planner::format::Format;
use elb_rule_planner::locale::Language;
use elb_rule_planner::plan::Plan;
use elb_rule_planner::verify::verify;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn an_empty_plan_needs_nothing() {
    let report = check(&Plan::default());
    assert!(report.changes.is_empty());
    assert!(report.summary.proved);
}

#[wasm_bindgen_test]
fn every_conformance_case_comes_out_as_it_does_natively() {
    assert!(list::cases().len() > 60);
    let failures = compare::failures(&list::cases());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The native tests keep the file in step with the native answers.
#[wasm_bindgen_test]
fn every_answer_is_the_native_one_byte_for_byte() {
    assert_eq!(digest::digests(&list::cases()), include_str!("conformance/digests.txt"));
}

#[wasm_bindgen_test]
fn every_exported_report_verifies_in_a_browser_too() {
    let json = Format::by_id("json").unwrap();
    for (name, case) in list::cases() {
        let plan = compare::plan(&case);
        let document = (json.write)(&plan, &check(&plan), Language::English);
        assert!(verify(&document).unwrap().is_verified(), "{name}");
    }
}
