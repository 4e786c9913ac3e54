//! The dialog element, which is there before what is in it is loaded, and stays while that comes in:
//! the keys that are pressed meanwhile stay within it.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::title::{class_of, title_of};
use crate::platform::{close_dialog, open_dialog};
use crate::view::parts::use_language;
use crate::view::state::{Action, OpenedDialog, use_store};

#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ModalProps {
    pub(super) opened: OpenedDialog,
    pub(super) children: Html,
}

/// The dialog element around the content of a dialog.
#[component]
pub(super) fn Modal(props: &ModalProps) -> Html {
    let store = use_store();
    let language = use_language();
    let opened = props.opened;
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            let dialog = dialog.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                open_dialog(dialog);
            }
            // A dialog gives the focus back only if it is closed before it is removed.
            move || {
                if let Some(dialog) = &dialog {
                    close_dialog(dialog);
                }
            }
        });
    }
    // Another dialog may be open when the browser tells that this one was closed.
    let close = move || store.dispatch(Action::Closed(opened.number));
    // The browser closes the dialog on Escape. The store must know it before the next key is
    // pressed.
    let oncancel = {
        let close = close.clone();
        move |_: Event| close()
    };
    let onclose = {
        let close = close.clone();
        move |_: Event| close()
    };
    let onclick = {
        let dialog = dialog.clone();
        move |event: MouseEvent| {
            // A press beside the dialog hits its backdrop, which is the dialog element itself.
            if event.target() == dialog.get().map(Into::into) {
                close();
            }
        }
    };
    html! {
        <dialog
            ref={dialog}
            class={classes!("dialog", class_of(opened.dialog))}
            aria-label={title_of(opened.dialog, language)}
            {oncancel}
            {onclose}
            {onclick}
        >
            { props.children.clone() }
        </dialog>
    }
}
