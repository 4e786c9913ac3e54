//! The connections of one's own, each with what comes of it.

use yew::prelude::*;

use crate::edit::Edit;
use crate::locale::{ConnectionLabel as Label, ConnectionText, ConnectionVerdictText, StepsText};
use crate::view::parts::{Button, ButtonLook, Icon, connection_class, prose, say, use_language};
use crate::view::state::{Action, use_store};

/// The list; nothing where the plan has no connection.
#[component]
pub(crate) fn OwnConnections() -> Html {
    let store = use_store();
    let language = use_language();
    let (plan, report) = (store.plan(), &store.report);
    if plan.connections.is_empty() {
        return Html::default();
    }
    let rows = plan.connections.iter().filter_map(|connection| {
        let answer = report.connection(connection.id)?;
        let text = ConnectionText::of(connection, answer, plan);
        let remove = {
            let (store, id) = (store.clone(), connection.id);
            move |_| store.dispatch(Action::edit(vec![Edit::RemoveConnection(id)]))
        };
        Some(html! {
            <li key={connection.id.to_string()} class="own-connection">
                <span>{ prose(&text.ends().segments(language)) }</span>
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
                    onclick={remove}
                />
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
