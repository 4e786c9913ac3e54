//! The reason of what the board shows: beside the thing on the board, and at the head of its form.

mod ask;
mod barrier;
mod deeds;
mod outcome;
mod place;
mod popover;
mod reason;

pub(crate) use ask::ask;
pub(crate) use outcome::{Outcome, sum};
pub(crate) use place::ReasonPlace;
pub(crate) use popover::REASON;
