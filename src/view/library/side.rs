//! The left column of the library page: the filters, and the browser's storage.

use yew::platform::spawn_local;
use yew::prelude::*;

use super::library_context::LibraryContext;
use super::library_state::{LibraryAction, Storage};
use super::when::said;
use crate::library::{Answer, Filter};
use crate::locale::{BytesText, LibraryText, Moment, WhenForm};
use crate::platform::ask_to_last;
use crate::view::parts::{Button, Icon, say};

/// The filters, and the storage beneath them.
pub(super) fn side(context: &LibraryContext, now: &Moment) -> Html {
    let filter = |filter: Filter, icon: Icon, text: LibraryText| {
        entry(context, now, filter, icon.large(), text)
    };
    let answer = |answer: Answer, class: &'static str, text: LibraryText| {
        entry(context, now, Filter::Answer(answer), shape(class), text)
    };
    html! {
        <nav class="library-side" aria-label={context.text(LibraryText::Filters)}>
            <ul class="library-filters">
                { filter(Filter::All, Icon::Plans, LibraryText::AllPlans) }
                { filter(Filter::Recent, Icon::Clock, LibraryText::Recent) }
                { filter(Filter::FromLink, Icon::Link, LibraryText::FromLink) }
                { filter(Filter::Unreadable, Icon::Unreadable, LibraryText::Unreadable) }
                { filter(Filter::Removed, Icon::Trash, LibraryText::Removed) }
                <li class="section-title">{ context.text(LibraryText::ByAnswer) }</li>
                { answer(Answer::RulesToAdd, "blocked", LibraryText::RulesToAdd) }
                { answer(Answer::LookAtThisFirst, "attention", LibraryText::LookAtThisFirst) }
                { answer(Answer::NothingMissing, "open", LibraryText::NothingMissing) }
            </ul>
            { storage(context) }
        </nav>
    }
}

fn entry(
    context: &LibraryContext,
    now: &Moment,
    filter: Filter,
    sign: Html,
    text: LibraryText,
) -> Html {
    let is_chosen = context.library.filter == filter;
    let library = context.library.clone();
    html! {
        <li>
            <button
                type="button"
                class="library-filter"
                aria-pressed={is_chosen.to_string()}
                onclick={move |_| library.dispatch(LibraryAction::Filter(filter))}
            >
                { sign }
                <span>{ context.text(text) }</span>
                <span class="count">{ context.library.count(filter, now) }</span>
            </button>
        </li>
    }
}

/// The sign of an answer. Signs differ in their shape, not in their colour alone.
fn shape(class: &'static str) -> Html {
    let d = match class {
        "blocked" => "M6.5 6.5h7v7h-7z",
        "attention" => "M10 5.5 14.5 14h-9z",
        _ => "M14 10a4 4 0 1 1-8 0 4 4 0 0 1 8 0z",
    };
    html! {
        <svg class={classes!("shape", class)} viewBox="0 0 20 20" aria-hidden="true">
            <path {d} />
        </svg>
    }
}

fn storage(context: &LibraryContext) -> Html {
    let Storage { room, exported, is_refused } = context.library.storage;
    let exported = match exported {
        Some(at) => LibraryText::LastExported(said(at, WhenForm::Day, context.language)),
        None => LibraryText::NeverExported,
    };
    let Some(room) = room else {
        return html! { <div class="library-storage">{ context.text(exported) }</div> };
    };
    let ask = {
        let context = context.clone();
        move |_| {
            let context = context.clone();
            spawn_local(async move {
                let is_lasting = ask_to_last().await;
                let mut storage = context.library.storage;
                storage.is_refused = !is_lasting;
                if let Some(room) = &mut storage.room {
                    room.is_lasting = is_lasting;
                }
                context.library.dispatch(LibraryAction::Storage(storage));
            });
        }
    };
    let share =
        if room.most > 0.0 { (room.used / room.most * 100.0).clamp(0.0, 100.0) } else { 0.0 };
    html! {
        <div class="library-storage">
            <p>
                <b>{ say(BytesText(whole(room.used)).text(context.language)) }</b>{ " " }
                { context.text(LibraryText::UsedOf { most: whole(room.most) }) }
            </p>
            <svg class="storage-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect class="ground" width="100" height="4" />
                <rect class="used" width={format!("{:.2}", share.max(1.5))} height="4" />
            </svg>
            <p>
                { context.text(if room.is_lasting {
                    LibraryText::Lasting
                } else if is_refused {
                    LibraryText::AskedInVain
                } else {
                    LibraryText::NotLasting
                }) }
                { " " }{ context.text(exported) }
            </p>
            if !room.is_lasting && !is_refused {
                <Button label={context.text(LibraryText::AskToLast)} small=true onclick={ask} />
            }
        </div>
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of bytes is whole and not below none"
)]
fn whole(bytes: f64) -> u64 {
    bytes.max(0.0) as u64
}
