//! The plan as a list: the same things as on the board, in the order of what holds what.

use yew::prelude::*;

use super::board::element_of;
use super::icon::Icon;
use super::store::{Action, Store, use_store};
use super::text::{say, shell, use_language};
use crate::command::{Kind, ViewChange};
use crate::edit::Container;
use crate::layout::container_of;
use crate::locale::{ElementKindText, Language, ShellText};
use crate::plan::{ElementId, Plan};

/// The plan as a list.
#[component]
pub(crate) fn Outline() -> Html {
    let store = use_store();
    let language = use_language();
    let plan = store.plan().clone();
    if plan.is_empty() {
        return html! {
            <p class="outline-empty muted">{ shell(ShellText::EmptyBoardTitle, language) }</p>
        };
    }
    let vpcs = plan.vpcs.iter().map(|vpc| vpc.id.into()).collect::<Vec<ElementId>>();
    let others = plan
        .element_ids()
        .filter(|id| !matches!(id, ElementId::Vpc(_)))
        .filter(|id| container_of(&plan, *id) == Some(Container::Board))
        .collect::<Vec<_>>();
    html! {
        <ul class="outline">
            { for vpcs.into_iter().chain(others).map(|id| entry(&store, &plan, id, language)) }
        </ul>
    }
}

fn entry(store: &Store, plan: &Plan, id: ElementId, language: Language) -> Html {
    let held = held_by(plan, id);
    let is_selected = store.selection.contains(&id);
    let has_problem = store.report.findings.iter().any(|finding| {
        matches!(finding.kind, crate::engine::report::FindingKind::Problem(_))
            && finding.subject.and_then(|subject| element_of(plan, subject)) == Some(id)
    });
    let onclick = {
        let store = store.clone();
        move |event: MouseEvent| {
            let mut ids = if event.shift_key() || event.ctrl_key() || event.meta_key() {
                store.selection.to_vec()
            } else {
                vec![]
            };
            ids.retain(|other| *other != id);
            ids.push(id);
            store.dispatch(Action::Select(ids));
            store.dispatch(Action::View(ViewChange::Reveal(id)));
        }
    };
    html! {
        <li key={id.to_string()}>
            <button
                type="button"
                class={classes!("outline-item", is_selected.then_some("selected"))}
                aria-pressed={is_selected.to_string()}
                title={say(ElementKindText(id).text(language))}
                {onclick}
            >
                { Icon::Of(Kind::of(id)).svg() }
                <span>{ plan.name_of(id).unwrap_or_default().to_owned() }</span>
                if has_problem {
                    <span class="fault-mark" aria-hidden="true">{ "!" }</span>
                }
            </button>
            if !held.is_empty() {
                <ul>{ for held.into_iter().map(|id| entry(store, plan, id, language)) }</ul>
            }
        </li>
    }
}

fn held_by(plan: &Plan, id: ElementId) -> Vec<ElementId> {
    let container = match id {
        ElementId::Vpc(id) => Container::Vpc(id),
        ElementId::Subnet(id) => Container::Subnet(id),
        _ => return vec![],
    };
    plan.element_ids().filter(|it| container_of(plan, *it) == Some(container)).collect()
}
