//! Event listeners that are there from the first moment on.

use yew::prelude::*;

/// Begins to listen when the component is made, and stops when it goes.
///
/// An effect would begin too late. While a large plan is drawn, Yew lets the browser go on between
/// drawing and effects, and what a visitor does then would be lost.
#[hook]
pub(crate) fn use_listening<T: 'static>(listen: impl FnOnce() -> T) {
    use_memo((), |()| listen());
}
