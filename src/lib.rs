//! The rules a load balancer needs to reach its backends.

#[cfg(target_arch = "wasm32")]
pub mod view;
