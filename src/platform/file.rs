//! Files of the user.

use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Offers a text as a file to download.
///
/// # Errors
/// The browser does not make the file.
pub(crate) fn download(name: &str, media_type: &str, text: &str) -> Result<(), ()> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).map_err(drop)?;
    let address = Url::create_object_url_with_blob(&blob).map_err(drop)?;
    let anchor = gloo::utils::document()
        .create_element("a")
        .map_err(drop)?
        .dyn_into::<HtmlAnchorElement>()
        .map_err(drop)?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&address).map_err(drop)
}

/// The length of a file in bytes, known before it is read.
pub(crate) fn length_of(file: &File) -> f64 {
    file.size()
}

/// Reads a file.
///
/// # Errors
/// The file cannot be read. The text says why, in the browser's words.
pub(crate) async fn read_bytes(file: File) -> Result<Vec<u8>, String> {
    let blob = gloo_file::File::from(file);
    gloo_file::futures::read_as_bytes(&blob).await.map_err(|error| error.to_string())
}
