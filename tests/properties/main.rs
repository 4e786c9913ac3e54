//! What holds for every plan, however odd.
//!
//! `JUDGE_PLANS` sets the number of random plans, as for the judge.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

mod audit;
mod edits;
mod json;
mod memo;
#[path = "../judge/nonsense.rs"]
mod nonsense;
mod odd;
mod order;
#[path = "../judge/plans.rs"]
mod plans;
mod report;
#[path = "../judge/world.rs"]
#[expect(dead_code, reason = "the judge uses the rest of it")]
mod world;

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// Runs a share of the random plans: a few hundred, or as many as asked for.
fn config() -> ProptestConfig {
    let plans = std::env::var("JUDGE_PLANS").ok().and_then(|number| number.parse().ok());
    let failure_persistence = None;
    let cases = plans.unwrap_or(300);
    // The usual run tries the same plans every time, so that a failure is the change's own; a long
    // run tries others.
    let rng_seed = if plans.is_some() { RngSeed::Random } else { RngSeed::Fixed(2026) };
    ProptestConfig { cases, failure_persistence, rng_seed, ..ProptestConfig::default() }
}
