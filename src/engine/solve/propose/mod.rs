//! The step from what is missing to the changes that let it pass.

mod choice;
pub(crate) mod describe;
pub(crate) mod gather;
pub(crate) mod lower;
pub(crate) mod merge;
pub(crate) mod missing;
pub(crate) mod opened;
pub(crate) mod order;
pub(crate) mod proposal_cache;
mod proposed_list;
pub(crate) mod renamed;
pub(crate) mod rules;
mod spared;
pub(crate) mod stopped_path;
mod taken;
