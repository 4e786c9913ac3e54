//! The placeholder of an answer that is not worked out yet, and the mark of an old one.

use yew::prelude::*;

use crate::locale::AmountText;
use crate::view::parts::{Button, ButtonLook, say, use_language};
use crate::view::state::{Action, AwaitedAnswer, use_store};

/// The placeholder of an answer that is not worked out yet.
#[component]
pub(crate) fn Working() -> Html {
    let store = use_store();
    let language = use_language();
    let text = |text: AmountText| say(text.text(language));
    match store.awaited {
        None | Some(AwaitedAnswer::Update) => Html::default(),
        Some(AwaitedAnswer::Soon) => html! {
            <div class="summary" role="status">
                <h2 class="headline">{ text(AmountText::WorkingOut) }</h2>
            </div>
        },
        Some(AwaitedAnswer::WhenAsked { seconds }) => {
            let store = store.clone();
            html! {
                <div class="summary">
                    <h2 class="headline">{ text(AmountText::Large) }</h2>
                    <p class="muted">{ text(AmountText::NotWorkedOut { seconds }) }</p>
                    <div class="row">
                        <Button
                            label={text(AmountText::WorkItOut)}
                            look={ButtonLook::Primary}
                            onclick={move |_| store.dispatch(Action::WorkSoon)}
                        />
                    </div>
                </div>
            }
        }
    }
}

/// The mark of an answer to the plan before the last edits. It is always there, so that screen
/// readers say what comes into it.
#[component]
pub(crate) fn OldAnswer() -> Html {
    let store = use_store();
    let language = use_language();
    html! {
        <p class="old-answer" role="status">
            if store.shows_old_answer() {
                <span>{ say(AmountText::UpdateIsComing.text(language)) }</span>
            }
        </p>
    }
}
