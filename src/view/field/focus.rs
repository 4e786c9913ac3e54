//! The focus, after the page has been drawn anew.

use gloo::timers::callback::Timeout;

use crate::platform;

/// Moves the focus once the page shows what was changed: a button that moved with its row, or
/// that can no longer be pressed, has lost it by then.
pub(crate) fn focus_soon(id: String) {
    Timeout::new(0, move || platform::focus(&id)).forget();
}
