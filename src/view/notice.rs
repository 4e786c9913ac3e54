//! Messages that actions leave behind.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::icon::Icon;
use super::store::{Action, use_store};
use super::text::{shell, use_language};
use crate::locale::ShellText;
use crate::plan::letters::one_line;

/// How long a message stays that tells of no error, in milliseconds. What it tells can be seen
/// without it; an error stays until it is closed or something else is said.
const STAY: u32 = 10_000;

/// Where messages stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Properties)]
pub(super) struct NoticesProps {
    /// Whether in a dialog.
    #[prop_or_default]
    pub(super) is_in_dialog: bool,
}

/// What the last action has to say. It stands above the board and, since a dialog covers that, in
/// the dialog that is open.
#[component]
pub(super) fn Notices(props: &NoticesProps) -> Html {
    let store = use_store();
    let is_here = props.is_in_dialog == store.dialog.is_some();
    let language = use_language();
    let passing = store.notice.clone().filter(|notice| is_here && !notice.is_error);
    {
        let store = store.dispatcher();
        use_effect_with(passing, move |passing| {
            let leave = move || store.dispatch(Action::Say(None));
            let leaving = passing.is_some().then(|| Timeout::new(STAY, leave));
            move || drop(leaving)
        });
    }
    let close = {
        let store = store.clone();
        move |_| store.dispatch(Action::Say(None))
    };
    // The region is always there, so that screen readers hear when a sentence comes into it.
    html! {
        <div class="notices" role="status" aria-live="polite">
            if let Some(notice) = store.notice.as_ref().filter(|_| is_here) {
                <div class={classes!("notice", notice.is_error.then_some("error"))}>
                    <span>{ one_line(&notice.text).into_owned() }</span>
                    <button
                        type="button"
                        class="button small quiet icon-only"
                        aria-label={shell(ShellText::Close, language)}
                        onclick={close}
                    >
                        { Icon::Close.svg() }
                    </button>
                </div>
            }
        </div>
    }
}
