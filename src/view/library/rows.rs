//! The rows of plans that cannot be opened: those that could not be read, and those that were
//! removed.

use yew::prelude::*;

use super::deeds::{Latest, forget, get_back, save, try_again};
use super::library_context::LibraryContext;
use super::library_state::LibraryQuestion;
use super::when::said;
use crate::library::{KEPT_AFTER_REMOVAL, PlanRecord, Readable};
use crate::locale::{BytesText, GeneralText, LibraryText, WhenForm};
use crate::platform::focus;
use crate::view::parts::{Button, ButtonLook, Icon, say};

/// The properties of [`Confirm`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ConfirmProps {
    pub(super) context: LibraryContext,
    /// The question.
    pub(super) question: LibraryText,
    /// The action on a yes.
    pub(super) yes: Callback<()>,
    /// The id of the element that has the focus after a no.
    pub(super) from: AttrValue,
}

/// The id of the answer that changes nothing, which has the focus first.
const NO: &str = "library-keep";

/// A question before something is gone for good. It stands in the place of what it is about.
#[component]
pub(super) fn Confirm(props: &ConfirmProps) -> Html {
    let ConfirmProps { context, question, yes, from } = props.clone();
    use_effect_with((), |()| focus(NO));
    let no = {
        let (context, from) = (context.clone(), from.clone());
        Callback::from(move |()| {
            context.ask(None);
            // By the time this runs, the element whose place the question took is drawn again.
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
        <div class="library-confirm" role="group" aria-label={context.text(question.clone())} {onkeydown}>
            <p>{ context.text(question) }</p>
            <Button
                label={context.text(LibraryText::RemoveForGood)}
                look={ButtonLook::Danger}
                small=true
                onclick={move |_| yes.emit(())}
            />
            <Button
                id={NO}
                label={context.text(LibraryText::KeepIt)}
                small=true
                onclick={move |_| no.emit(())}
            />
        </div>
    }
}

/// Asks whether to remove one plan for good.
pub(super) fn ask_to_forget(
    context: &LibraryContext,
    latest: &Latest,
    record: &PlanRecord,
    question: LibraryText,
    from: String,
) -> Html {
    let yes = {
        let (context, latest, record) = (context.clone(), latest.clone(), record.clone());
        Callback::from(move |()| forget(&context, &latest, vec![record.clone()]))
    };
    html! { <Confirm context={context.clone()} {question} {yes} {from} /> }
}

fn forget_id(record: &PlanRecord) -> String {
    format!("forget-{}", record.id)
}

fn forget_button(context: &LibraryContext, record: &PlanRecord) -> Html {
    let ask = {
        let (context, id) = (context.clone(), record.id.clone());
        move |_| context.ask(Some(LibraryQuestion::Forget(id.clone())))
    };
    html! {
        <Button
            id={forget_id(record)}
            label={context.text(LibraryText::RemoveForGood)}
            look={ButtonLook::Quiet}
            small=true
            spoken={of(context, &context.text(LibraryText::RemoveForGood), record)}
            onclick={ask}
        />
    }
}

/// The label of a button: its action, and the plan.
fn of(context: &LibraryContext, label: &AttrValue, record: &PlanRecord) -> AttrValue {
    AttrValue::from(format!("{label}: {}", context.name(&record.name)))
}

fn is_asked(context: &LibraryContext, record: &PlanRecord) -> bool {
    context.library.asked == Some(LibraryQuestion::Forget(record.id.clone()))
}

/// The buttons of a row; while its plan is about to be removed for good, the question instead.
fn tools(
    context: &LibraryContext,
    latest: &Latest,
    record: &PlanRecord,
    buttons: impl FnOnce() -> Html,
) -> Html {
    if is_asked(context, record) {
        let question = LibraryText::ReallyForget(record.name.clone());
        return ask_to_forget(context, latest, record, question, forget_id(record));
    }
    html! { <div class="plan-tools">{ forget_button(context, record) }{ buttons() }</div> }
}

/// The row of a plan that could not be read.
pub(super) fn unreadable(context: &LibraryContext, latest: &Latest, record: &PlanRecord) -> Html {
    let why = match &record.readable {
        Readable::No(why) => why.clone(),
        Readable::Yes => String::new(),
    };
    let act = |act: fn(&LibraryContext, &PlanRecord)| {
        let (context, record) = (context.clone(), record.clone());
        move |_| act(&context, &record)
    };
    let mut facts = vec![];
    if record.changed > 0 {
        facts.push(said(record.changed, WhenForm::Day, context.language));
    }
    if record.bytes > 0 {
        let bytes = u64::try_from(record.bytes).unwrap_or(u64::MAX);
        facts.push(say(BytesText(bytes).text(context.language)).to_string());
    }
    let buttons = || {
        html! {
            <>
                <Button
                    label={context.general(GeneralText::TryAgain)}
                    look={ButtonLook::Quiet}
                    small=true
                    spoken={of(context, &context.general(GeneralText::TryAgain), record)}
                    onclick={act(try_again)}
                />
                <Button
                    label={context.text(LibraryText::SaveAsFile)}
                    icon={Icon::Download}
                    small=true
                    spoken={of(context, &context.text(LibraryText::SaveAsFile), record)}
                    onclick={act(save)}
                />
            </>
        }
    };
    html! {
        <li key={record.id.as_str()} class="plan-row unreadable">
            { Icon::Unreadable.large() }
            <p>
                <b>{ context.name(&record.name) }</b>
                <span class="muted">{ facts.join(", ") }</span>
                <span class="why">{ why }</span>
            </p>
            { tools(context, latest, record, buttons) }
        </li>
    }
}

/// The row of a removed plan.
pub(super) fn removed(context: &LibraryContext, latest: &Latest, record: &PlanRecord) -> Html {
    let removed = record.removed.unwrap_or_default();
    let day = |at| said(at, WhenForm::Day, context.language);
    let text = LibraryText::RemovedOn {
        removed: day(removed),
        until: day(removed.saturating_add(KEPT_AFTER_REMOVAL)),
    };
    let back = {
        let (context, record) = (context.clone(), record.clone());
        move |_| get_back(&context, &record)
    };
    let buttons = || {
        html! {
            <Button
                label={context.text(LibraryText::GetBack)}
                icon={Icon::Undo}
                small=true
                spoken={of(context, &context.text(LibraryText::GetBack), record)}
                onclick={back}
            />
        }
    };
    html! {
        <li key={record.id.as_str()} class="plan-row">
            <p>
                <b>{ context.name(&record.name) }</b>
                <span class="muted">{ context.text(text) }</span>
            </p>
            { tools(context, latest, record, buttons) }
        </li>
    }
}

/// The button that removes all removed plans for good, and its question.
pub(super) fn empty_removed(
    context: &LibraryContext,
    latest: &Latest,
    records: &[&PlanRecord],
) -> Html {
    const BUTTON: &str = "empty-removed";
    if context.library.asked == Some(LibraryQuestion::Empty) {
        let records = records.iter().map(|it| (*it).clone()).collect::<Vec<_>>();
        let question = LibraryText::ReallyEmpty(records.len());
        let yes = {
            let (context, latest) = (context.clone(), latest.clone());
            Callback::from(move |()| forget(&context, &latest, records.clone()))
        };
        return html! { <Confirm context={context.clone()} {question} {yes} from={BUTTON} /> };
    }
    let ask = {
        let context = context.clone();
        move |_| context.ask(Some(LibraryQuestion::Empty))
    };
    html! {
        <Button
            id={BUTTON}
            label={context.text(LibraryText::EmptyRemoved)}
            look={ButtonLook::Quiet}
            small=true
            onclick={ask}
        />
    }
}
