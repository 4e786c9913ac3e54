//! Any text is checked or refused, in words.

#![no_main]

use elb_rule_planner::locale::{Language, VerifyText};
use elb_rule_planner::verify::verify;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match verify(text) {
    Err(unusable) => assert!(!unusable.to_string().is_empty()),
    Ok(checked) => {
        for line in VerifyText::lines(&checked) {
            assert!(!line.text(Language::English).is_empty());
        }
    }
});
