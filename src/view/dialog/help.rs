//! The help: what can be read about the planner, and about what it answers.

use yew::prelude::*;

use super::frame::DialogFrame;
use crate::locale::{CommandText, HelpDialogText as Text};
use crate::page::{GUIDE, HandbookPage};
use crate::view::commands::use_run_command;
use crate::view::parts::{Icon, handbook_address, name_of, say, use_language};
use crate::view::state::{Action, use_store};

/// The help.
#[component]
pub(super) fn Help() -> Html {
    let store = use_store();
    let language = use_language();
    let run_command = use_run_command();
    let text = |text: Text| say(text.text(language));
    let page = |page: HandbookPage, name: AttrValue, about: Text| {
        let address = handbook_address(page)?;
        Some(link(address, name, text(about)))
    };
    let name = |command: CommandText| name_of(command, language);
    let pages = [
        page(HandbookPage::Start, name(CommandText::ReadHandbook), Text::HandbookBody),
        page(HandbookPage::Unhealthy, name(CommandText::ReadUnhealthy), Text::UnhealthyBody),
    ];
    let running = |command: CommandText| {
        let (store, run_command) = (store.clone(), run_command.clone());
        move |_: MouseEvent| {
            store.dispatch(Action::Close);
            run_command.emit(command);
        }
    };
    let button = |command: CommandText, about: Text| {
        html! {
            <li>
                <button type="button" class="help-entry" onclick={running(command)}>
                    <b>{ name(command) }</b>
                    <span class="muted">{ text(about) }</span>
                </button>
            </li>
        }
    };
    html! {
        <DialogFrame>
            <ul class="help-entries">
                { for pages.into_iter().flatten() }
                { button(CommandText::Shortcuts, Text::ShortcutsBody) }
                { button(CommandText::ShowSettings, Text::SettingsBody) }
                { button(CommandText::OpenSample, Text::SamplesBody) }
                { link(GUIDE.to_owned(), text(Text::Guide), text(Text::GuideBody)) }
            </ul>
        </DialogFrame>
    }
}

/// An entry that leads to a page beside this one.
fn link(address: String, name: AttrValue, about: AttrValue) -> Html {
    html! {
        <li>
            <a class="help-entry" href={address} target="_blank" rel="noopener noreferrer">
                <b>{ name }{ " " }{ Icon::Leave.svg() }</b>
                <span class="muted">{ about }</span>
            </a>
        </li>
    }
}
