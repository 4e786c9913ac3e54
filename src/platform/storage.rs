//! Local storage.

use web_sys::Storage;

/// The storage, where the page may use it: with cookies blocked even asking for it fails.
fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

/// A text that was kept under a key.
pub(crate) fn load(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a text under a key, and reads it back.
///
/// # Errors
/// Nothing was kept: storage is full, or the page may not use it.
pub(crate) fn store(key: &str, text: &str) -> Result<(), ()> {
    storage().ok_or(())?.set_item(key, text).map_err(drop)?;
    if load(key).as_deref() == Some(text) { Ok(()) } else { Err(()) }
}

/// Forgets what was kept under a key.
pub(crate) fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}
