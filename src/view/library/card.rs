//! The card of a plan that can be opened.

use yew::prelude::*;

use super::deeds::open;
use super::library_context::LibraryContext;
use super::library_state::LibraryAction;
use super::picture::picture;
use super::when::said;
use crate::library::{Answer, Origin, PlanRecord};
use crate::locale::{LibraryText, WhenForm};
use crate::view::parts::Icon;

/// The id of a plan's card.
pub(super) fn dom_id(record: &PlanRecord) -> String {
    format!("plan-{}", record.id)
}

/// The card of a plan. A click chooses it, a double click opens it.
pub(super) fn card(context: &LibraryContext, record: &PlanRecord, is_chosen: bool) -> Html {
    let choose = {
        let (library, id) = (context.library.clone(), record.id.clone());
        move |event: MouseEvent| {
            library.dispatch(LibraryAction::Choose(id.clone()));
            // The second click of a double click opens the plan.
            if event.detail() == 1 {
                library.dispatch(LibraryAction::Details(true));
            }
        }
    };
    let ondblclick = {
        let (context, record) = (context.clone(), record.clone());
        move |_| open(&context, &record)
    };
    html! {
        <div
            key={record.id.as_str()}
            id={dom_id(record)}
            class={classes!("plan-card", is_chosen.then_some("chosen"))}
            role="option"
            aria-selected={is_chosen.to_string()}
            tabindex={if is_chosen { "0" } else { "-1" }}
            onclick={choose}
            {ondblclick}
        >
            { picture(&record.picture) }
            <div class="plan-words">
                <b class="plan-title">{ context.name(&record.name) }</b>
                <span class="plan-times">
                    { when(context, record) }
                    if context.is_on_board(&record.id) {
                        <span class="chip">{ context.text(LibraryText::OnTheBoard) }</span>
                    }
                </span>
                <span class="plan-line">
                    { pills(context, record) }
                    <span class="space" />
                    if record.bytes > 0 {
                        <span class="muted">
                            { context.text(LibraryText::Servers(record.summary.servers)) }
                        </span>
                    }
                </span>
            </div>
        </div>
    }
}

/// The line that says when a plan was changed, and whether in another window or by a link.
fn when(context: &LibraryContext, record: &PlanRecord) -> Html {
    let said = |form| said(record.changed, form, context.language);
    let title = said(WhenForm::Exact);
    if context.is_changed_elsewhere(record) {
        let text = LibraryText::OtherWindow(said(WhenForm::Short));
        return html! {
            <span class="plan-when elsewhere" {title}>{ Icon::Windows.svg() }{ context.text(text) }</span>
        };
    }
    match record.origin {
        Origin::Link => {
            let text = LibraryText::ByLink(said(WhenForm::Full));
            html! {
                <span class="plan-when" {title}>{ Icon::Link.svg() }{ context.text(text) }</span>
            }
        }
        _ => html! { <span class="plan-when" {title}>{ said(WhenForm::Full) }</span> },
    }
}

/// The pills that sum up the engine's answer to a plan.
fn pills(context: &LibraryContext, record: &PlanRecord) -> Html {
    let summary = &record.summary;
    let pill = |class: &'static str, text: LibraryText| {
        html! { <span class={classes!("pill", class)}>{ context.text(text) }</span> }
    };
    match record.answer() {
        None => Html::default(),
        Some(Answer::Nothing) => pill("", LibraryText::PillNothingToCheck),
        Some(Answer::NothingMissing) => pill("open", LibraryText::NothingMissing),
        Some(Answer::LookAtThisFirst) => {
            pill("attention", LibraryText::PillToLookAt(summary.unclear))
        }
        Some(Answer::RulesToAdd) => html! {
            <>
                { pill("blocked", LibraryText::PillRules(summary.required)) }
                if summary.unclear > 0 {
                    { pill("attention", LibraryText::PillUnclear(summary.unclear)) }
                }
            </>
        },
    }
}
