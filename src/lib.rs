//! The rules a load balancer needs to reach its backends.
//!
//! ```text
//!  board, forms ──┐
//!  files, samples ├─► edit ─► plan ─► requirements ─► policy ─► report ─┬─► board, answer
//!  command line ──┘                                                     └─► formats
//! ```
//!
//! A folder is a stage, and a stage imports only those before it: `plan`, `edit`, `engine`,
//! `layout`, `locale`, `format`, `command`, `view`, with `platform` and `background` below the view.

pub mod background;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod command;
pub mod edit;
pub mod engine;
pub mod format;
pub mod layout;
pub mod library;
pub mod locale;
pub mod page;
pub mod plan;
pub mod verify;

#[cfg(target_arch = "wasm32")]
mod platform;
#[cfg(target_arch = "wasm32")]
pub mod view;

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "../tests/conformance/list.rs"]
mod conformance;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod schema;
