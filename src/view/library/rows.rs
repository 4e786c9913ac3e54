//! Plans that cannot be opened: those that could not be read, and those that were removed.

use yew::prelude::*;

use super::deeds::{Latest, forget, get_back, save, try_again};
use super::library_context::LibraryContext;
use super::library_state::LibraryQuestion;
use super::when::said;
use crate::library::{KEPT_AFTER_REMOVAL, PlanRecord, Readable};
use crate::locale::{BytesText, LibraryText, WhenForm};
use crate::platform::focus;
use crate::view::parts::{Icon, say};

/// What a question in the place of something needs to know.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ConfirmProps {
    pub(super) desk: LibraryContext,
    /// The question.
    pub(super) question: LibraryText,
    /// What is done on a yes.
    pub(super) yes: Callback<()>,
    /// The id of what has the focus after a no.
    pub(super) from: AttrValue,
}

/// The id of the answer that changes nothing, which has the focus first.
const NO: &str = "library-keep";

/// A question before something is gone for good, in the place of what it is about.
#[component]
pub(super) fn Confirm(props: &ConfirmProps) -> Html {
    let ConfirmProps { desk, question, yes, from } = props.clone();
    use_effect_with((), |()| focus(NO));
    let no = {
        let (desk, from) = (desk.clone(), from.clone());
        Callback::from(move |()| {
            desk.ask(None);
            // What the question took the place of is drawn again by the time this runs.
            let from = from.clone();
            yew::platform::spawn_local(async move {
                crate::platform::wait(0).await;
                focus(&from);
            });
        })
    };
    let onkeydown = {
        let no = no.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                no.emit(());
            }
        }
    };
    html! {
        <div class="library-confirm" role="group" aria-label={desk.text(question.clone())} {onkeydown}>
            <p>{ desk.text(question) }</p>
            <button type="button" class="button small danger" onclick={move |_| yes.emit(())}>
                { desk.text(LibraryText::RemoveForGood) }
            </button>
            <button id={NO} type="button" class="button small" onclick={move |_| no.emit(())}>
                { desk.text(LibraryText::KeepIt) }
            </button>
        </div>
    }
}

/// The question whether to remove one plan for good.
pub(super) fn ask_to_forget(
    desk: &LibraryContext,
    latest: &Latest,
    record: &PlanRecord,
    question: LibraryText,
    from: String,
) -> Html {
    let yes = {
        let (desk, latest, record) = (desk.clone(), latest.clone(), record.clone());
        Callback::from(move |()| forget(&desk, &latest, vec![record.clone()]))
    };
    html! { <Confirm desk={desk.clone()} {question} {yes} {from} /> }
}

fn forget_id(record: &PlanRecord) -> String {
    format!("forget-{}", record.id)
}

fn forget_button(desk: &LibraryContext, record: &PlanRecord) -> Html {
    let ask = {
        let (desk, id) = (desk.clone(), record.id.clone());
        move |_| desk.ask(Some(LibraryQuestion::Forget(id.clone())))
    };
    html! {
        <button
            id={forget_id(record)}
            type="button"
            class="button small quiet"
            aria-label={of(desk, LibraryText::RemoveForGood, record)}
            onclick={ask}
        >
            { desk.text(LibraryText::RemoveForGood) }
        </button>
    }
}

/// What a button does, and to which plan.
fn of(desk: &LibraryContext, text: LibraryText, record: &PlanRecord) -> AttrValue {
    AttrValue::from(format!("{}: {}", desk.text(text), desk.name(&record.name)))
}

fn is_asked(desk: &LibraryContext, record: &PlanRecord) -> bool {
    desk.shelf.asked == Some(LibraryQuestion::Forget(record.id.clone()))
}

fn asks(desk: &LibraryContext, latest: &Latest, record: &PlanRecord) -> Html {
    let question = LibraryText::ReallyForget(record.name.clone());
    ask_to_forget(desk, latest, record, question, forget_id(record))
}

