//! The guide's tables cell by cell, and the table of its sentences in `docs/clauses.md`.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it fails"
)]

mod clauses;
#[path = "../conformance/list.rs"]
mod list;
mod readings;
mod tables;
