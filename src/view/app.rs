//! The page as a whole.

use yew::prelude::*;

use super::answer::Answer;
use super::store::{State, Store};
use crate::locale::Language;
use crate::plan::Plan;

/// The planner.
#[component]
pub(crate) fn App() -> Html {
    let store: Store = use_reducer(|| State::new(Plan::default()));
    html! {
        <ContextProvider<Language> context={Language::English}>
            <ContextProvider<Store> context={store}>
                <div class="shell">
                    <Answer />
                </div>
            </ContextProvider<Store>>
        </ContextProvider<Language>>
    }
}
