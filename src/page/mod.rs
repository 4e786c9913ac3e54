//! The parts of the page that can be chosen from outside: by a command, by an address, by the page
//! around it; and what is said about a thing of the board that somebody asks about.

mod explained;
mod explanation;
#[cfg(test)]
mod explanation_tests;
mod handbook;
mod options;
mod pointed;

pub use explained::Explained;
pub use explanation::{Barrier, Explanation, FlowLine};
pub use handbook::{GUIDE, HandbookPage};
pub use options::{Access, Options, Tab, Theme, View};
pub use pointed::Pointed;
