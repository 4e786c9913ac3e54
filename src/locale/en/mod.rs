//! English.

pub(super) mod commands;
pub(super) mod general;
pub(super) mod inspector;
pub(super) mod shell;
