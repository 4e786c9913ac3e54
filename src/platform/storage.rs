//! Local storage and the storage of one tab, which both answer at once.

use web_sys::Storage;

/// The storage, where the page may use it: with cookies blocked even asking for it fails.
fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

/// The text under a key.
pub(crate) fn load(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Stores a text under a key, and reads it back.
///
/// # Errors
/// Nothing was stored: storage is full, or the page may not use it.
pub(crate) fn store(key: &str, text: &str) -> Result<(), ()> {
    storage().ok_or(())?.set_item(key, text).map_err(drop)?;
    if load(key).as_deref() == Some(text) { Ok(()) } else { Err(()) }
}

/// Removes the text under a key.
pub(crate) fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Every key of the local storage.
pub(crate) fn stored_keys() -> Vec<String> {
    let Some(storage) = storage() else { return vec![] };
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|at| storage.key(at).ok().flatten()).collect()
}

fn tab_storage() -> Option<Storage> {
    gloo::utils::window().session_storage().ok().flatten()
}

/// The text that this tab stored under a key, which survives a reload.
pub(crate) fn load_for_tab(key: &str) -> Option<String> {
    tab_storage()?.get_item(key).ok().flatten()
}

/// Stores a text for this tab, where the browser allows it.
pub(crate) fn store_for_tab(key: &str, text: &str) {
    if let Some(storage) = tab_storage() {
        let _ = storage.set_item(key, text);
    }
}
