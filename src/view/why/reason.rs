//! The reason of something on the board: what is stopped, where, by which rule, and what to do about
//! it; or what lets it pass.

use std::rc::Rc;

use yew::prelude::*;

use super::place::{REASON_ID, TITLE_ID};
use super::{barrier, deeds};
use crate::engine::report::{Layer, Level, Outcome, Report, Verdict, WhyNotFiltered};
use crate::locale::{
    AmountText, AnswerText, ExplainDetailText, ExplainLabel, Language, LayerText, Segment,
    ShellText,
};
use crate::page::{Explained, Explanation};
use crate::plan::Plan;
use crate::platform::focus;
use crate::view::parts::{
    Button, ButtonLook, Icon, Same, class_of, prose, say, shell, use_language,
};
use crate::view::state::{Action, use_store};

/// The most filters that are shown one by one.
const MOST_BARRIERS: usize = 4;
/// The most rules that are named where all passes.
const MOST_LAYERS: usize = 5;

/// The thing that is explained, and the answer that explains it.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ReasonProps {
    pub(super) about: Explained,
    pub(super) plan: Same<Plan>,
    pub(super) report: Same<Report>,
    /// True if the answer is that to an earlier state of the plan.
    pub(super) is_old: bool,
}

/// The reason of something on the board.
#[component]
pub(super) fn Reason(props: &ReasonProps) -> Html {
    let store = use_store();
    let language = use_language();
    let ReasonProps { about, plan: Same(plan), report: Same(report), is_old } = props;
    let explanation = Explanation::of(*about, plan, report);
    let Explanation { flows, barriers, changes } = &explanation;
    let title = about.title(flows, plan, report);
    let needed = barriers.iter().filter(|it| it.level == Level::Required).count();
    let close = {
        let store = store.clone();
        move |_: MouseEvent| store.dispatch(Action::Explain(None))
    };
    let others = explanation.other_changes().collect::<Vec<_>>();
    let more = barriers.len().saturating_sub(MOST_BARRIERS);
    let apply_all = deeds::apply(&store, changes).reform(|event| {
        // The button goes with its changes, and would take the focus with it.
        focus(REASON_ID);
        event
    });
    let all = match changes.len() {
        2 => say(ExplainLabel::ApplyBoth.text(language)),
        _ => say(AnswerText::ApplyAll.text(language)),
    };
    let first = changes.first().and_then(|change| deeds::show(&store, change.id));
    let has_answer = store.has_answer();
    html! {
        <>
            <header class="reason-head">
                { sign(title.verdict()) }
                <h2 id={TITLE_ID}>{ prose(&title.segments(language)) }</h2>
                <Button
                    label={shell(ShellText::Close, language)}
                    icon={Icon::Close}
                    icon_alone=true
                    look={ButtonLook::Quiet}
                    small=true
                    onclick={close}
                />
                if !has_answer {
                    <p>{ say(AmountText::WorkingOut.text(language)) }</p>
                } else if *is_old {
                    <p>{ say(AmountText::UpdateIsComing.text(language)) }</p>
                } else if !flows.is_empty() && about.place().is_none() {
                    <p>{ prose(&ExplainDetailText::of(flows, needed, plan).segments(language)) }</p>
                }
            </header>
            <div>
                { for barriers.iter().take(MOST_BARRIERS).map(|it| barrier::barrier(it, &store, language)) }
                if more > 0 {
                    <p class="barrier-more">{ say(ExplainLabel::MoreBarriers(more).text(language)) }</p>
                }
                if flows.iter().any(|flow| flow.route_in_doubt) {
                    <p class="barrier-more">{ say(ExplainLabel::RouteInDoubt.text(language)) }</p>
                }
                { barrier::others(&others, &store, language) }
                if needed == 0 {
                    { passage(&explanation, plan, language) }
                }
            </div>
            if !flows.is_empty() {
                <footer class="reason-foot">
                    if changes.len() > 1 {
                        <Button
                            label={all}
                            look={ButtonLook::Primary}
                            edits=true
                            disabled={store.shows_old_answer()}
                            onclick={apply_all}
                        />
                    }
                    if let Some(onclick) = deeds::trace(&store, flows) {
                        <Button label={say(ExplainLabel::Trace.text(language))} {onclick} />
                    }
                    <span class="space" />
                    if let Some(onclick) = first {
                        <button type="button" class="text-link" {onclick}>
                            { say(ExplainLabel::ShowRules.text(language)) }
                        </button>
                    }
                </footer>
            }
        </>
    }
}

/// The sign of a verdict.
pub(super) fn sign(verdict: Option<Verdict>) -> Html {
    let icon = match verdict {
        Some(Verdict::Blocked) => Icon::Error,
        Some(Verdict::Attention) => Icon::Warning,
        Some(Verdict::Open | Verdict::Exempt) => Icon::Check,
        None => Icon::Info,
    };
    html! { <span class={classes!("verdict-sign", class_of(verdict))}>{ icon.svg() }</span> }
}

/// The rules that let flows pass.
fn passage(explanation: &Explanation<'_>, plan: &Rc<Plan>, language: Language) -> Html {
    let flows = explanation.flows.iter();
    let layers = flows.flat_map(|flow| flow.layers.iter().map(move |layer| (*flow, layer)));
    let is_shown = |layer: &Layer| {
        let passes = match &layer.outcome {
            Outcome::NotFiltered(WhyNotFiltered::NoNetworkAcl | WhyNotFiltered::NoRoute) => false,
            Outcome::NotFiltered(_) => true,
            Outcome::Filtered { parts } => parts.iter().all(|part| part.passes),
            Outcome::Unknown => false,
        };
        passes && !layer.leg.is_answer(layer.direction)
    };
    let mut texts: Vec<Vec<Segment>> = vec![];
    for (flow, layer) in layers.filter(|(_, layer)| is_shown(layer)) {
        let text = LayerText::of(layer, flow, plan).segments(language);
        if !texts.contains(&text) {
            texts.push(text);
        }
        if texts.len() > MOST_LAYERS {
            break;
        }
    }
    if texts.is_empty() {
        return Html::default();
    }
    let is_cut = texts.len() > MOST_LAYERS;
    html! {
        <ul class="passage" aria-label={say(ExplainLabel::LetInBy.text(language))}>
            { for texts.iter().take(MOST_LAYERS).map(|text| html! {
                <li>{ prose(text) }</li>
            }) }
            if is_cut {
                <li>{ "…" }</li>
            }
        </ul>
    }
}
