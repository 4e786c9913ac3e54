//! The question who reaches what: random plans, of which every packet of a small world is followed one by one, from
//! everyone who may send it to every server that has the address it goes to.
//!
//! `JUDGE_PLANS` sets the number of random plans, as for the judge.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

mod change;
#[path = "../judge/config.rs"]
mod config;
#[path = "../judge/connected_plans.rs"]
mod connected_plans;
#[path = "../trace/end_locations.rs"]
#[expect(dead_code, reason = "the trace uses the rest of it")]
mod end_locations;
#[path = "../judge/locations.rs"]
#[expect(dead_code, reason = "the judge uses the rest of it")]
mod locations;
#[path = "../judge/matching.rs"]
mod matching;
#[path = "../trace/one_packet.rs"]
#[expect(dead_code, reason = "the trace uses the rest of it")]
mod one_packet;
mod one_sender;
mod own_connections;
#[path = "../judge/plans.rs"]
mod plans;
mod random;
#[path = "../trace/sendings.rs"]
mod sendings;
#[path = "../judge/world.rs"]
#[expect(dead_code, reason = "the judge uses the rest of it")]
mod world;

/// Runs as many random plans as usual. A longer run tries a share of what is asked for, since here every
/// packet goes from everyone to every server.
fn share(usual: u32, of: u32) -> proptest::prelude::ProptestConfig {
    let asked = config::config(usual);
    let cases = if asked.cases > usual { usual.max(asked.cases / of) } else { asked.cases };
    proptest::prelude::ProptestConfig { cases, ..asked }
}
