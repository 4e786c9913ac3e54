//! Waiting, random ids, and the storage that the browser grants.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Makes a unique id: 20 hexadecimal digits, where the browser has random bytes.
pub(crate) fn unique() -> String {
    let bytes = Uint8Array::new_with_length(10);
    let crypto = gloo::utils::window().crypto();
    let is_random =
        crypto.is_ok_and(|it| it.get_random_values_with_array_buffer_view(&bytes).is_ok());
    if is_random {
        return bytes.to_vec().iter().map(|byte| format!("{byte:02x}")).collect();
    }
    // Without random bytes, the time and `Math.random` have to do.
    let digits = (js_sys::Math::random() * 1e16) as u64;
    format!("{:010x}{digits}", super::time_ms())
}

/// Waits some milliseconds.
pub(crate) async fn wait(milliseconds: u32) {
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
}

/// Waits until the page has nothing else to do, two seconds at most.
pub(crate) async fn idle() {
    let window = gloo::utils::window();
    let options = web_sys::IdleRequestOptions::new();
    options.set_timeout(2000);
    let promise = Promise::new(&mut |resolve, _| {
        let asked = window.request_idle_callback_with_options(&resolve, &options);
        if asked.is_err() {
            drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 200));
        }
    });
    // The promise is never rejected.
    drop(JsFuture::from(promise).await);
}

/// The storage of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    /// The bytes that are in use.
    pub(crate) used: f64,
    /// The bytes that the browser grants at most.
    pub(crate) most: f64,
    /// True if the browser has promised not to clear the storage by itself.
    pub(crate) is_lasting: bool,
}

/// Measures the storage of the page; nothing where the browser does not say.
pub(crate) async fn room() -> Option<Room> {
    let storage = gloo::utils::window().navigator().storage();
    if JsValue::from(&storage).is_undefined() {
        return None;
    }
    let estimate = JsFuture::from(storage.estimate().ok()?).await.ok()?;
    let number = |name: &str| js_sys::Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    let lasting = JsFuture::from(storage.persisted().ok()?).await.ok()?;
    Some(Room { used: number("usage")?, most: number("quota")?, is_lasting: lasting.is_truthy() })
}

/// Asks the browser not to clear the page's storage by itself; true if it agrees.
pub(crate) async fn ask_to_last() -> bool {
    let storage = gloo::utils::window().navigator().storage();
    if JsValue::from(&storage).is_undefined() {
        return false;
    }
    let Ok(asked) = storage.persist() else { return false };
    JsFuture::from(asked).await.is_ok_and(|answer| answer.is_truthy())
}
