//! The list of plans: those that can be opened as cards, the others as rows.

use web_sys::Element;
use yew::prelude::*;

use super::card::{card, dom_id};
use super::deeds::{Latest, open};
use super::library_context::LibraryContext;
use super::library_state::{LibraryAction, ShownPlans};
use super::rows::{removed, unreadable};
use crate::library::{Filter, PlanRecord};
use crate::locale::{GeneralText, LibraryText};
use crate::platform::{Neighbour, choose, focus, neighbour};
use crate::view::parts::Icon;

/// The plans that are shown. `detailed` is the one whose details are beside them.
pub(super) fn list(
    context: &LibraryContext,
    latest: &Latest,
    shown: &ShownPlans<'_>,
    detailed: Option<&PlanRecord>,
) -> Html {
    let text = |text: LibraryText| context.text(text);
    let group = |title: LibraryText, hint: Option<LibraryText>, records: &[&PlanRecord]| {
        let label = text(title);
        html! {
            if !records.is_empty() {
                <div role="group" aria-label={label.clone()} class="plan-group">
                    <div class="plan-section" aria-hidden="true">
                        <b>{ label }</b>
                        if let Some(hint) = hint {
                            <span class="muted">{ text(hint) }</span>
                        }
                    </div>
                    <div class="plan-cards" role="presentation">
                        { for records.iter().map(|it| {
                            card(context, it, detailed.is_some_and(|other| other.id == it.id))
                        }) }
                    </div>
                </div>
            }
        }
    };
    let rows = |title: LibraryText, hint: LibraryText, tool: Html, rows: Vec<Html>| {
        html! {
            if !rows.is_empty() {
                <section class="plan-group" aria-label={text(title.clone())}>
                    <div class="plan-section">
                        <h2>{ text(title) }</h2>
                        <span class="muted">{ text(hint) }</span>
                        <span class="space" />
                        { tool }
                    </div>
                    <ul class="plan-rows">{ for rows }</ul>
                </section>
            }
        }
    };
    let broken = shown.unreadable.iter().map(|it| unreadable(context, latest, it)).collect();
    let gone = shown.removed.iter().map(|it| removed(context, latest, it)).collect();
    html! {
        <main class="library-list">
            if let Some(trouble) = &context.library.trouble {
                <p class="library-trouble" role="alert">
                    { text(LibraryText::NotListed(context.why(trouble))) }
                </p>
            } else if context.library.records.is_none() {
                <p class="muted" role="status">{ context.general(GeneralText::Loading) }</p>
            } else if shown.is_empty() {
                { nothing(context) }
            }
            if !shown.recent.is_empty() || !shown.earlier.is_empty() {
                <div
                    role="listbox"
                    class="plan-list"
                    aria-label={text(LibraryText::Title)}
                    onkeydown={keys(context, shown)}
                >
                    { group(LibraryText::Recent, Some(LibraryText::RecentHint), &shown.recent) }
                    { group(LibraryText::Earlier, None, &shown.earlier) }
                </div>
            }
            { rows(
                LibraryText::Unreadable,
                LibraryText::UnreadableHint,
                Html::default(),
                broken,
            ) }
            { rows(
                LibraryText::Removed,
                LibraryText::RemovedHint,
                super::rows::empty_removed(context, latest, &shown.removed),
                gone,
            ) }
        </main>
    }
}

/// The message that stands there while no plan is shown.
fn nothing(context: &LibraryContext) -> Html {
    let (title, body) = if !context.library.query.trim().is_empty() {
        (LibraryText::NothingFound, None)
    } else if context.library.filter != Filter::All {
        (LibraryText::NothingHere, None)
    } else {
        (LibraryText::EmptyTitle, Some(LibraryText::EmptyBody))
    };
    html! {
        <div class="library-empty">
            { Icon::Plans.large() }
            <p><b>{ context.text(title) }</b></p>
            if let Some(body) = body {
                <p class="muted">{ context.text(body) }</p>
            }
        </div>
    }
}

/// Handles keys: the arrows choose another card, Enter opens the one that has the focus.
fn keys(context: &LibraryContext, shown: &ShownPlans<'_>) -> Callback<KeyboardEvent> {
    let context = context.clone();
    let records = shown.recent.iter().chain(&shown.earlier).map(|it| (*it).clone());
    let records = records.collect::<Vec<_>>();
    Callback::from(move |event: KeyboardEvent| {
        let Some(target) = event.target_dyn_into::<Element>() else { return };
        let has_keys = event.ctrl_key() || event.meta_key() || event.alt_key();
        if has_keys || target.get_attribute("role").as_deref() != Some("option") {
            return;
        }
        let way = match event.key().as_str() {
            "ArrowLeft" => Neighbour::Before,
            "ArrowRight" => Neighbour::After,
            "ArrowUp" => Neighbour::Above,
            "ArrowDown" => Neighbour::Below,
            "Home" | "End" => {
                event.prevent_default();
                let end = if event.key() == "Home" { records.first() } else { records.last() };
                if let Some(record) = end {
                    context.library.dispatch(LibraryAction::Choose(record.id.clone()));
                    focus(&dom_id(record));
                }
                return;
            }
            "Enter" | " " => {
                event.prevent_default();
                let record = records.iter().find(|it| dom_id(it) == target.id());
                match record {
                    Some(record) if event.key() == "Enter" => open(&context, record),
                    Some(record) => {
                        context.library.dispatch(LibraryAction::Choose(record.id.clone()));
                        context.library.dispatch(LibraryAction::Details(true));
                    }
                    None => {}
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let list = target.closest("[role=listbox]").ok().flatten();
        let next = list.and_then(|list| neighbour(&event, &list, "[role=option]", way));
        if let Some(next) = next {
            choose(&next);
        }
    })
}
