//! The library: the plans that a browser keeps, each as a log of what was done to it.
//!
//! A plan is kept as one of its states and the [`Entry`]s since then. An entry is small, so it is
//! written at once; a state is written when nothing else is to be done. Two windows that show the
//! same plan append to the same log: a [`Session`] is what one window knows of it, and follows
//! what the other one appended. Nothing here asks the browser for anything; what is stored is
//! text under keys (see [`keys`]).

mod activity;
mod contents;
mod entry;
mod filter;
pub mod keys;
mod legacy_storage;
mod library_file;
mod log_steps;
mod operation;
mod origin;
mod picture;
mod rebase;
mod record;
mod replay;
mod session;
mod summary;

pub use activity::{Activity, Verb};
pub use contents::contents;
pub use entry::{Entry, EntryId};
pub use filter::{Filter, Standing};
pub use legacy_storage::{LegacyStorage, MigratedPlan, migrate};
pub use library_file::{LibraryFile, LibraryFileError, PlanFile};
pub use log_steps::{LogStep, steps};
pub use operation::Operation;
pub use origin::Origin;
pub use picture::{Picture, PictureLine, PictureShape};
pub use record::{KEPT_AFTER_REMOVAL, PlanId, PlanRecord, Readable};
pub use replay::{Replay, apply};
pub use session::{Followed, Session};
pub use summary::{Answer, Summary};
