//! The answer to a trace: how much passes, and every layer on each path.

use yew::prelude::*;

use crate::engine::trace::{Fate, Path, Trace, TraceVerdict};
use crate::locale::{DraftText, Language, PathText, TraceLabel, TraceText, TraceVerdictText};
use crate::plan::Plan;
use crate::view::parts::{SHOWN, fate_pill, parcels, path_below_title, prose, say, use_language};
use crate::view::state::{FieldHome, use_store};

/// The answer to the trace, once there is a question.
#[component]
pub(super) fn Answered() -> Html {
    let store = use_store();
    let language = use_language();
    let Some(trace) = &store.traced else { return html! {} };
    let plan = store.plan();
    let more = trace.paths.len().saturating_sub(SHOWN);
    let has_several = trace.paths.len() > 1;
    html! {
        <section class="traced" aria-live="polite">
            <p class="traced-whole">
                { pill(trace.as_ref().into(), language) }
                <span>{ prose(&TraceText::of(trace, plan).segments(language)) }</span>
            </p>
            if store.unfinished.iter().any(|field| field.home == FieldHome::Question) {
                <p class="hint">{ say(DraftText::QuestionNotYet.text(language)) }</p>
            }
            if trace.verdict == TraceVerdict::InPart {
                { parts(trace, language) }
            }
            { for trace.paths.iter().take(SHOWN).map(|it| path(it, has_several, plan, language)) }
            if more > 0 {
                <p class="hint">{ say(TraceLabel::MorePaths(more).text(language)) }</p>
            }
        </section>
    }
}

fn pill(text: TraceVerdictText, language: Language) -> Html {
    let class = match text.verdict {
        TraceVerdict::Wholly if text.loses_replies => "blocked",
        TraceVerdict::Wholly => "open",
        TraceVerdict::NotAtAll => "blocked",
        TraceVerdict::InPart | TraceVerdict::Unclear => "attention",
        TraceVerdict::Nothing => "exempt",
    };
    html! {
        <span class={classes!("pill", class)}>{ say(text.text(language)) }</span>
    }
}

/// The parcels of all paths together that pass, that are stopped and that are unclear.
fn parts(trace: &Trace, language: Language) -> Html {
    let lists = [
        (Fate::Passes, &trace.passes),
        (Fate::Stopped, &trace.stopped),
        (Fate::Unclear, &trace.unclear),
    ];
    html! {
        <dl class="traced-parts">
            { for lists.into_iter().filter(|(_, list)| !list.is_empty()).map(|(fate, list)| html! {
                <>
                    <dt>{ fate_pill(fate, language) }</dt>
                    <dd>{ parcels(list, language) }</dd>
                </>
            }) }
        </dl>
    }
}

fn path(path: &Path, is_titled: bool, plan: &Plan, language: Language) -> Html {
    html! {
        <div class="traced-path">
            if is_titled {
                <h3>
                    { pill(path.into(), language) }
                    <span>{ prose(&PathText::of(path, plan).segments(language)) }</span>
                </h3>
            }
            { path_below_title(path, plan, language) }
        </div>
    }
}
