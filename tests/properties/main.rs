//! Properties that hold for every plan, however odd.
//!
//! `JUDGE_PLANS` sets the number of random plans, as for the judge.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

mod audit;
mod board;
#[path = "../judge/config.rs"]
mod config;
mod edits;
#[path = "../judge/hindrance.rs"]
mod hindrance;
mod json;
mod large;
#[path = "../conformance/list.rs"]
mod list;
mod memo;
#[path = "../judge/nonsense.rs"]
mod nonsense;
mod odd;
mod order;
#[path = "../judge/plans.rs"]
mod plans;
mod report;
mod wishes;
#[path = "../judge/world.rs"]
#[expect(dead_code, reason = "the judge uses the rest of it")]
mod world;

use proptest::prelude::ProptestConfig;

/// The number of random plans that the usual run tries.
const USUAL: u32 = 300;

/// Runs a share of the random plans: a few hundred, or as many as asked for.
fn config() -> ProptestConfig {
    config::config(USUAL)
}
