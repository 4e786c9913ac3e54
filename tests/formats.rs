//! Files of any content: each is refused with a message or answered in every format.

#![cfg(not(target_arch = "wasm32"))]

use elb_rule_planner::edit::transact;
use elb_rule_planner::engine::check;
use elb_rule_planner::format::FORMATS;
use elb_rule_planner::format::plan::{read, write};
use elb_rule_planner::format::samples::SAMPLES;
use elb_rule_planner::locale::Language;
use proptest::prelude::*;

/// The texts that are put into a plan file in the place of a few of its characters.
fn scrap() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("0".to_owned()),
        Just("65535".to_owned()),
        Just("null".to_owned()),
        Just("deny".to_owned()),
        Just("IPv6".to_owned()),
        Just("-2".to_owned()),
        "[0-9a-z\\-,.:/\"{}\\[\\]]{1,4}",
        any::<char>().prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_damaged_plan_is_refused_or_answered(
        sample in 0..SAMPLES.len(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, scrap()), 1..4),
    ) {
        let mut text: Vec<char> =
            SAMPLES.get(sample).map_or("", |sample| sample.json).chars().collect();
        for (at, length, scrap) in cuts {
            let from = at.index(text.len().max(1)).min(text.len());
            let to = from.saturating_add(length).min(text.len());
            text.splice(from..to, scrap.chars());
        }
        let text: String = text.into_iter().collect();
        answered(&text)?;
    }

    /// Other digits leave most plans readable, with references that lead nowhere, blocks that
    /// overlap and things that have one id.
    #[test]
    fn a_plan_with_other_numbers_is_refused_or_answered(
        sample in 0..SAMPLES.len(),
        digits in prop::collection::vec((any::<prop::sample::Index>(), prop::char::range('0', '9')), 1..5),
    ) {
        let mut text: Vec<char> =
            SAMPLES.get(sample).map_or("", |sample| sample.json).chars().collect();
        let places: Vec<usize> = (0..text.len())
            .filter(|at| text.get(*at).is_some_and(char::is_ascii_digit))
            .collect();
        for (at, digit) in digits {
            if let Some(place) = places.get(at.index(places.len().max(1)))
                && let Some(old) = text.get_mut(*place)
            {
                *old = digit;
            }
        }
        answered(&text.into_iter().collect::<String>())?;
    }
}

/// Reads a text and, where it is a plan, answers it in every format.
fn answered(text: &str) -> Result<(), TestCaseError> {
    match read(text) {
        Err(error) => prop_assert!(!error.text(Language::English).is_empty()),
        Ok(plan) => {
            prop_assert_eq!(&read(&write(&plan)).ok(), &Some(plan.clone()));
            let report = check(&plan);
            // The changes can be made, and leave nothing to change.
            prop_assert!(report.summary.proved, "{}", text);
            let changed = transact(&plan, &report.remedy());
            let left = changed.map(|plan| check(&plan).changes);
            prop_assert_eq!(left, Ok(vec![]), "{}", text);
            for format in FORMATS {
                let written = (format.write)(&plan, &report, Language::English);
                prop_assert!(!written.trim().is_empty());
            }
        }
    }
    Ok(())
}
