//! Messages to and from the page around the planner, where the planner is in a frame.
//!
//! Messages are taken from that page alone, even if others hold a reference to this window. An
//! answer goes to the origin that asked, or to the window of that page if its origin has no name.

use gloo::events::EventListener;
use gloo::utils::window;
use js_sys::JSON;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Window};

/// The window of the page around this one.
fn host() -> Option<Window> {
    let own = window();
    own.parent().ok().flatten().filter(|parent| *parent != own)
}

/// Sends a message, which is JSON, to the page around this one. Only `origin` may read it; without
/// `origin`, any page that is there may.
pub(crate) fn post(json: &str, origin: Option<&str>) {
    // Pages from a file and in sandboxes have an origin without a name.
    let origin = origin.filter(|origin| origin.contains("://") && !origin.starts_with("file:"));
    if let (Some(host), Ok(message)) = (host(), JSON::parse(json)) {
        // Sending fails where the page is gone, and then there is nobody to tell.
        drop(host.post_message(&message, origin.unwrap_or("*")));
    }
}

/// Calls back with each message of the page around this one that has `name` among its fields: as
/// JSON, with the origin that sent it.
pub(crate) fn on_message(
    name: &'static str,
    mut callback: impl FnMut(String, String) + 'static,
) -> Option<EventListener> {
    let host = host()?;
    Some(EventListener::new(&window(), "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let is_from_host = event.source().is_some_and(|source| source == *host.as_ref());
        let data = event.data();
        let is_ours = data.is_object() && js_sys::Reflect::has(&data, &name.into()) == Ok(true);
        if !is_from_host || !is_ours {
            return;
        }
        // A value that JSON cannot hold, such as one that refers to itself, is no message.
        if let Some(json) = JSON::stringify(&data).ok().and_then(|json| json.as_string()) {
            callback(json, event.origin());
        }
    }))
}
