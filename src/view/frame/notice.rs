//! The notices that actions leave behind.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::locale::{NoticeText, ShellText};
use crate::plan::invisible::one_line;
use crate::platform;
use crate::view::parts::{Button, ButtonLook, Icon, say, shell, use_language};
use crate::view::state::{Action, Notice, NoticeAction, use_store};

/// The time for which a notice without an error is shown, in milliseconds. Its content can be seen
/// without it. An error stays until it is closed or another notice comes.
const STAY: u32 = 10_000;

/// The time for which a notice with a button is shown, for those who take longer to reach it. It
/// stays while a pointer or the focus is on it (WCAG 2.2.1), and its action can be done without it.
const STAY_WITH_ACTION: u32 = 20_000;

/// The properties of [`Notices`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Properties)]
pub(crate) struct NoticesProps {
    /// True for the notices within a dialog.
    #[prop_or_default]
    pub(crate) is_in_dialog: bool,
}

/// The notice of the last action. It stands above the board, or in the dialog that is open, since
/// that covers the board.
#[component]
pub(crate) fn Notices(props: &NoticesProps) -> Html {
    let store = use_store();
    let is_here = props.is_in_dialog == store.dialog.is_some();
    let id = if props.is_in_dialog { "dialog-notices" } else { "notices" };
    // The region is always there, so that screen readers announce a sentence that comes into it. It
    // takes the focus when the button that had it goes away.
    html! {
        <div {id} class="notices" role="status" aria-live="polite" tabindex="-1">
            if let Some(notice) = store.notice.as_ref().filter(|_| is_here) {
                <Bar key={notice.text.clone()} region={id} notice={notice.clone()} />
            }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct BarProps {
    notice: Notice,
    /// The id of the region around it.
    region: &'static str,
}

/// A notice with its buttons.
#[component]
fn Bar(props: &BarProps) -> Html {
    let BarProps { notice, region } = props;
    let region = *region;
    let store = use_store();
    let language = use_language();
    let (is_hovered, is_focused) = (use_state_eq(|| false), use_state_eq(|| false));
    let stay = match notice.action {
        _ if notice.is_error || *is_hovered || *is_focused => None,
        Some(_) => Some(STAY_WITH_ACTION),
        None => Some(STAY),
    };
    {
        let store = store.dispatcher();
        use_effect_with((notice.clone(), stay), move |(_, stay)| {
            let leave = move || store.dispatch(Action::Say(None));
            let leaving = stay.map(|stay| Timeout::new(stay, leave));
            move || drop(leaving)
        });
    }
    let answer = |action: fn() -> Action| {
        let store = store.clone();
        move |_: MouseEvent| {
            store.dispatch(action());
            platform::focus(region);
        }
    };
    let set = |state: &UseStateHandle<bool>, value: bool| {
        let state = state.clone();
        move || state.set(value)
    };
    let (enter, leave) = (set(&is_hovered, true), set(&is_hovered, false));
    let (come, go) = (set(&is_focused, true), set(&is_focused, false));
    html! {
        <div
            class={classes!("notice", notice.is_error.then_some("error"))}
            onpointerenter={move |_: PointerEvent| enter()}
            onpointerleave={move |_: PointerEvent| leave()}
            onfocusin={move |_: FocusEvent| come()}
            onfocusout={move |_: FocusEvent| go()}
        >
            <span>{ one_line(&notice.text).into_owned() }</span>
            if notice.action == Some(NoticeAction::Undo) {
                <Button
                    label={say(NoticeText::Undo.text(language))}
                    small=true
                    onclick={answer(|| Action::Undo)}
                />
            }
            <Button
                label={shell(ShellText::Close, language)}
                icon={Icon::Close}
                icon_alone=true
                look={ButtonLook::Quiet}
                small=true
                onclick={answer(|| Action::Say(None))}
            />
        </div>
    }
}
