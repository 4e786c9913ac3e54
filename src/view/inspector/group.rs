//! The form of a backend server group.

use yew::prelude::*;

use super::position::{self, Choice};
use super::{health_check, member};
use crate::locale::InspectorText as Text;
use crate::plan::{BackendProtocol, BackendServerGroup, Field, HealthCheck, HealthCheckProtocol};
use crate::view::field::{SelectField, Toggle};
use crate::view::form::Editor;

/// The fields of a backend server group.
pub(super) fn form(editor: &Editor<BackendServerGroup>) -> Html {
    let (context, group) = (&editor.context, &editor.item);
    let protocols = BackendProtocol::ALL.iter().map(|it| (*it, AttrValue::from(it.to_string())));
    let listeners = context.plan().listeners();
    let sources = listeners.filter(|(_, it)| it.leads_to(group.id));
    let sources = sources.map(|(balancer, listener)| {
        html! {
            <li class="list-row" key={listener.id.to_string()}>
                <span class="list-name">{ context.link(balancer.id) }</span>
                <code class="muted">{ format!("{} :{}", listener.protocol, listener.ports) }</code>
            </li>
        }
    });
    let sources = sources.collect::<Vec<_>>();
    html! {
        <>
            <div class="columns">
                <SelectField<BackendProtocol>
                    id={editor.id("protocol")}
                    label={editor.say(Text::BackendProtocol)}
                    value={group.protocol}
                    options={protocols.collect::<Vec<_>>()}
                    on_change={editor.chosen(|it: &mut BackendServerGroup, protocol| {
                        it.protocol = protocol;
                        check_over(&mut it.health_check, protocol);
                    })}
                    problems={editor.problems(Field::Protocol)}
                />
                { position::container(context, group.id.into(), Choice::Vpcs) }
            </div>
            if group.any_port || group.protocol.takes_any_port() {
                <Toggle
                    id={editor.id("any-port")}
                    label={editor.say(Text::AnyPort)}
                    is_on={group.any_port}
                    on_change={editor.chosen(|it: &mut BackendServerGroup, is_on| it.any_port = is_on)}
                    hint={editor.say(Text::AnyPortHint)}
                    problems={editor.problems(Field::AnyPort)}
                />
            }
            { member::list(editor) }
            { health_check::fields(editor) }
            <fieldset class="field list">
                <legend>{ editor.say(Text::ForwardedFrom) }</legend>
                if sources.is_empty() {
                    <p class="hint">{ editor.say(Text::ForwardedFromNothing) }</p>
                } else {
                    <ul class="list-rows">{ for sources }</ul>
                }
            </fieldset>
        </>
    }
}

/// Sets the health check to the new protocol of the group: UDP for UDP and QUIC, not UDP for
/// others. A check can only probe over the protocol that the group uses.
fn check_over(check: &mut HealthCheck, protocol: BackendProtocol) {
    let over_udp = matches!(protocol, BackendProtocol::Udp | BackendProtocol::Quic);
    match (over_udp, check.protocol == HealthCheckProtocol::Udp) {
        (true, false) => check.protocol = HealthCheckProtocol::Udp,
        (false, true) => check.protocol = HealthCheckProtocol::Tcp,
        _ => {}
    }
}
