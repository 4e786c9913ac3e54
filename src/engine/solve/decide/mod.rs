//! The step that asks every filter on every path what it lets pass.

pub(crate) mod evaluate;
pub(crate) mod evaluated_path;
pub(crate) mod health;
pub(crate) mod judgement;
pub(crate) mod missing_slots;
pub(crate) mod need;
pub(crate) mod path_summary;
