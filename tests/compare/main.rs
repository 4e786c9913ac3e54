//! Planning changes: cases that were worked out by hand, and what holds for every change.
//!
//! `JUDGE_PLANS` sets the number of random plans, as for the judge.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

mod carry;
mod cases;
#[path = "../judge/config.rs"]
mod config;
mod drawn;
#[path = "../judge/hindrance.rs"]
mod hindrance;
mod keep;
#[path = "../conformance/list.rs"]
mod list;
mod pending;
#[path = "../judge/plans.rs"]
mod plans;
mod random;
mod steps;
mod upgrade;
#[path = "../judge/world.rs"]
#[expect(dead_code, reason = "the judge uses the rest of it")]
mod world;
