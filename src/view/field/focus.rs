//! Setting the focus after the page has been drawn anew.

use gloo::timers::callback::Timeout;

use crate::platform;

/// Moves the focus after the next drawing: a button that moves with its row, or becomes disabled,
/// has lost the focus by then.
pub(crate) fn focus_soon(id: String) {
    Timeout::new(0, move || platform::focus(&id)).forget();
}
