//! Tabs, and moving among them by the keyboard. By the ARIA pattern for tabs, the Tab key stops
//! only at the chosen one; the arrows, Home and End choose another.

use yew::prelude::*;

use crate::platform::{TabStep, choose_tab};

/// Returns the key handler of a list of tabs.
pub(crate) fn arrows() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => TabStep::Next,
            "ArrowLeft" => TabStep::Previous,
            "Home" => TabStep::First,
            "End" => TabStep::Last,
            _ => return,
        };
        event.prevent_default();
        choose_tab(&event, step);
    })
}

/// A tab.
pub(crate) fn tab_button(label: AttrValue, is_chosen: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button
            type="button"
            role="tab"
            aria-selected={is_chosen.to_string()}
            tabindex={if is_chosen { "0" } else { "-1" }}
            {onclick}
        >
            { label }
        </button>
    }
}
