//! Answers that take longer than a frame: the page shows the plan first, and then works them out.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::store::{Action, use_store};
use super::text::{say, use_language};
use crate::layout::Amount;
use crate::locale::AmountText;

/// How many questions are answered while the page is drawn: about a third of a second in a browser
/// on a slow machine.
const AT_ONCE: usize = 8_000;

/// From how many questions on an answer is only worked out when asked for.
const HOPELESS: usize = 400_000;

/// About how many questions are answered in a second.
const IN_A_SECOND: usize = 20_000;

/// How long the page may be drawn before the answer is worked out, in milliseconds. Whoever types
/// meanwhile is not kept waiting.
const PAUSE: u32 = 60;

/// An answer that is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pending {
    /// It is worked out once the plan is drawn.
    Soon,
    /// It is worked out when somebody asks for it.
    WhenAsked {
        /// About how many seconds that takes.
        seconds: usize,
    },
}

impl Pending {
    /// Whether the answer to a plan has to wait.
    pub(super) fn of(amount: Amount) -> Option<Self> {
        match amount.questions {
            0..AT_ONCE => None,
            AT_ONCE..HOPELESS => Some(Self::Soon),
            questions => Some(Self::WhenAsked { seconds: questions / IN_A_SECOND }),
        }
    }
}

/// Works out the answer once the plan is drawn.
#[hook]
pub(super) fn use_answer_later() {
    let store = use_store();
    let (plan, pending) = (store.plan().clone(), store.awaited);
    // Another edit before that makes it wait anew.
    use_effect_with((Same(plan), pending), move |(_, pending)| {
        let soon = *pending == Some(Pending::Soon);
        let timer = soon.then(|| Timeout::new(PAUSE, move || store.dispatch(Action::WorkOut)));
        move || drop(timer)
    });
}

/// A plan, compared by where it is: to compare what is in it would take long.
struct Same(std::rc::Rc<crate::plan::Plan>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        std::rc::Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What stands in the place of an answer that is not there yet.
#[component]
pub(super) fn Working() -> Html {
    let store = use_store();
    let language = use_language();
    let text = |text: AmountText| say(text.text(language));
    match store.awaited {
        None => Html::default(),
        Some(Pending::Soon) => html! {
            <div class="summary" role="status">
                <h2 class="headline">{ text(AmountText::WorkingOut) }</h2>
            </div>
        },
        Some(Pending::WhenAsked { seconds }) => {
            let store = store.clone();
            html! {
                <div class="summary">
                    <h2 class="headline">{ text(AmountText::Large) }</h2>
                    <p class="muted">{ text(AmountText::NotWorkedOut { seconds }) }</p>
                    <div class="row">
                        <button
                            type="button"
                            class="button primary"
                            onclick={move |_| store.dispatch(Action::WorkSoon)}
                        >
                            { text(AmountText::WorkItOut) }
                        </button>
                    </div>
                </div>
            }
        }
    }
}
