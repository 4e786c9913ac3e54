//! Modules of the page, written anew without what only linkers and people need.

use walrus::{Module, ModuleConfig};

use super::order::by_likeness;
use crate::run::Done;

/// A module with a change, without the room in its numbers and the names, and with its functions in
/// an order in which they compress well.
///
/// # Errors
/// The bytes are no module.
pub(super) fn compact(bytes: &[u8], change: impl FnOnce(&mut Module)) -> Done<Vec<u8>> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    let mut module = config
        .parse(bytes)
        .map_err(|error| format!("a module of the page cannot be read: {error}"))?;
    change(&mut module);
    by_likeness(&module.emit_wasm())
}
