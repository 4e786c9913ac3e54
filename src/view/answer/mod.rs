//! The answer's column: the rules to add, the selection, the existing rules, the trace and, once a
//! state is remembered, the steps of a change.

mod change_card;
mod change_plan;
mod existing;
mod findings;
mod found;
mod merges;
mod rules;
mod together;
mod trace;
mod unchecked_fields;
mod working;

use yew::prelude::*;

use super::inspector::Inspector;
use crate::locale::ShellText;
use crate::page::Tab;
use crate::view::parts::{arrows, shell, tab_button, use_language};
use crate::view::state::{Action, use_store};
use change_plan::ChangeSteps;
use existing::ExistingRules;
use trace::Trace;
pub(crate) use unchecked_fields::{NotChecked, in_place_of_proof, showing_first};
pub(crate) use working::use_answer_later;

pub(super) use rules::RulesToAdd;

/// The answer's column.
#[component]
pub(crate) fn Answer() -> Html {
    let store = use_store();
    let language = use_language();
    let name = match store.selection.as_slice() {
        [id] => store.plan().name_of(*id).map(str::to_owned),
        _ => None,
    };
    let selection_label =
        name.map_or_else(|| shell(ShellText::Selection, language), AttrValue::from);
    let mut tabs = vec![
        (Tab::Rules, shell(ShellText::RulesToAdd, language)),
        (Tab::Selection, selection_label),
        (Tab::Existing, shell(ShellText::ExistingRules, language)),
        (Tab::Trace, shell(ShellText::Trace, language)),
    ];
    // This tab is shown only to those who plan a change, since few do.
    if store.tab == Tab::Change || store.remembered.is_some() {
        tabs.push((Tab::Change, shell(ShellText::Change, language)));
    }
    let tabs = tabs.into_iter().map(|(shown, label)| {
        let is_chosen = store.tab == shown;
        let store = store.clone();
        tab_button(label, is_chosen, Callback::from(move |_| store.dispatch(Action::Show(shown))))
    });
    html! {
        <aside class="answer" aria-label={shell(ShellText::Answer, language)}>
            <div class="tabs answer-tabs" role="tablist" onkeydown={arrows()}>{ for tabs }</div>
            <NotChecked />
            { match store.tab {
                Tab::Rules => html! { <RulesToAdd /> },
                Tab::Selection => html! { <Inspector /> },
                Tab::Existing => html! { <ExistingRules /> },
                Tab::Trace => html! { <Trace /> },
                Tab::Change => html! { <ChangeSteps /> },
            } }
        </aside>
    }
}
