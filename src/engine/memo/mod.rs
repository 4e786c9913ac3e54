//! Caches for results that the next answer can use again.
//!
//! A cache finds a result by everything that it was computed from. So a cache saves time and never
//! changes an answer. It forgets a result that neither the last answer nor the one before it
//! needed. The one before counts so that undoing an edit is as fast as making it.

mod generation;
mod interner;
mod recency_cache;

pub(crate) use generation::Generation;
pub(crate) use interner::{ContentId, Interner};
pub(crate) use recency_cache::RecencyCache;
