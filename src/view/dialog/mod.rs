//! The dialogs of the page. They are native ones, which keep the focus inside and close on Escape.

mod export;
mod frame;
mod proof;
mod qr;
mod samples;
mod search;
mod share;
mod shortcuts;

use yew::prelude::*;

use crate::command::Dialog;
use crate::view::state::{OpenedDialog, use_store};
use export::Export;
use proof::Proof;
use samples::Samples;
use search::Search;
use share::Share;
use shortcuts::Shortcuts;

/// The open dialog, if there is one.
#[component]
pub(crate) fn Dialogs() -> Html {
    let store = use_store();
    let Some(OpenedDialog { dialog, number: key }) = store.dialog else { return html! {} };
    match dialog {
        Dialog::Export => html! { <Export {key} /> },
        Dialog::Share => html! { <Share {key} /> },
        Dialog::Samples => html! { <Samples {key} /> },
        Dialog::Search => html! { <Search {key} /> },
        Dialog::Shortcuts => html! { <Shortcuts {key} /> },
        Dialog::Proof => html! { <Proof {key} /> },
    }
}
