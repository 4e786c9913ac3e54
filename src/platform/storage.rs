//! Local storage.

use gloo::storage::{LocalStorage, Storage};

/// A text that was kept under a key.
pub(crate) fn load(key: &str) -> Option<String> {
    // The text is kept as it is, not as JSON in JSON.
    LocalStorage::raw().get_item(key).ok().flatten()
}

/// Keeps a text under a key, and reads it back.
///
/// # Errors
/// Nothing was kept: storage is full, or the page may not use it.
pub(crate) fn store(key: &str, text: &str) -> Result<(), ()> {
    LocalStorage::raw().set_item(key, text).map_err(drop)?;
    if load(key).as_deref() == Some(text) { Ok(()) } else { Err(()) }
}
