//! A new version of the page, which `static/offline.js` finds.

use gloo::events::EventListener;
use web_sys::Event;

/// True if a new version is ready already.
pub(crate) fn has_new_version() -> bool {
    let root = gloo::utils::document().document_element();
    root.is_some_and(|root| root.has_attribute("data-new-version"))
}

/// Calls back when a new version is ready, while the returned listener is held.
pub(crate) fn on_new_version(callback: impl FnMut() + 'static) -> EventListener {
    let mut callback = callback;
    EventListener::new(&gloo::utils::window(), "planner-new-version", move |_| callback())
}

/// Loads the page anew, in its new version.
pub(crate) fn load_new_version() {
    if let Ok(event) = Event::new("planner-reload") {
        // The result says whether a listener cancelled the event, which none does.
        let _ = gloo::utils::window().dispatch_event(&event);
    }
}
