//! Any text that is read as a plan is answered, and the answer verifies.

#![no_main]

use elb_rule_planner::engine::check;
use elb_rule_planner::format::{Format, plan::read};
use elb_rule_planner::locale::Language;
use elb_rule_planner::verify::verify;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(plan) = read(text) else { return };
    let report = check(&plan);
    let json = Format::by_id("json").expect("there is a JSON format");
    let document = (json.write)(&plan, &report, Language::English);
    let checked = verify(&document).expect("what is exported can be checked");
    assert!(checked.discrepancies.is_empty(), "{:#?}", checked.discrepancies);
    assert_eq!(checked.is_closed, report.summary.proved);
});
