//! The connections of one's own, each with what comes of it.

use yew::prelude::*;

use crate::command::Dialog;
use crate::edit::Edit;
use crate::locale::{ConnectionLabel as Label, ConnectionText, ConnectionVerdictText, StepsText};
use crate::plan::{Connection, ConnectionId, ConnectionKind};
use crate::platform::focus;
use crate::view::parts::{Button, ButtonLook, Icon, connection_class, prose, say, use_language};
use crate::view::state::{Action, use_store};

/// The properties of the list.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct OwnConnectionsProps {
    /// The dialog's way to change one; else a dialog is opened for it.
    #[prop_or_default]
    pub(crate) on_edit: Option<Callback<ConnectionId>>,
    /// The one that is being changed.
    #[prop_or_default]
    pub(crate) edited: Option<ConnectionId>,
}

/// The id of a connection's row in the dialog.
pub(crate) fn row_in_dialog(id: ConnectionId) -> String {
    row_id(id, true)
}

/// The id of a row. The column and the dialog above it have a row for each connection.
fn row_id(id: ConnectionId, is_in_dialog: bool) -> String {
    let place = if is_in_dialog { "dialog" } else { "answer" };
    format!("{place}-{id}")
}

/// The list; nothing where the plan has no connection.
#[component]
pub(crate) fn OwnConnections(props: &OwnConnectionsProps) -> Html {
    let store = use_store();
    let language = use_language();
    let (plan, report) = (store.plan(), &store.report);
    if plan.connections.is_empty() {
        return Html::default();
    }
    let is_locked = store.is_locked();
    let on_edit = props.on_edit.clone();
    let is_in_dialog = on_edit.is_some();
    let edit = on_edit.unwrap_or_else(|| {
        let store = store.clone();
        Callback::from(move |id| store.dispatch(Action::Open(Dialog::EditConnection(id))))
    });
    let rows = plan.connections.iter().filter_map(|connection| {
        let id = connection.id;
        let answer = report.connection(id)?;
        let text = ConnectionText::of(connection, answer, plan);
        let is_edited = props.edited == Some(id);
        let remove = {
            let store = store.clone();
            move |_| {
                // The button that was pressed goes with its row.
                if let Some(next) = store.plan().connection_beside(id) {
                    focus(&row_id(next, is_in_dialog));
                }
                store.dispatch(Action::edit(vec![Edit::RemoveConnection(id)]));
            }
        };
        let words = words(connection, prose(&text.ends().segments(language)));
        Some(html! {
            <li key={id.to_string()} class="own-connection">
                if is_locked {
                    <span class="own-words">{ words }</span>
                } else {
                    <button
                        type="button"
                        id={row_id(id, is_in_dialog)}
                        class="own-words"
                        title={say(Label::Edit.text(language))}
                        aria-current={is_edited.then_some("true")}
                        onclick={edit.reform(move |_: MouseEvent| id)}
                    >
                        <span class="visually-hidden">{ say(Label::Edit.text(language)) }{ " " }</span>
                        { words }
                    </button>
                }
                <span class="own-outcome">
                    <span class={classes!("pill", connection_class(answer.verdict))}>
                        { say(ConnectionVerdictText(answer.verdict).text(language)) }
                    </span>
                    <Button
                        label={say(Label::Remove(text.title()).text(language))}
                        icon={Icon::Trash}
                        look={ButtonLook::Quiet}
                        icon_alone=true
                        small=true
                        edits=true
                        disabled={is_edited}
                        onclick={remove}
                    />
                </span>
            </li>
        })
    });
    html! {
        <section class="own-connections">
            <h3 class="section-title">{ say(StepsText::Connections.text(language)) }</h3>
            <ul>{ for rows }</ul>
        </section>
    }
}

/// The sign of a connection, its sentence and the reason for it.
fn words(connection: &Connection, sentence: Html) -> Html {
    let sign = match connection.kind {
        ConnectionKind::MustReach => Icon::MustReach,
        ConnectionKind::MustNotReach => Icon::MustNotReach,
    };
    html! {
        <>
            { sign.svg() }
            <span>
                { sentence }
                if !connection.description.is_empty() {
                    <span class="own-reason">{ connection.description.clone() }</span>
                }
            </span>
        </>
    }
}
