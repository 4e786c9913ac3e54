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

/// The address of the folder with the documentation, if there is one beside the planner. A release
/// that is built with it says so in its page; the planner as one file never does, as it may be
/// anywhere.
pub(crate) fn documentation() -> Option<String> {
    let mark = gloo::utils::document().query_selector("meta[name=documentation]").ok()??;
    mark.get_attribute("content")
}

/// Opens a page beside this one.
pub(crate) fn open_page(address: &str) {
    // A browser that lets no page be opened says so itself.
    drop(window().open_with_url_and_target_and_features(address, "_blank", "noopener,noreferrer"));
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
