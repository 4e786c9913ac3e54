//! A judge that shares no code with the engine: it reads the guide's definitions and the
//! published rules of matching packet by packet, on small worlds where every kind of packet can be
//! tried one at a time, and compares what it finds with the engine's report.
//!
//! `JUDGE_PLANS` sets the number of random plans; a long run is `JUDGE_PLANS=200000`.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

mod compare;
mod matching;
mod needs;
mod nonsense;
mod plans;
mod world;

use std::sync::atomic::{AtomicUsize, Ordering};

use elb_rule_planner::engine::check;
use proptest::prelude::*;

/// How many packets were put to both sides.
static COMPARED: AtomicUsize = AtomicUsize::new(0);

fn config() -> ProptestConfig {
    let plans = std::env::var("JUDGE_PLANS").ok().and_then(|number| number.parse().ok());
    // A failure is kept as a conformance case, which can be read, not as a seed.
    let failure_persistence = None;
    let cases = plans.unwrap_or(2_000);
    ProptestConfig { cases, failure_persistence, ..ProptestConfig::default() }
}

/// A quarter of the plans: nonsense is larger, and less of it says something new.
fn quarter() -> ProptestConfig {
    let whole = config();
    ProptestConfig { cases: whole.cases / 4, ..whole }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_engine_agrees_packet_by_packet(plans::Shown(plan) in plans::plan()) {
        let report = check(&plan);
        let compared = compare::flows(&plan, &report)
            .and_then(|some| compare::changes(&plan, &report).map(|more| some + more))
            .map_err(TestCaseError::fail)?;
        COMPARED.fetch_add(compared, Ordering::Relaxed);
    }
}

proptest! {
    #![proptest_config(quarter())]

    #[test]
    fn the_engine_agrees_on_nonsense(plans::Shown(plan) in nonsense::plan()) {
        let compared = compare::flows(&plan, &check(&plan)).map_err(TestCaseError::fail)?;
        COMPARED.fetch_add(compared, Ordering::Relaxed);
    }
}

#[test]
fn random_plans_reach_every_kind_of_answer() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..1_000 {
        let plans::Shown(plan) = plans::plan().new_tree(&mut runner).unwrap().current();
        seen.extend(compare::kinds(&check(&plan)));
    }
    for kind in compare::KINDS {
        assert!(seen.contains(*kind), "no random plan leads to `{kind}`: {seen:?}");
    }
}
