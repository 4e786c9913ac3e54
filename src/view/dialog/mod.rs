//! The dialogs of the page. They are native ones, which keep the focus inside and close on Escape.

mod connection;
mod export;
mod frame;
mod help;
mod modal;
mod proof;
mod qr;
mod samples;
mod search;
mod share;
mod shortcuts;
mod title;

use yew::prelude::*;

use crate::command::Dialog;
use crate::plan::ConnectionKind;
use crate::view::parts::{chunk, lazy};
use crate::view::state::{OpenedDialog, use_store};
use connection::{Beginning, Connections};
use export::Export;
use frame::DialogFrame;
use help::Help;
use modal::Modal;
use proof::Proof;
use samples::Samples;
use search::Search;
use share::Share;
use shortcuts::Shortcuts;

chunk! {
    /// The dialogs.
    pub(crate) const DIALOGS: Chunk = dialogs::dialogs(OpenDialog);
}

/// The open dialog, if there is one. Nothing of the dialogs is loaded before one is opened.
#[component]
pub(crate) fn Dialogs() -> Html {
    match use_store().dialog {
        Some(opened) => html! {
            <Modal key={opened.number} {opened}>
                { lazy(DIALOGS, |inner| html! { <DialogFrame>{ inner }</DialogFrame> }) }
            </Modal>
        },
        None => Html::default(),
    }
}

fn connections(beginning: Beginning, key: u32) -> Html {
    html! { <Connections {beginning} {key} /> }
}

/// The open dialog.
#[component]
fn OpenDialog() -> Html {
    let store = use_store();
    let Some(OpenedDialog { dialog, number: key }) = store.dialog else { return html! {} };
    match dialog {
        Dialog::Export => html! { <Export {key} /> },
        Dialog::Share => html! { <Share {key} /> },
        Dialog::Samples => html! { <Samples {key} /> },
        Dialog::Search => html! { <Search {key} /> },
        Dialog::Shortcuts => html! { <Shortcuts {key} /> },
        Dialog::Help => html! { <Help {key} /> },
        Dialog::Proof => html! { <Proof {key} /> },
        Dialog::MustReach => connections(Beginning::Add(ConnectionKind::MustReach), key),
        Dialog::MustNotReach => connections(Beginning::Add(ConnectionKind::MustNotReach), key),
        Dialog::EditConnection(id) => connections(Beginning::Edit(id), key),
    }
}
