//! The frame of a dialog: a title, a button to close it, and its content.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::title::title_of;
use crate::locale::ShellText;
use crate::platform::{close_dialog, open_dialog};
use crate::view::frame::Notices;
use crate::view::parts::{Button, ButtonLook, Icon, shell, use_language};
use crate::view::state::{Action, use_store};

#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct DialogFrameProps {
    #[prop_or_default]
    pub(super) class: &'static str,
    /// The content beside the title.
    #[prop_or_default]
    pub(super) beside: Html,
    pub(super) children: Html,
}

/// The frame of a dialog: a title, a button to close it, and its content.
#[component]
pub(super) fn DialogFrame(props: &DialogFrameProps) -> Html {
    let store = use_store();
    let language = use_language();
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
    let opened = use_memo((), |()| store.dialog);
    let title = opened.map(|it| title_of(it.dialog, language)).unwrap_or_default();
    let close = {
        let store = store.clone();
        Callback::from(move |()| {
            if let Some(opened) = *opened {
                store.dispatch(Action::Closed(opened.number));
            }
        })
    };
    // The browser closes the dialog on Escape. The store must know it before the next key is
    // pressed.
    let oncancel = {
        let close = close.clone();
        move |_: Event| close.emit(())
    };
    let onclose = {
        let close = close.clone();
        move |_: Event| close.emit(())
    };
    let onclick = {
        let (close, dialog) = (close.clone(), dialog.clone());
        move |event: MouseEvent| {
            // A press beside the dialog hits its backdrop, which is the dialog element itself.
            if event.target() == dialog.get().map(Into::into) {
                close.emit(());
            }
        }
    };
    html! {
        <dialog
            ref={dialog}
            class={classes!("dialog", props.class)}
            aria-label={title.clone()}
            {oncancel}
            {onclose}
            {onclick}
        >
            <div class="dialog-body">
                <header class="dialog-header">
                    <h2>{ title }</h2>
                    { props.beside.clone() }
                    <Button
                        label={shell(ShellText::Close, language)}
                        icon={Icon::Close}
                        icon_alone=true
                        look={ButtonLook::Quiet}
                        onclick={move |_| close.emit(())}
                    />
                </header>
                { props.children.clone() }
                <Notices is_in_dialog=true />
            </div>
        </dialog>
    }
}
