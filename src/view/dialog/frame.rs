//! The frame of what is in a dialog: a title, a button to close it, and the content.

use web_sys::Element;
use yew::prelude::*;

use super::title::title_of;
use crate::locale::ShellText;
use crate::platform::{focused_element, give_focus};
use crate::view::frame::Notices;
use crate::view::parts::{Button, ButtonLook, Icon, shell, use_language};
use crate::view::state::{Action, use_store};

#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct DialogFrameProps {
    /// The content beside the title.
    #[prop_or_default]
    pub(super) beside: Html,
    pub(super) children: Html,
}

/// The frame of what is in a dialog: a title, a button to close it, and the content.
#[component]
pub(super) fn DialogFrame(props: &DialogFrameProps) -> Html {
    let store = use_store();
    let language = use_language();
    let root = use_node_ref();
    {
        let root = root.clone();
        // The button that had the focus may have gone with what stood here while this was loaded.
        use_effect_with((), move |()| {
            let root = root.cast::<Element>().filter(|_| focused_element().is_none());
            let first = root.and_then(|it| it.query_selector("button").ok().flatten());
            if let Some(first) = first {
                give_focus(&first);
            }
        });
    }
    // Another dialog may be open by the time that this one is closed.
    let opened = use_memo((), |()| store.dialog);
    let title = opened.map(|it| title_of(it.dialog, language)).unwrap_or_default();
    let close = {
        let store = store.clone();
        move |_: MouseEvent| {
            if let Some(opened) = *opened {
                store.dispatch(Action::Closed(opened.number));
            }
        }
    };
    html! {
        <div ref={root} class="dialog-body">
            <header class="dialog-header">
                <h2>{ title }</h2>
                { props.beside.clone() }
                <Button
                    label={shell(ShellText::Close, language)}
                    icon={Icon::Close}
                    icon_alone=true
                    look={ButtonLook::Quiet}
                    onclick={close}
                />
            </header>
            { props.children.clone() }
            <Notices is_in_dialog=true />
        </div>
    }
}
