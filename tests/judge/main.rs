//! A judge that shares no code with the engine: it reads the guide's definitions and the
//! published rules of matching packet by packet, on small worlds where every kind of packet can be
//! tried one at a time, and compares what it finds with the engine's report.
//!
//! `JUDGE_PLANS` sets the number of random plans; a long run is `JUDGE_PLANS=200000`.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it fails"
)]

mod audit;
mod changes;
mod clients;
mod compare;
mod config;
mod connected_plans;
mod connection_ends;
mod connections;
mod features;
mod hindrance;
mod kinds;
mod lints;
mod lists;
mod locations;
mod matching;
mod merges;
mod near_misses;
mod nonsense;
mod overlaps;
mod passed_filters;
mod plans;
mod removal;
mod required_flows;
mod senders;
mod tightest;
mod wholes;
mod world;

use std::sync::atomic::{AtomicUsize, Ordering};

use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::Report;
use elb_rule_planner::plan::Plan;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// The number of random plans that the usual run tries.
const USUAL: u32 = 2_000;

fn config() -> ProptestConfig {
    config::config(USUAL)
}

/// A quarter of the plans: nonsense is larger, and less of it says something new.
fn quarter() -> ProptestConfig {
    let whole = config();
    ProptestConfig { cases: whole.cases / 4, ..whole }
}

/// Puts random plans to both sides and says how many packets they agreed on.
fn judge(
    config: ProptestConfig,
    plans: impl Strategy<Value = plans::Shown>,
    compare: impl Fn(&Plan, &Report) -> Result<usize, String>,
) {
    let cases = config.cases;
    let packets = AtomicUsize::new(0);
    let outcome = TestRunner::new(config).run(&plans, |plans::Shown(plan)| {
        let agreed = compare(&plan, &check(&plan)).map_err(TestCaseError::fail)?;
        packets.fetch_add(agreed, Ordering::Relaxed);
        Ok(())
    });
    if let Err(difference) = outcome {
        panic!("{difference}");
    }
    let packets = packets.into_inner();
    println!("{cases} plans, {packets} packets compared");
    assert!(packets > 20 * cases as usize, "only {packets} packets were compared");
}

#[test]
fn the_engine_agrees_packet_by_packet() {
    judge(config(), plans::plan(), |plan, report| {
        Ok(compare::flows(plan, report)? + changes::changes(plan, report)?)
    });
}

#[test]
fn the_engine_agrees_on_nonsense() {
    judge(quarter(), nonsense::plan(), compare::flows);
}

/// Plans with connections have more packets each, and fewer of them say enough.
fn tenth() -> ProptestConfig {
    let whole = config();
    ProptestConfig { cases: whole.cases / 10, ..whole }
}

#[test]
fn connections_of_ones_own_agree_packet_by_packet() {
    judge(tenth(), connected_plans::with_connections(), |plan, report| {
        Ok(connections::verdicts(plan, report)?
            + connections::changes(plan, report)?
            + connections::warnings(plan, report)?)
    });
}

#[test]
fn random_plans_reach_every_kind_of_answer() {
    use proptest::strategy::ValueTree;
    let mut runner = TestRunner::deterministic();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..1_000 {
        let plans::Shown(plan) = plans::plan().new_tree(&mut runner).unwrap().current();
        seen.extend(kinds::kinds(&check(&plan)));
    }
    for kind in kinds::KINDS {
        assert!(seen.contains(*kind), "no random plan leads to `{kind}`: {seen:?}");
    }
}
