//! The answer's column: the rules to add, the selection, the existing rules, the trace and, once a
//! state is remembered, the steps of a change.

mod change_card;
mod change_plan;
mod existing;
mod findings;
mod found;
mod lints;
mod merges;
mod other_ways;
mod own_connections;
mod rules;
mod together;
mod trace;
mod unchecked_fields;
mod working;

use yew::prelude::*;

use super::inspector::INSPECTOR;
use crate::locale::ShellText;
use crate::page::Tab;
use crate::view::parts::{Chunk, arrows, lazy, shell, tab_button, use_language};
use crate::view::state::{Action, use_store};
use change_plan::CHANGE;
use existing::EXISTING;
pub(crate) use own_connections::{OwnConnections, row_in_dialog};
use trace::TRACE;
pub(crate) use unchecked_fields::{NotChecked, in_place_of_proof, showing_first};

pub(super) use rules::RulesToAdd;

/// The chunks of the column, the first of which are wanted most often.
pub(crate) const CHUNKS: [Chunk; 4] = [INSPECTOR, EXISTING, TRACE, CHANGE];

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
    let is_busy = store.awaited.is_some().then_some("true");
    let part = |chunk| lazy(chunk, |inner| html! { <div class="summary">{ inner }</div> });
    html! {
        <aside class="answer" aria-label={shell(ShellText::Answer, language)} aria-busy={is_busy}>
            <div class="tabs answer-tabs" role="tablist" onkeydown={arrows()}>{ for tabs }</div>
            <NotChecked />
            { match store.tab {
                Tab::Rules => html! { <RulesToAdd /> },
                Tab::Selection => part(INSPECTOR),
                Tab::Existing => part(EXISTING),
                Tab::Trace => part(TRACE),
                Tab::Change => part(CHANGE),
            } }
        </aside>
    }
}