/// A plan that could not be read.
pub(super) fn unreadable(desk: &LibraryContext, latest: &Latest, record: &PlanRecord) -> Html {
    let why = match &record.readable {
        Readable::No(why) => why.clone(),
        Readable::Yes => String::new(),
    };
    let act = |act: fn(&LibraryContext, &PlanRecord)| {
        let (desk, record) = (desk.clone(), record.clone());
        move |_| act(&desk, &record)
    };
    let mut facts = vec![];
    if record.changed > 0 {
        facts.push(said(record.changed, WhenForm::Day, desk.language));
    }
    if record.bytes > 0 {
        let bytes = u64::try_from(record.bytes).unwrap_or(u64::MAX);
        facts.push(say(BytesText(bytes).text(desk.language)).to_string());
    }
    html! {
        <li key={record.id.as_str()} class="plan-row unreadable">
            { Icon::Unreadable.large() }
            <p>
                <b>{ desk.name(&record.name) }</b>
                <span class="muted">{ facts.join(", ") }</span>
                <span class="why">{ why }</span>
            </p>
            if is_asked(desk, record) {
                { asks(desk, latest, record) }
            } else {
                <div class="plan-tools">
                    { forget_button(desk, record) }
                    <button
                        type="button"
                        class="button small quiet"
                        aria-label={of(desk, LibraryText::TryAgain, record)}
                        onclick={act(try_again)}
                    >
                        { desk.text(LibraryText::TryAgain) }
                    </button>
                    <button
                        type="button"
                        class="button small"
                        aria-label={of(desk, LibraryText::SaveAsFile, record)}
                        onclick={act(save)}
                    >
                        { Icon::Download.svg() }{ desk.text(LibraryText::SaveAsFile) }
                    </button>
                </div>
            }
        </li>
    }
}

/// A plan that was removed.
pub(super) fn removed(desk: &LibraryContext, latest: &Latest, record: &PlanRecord) -> Html {
    let removed = record.removed.unwrap_or_default();
    let day = |at| said(at, WhenForm::Day, desk.language);
    let text = LibraryText::RemovedOn {
        removed: day(removed),
        until: day(removed.saturating_add(KEPT_AFTER_REMOVAL)),
    };
    let back = {
        let (desk, record) = (desk.clone(), record.clone());
        move |_| get_back(&desk, &record)
    };
    html! {
        <li key={record.id.as_str()} class="plan-row">
            <p>
                <b>{ desk.name(&record.name) }</b>
                <span class="muted">{ desk.text(text) }</span>
            </p>
            if is_asked(desk, record) {
                { asks(desk, latest, record) }
            } else {
                <div class="plan-tools">
                    { forget_button(desk, record) }
                    <button
                        type="button"
                        class="button small"
                        aria-label={of(desk, LibraryText::GetBack, record)}
                        onclick={back}
                    >
                        { Icon::Undo.svg() }{ desk.text(LibraryText::GetBack) }
                    </button>
                </div>
            }
        </li>
    }
}

/// The button that removes all removed plans for good, and its question.
pub(super) fn empty_removed(
    desk: &LibraryContext,
    latest: &Latest,
    records: &[&PlanRecord],
) -> Html {
    const BUTTON: &str = "empty-removed";
    if desk.shelf.asked == Some(LibraryQuestion::Empty) {
        let records = records.iter().map(|it| (*it).clone()).collect::<Vec<_>>();
        let question = LibraryText::ReallyEmpty(records.len());
        let yes = {
            let (desk, latest) = (desk.clone(), latest.clone());
            Callback::from(move |()| forget(&desk, &latest, records.clone()))
        };
        return html! { <Confirm desk={desk.clone()} {question} {yes} from={BUTTON} /> };
    }
    let ask = {
        let desk = desk.clone();
        move |_| desk.ask(Some(LibraryQuestion::Empty))
    };
    html! {
        <button id={BUTTON} type="button" class="button small quiet" onclick={ask}>
            { desk.text(LibraryText::EmptyRemoved) }
        </button>
    }
}
