//! The engine as wasm, in a real browser.
#![cfg(target_arch = "wasm32")]

use elb_rule_planner::engine::check;
use elb_rule_planner::plan::Plan;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn an_empty_plan_needs_nothing() {
    let report = check(&Plan::default());
    assert!(report.changes.is_empty());
    assert!(report.summary.proved);
}
