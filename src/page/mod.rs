//! The parts of the page that can be chosen from outside: by a command, by an address, by the page
//! around it.

mod options;
mod pointed;

pub use options::{Access, Options, Tab, Theme, View};
pub use pointed::Pointed;
