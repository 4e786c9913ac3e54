//! The header and the footer of the library page.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::deeds::TITLE;
use super::library_context::LibraryContext;
use super::library_state::LibraryAction;
use super::transfer::export;
use super::when::said;
use crate::command::Dialog;
use crate::library::{Filter, Origin};
use crate::locale::{LibraryText, Moment, WhenForm};
use crate::plan::Plan;
use crate::platform::click;
use crate::view::commands::{open, open_chosen};
use crate::view::frame::{PageTools, Saved, logo};
use crate::view::parts::{Button, ButtonLook, Icon, Menu, MenuItem};
use crate::view::state::{Action, Page};

/// The ids of the fields that take files.
const PLAN_FIELD: &str = "library-plan-file";
const LIBRARY_FIELD: &str = "library-file";

/// The header. `exported` is called when the library was exported.
pub(super) fn top(context: &LibraryContext, now: &Moment, exported: Callback<()>) -> Html {
    let back = {
        let store = context.store.clone();
        move |_| store.dispatch(Action::Visit(Page::Board))
    };
    let export = {
        let context = context.clone();
        move |_| {
            let exported = exported.clone();
            export(&context.store, context.language, move || exported.emit(()));
        }
    };
    let bar = |text: LibraryText, icon: Icon, onclick: Callback<MouseEvent>| {
        html! {
            <button
                type="button"
                class="button"
                title={context.text(text.clone())}
                aria-label={context.text(text.clone())}
                {onclick}
            >
                { icon.svg() }<span class="wide">{ context.text(text) }</span>
            </button>
        }
    };
    let count = context.library.count(Filter::All, now);
    html! {
        <header class="library-top">
            { logo() }
            <Button
                label={context.text(LibraryText::Back)}
                icon={Icon::Back}
                look={ButtonLook::Quiet}
                onclick={back}
            />
            <h1 id={TITLE} tabindex="-1">{ context.text(LibraryText::Title) }</h1>
            if count > 0 {
                <span class="muted library-count">{ context.text(LibraryText::Count(count)) }</span>
            }
            <span class="space" />
            { search(context) }
            { bar(LibraryText::Import, Icon::Upload, Callback::from(|_| click(LIBRARY_FIELD))) }
            { bar(LibraryText::Export, Icon::Download, Callback::from(export)) }
            { new_plan(context) }
            { file_field(context, PLAN_FIELD) }
            { file_field(context, LIBRARY_FIELD) }
        </header>
    }
}

fn search(context: &LibraryContext) -> Html {
    let oninput = {
        let library = context.library.clone();
        move |event: InputEvent| {
            let query = event.target_unchecked_into::<HtmlInputElement>().value();
            library.dispatch(LibraryAction::Search(query));
        }
    };
    let onkeydown = {
        let library = context.library.clone();
        move |event: KeyboardEvent| {
            // Escape empties the field first, and leads back to the board only then.
            if event.key() == "Escape" && !library.query.is_empty() {
                event.prevent_default();
                library.dispatch(LibraryAction::Search(String::new()));
            }
        }
    };
    html! {
        <label class="search-field library-search">
            { Icon::Search.svg() }
            <input
                type="search"
                aria-label={context.text(LibraryText::SearchLabel)}
                placeholder={context.text(LibraryText::SearchPlaceholder)}
                value={context.library.query.clone()}
                spellcheck="false"
                autocomplete="off"
                {oninput}
                {onkeydown}
            />
        </label>
    }
}

fn new_plan(context: &LibraryContext) -> Html {
    let item = |text: LibraryText, act: Callback<()>| MenuItem { label: context.text(text), act };
    let (empty, sample) = (context.store.clone(), context.store.clone());
    let items = vec![
        item(
            LibraryText::NewEmpty,
            Callback::from(move |()| open(&empty, Plan::default(), Origin::Empty)),
        ),
        item(
            LibraryText::NewSample,
            Callback::from(move |()| sample.dispatch(Action::Open(Dialog::Samples))),
        ),
        item(LibraryText::NewFile, Callback::from(|()| click(PLAN_FIELD))),
    ];
    let label = context.text(LibraryText::NewPlan);
    let face = html! { <>{ Icon::Plus.svg() }<span class="label">{ label.clone() }</span></> };
    html! { <Menu id="new-plan" {label} class="button primary" {face} {items} /> }
}

fn file_field(context: &LibraryContext, id: &'static str) -> Html {
    let (store, language) = (context.store.clone(), context.language);
    html! {
        <input
            {id}
            class="visually-hidden"
            type="file"
            accept=".json,application/json"
            tabindex="-1"
            aria-hidden="true"
            onchange={move |event: Event| {
                open_chosen(&store, language, &event.target_unchecked_into());
            }}
        />
    }
}

/// The footer: the sign that everything is saved, and the theme.
pub(super) fn foot(context: &LibraryContext) -> Html {
    let language = context.language;
    let written = context.store.persistence.storage.written;
    let written = written.map(|at| LibraryText::LastWritten(said(at, WhenForm::Short, language)));
    html! {
        <footer class="footer">
            <Saved />
            if let Some(written) = written {
                <span>{ context.text(written) }</span>
            }
            <PageTools />
        </footer>
    }
}
