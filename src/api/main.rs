//! The engine for JavaScript: plans in, answers out, as plain values.
//!
//! A program of its own, without the page, so that it is half of the page's size. What it
//! offers is written down for TypeScript by `wasm-bindgen`, from these comments; the types of
//! plans and reports in it are made from the JSON Schemas.

#[cfg(target_arch = "wasm32")]
mod answer;
#[cfg(target_arch = "wasm32")]
mod error;
#[cfg(target_arch = "wasm32")]
mod exports;
#[cfg(target_arch = "wasm32")]
mod value;

// JavaScript calls the functions; there is nothing to start.
fn main() {}
