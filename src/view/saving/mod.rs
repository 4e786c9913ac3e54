//! Saving what is done, from the page's root on.

mod hooks;

pub(crate) use hooks::{put_down_unwritten, use_saving};
