//! Questions about packets: cases from a table, and random questions whose answers are worked out
//! anew, one packet at a time.
//!
//! `JUDGE_PLANS` sets the number of random plans, as for the judge.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

mod cases;
#[path = "../judge/config.rs"]
mod config;
mod end_locations;
mod ends;
mod listeners;
#[path = "../judge/locations.rs"]
#[expect(dead_code, reason = "the judge uses the rest of it")]
mod locations;
#[path = "../judge/matching.rs"]
mod matching;
mod one_packet;
#[path = "../judge/plans.rs"]
mod plans;
mod random;
mod sendings;
#[path = "../judge/world.rs"]
#[expect(dead_code, reason = "the judge uses the rest of it")]
mod world;
