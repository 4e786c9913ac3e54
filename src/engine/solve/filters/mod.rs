//! The filters of a plan, compiled and kept.

pub(crate) mod filter_cache;
pub(crate) mod policies;
pub(crate) mod route;
