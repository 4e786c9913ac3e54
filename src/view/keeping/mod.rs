//! Keeping the visitor's plans in the browser.
//!
//! What is done to a plan is written to its log at once; its state, with the small picture and the
//! numbers that the list of plans shows, when nothing else is to be done. [`Kept`] is the plan that
//! is shown as far as it is kept, [`Keeper`] writes and reads. Other windows of this page tell each
//! other that they have written; what they wrote is read from the database.

mod amend;
mod boot;
mod hooks;
mod keeper;
mod kept;
mod opening;
mod past;
mod snapshot;
mod state;
mod unfinished;

pub(crate) use boot::{Boot, boot};
pub(crate) use hooks::{put_down, use_keeping};
pub(crate) use keeper::Keeper;
pub(crate) use kept::{Keeping, Kept, Own};
pub(crate) use opening::{Loaded, Unopened};
pub(crate) use past::Past;
pub(crate) use state::Heard;
