//! The form of whatever is selected.

use yew::prelude::*;

/// The form of whatever is selected.
#[component]
pub(crate) fn Inspector() -> Html {
    html! {}
}
