//! Keeping what was worked out, from one answer to the next.
//!
//! What is kept is found by its content: by everything that it was worked out from. So a memo is
//! only ever about time, never about what the answer is. What the last answer did not need, nor
//! the one before it, is let go of.

mod editions;
mod generations;

pub(crate) use editions::{Edition, Editions};
pub(crate) use generations::Generations;
