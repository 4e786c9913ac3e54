//! The moment at which an element comes into sight.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// A subscription to an element that comes into sight; it ends when this is dropped.
pub(crate) struct Sighting {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Drop for Sighting {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back when an element is or comes in sight, while the returned subscription is held.
pub(crate) fn on_sight(
    element: &Element,
    mut callback: impl FnMut() + 'static,
) -> Option<Sighting> {
    let seen = move |entries: Array| {
        let mut entries = entries.iter().filter_map(|it| it.dyn_into().ok());
        if entries.any(|it: IntersectionObserverEntry| it.is_intersecting()) {
            callback();
        }
    };
    let callback = Closure::wrap(Box::new(seen) as Box<dyn FnMut(Array)>);
    let observer = IntersectionObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Sighting { observer, _callback: callback })
}
