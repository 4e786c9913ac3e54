//! The head of the panel: the states to choose from, the search, and taking the answer away.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::work::Answered;
use crate::format::reach::{REACH_FORMATS, ReachAnswer};
use crate::locale::ReachLabel;
use crate::view::commands::copy;
use crate::view::parts::{
    Button, ButtonLook, Icon, Menu, MenuItem, arrows, say, tab_button, use_language,
};
use crate::view::state::{Action, use_store};

/// The formats that can be copied, by their ids.
const COPIED: [(&str, ReachLabel); 3] = [
    ("text", ReachLabel::AsText),
    ("markdown", ReachLabel::AsMarkdown),
    ("json", ReachLabel::AsJson),
];

/// The properties of [`Head`].
#[derive(Clone, Properties)]
pub(super) struct HeadProps {
    /// The number of changes that the report proposes, and whether all of them are rules to add.
    pub(super) changes: (usize, bool),
    pub(super) with_changes: bool,
    pub(super) on_switch: Callback<bool>,
    pub(super) on_typed: Callback<String>,
    pub(super) answered: Option<Rc<Answered>>,
}

impl PartialEq for HeadProps {
    fn eq(&self, other: &Self) -> bool {
        let is_same = match (&self.answered, &other.answered) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        is_same && (self.changes, self.with_changes) == (other.changes, other.with_changes)
    }
}

/// The head of the panel.
#[component]
pub(super) fn Head(props: &HeadProps) -> Html {
    let HeadProps { changes, with_changes, on_switch, on_typed, answered } = props.clone();
    let store = use_store();
    let language = use_language();
    let label = |text: ReachLabel| say(text.text(language));
    let state = |is_later: bool, text: ReachLabel| {
        let on_switch = on_switch.clone();
        let onclick = Callback::from(move |_| on_switch.emit(is_later));
        tab_button(label(text), with_changes == is_later, onclick)
    };
    let oninput = Callback::from(move |event: InputEvent| {
        on_typed.emit(event.target_unchecked_into::<HtmlInputElement>().value());
    });
    let close = {
        let store = store.clone();
        move |_| store.dispatch(Action::ToggleReach)
    };
    let items = COPIED.into_iter().map(|(id, name)| {
        let (store, answered) = (store.clone(), answered.clone());
        let act = Callback::from(move |()| {
            let format = REACH_FORMATS.iter().find(|it| it.id == id);
            if let (Some(format), Some(answered)) = (format, &answered) {
                let Answered { plan, reach, with_changes } = &**answered;
                let answer = ReachAnswer { plan, reach, with_changes: *with_changes };
                copy(&store, language, (format.write)(answer, language));
            }
        });
        MenuItem { label: say(name.text(language)), act }
    });
    let with_all = match changes {
        (number, true) => ReachLabel::WithRules(number),
        (number, false) => ReachLabel::WithChanges(number),
    };
    let copy_label = label(ReachLabel::Copy);
    html! {
        <div class="reach-head">
            <h2>{ label(ReachLabel::Title) }</h2>
            if changes.0 > 0 {
                <div class="tabs" role="tablist" onkeydown={arrows()}>
                    { state(false, ReachLabel::Now) }
                    { state(true, with_all) }
                </div>
            }
            <span class="space" />
            <label class="search-field reach-search">
                { Icon::Search.svg() }
                <input
                    type="search"
                    aria-label={label(ReachLabel::Search)}
                    placeholder={label(ReachLabel::Search)}
                    spellcheck="false"
                    autocomplete="off"
                    {oninput}
                />
            </label>
            if answered.is_some() {
                <Menu
                    id="reach-copy"
                    label={copy_label.clone()}
                    class="button"
                    face={html! { <>{ Icon::Copy.svg() }<span class="label">{ copy_label.clone() }</span></> }}
                    items={items.collect::<Vec<_>>()}
                />
            }
            <Button
                label={label(ReachLabel::Close)}
                look={ButtonLook::Quiet}
                icon={Icon::Close}
                icon_alone=true
                onclick={close}
            />
        </div>
    }
}
