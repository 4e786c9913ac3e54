//! Printing: what a sheet of paper needs that a screen draws only where somebody looks.

use std::cell::Cell;

use yew::prelude::*;

use super::listen::use_listening;
use crate::platform::on_window;

thread_local! {
    /// True while the page is printed. Components that come in between look here.
    static PRINTING: Cell<bool> = const { Cell::new(false) };
}

/// Has everything be drawn as on a sheet of paper.
#[cfg(feature = "prerender")]
pub(crate) fn print() {
    PRINTING.set(true);
}

/// Tells whether the page is being printed; the component is drawn anew when that begins and ends.
#[hook]
pub(crate) fn use_printing() -> bool {
    let is_printing = use_state_eq(|| PRINTING.get());
    let setter = is_printing.setter();
    use_listening(move || {
        [("beforeprint", true), ("afterprint", false)].map(|(event, now)| {
            let setter = setter.clone();
            on_window(event, move |_| {
                PRINTING.set(now);
                setter.set(now);
            })
        })
    });
    *is_printing
}
