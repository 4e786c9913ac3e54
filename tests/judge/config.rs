//! The number of random plans that a test tries, and the seed that they come from.
//!
//! `JUDGE_PLANS` sets the number. The usual run and a shorter one try the same plans every time, so
//! that a failure is the change's own; a longer one tries others. `JUDGE_SEED` has it try those of a
//! seed, which `cargo xtask judges` prints.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The seed of the usual run.
const SEED: u64 = 2026;

/// Runs as many random plans as usual, or as are asked for.
pub(crate) fn config(usual: u32) -> ProptestConfig {
    let asked: Option<u32> = number("JUDGE_PLANS");
    let is_longer = asked.is_some_and(|plans| plans > usual);
    let cases = asked.unwrap_or(usual);
    ProptestConfig {
        cases,
        // Some tests pass over plans that say nothing about what they look at.
        max_global_rejects: cases.saturating_mul(10).max(1_024),
        // A failure is kept as a conformance case, which can be read, not as a seed.
        failure_persistence: None,
        rng_seed: match number("JUDGE_SEED") {
            Some(seed) => RngSeed::Fixed(seed),
            None if is_longer => RngSeed::Random,
            None => RngSeed::Fixed(SEED),
        },
        ..ProptestConfig::default()
    }
}

fn number<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok().and_then(|it| it.parse().ok())
}
