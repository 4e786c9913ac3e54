//! The step that makes the findings.

pub(crate) mod collector;
pub(crate) mod findings;
mod ip_members;
pub(crate) mod limits;
pub(crate) mod near_misses;
mod not_known;
mod opened_beside;
mod ping_only;
pub(crate) mod shown_flows;
pub(crate) mod sources;
