//! The rules that are there, group by group.

use yew::prelude::*;

/// The rules that are there.
#[component]
pub(crate) fn ExistingRules() -> Html {
    html! {}
}
