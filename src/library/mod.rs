//! The library: the plans that a browser keeps, each as a log of what was done to it.
//!
//! A plan is kept as one of its states and the [`Entry`]s since then. An entry is small, so it is
//! written at once; a state is written when nothing else is to be done. Two windows that show the
//! same plan append to the same log: a [`Session`] is what one window knows of it, and follows
//! what the other one appended. Nothing here asks the browser for anything; what is stored is
//! text under keys (see [`keys`]).

mod contents;
mod deed;
mod entry;
mod filter;
pub mod keys;
mod origin;
mod picture;
mod rebase;
mod record;
mod replay;
mod session;
mod steps;
mod summary;
mod takeover;
mod transfer;

pub use contents::contents;
pub use deed::{Deed, Verb};
pub use entry::{Entry, EntryId, Operation};
pub use filter::{Filter, Standing};
pub use origin::Origin;
pub use picture::{Picture, PictureLine, PictureShape};
pub use record::{KEPT_AFTER_REMOVAL, PlanId, PlanRecord, Readable};
pub use replay::{Replay, apply};
pub use session::{Followed, Session};
pub use steps::{Step, steps};
pub use summary::{Answer, Summary};
pub use takeover::{Earlier, TakenOver, take_over};
pub use transfer::{PlanFile, Transfer, TransferError};
