//! The step that makes the findings.

pub(crate) mod collector;
pub(crate) mod findings;
pub(crate) mod limits;
mod opened_beside;
mod ping_only;
pub(crate) mod sources;
