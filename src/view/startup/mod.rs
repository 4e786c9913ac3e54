//! The first moment of the page: the plan that it begins with.

mod boot;
mod legacy;

pub(crate) use boot::{Boot, boot};
