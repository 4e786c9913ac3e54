//! The page's address and its history.

use gloo::utils::window;

/// The part of the address behind the `#`, without it.
pub(crate) fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or(hash)
}

/// The address without the part behind the `#`.
pub(crate) fn base_address() -> String {
    let whole = window().location().href().unwrap_or_default();
    whole.split_once('#').map_or(whole.clone(), |(base, _)| base.to_owned())
}

/// Removes the part behind the `#`, as a step that the browser's 'back' takes back.
pub(crate) fn leave_fragment() {
    let location = window().location();
    let bare = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    // A page from a file, or in a frame that may not do so, keeps its address, and still works.
    if let Ok(history) = window().history() {
        drop(history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&bare)));
    }
}
