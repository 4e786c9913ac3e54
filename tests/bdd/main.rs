//! A judge that works on whole address families with binary decision diagrams, and shares no code
//! with the engine but the types. It builds every filter from its definition and compares, for
//! each flow past each filter, what each rule decides, what is missing, that nothing is missing
//! after the changes, and that added rules let through no more than flows ask for.
//!
//! `BDD_COMPARISONS` sets how many sets of packets are compared at least; a long run is
//! `BDD_COMPARISONS=1000000`, and `BDD_FIRST_SEED` has it begin elsewhere.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

mod bits;
mod compare;
mod plans;
mod questions;
mod random;
mod rules;

use std::io::Write;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(default)
}

#[test]
fn the_engine_agrees_with_the_diagrams() {
    let wanted = usize::try_from(number("BDD_COMPARISONS", 20_000)).unwrap();
    let first = number("BDD_FIRST_SEED", 1);
    let bits = rules::both();
    let kept = include_str!("seeds.txt").lines().filter_map(|line| line.parse::<u64>().ok());
    let (mut compared, mut plans) = (0, 0);
    for seed in kept.chain(first..) {
        let plan = plans::plan(seed);
        match compare::compare(&plan, &bits) {
            Ok(more) => compared += more,
            Err(error) => panic!(
                "{error}\nseed {seed}, to be kept in tests/bdd/seeds.txt, is this plan:\n{}",
                serde_json::to_string(&plan).unwrap()
            ),
        }
        plans += 1;
        if compared >= wanted {
            break;
        }
    }
    // Past the capture of the test runner, since the number is what one wants to know.
    let _ = writeln!(std::io::stderr(), "{compared} sets of packets of {plans} plans agreed");
}

/// A judge that is never right about anything agrees with nobody: a report on another plan has to
/// be told from the plan's own.
#[test]
fn the_diagrams_tell_a_rule_that_is_off_from_one_that_is_on() {
    let bits = rules::both();
    let mut noticed = 0;
    for seed in 1..40 {
        let plan = plans::plan(seed);
        let mut other = plan.clone();
        for group in &mut other.security_groups {
            group.inbound.iter_mut().for_each(|rule| rule.enabled = !rule.enabled);
        }
        let report = elb_rule_planner::engine::check(&plan);
        noticed += usize::from(compare::report(&other, &report, &bits).is_err());
    }
    assert!(noticed > 20, "{noticed} of 39 reports on another plan were noticed");
}

/// Single questions, about packets that no flow of the plan is about.
#[test]
fn single_questions_get_the_answers_of_the_diagrams() {
    let bits = rules::both();
    let mut agreed = 0;
    for seed in 1..7 {
        let plan = plans::plan(seed);
        for bits in &bits {
            agreed += questions::agree(&plan, bits)
                .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        }
        questions::strangers(&plan);
    }
    assert!(agreed > 1_000, "{agreed} answers agreed");
}
