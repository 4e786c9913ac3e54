//! The start of the page, with the plan that it begins with.

mod boot;
mod legacy;

pub(crate) use boot::{Boot, boot};
