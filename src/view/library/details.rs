//! The right column of the library page: the chosen plan, and its history.

use std::rc::Rc;

use web_sys::{Element, HtmlInputElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use super::card::dom_id;
use super::deeds::{Latest, duplicate, open, remove, rename, save};
use super::history::{came_from, done, history};
use super::library_context::LibraryContext;
use super::library_state::{LibraryAction, LibraryQuestion};
use super::picture::picture;
use super::rows::ask_to_forget;
use super::when::said;
use crate::library::{PlanId, PlanRecord, steps};
use crate::locale::{BytesText, LibraryText, WhenForm};
use crate::platform::{client_rect, focus};
use crate::view::parts::{Button, ButtonLook, Icon, Menu, MenuItem, prose, say};
use crate::view::persistence::PlanHistory;

/// The id of the button that leads from the details back to the list, on a narrow screen.
const BACK: &str = "library-back-to-list";

/// The id of the menu with the less frequent actions.
const MORE: &str = "library-more";

/// The properties of [`Details`].
#[derive(Clone, Properties)]
pub(super) struct DetailsProps {
    pub(super) context: LibraryContext,
    pub(super) latest: Latest,
    /// The plan.
    pub(super) record: PlanRecord,
}

impl PartialEq for DetailsProps {
    fn eq(&self, other: &Self) -> bool {
        self.context == other.context && self.record == other.record
    }
}

/// The history of a plan, once it is read, with the id of the plan.
type Read = Option<(PlanId, Rc<PlanHistory>)>;

/// The details of the chosen plan.
#[component]
pub(super) fn Details(props: &DetailsProps) -> Html {
    let DetailsProps { context, latest, record } = props.clone();
    let past = use_state(|| Read::None);
    {
        let (past, keeper) = (past.clone(), context.keeper());
        let of = (record.id.clone(), record.last, record.changed, record.bytes);
        use_effect_with(of, move |(id, ..)| {
            let id = id.clone();
            spawn_local(async move {
                // If it cannot be read, opening the plan says why.
                if let Ok(read) = keeper.past(&id).await {
                    past.set(Some((id, Rc::new(read))));
                }
            });
        });
    }
    let read = past.as_ref().filter(|(id, _)| *id == record.id).map(|(_, past)| past.clone());
    use_effect_with(context.library.shows_details, |is_shown| {
        if *is_shown {
            // The button is shown only on narrow screens; elsewhere the focus stays where it is.
            focus(BACK);
        }
    });
    let back = {
        let (library, card) = (context.library.clone(), dom_id(&record));
        Callback::from(move |()| {
            library.dispatch(LibraryAction::Details(false));
            let card = card.clone();
            spawn_local(async move {
                crate::platform::wait(0).await;
                focus(&card);
            });
        })
    };
    let back_button = use_node_ref();
    let onkeydown = {
        let (back, button) = (back.clone(), back_button.clone());
        move |event: KeyboardEvent| {
            // On narrow screens the details cover the list, and Escape leads to the list first.
            let button = button.cast::<Element>();
            let is_page = button.is_some_and(|button| client_rect(&button).width > 0.0);
            if event.key() == "Escape" && is_page && !event.default_prevented() {
                event.prevent_default();
                back.emit(());
            }
        }
    };
    html! {
        <aside
            class="library-details"
            aria-label={context.text(LibraryText::Details)}
            {onkeydown}
        >
            <button
                ref={back_button}
                id={BACK}
                type="button"
                class="button quiet back-to-list"
                onclick={move |_| back.emit(())}
            >
                { Icon::Back.svg() }{ context.text(LibraryText::Title) }
            </button>
            <section class="details-part">
                <div class="details-picture">{ picture(&record.picture) }</div>
                { title(&context, &record) }
                <p class="muted">{ context.text(sentence(&record)) }</p>
                { tools(&context, &latest, &record) }
                { elsewhere(&context, &record, read.as_deref()) }
            </section>
            { history(&context, &record, read.as_deref()) }
            { facts(&context, &record, read.as_deref()) }
        </aside>
    }
}

fn sentence(record: &PlanRecord) -> LibraryText {
    let summary = &record.summary;
    match record.answer() {
        None => LibraryText::NotLookedAt,
        Some(_) => LibraryText::Sentence {
            required: summary.required,
            unclear: summary.unclear,
            flows: summary.flows,
        },
    }
}

/// The name of the plan, or the field for a new one.
fn title(context: &LibraryContext, record: &PlanRecord) -> Html {
    if context.library.asked == Some(LibraryQuestion::Name(record.id.clone())) {
        html! { <NewName key={record.id.as_str()} context={context.clone()} record={record.clone()} /> }
    } else {
        html! { <h2 class="headline">{ context.name(&record.name) }</h2> }
    }
}

#[derive(Clone, PartialEq, Properties)]
struct NewNameProps {
    context: LibraryContext,
    record: PlanRecord,
}

/// The field for a new name of a plan.
#[component]
fn NewName(props: &NewNameProps) -> Html {
    let NewNameProps { context, record } = props.clone();
    let field = use_node_ref();
    {
        let (field, name) = (field.clone(), record.name.clone());
        use_effect_with((), move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                // The field has the name only at first: a new drawing does not undo what is typed.
                field.set_value(&name);
                // A field that cannot take the focus leaves it where it is.
                drop(field.focus());
                field.select();
            }
        });
    }
    let onsubmit = {
        let (context, field) = (context.clone(), field.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = field.cast::<HtmlInputElement>() {
                rename(&context, &record, field.value().trim().to_owned());
                focus(MORE);
            }
        }
    };
    let cancel = {
        let context = context.clone();
        move || {
            context.ask(None);
            focus(MORE);
        }
    };
    let onkeydown = {
        let cancel = cancel.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                cancel();
            }
        }
    };
    html! {
        <form class="new-name" {onsubmit} {onkeydown}>
            <input
                ref={field}
                aria-label={context.text(LibraryText::NewName)}
                maxlength="128"
                spellcheck="false"
                autocomplete="off"
            />
            <button type="submit" class="button primary">{ context.text(LibraryText::Rename) }</button>
            <Button label={context.text(LibraryText::Cancel)} onclick={move |_| cancel()} />
        </form>
    }
}

