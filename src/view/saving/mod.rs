//! Saving the visitor's plans, from the page's root.

mod hooks;

pub(crate) use hooks::{put_down_unwritten, use_saving};
