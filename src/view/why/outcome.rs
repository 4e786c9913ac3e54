//! The box at the head of a form that says what comes to the thing and why, and the line that sums it
//! up for a part of a form.

use yew::prelude::*;

use super::deeds;
use super::reason::sign;
use crate::command::ViewChange;
use crate::engine::report::Verdict;
use crate::locale::{ExplainLabel, FlowLineText, LineSignText, MissingText, OutcomeText};
use crate::page::{Explained, Explanation, FlowLine};
use crate::plan::{ElementId, Plan};
use crate::view::form::FormContext;
use crate::view::parts::{
    Button, ButtonLook, Icon, class_of, prose, say, use_language, use_shown_entries,
};
use crate::view::state::{Action, Asked, use_store};

/// The thing whose form begins with the box.
#[derive(Debug, Clone, Copy, PartialEq, Properties)]
pub(crate) struct OutcomeProps {
    pub(crate) id: ElementId,
}

/// The box at the head of a form.
#[component]
pub(crate) fn Outcome(props: &OutcomeProps) -> Html {
    let store = use_store();
    let language = use_language();
    let shown = use_shown_entries();
    let (id, plan, report) = (props.id, store.plan(), &store.report);
    if !store.has_answer() {
        return Html::default();
    }
    let about = Explained::Thing(id);
    let explanation = Explanation::of(about, plan, report);
    let Explanation { flows, changes, .. } = &explanation;
    let is_target = matches!(id, ElementId::Server(_) | ElementId::IpBackend(_));
    // A group of rules that nothing passes has nothing to say, and neither has a network around it.
    if flows.is_empty() && !is_target || matches!(id, ElementId::Vpc(_)) {
        return Html::default();
    }
    let title = about.title(flows, plan, report);
    let (text, verdict) = match is_target {
        true => {
            let outcome = OutcomeText::of(flows, report);
            (html! { { say(outcome.text(language)) } }, outcome.verdict())
        }
        false => (prose(&title.segments(language)), title.verdict()),
    };
    let missing = MissingText::of(changes, plan);
    // The lines of a thing with many members would be those of each of them.
    let lines = if is_target { explanation.lines() } else { vec![] };
    let trace = deeds::trace(&store, flows);
    html! {
        <section class={classes!("outcome", class_of(verdict))}>
            <header class="outcome-head">
                { sign(verdict) }
                <p class="outcome-title">{ text }</p>
                if let Some(missing) = missing {
                    <p>{ prose(&missing.segments(language)) }</p>
                }
            </header>
            if !lines.is_empty() {
                <ul class="outcome-lines">
                    { for lines.iter().take(shown.count()).map(|it| line(it, plan, language)) }
                </ul>
                { shown.rest(lines.len()) }
            }
            if !changes.is_empty() || trace.is_some() {
                <footer class="outcome-foot">
                    if !changes.is_empty() {
                        <Button
                            label={say(ExplainLabel::ApplyRules(changes.len()).text(language))}
                            small=true
                            edits=true
                            disabled={store.shows_old_answer()}
                            onclick={deeds::apply(&store, changes)}
                        />
                    }
                    if let Some(onclick) = trace {
                        <Button
                            label={say(ExplainLabel::Trace.text(language))}
                            look={ButtonLook::Quiet}
                            small=true
                            {onclick}
                        />
                    }
                </footer>
            }
        </section>
    }
}

/// Flows of one kind: what they are, and what stops them or lets them pass.
fn line(line: &FlowLine<'_>, plan: &Plan, language: crate::locale::Language) -> Html {
    let text = FlowLineText::of(&line.flows, line.is_answers, line.layers(), plan);
    let icon = match text.verdict {
        Verdict::Blocked => Icon::Close,
        Verdict::Attention => Icon::Warning,
        Verdict::Open | Verdict::Exempt => Icon::Check,
    };
    html! {
        <li class="outcome-line">
            <span class={classes!("verdict-sign", class_of(Some(text.verdict)))}>
                { icon.svg() }
                <span class="visually-hidden">
                    { say(LineSignText(text.verdict).text(language)) }{ ": " }
                </span>
            </span>
            <span>{ prose(&text.title.segments(language)) }</span>
            <code>{ say(text.wire.text(language)) }</code>
            <p>{ prose(&text.passage.segments(language)) }</p>
        </li>
    }
}

/// The line that sums up what comes to a part of a form: to a member, or to those behind a listener.
/// It leads to the reason on the board. Where nothing is sent, there is none.
pub(crate) fn sum(context: &FormContext, about: Explained) -> Html {
    let (store, language, plan) = (&context.store, context.language, context.plan());
    if !store.has_answer() {
        return Html::default();
    }
    let flows = about.flows(plan, &store.report);
    let title = about.title(&flows, plan, &store.report);
    let Some(verdict) = title.verdict() else { return Html::default() };
    let text = match about {
        Explained::Member(_) => {
            html! { { say(OutcomeText::of(&flows, &store.report).text(language)) } }
        }
        _ => prose(&title.segments(language)),
    };
    let ask = {
        let store = store.clone();
        move |_: MouseEvent| {
            if let Some(card) = about.card(store.plan()) {
                store.dispatch(Action::View(ViewChange::Reveal(card)));
                store.dispatch(Action::Explain(Some(Asked::about(about, card))));
            }
        }
    };
    html! {
        <p class={classes!("sum", class_of(Some(verdict)))}>
            { sign(Some(verdict)) }
            <span>{ text }</span>
            <button type="button" class="text-link" onclick={ask}>
                { say(ExplainLabel::Why.text(language)) }
            </button>
        </p>
    }
}
