//! The history of a plan: its steps, each with a button that opens the plan as it was.

use yew::prelude::*;

use super::deeds::open_step;
use super::library_context::LibraryContext;
use super::when::{is_of_this_visit, time};
use crate::format::Format;
use crate::format::samples::Sample;
use crate::library::{Activity, LogStep, Origin, PlanRecord, Verb, steps};
use crate::locale::{
    Done, DoneText, GeneralText, Language, LibraryText, MadeText, OriginText, Segment, WhenForm,
    plain,
};
use crate::view::parts::{Button, ButtonLook, prose};
use crate::view::persistence::PlanHistory;

/// The most steps that are shown until all are asked for.
const SHOWN: usize = 40;

/// The history of a plan, as far as it is read.
pub(super) fn history(
    context: &LibraryContext,
    record: &PlanRecord,
    past: Option<&PlanHistory>,
) -> Html {
    let Some(past) = past else {
        return html! {
            <section class="details-part">
                <p class="muted" role="status">{ context.general(GeneralText::Loading) }</p>
            </section>
        };
    };
    // Entries that are appended later are shown once the list of plans is read again.
    let steps = steps(&past.log);
    html! {
        <Steps
            key={record.id.as_str()}
            context={context.clone()}
            record={record.clone()}
            {steps}
            base={past.base}
        />
    }
}

#[derive(Clone, PartialEq, Properties)]
struct StepsProps {
    context: LibraryContext,
    record: PlanRecord,
    /// The steps, the newest first.
    steps: Vec<LogStep>,
    /// The number of the entry after which the steps begin.
    base: u64,
}

/// The steps of a plan.
#[component]
fn Steps(props: &StepsProps) -> Html {
    let StepsProps { context, record, steps, base } = props;
    let shows_all = use_state_eq(|| false);
    let count = steps.len().saturating_add(1);
    let is_cut = !*shows_all && count > SHOWN;
    let most = if is_cut { SHOWN } else { count };
    let show_all = {
        let shows_all = shows_all.clone();
        move |_| shows_all.set(true)
    };
    html! {
        <section class="details-part" aria-label={context.text(LibraryText::History)}>
            <div class="details-title">
                <h3>{ context.text(LibraryText::History) }</h3>
                <span class="muted">{ context.text(LibraryText::Steps(count)) }</span>
            </div>
            <ol class="steps">
                { for steps.iter().take(most).enumerate().map(|(at, it)| {
                    step(context, record, it, at == 0)
                }) }
                if !is_cut {
                    { first(context, record, *base, steps.is_empty()) }
                }
            </ol>
            if is_cut {
                <Button
                    label={context.text(LibraryText::ShowAllSteps(count))}
                    look={ButtonLook::Quiet}
                    small=true
                    onclick={show_all}
                />
            }
        </section>
    }
}

fn step(context: &LibraryContext, record: &PlanRecord, step: &LogStep, is_last: bool) -> Html {
    let window = context.store.persistence.keeper.window();
    let is_elsewhere = *step.window != **window && is_of_this_visit(step.at);
    let mut words = done(&step.activity, context.language);
    if is_elsewhere {
        let other = context.text(LibraryText::InOtherWindow);
        words.push(Segment::Words(format!(", {other}")));
    }
    line(context, record, step.at, &words, (!is_last).then_some(step.number))
}

/// The first line: the origin of the plan, or a note that older steps are no longer stored.
fn first(context: &LibraryContext, record: &PlanRecord, base: u64, is_last: bool) -> Html {
    if base > 0 {
        let older = context.text(LibraryText::OlderSteps);
        return html! { <li class="muted older">{ older }</li> };
    }
    let made = MadeText(came_from(&record.origin, context.language)).segments(context.language);
    line(context, record, record.made, &made, (!is_last).then_some(0))
}

/// A line of the history. `number` is that of the entry after which the plan was so, if it can be
/// opened.
fn line(
    context: &LibraryContext,
    record: &PlanRecord,
    at: u64,
    words: &[Segment],
    number: Option<u64>,
) -> Html {
    let way = match number {
        None => html! { <span class="muted">{ context.text(LibraryText::Now) }</span> },
        Some(number) => {
            let onclick = {
                let (context, record) = (context.clone(), record.clone());
                move |_| open_step(&context, &record, number, at)
            };
            html! {
                <button
                    type="button"
                    class="link accent"
                    aria-label={context.text(LibraryText::OpenStep(plain(words)))}
                    {onclick}
                >
                    { context.text(LibraryText::Open) }
                </button>
            }
        }
    };
    html! {
        <li>
            <span class="step-time">{ time(at, WhenForm::Short, context.language) }</span>
            <span class="step-words">{ prose(words) }</span>
            { way }
        </li>
    }
}

/// The words for what was done.
pub(super) fn done(activity: &Activity, language: Language) -> Vec<Segment> {
    let done = match activity.verb {
        Verb::Added => Done::Added,
        Verb::Changed => Done::Changed,
        Verb::Removed => Done::Removed,
        Verb::Moved => Done::Moved,
        Verb::AddedRule => Done::AddedRule,
        Verb::ChangedRule => Done::ChangedRule,
        Verb::RemovedRule => Done::RemovedRule,
        Verb::Renamed => Done::Renamed,
        Verb::Annotated => Done::Annotated,
        Verb::ChoseReadings => Done::ChoseReadings,
        Verb::Opened => Done::Opened,
        Verb::Undid => Done::Undid,
        Verb::Redid => Done::Redid,
        Verb::Exported => Done::Exported,
        Verb::Several => Done::Several,
    };
    let name = match Format::by_id(&activity.name).filter(|_| activity.verb == Verb::Exported) {
        Some(format) => format.label.text(language).into_owned(),
        None => activity.name.clone(),
    };
    DoneText { done, name, count: activity.count }.segments(language)
}

/// The words for where a plan came from.
pub(super) fn came_from(origin: &Origin, language: Language) -> OriginText {
    match origin {
        Origin::Empty => OriginText::Empty,
        Origin::Sample(id) => OriginText::Sample(match Sample::by_id(id) {
            Some(sample) => sample.title.text(language).into_owned(),
            None => id.clone(),
        }),
        Origin::File(name) => OriginText::File(name.clone()),
        Origin::Link => OriginText::Link,
        Origin::Copy(name) => OriginText::Copy(name.clone()),
        Origin::State(name) => OriginText::State(name.clone()),
        Origin::Earlier => OriginText::Earlier,
    }
}
