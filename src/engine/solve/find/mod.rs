//! The step that says what else there is to know.

pub(crate) mod collector;
pub(crate) mod findings;
pub(crate) mod limits;
pub(crate) mod sources;
