//! The placeholder of an answer that is not worked out yet, and the timer that works it out.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::locale::AmountText;
use crate::view::parts::{Button, ButtonLook, Same, say, use_language};
use crate::view::state::{Action, AwaitedAnswer, use_store};

/// The time that the page has to be drawn before the answer is worked out, in milliseconds. Every
/// edit within it puts the answer off, so that typing is not held up.
const PAUSE: u32 = 60;

/// Works out the answer once the plan is drawn.
#[hook]
pub(crate) fn use_answer_later() {
    let store = use_store();
    let (plan, pending) = (store.plan().clone(), store.awaited);
    // Another edit before that starts the timer anew.
    use_effect_with((Same(plan), pending), move |(_, pending)| {
        let soon = *pending == Some(AwaitedAnswer::Soon);
        let timer = soon.then(|| Timeout::new(PAUSE, move || store.dispatch(Action::WorkOut)));
        move || drop(timer)
    });
}

/// The placeholder of an answer that is not worked out yet.
#[component]
pub(crate) fn Working() -> Html {
    let store = use_store();
    let language = use_language();
    let text = |text: AmountText| say(text.text(language));
    match store.awaited {
        None => Html::default(),
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
