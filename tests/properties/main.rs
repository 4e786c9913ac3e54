//! Properties that hold for every plan, however odd.
//!
//! `JUDGE_PLANS` sets the number of random plans, as for the judge.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

mod audit;
mod board;
mod edits;
mod json;
mod large;
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

/// The number of random plans that the usual run tries.
const USUAL: u32 = 300;

/// Runs a share of the random plans: a few hundred, or as many as asked for.
fn config() -> ProptestConfig {
    let plans: Option<u32> = std::env::var("JUDGE_PLANS").ok().and_then(|it| it.parse().ok());
    let failure_persistence = None;
    let cases = plans.unwrap_or(USUAL);
    // The usual run and a shorter one try the same plans every time, so that a failure is the
    // change's own; a long run tries others.
    let longer = plans.is_some_and(|plans| plans > USUAL);
    let rng_seed = if longer { RngSeed::Random } else { RngSeed::Fixed(2026) };
    ProptestConfig { cases, failure_persistence, rng_seed, ..ProptestConfig::default() }
}
