//! The dialog of connections of one's own: the form of a new one, and those that there are; or the
//! form of one that there is.

mod draft;
mod fields;
mod form;

use yew::prelude::*;

use super::frame::DialogFrame;
use crate::locale::ConnectionLabel as Label;
use crate::plan::{ConnectionId, ConnectionKind};
use crate::view::answer::{OwnConnections, row_in_dialog};
use crate::view::field::focus_soon;
use crate::view::parts::{Button, ButtonLook, Icon, say, use_language};
use crate::view::state::{Action, use_store};
use draft::Draft;
use fields::Fields;
use form::use_form;

/// The content of the form when the dialog is opened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Beginning {
    /// A new connection of a kind.
    Add(ConnectionKind),
    /// One that there is. The dialog closes when it is saved.
    Edit(ConnectionId),
}

#[derive(Debug, Clone, Copy, PartialEq, Properties)]
pub(super) struct ConnectionsProps {
    pub(super) beginning: Beginning,
}

/// The dialog.
#[component]
pub(super) fn Connections(props: &ConnectionsProps) -> Html {
    let store = use_store();
    let language = use_language();
    let beginning = props.beginning;
    let form = use_form(&store, || match beginning {
        Beginning::Add(kind) => Draft::new(kind, &store),
        Beginning::Edit(id) => match store.plan().connection(id) {
            Some(connection) => Draft::of(connection),
            None => Draft::new(ConnectionKind::MustReach, &store),
        },
    });
    let draft = form.draft();
    let label = |text: Label| say(text.text(language));
    let adds = matches!(beginning, Beginning::Add(_));
    // The way back from one that was changed: to its row, or out of the dialog.
    let leave = {
        let (form, store) = (form.clone(), store.clone());
        move |edited: Option<ConnectionId>| match (beginning, edited) {
            (Beginning::Add(kind), Some(id)) => {
                form.go_on(|| Draft::new(kind, &store));
                focus_soon(row_in_dialog(id));
            }
            _ => store.dispatch(Action::Close),
        }
    };
    let put = {
        let (form, leave) = (form.clone(), leave.clone());
        move |_| match form.put() {
            Some(done) if adds && done.id.is_none() => form.go_on(|| done.next()),
            Some(done) => leave(done.id),
            None => {}
        }
    };
    let cancel = {
        let edited = draft.id;
        move |_| leave(edited)
    };
    let edit = {
        let form = form.clone();
        Callback::from(move |id| form.edit(id))
    };
    html! {
        <DialogFrame>
            // Another connection has fields of its own, into which nothing was typed yet.
            <key={draft.id.map(|id| id.to_string()).unwrap_or_default()}>
                { Fields::of(&form, &draft, store.plan(), language).all() }
            </>
            <div class="row end">
                if draft.id.is_some() {
                    <Button label={label(Label::Cancel)} onclick={cancel} />
                    <Button
                        label={label(Label::Save)}
                        look={ButtonLook::Primary}
                        edits=true
                        onclick={put}
                    />
                } else {
                    <Button
                        label={label(Label::Add)}
                        icon={Icon::Plus}
                        look={ButtonLook::Primary}
                        edits=true
                        onclick={put}
                    />
                }
            </div>
            if adds {
                <OwnConnections on_edit={edit} edited={draft.id} />
                <p class="muted">{ label(Label::Hint) }</p>
            }
        </DialogFrame>
    }
}
