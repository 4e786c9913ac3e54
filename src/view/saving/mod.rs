//! Saving the visitor's plans, from the page's root.

mod hooks;

pub(crate) use hooks::{Saving, put_down_unwritten};
