//! The clipboard.

use wasm_bindgen_futures::JsFuture;

/// Puts a text on the clipboard.
///
/// # Errors
/// The browser does not let the page write to the clipboard.
pub(crate) async fn copy(text: &str) -> Result<(), ()> {
    let clipboard = gloo::utils::window().navigator().clipboard();
    // Outside of secure contexts there is no clipboard, whatever its type says.
    if clipboard.is_undefined() {
        return Err(());
    }
    JsFuture::from(clipboard.write_text(text)).await.map(drop).map_err(drop)
}
