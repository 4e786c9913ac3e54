//! The rules a load balancer needs to reach its backends.

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod edit;
pub mod engine;
pub mod format;
pub mod locale;
pub mod plan;

#[cfg(target_arch = "wasm32")]
pub mod view;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod schema;
