//! Local storage, which answers at once, and what belongs to one tab.

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

/// Every key under which something is kept.
pub(crate) fn stored_keys() -> Vec<String> {
    let Some(storage) = storage() else { return vec![] };
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|at| storage.key(at).ok().flatten()).collect()
}

fn tab_storage() -> Option<Storage> {
    gloo::utils::window().session_storage().ok().flatten()
}

/// A text that was kept for this tab, which survives a reload.
pub(crate) fn load_for_tab(key: &str) -> Option<String> {
    tab_storage()?.get_item(key).ok().flatten()
}

/// Keeps a text for this tab, where the browser does.
pub(crate) fn store_for_tab(key: &str, text: &str) {
    if let Some(storage) = tab_storage() {
        let _ = storage.set_item(key, text);
    }
}
