//! The list of flows, each with a sentence for every layer.

use yew::prelude::*;

use super::form::FIRST_FIELD;
use crate::engine::report::{Flow, Verdict};
use crate::locale::{
    AnswerText, ClauseText, FlowText, Language, LayerText, TraceLabel, VerdictText,
};
use crate::page::Explained;
use crate::plan::Plan;
use crate::platform::focus;
use crate::view::parts::{Button, class_of, prose, say, use_language};
use crate::view::state::{Store, TraceDraft, use_store};
use crate::view::why::ask;

/// All flows, or those of the selected element.
#[component]
pub(super) fn Flows() -> Html {
    let store = use_store();
    let language = use_language();
    let (plan, report) = (store.plan(), &store.report);
    let selected = match store.selection.as_slice() {
        [id] => Some(*id),
        _ => None,
    };
    let of_selected = selected.map(|id| Explained::Thing(id).flows(plan, report));
    let flows = match &of_selected {
        Some(flows) if !flows.is_empty() => flows.clone(),
        _ => report.flows.iter().map(AsRef::as_ref).collect(),
    };
    let is_all = flows.len() == report.flows.len();
    let name = selected.and_then(|id| plan.name_of(id)).unwrap_or_default().to_owned();
    let title = match (is_all, flows.len()) {
        (true, count) => AnswerText::AllFlows(count),
        (false, count) => AnswerText::FlowsOf { name, count },
    };
    if flows.is_empty() {
        return html! {
            <p class="muted trace-title">{ say(AnswerText::NoFlows.text(language)) }</p>
        };
    }
    // Stopped flows come first; within a verdict the order of the report stays.
    let mut flows = flows;
    crate::plan::sort_list(&mut flows, |one, other| other.verdict.cmp(&one.verdict));
    html! {
        <>
            <h2 class="section-title trace-title">{ say(title.text(language)) }</h2>
            <ul class="trace">
                { for flows.into_iter().map(|flow| item(flow, plan, &store, language)) }
            </ul>
        </>
    }
}

fn item(flow: &Flow, plan: &Plan, store: &Store, language: Language) -> Html {
    let ask = {
        let (store, draft) = (store.clone(), TraceDraft::about(flow));
        move |_| {
            ask(&store, draft.clone());
            // The form is above the list and may be out of sight.
            focus(FIRST_FIELD);
        }
    };
    let is_open = flow.verdict == Verdict::Blocked || flow.verdict == Verdict::Attention;
    html! {
        <li key={flow.id.0}>
            <details class="flow" open={is_open}>
                <summary>
                    <span class={classes!("pill", class_of(Some(flow.verdict)))}>
                        { say(VerdictText(flow.verdict).text(language)) }
                    </span>
                    <span>{ prose(&FlowText::of(flow, plan).segments(language)) }</span>
                </summary>
                <ol class="layers">
                    if flow.route_in_doubt {
                        <li>{ say(TraceLabel::RouteInDoubt.text(language)) }</li>
                    }
                    { for flow.layers.iter().map(|layer| html! {
                        <li>{ prose(&LayerText::of(layer, flow, plan).segments(language)) }</li>
                    }) }
                </ol>
                <p class="clauses">
                    { for flow.clauses.iter().map(|clause| html! {
                        <span class="clause">{ say(ClauseText(*clause).text(language)) }</span>
                    }) }
                </p>
                <Button
                    label={say(TraceLabel::AskAbout.text(language))}
                    small=true
                    class="flow-ask"
                    onclick={ask}
                />
            </details>
        </li>
    }
}
