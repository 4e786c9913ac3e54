//! The page around the planner, where there is one.
//!
//! Messages are taken from that page alone, whoever else may hold a reference to this window, and
//! answers go to the origin that asked, or to nobody else than that page where its origin has no
//! name.

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

/// Sends a message, which is JSON, to the page around this one. `origin` names who may read it;
/// whoever is there where left out.
pub(crate) fn post(json: &str, origin: Option<&str>) {
    // Pages from a file and in sandboxes have an origin without a name.
    let origin = origin.filter(|origin| origin.contains("://") && !origin.starts_with("file:"));
    if let (Some(host), Ok(message)) = (host(), JSON::parse(json)) {
        // It fails where the page has gone, and then there is nobody to tell.
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
        // What has no text, such as what refers to itself, is no message either.
        if let Some(json) = JSON::stringify(&data).ok().and_then(|json| json.as_string()) {
            callback(json, event.origin());
        }
    }))
}
