//! English.

pub(super) mod general;
