//! Caches for results that the next answer can use again.
//!
//! A cache finds a result by everything that it was computed from. So a cache saves time and never
//! changes an answer. It forgets a result that neither the last answer nor the one before it
//! needed. The one before counts so that undoing an edit is as fast as making it.

mod interner;
mod recency_cache;

pub(crate) use interner::{ContentId, Interner};
pub(crate) use recency_cache::RecencyCache;

/// The number of an answer, counted from the first answer with the same caches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Generation(u64);

impl Generation {
    /// The generation of the next answer.
    pub(crate) fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }

    /// Checks whether a result that was last needed in this generation is still kept in the present
    /// one.
    pub(crate) fn is_late(self, now: Self) -> bool {
        now.0.wrapping_sub(self.0) <= 2
    }
}
