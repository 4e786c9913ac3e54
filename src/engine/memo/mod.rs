//! Keeping what was worked out, from one answer to the next.
//!
//! What is kept is found by its content: by everything that it was worked out from. So a memo is
//! only ever about time, never about what the answer is. What neither the last answer nor the one
//! before it needed is let go of; that one counts so that taking an edit back is as quick as
//! making it.

mod interner;
mod recency_cache;

pub(crate) use interner::{ContentId, Interner};
pub(crate) use recency_cache::RecencyCache;

/// Numbers the answers that share a memo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Generation(u64);

impl Generation {
    /// The generation of the next answer.
    pub(crate) fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }

    /// Whether what was last needed in this generation is kept for the present one.
    pub(crate) fn is_late(self, now: Self) -> bool {
        now.0.wrapping_sub(self.0) <= 2
    }
}
