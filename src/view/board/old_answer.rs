//! The mark of a board that shows the answer to the plan before the last edits.

use yew::prelude::*;

use crate::locale::AmountText;
use crate::view::parts::{say, use_language};
use crate::view::state::use_store;

/// The mark; nothing while the answer is that to the plan as it stands. The answer's column says the
/// same to screen readers.
#[component]
pub(super) fn OldAnswerMark() -> Html {
    let store = use_store();
    let language = use_language();
    html! {
        if store.shows_old_answer() {
            <p class="old-answer-mark" aria-hidden="true">
                { say(AmountText::UpdateIsComing.text(language)) }
            </p>
        }
    }
}