/// The buttons and the menu for the plan.
fn tools(context: &LibraryContext, latest: &Latest, record: &PlanRecord) -> Html {
    if context.library.asked == Some(LibraryQuestion::ForgetForRoom(record.id.clone())) {
        let question = LibraryText::NoRoomToRemove(record.name.clone());
        return ask_to_forget(context, latest, record, question, MORE.to_owned());
    }
    let act = |act: fn(&LibraryContext, &PlanRecord)| {
        let (context, record) = (context.clone(), record.clone());
        move |_: MouseEvent| act(&context, &record)
    };
    let name = {
        let (context, id) = (context.clone(), record.id.clone());
        Callback::from(move |()| context.ask(Some(LibraryQuestion::Name(id.clone()))))
    };
    let away = {
        let (context, latest, record) = (context.clone(), latest.clone(), record.clone());
        Callback::from(move |()| remove(&context, &latest, &record))
    };
    let items = vec![
        MenuItem { label: context.text(LibraryText::Rename), act: name },
        MenuItem { label: context.text(LibraryText::Remove), act: away },
    ];
    html! {
        <div class="row details-actions">
            <Button
                label={context.text(LibraryText::Open)}
                look={ButtonLook::Primary}
                onclick={act(open)}
            />
            <Button label={context.text(LibraryText::Duplicate)} onclick={act(duplicate)} />
            <Button
                label={context.text(LibraryText::SaveAsFile)}
                icon={Icon::Download}
                onclick={act(save)}
            />
            <Menu
                key={record.id.as_str()}
                id={MORE}
                label={context.text(LibraryText::More)}
                class="button quiet icon-only"
                face={Icon::More.svg()}
                {items}
            />
        </div>
    }
}

/// A note on the last step that another window did to the plan while this one was open.
fn elsewhere(context: &LibraryContext, record: &PlanRecord, past: Option<&PlanHistory>) -> Html {
    if !context.is_changed_elsewhere(record) {
        return Html::default();
    }
    let last = past.and_then(|past| steps(&past.log).into_iter().next());
    html! {
        <div class="details-note">
            { Icon::Windows.svg() }
            <p>
                <b>{ context.text(LibraryText::ChangedElsewhere) }</b>
                if let Some(step) = last {
                    { " " }
                    { context.text(LibraryText::ItsEdit(said(step.at, WhenForm::Short, context.language))) }
                    { " " }
                    { prose(&done(&step.activity, context.language)) }
                    { "." }
                }
            </p>
        </div>
    }
}

/// The contents of the plan, its origin, and its size.
fn facts(context: &LibraryContext, record: &PlanRecord, past: Option<&PlanHistory>) -> Html {
    let summary = &record.summary;
    let holds = LibraryText::Contents {
        load_balancers: summary.load_balancers,
        listeners: summary.listeners,
        servers: summary.servers,
    };
    let bytes = |bytes: usize| u64::try_from(bytes).unwrap_or(u64::MAX);
    let size = match past {
        Some(past) if record.bytes > 0 => {
            let (plan, whole) = (bytes(record.bytes), bytes(past.bytes));
            context.text(LibraryText::WithHistory { plan, whole })
        }
        Some(past) => say(BytesText(bytes(past.bytes)).text(context.language)),
        None => say(BytesText(bytes(record.bytes)).text(context.language)),
    };
    html! {
        <dl class="details-part details-facts">
            if record.bytes > 0 {
                <dt>{ context.text(LibraryText::Holds) }</dt>
                <dd>{ context.text(holds) }</dd>
            }
            <dt>{ context.text(LibraryText::CameFrom) }</dt>
            <dd>{ prose(&came_from(&record.origin, context.language).segments(context.language)) }</dd>
            <dt>{ context.text(LibraryText::Size) }</dt>
            <dd>{ size }</dd>
        </dl>
    }
}
