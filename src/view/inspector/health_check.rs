//! The health check of a backend server group.

use std::num::NonZeroU16;

use yew::prelude::*;

use crate::locale::InspectorText as Text;
use crate::plan::{BackendServerGroup, Field, HealthCheckProtocol};
use crate::view::field::{PortField, SelectField, Toggle};
use crate::view::form::Editor;

/// The fields of a health check.
pub(super) fn fields(editor: &Editor<BackendServerGroup>) -> Html {
    let check = &editor.item.health_check;
    let protocols = HealthCheckProtocol::ALL.iter();
    let protocols = protocols.map(|it| (*it, AttrValue::from(it.to_string())));
    let hint = (!check.enabled).then(|| editor.say(Text::HealthCheckOffHint));
    let port =
        editor.typed("check-port", |it: &mut BackendServerGroup, port: Option<NonZeroU16>| {
            it.health_check.port = port;
        });
    html! {
        <fieldset class="field list">
            <legend>{ editor.say(Text::HealthCheck) }</legend>
            <Toggle
                id={editor.id("check")}
                label={editor.say(Text::CheckHealth)}
                is_on={check.enabled}
                on_change={editor.chosen(|it: &mut BackendServerGroup, is_on| {
                    it.health_check.enabled = is_on;
                })}
                {hint}
            />
            if check.enabled {
                <div class="columns">
                    <SelectField<HealthCheckProtocol>
                        id={editor.id("check-protocol")}
                        label={editor.say(Text::Protocol)}
                        value={check.protocol}
                        options={protocols.collect::<Vec<_>>()}
                        on_change={editor.chosen(|it: &mut BackendServerGroup, protocol| {
                            it.health_check.protocol = protocol;
                        })}
                        problems={editor.problems(Field::HealthCheckProtocol)}
                    />
                    <PortField
                        id={editor.id("check-port")}
                        label={editor.say(Text::Port)}
                        value={check.port}
                        placeholder={editor.say(Text::SameAsServer)}
                        problems={editor.problems(Field::HealthCheckPort)}
                        on_change={port}
                    />
                </div>
                if check.protocol == HealthCheckProtocol::Udp {
                    <p class="hint">{ editor.say(Text::UdpCheckHint) }</p>
                }
            }
        </fieldset>
    }
}
