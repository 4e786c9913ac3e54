//! The gallery: samples, a file of the visitor's own, and an empty plan.

use yew::prelude::*;

use super::frame::DialogFrame;
use crate::engine::check;
use crate::engine::report::Report;
use crate::format::{plan as plan_file, samples::SAMPLES};
use crate::library::Origin;
use crate::locale::{AnswerText, CommandText, HeadlineText};
use crate::plan::Plan;
use crate::view::commands::{open, use_run_command};
use crate::view::parts::{Button, Icon, name_of, say, use_language};
use crate::view::state::{Action, use_store};

/// The gallery.
#[component]
pub(super) fn Samples() -> Html {
    let store = use_store();
    let language = use_language();
    let run_command = use_run_command();
    let plans = use_memo((), |()| {
        let plans = SAMPLES.iter().filter_map(|sample| {
            let plan = plan_file::read(sample.json).ok()?;
            let report = check(&plan);
            Some((sample, plan, report))
        });
        plans.collect::<Vec<_>>()
    });
    let cards = plans.iter().map(|(sample, plan, report)| {
        let onclick = {
            let (store, plan) = (store.clone(), plan.clone());
            let origin = Origin::Sample(sample.id.to_owned());
            move |_| open(&store, plan.clone(), origin.clone())
        };
        html! {
            <li key={sample.id}>
                <button type="button" class="sample" data-sample={sample.id} {onclick}>
                    <b>{ say(sample.title.text(language)) }</b>
                    <span class="muted">{ say(sample.description.text(language)) }</span>
                    <span class={classes!("pill", class_of(report))}>
                        { say(HeadlineText::of(plan, report).text(language)) }
                    </span>
                </button>
            </li>
        }
    });
    let cards = cards.collect::<Vec<_>>();
    let choose = {
        let (store, run_command) = (store.clone(), run_command.clone());
        move |_| {
            run_command.emit(CommandText::OpenFile);
            store.dispatch(Action::Close);
        }
    };
    let empty = {
        let store = store.clone();
        move |_| open(&store, Plan::default(), Origin::Empty)
    };
    html! {
        <DialogFrame>
            <p class="muted">{ say(AnswerText::SamplesBody.text(language)) }</p>
            <ul class="samples">
                { for cards }
                <li>
                    <button type="button" class="sample own" onclick={choose}>
                        <b>{ say(AnswerText::OwnFile.text(language)) }</b>
                        <span class="muted">{ say(AnswerText::OwnFileBody.text(language)) }</span>
                    </button>
                </li>
                <li>
                    <button type="button" class="sample own" onclick={empty}>
                        <b>{ name_of(CommandText::StartEmpty, language) }</b>
                        <span class="muted">{ Icon::Plus.svg() }</span>
                    </button>
                </li>
            </ul>
            <div class="row end">
                <Button
                    label={name_of(CommandText::SaveFile, language)}
                    icon={Icon::Download}
                    onclick={move |_| run_command.emit(CommandText::SaveFile)}
                />
            </div>
        </DialogFrame>
    }
}

fn class_of(report: &Report) -> &'static str {
    if report.summary.blocked_flows > 0 {
        "blocked"
    } else if report.changes.is_empty() && report.summary.attention_flows == 0 {
        "open"
    } else {
        "attention"
    }
}
