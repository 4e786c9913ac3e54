//! The form of a network ACL rule.

use yew::prelude::*;

use super::end_field::{EndField, to_address, to_remote};
use super::fields;
use super::section::button_id;
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::plan::{AclAddress, Direction, Field, NetworkAcl, NetworkAclRule, Plan, Ports, RuleId};
use crate::view::field::{TextField, focus_soon};
use crate::view::form::{Editor, FormContext};
use crate::view::parts::{Button, Icon};

/// The form of a rule, with the fields in the order of the console's columns.
pub(super) fn form(
    context: &FormContext,
    acl: &NetworkAcl,
    direction: Direction,
    at: usize,
    rule: &NetworkAclRule,
    notes: Html,
) -> Html {
    let network_acl = acl.id;
    let id = rule.id;
    let find = move |plan: &Plan| {
        let rules = plan.network_acl(network_acl)?.rules(direction);
        rules.iter().find(|rule| rule.id == id).cloned()
    };
    let put = move |rule| Edit::PutNetworkAclRule { network_acl, direction, rule, above: None };
    let editor = Editor::new(context, rule, id, find, put);
    html! {
        <>
            <div class="columns">
                { fields::action_and_type(&editor) }
                { fields::protocol(&editor) }
            </div>
            { end(&editor, End::Source) }
            { end(&editor, End::Destination) }
            { ports(&editor) }
            { fields::description_and_state(&editor) }
            { notes }
            <div class="buttons">
                { moves(context, acl, direction, at) }
                { fields::delete(&editor, rule.id, button_id(network_acl, direction)) }
            </div>
        </>
    }
}

/// The two ends of a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Source,
    Destination,
}

fn end(editor: &Editor<NetworkAclRule>, end: End) -> Html {
    let rule = &editor.item;
    let (label, field, name, value) = match end {
        End::Source => (Text::Source, Field::Source, "source", rule.source),
        End::Destination => {
            (Text::Destination, Field::Destination, "destination", rule.destination)
        }
    };
    let set = move |it: &mut NetworkAclRule, address: AclAddress| match end {
        End::Source => it.source = address,
        End::Destination => it.destination = address,
    };
    let set = move |it: &mut NetworkAclRule, remote| {
        if let Some(address) = to_address(remote) {
            set(it, address);
        }
    };
    let field = EndField {
        context: &editor.context,
        id: editor.id(name),
        label: editor.say(label),
        value: to_remote(value),
        ip_type: rule.ip_type,
        takes_security_groups: false,
        problems: editor.problems(field),
        typed: editor.typed(name, set),
        chosen: editor.chosen(set),
    };
    field.fields()
}

fn ports(editor: &Editor<NetworkAclRule>) -> Html {
    let rule = &editor.item;
    let has_none = rule.source_ports.is_all() && rule.destination_ports.is_all();
    if !rule.protocol.has_ports() && has_none {
        return Html::default();
    }
    let set_source = |it: &mut NetworkAclRule, ports: Ports| it.source_ports = ports;
    let set_destination = |it: &mut NetworkAclRule, ports: Ports| it.destination_ports = ports;
    html! {
        <div class="columns">
            <TextField
                id={editor.id("source-ports")}
                label={editor.say(Text::SourcePorts)}
                value={rule.source_ports.to_string()}
                mono=true
                placeholder={editor.say(Text::All)}
                commit={editor.text("source-ports", set_source)}
            />
            <TextField
                id={editor.id("ports")}
                label={editor.say(Text::DestinationPorts)}
                value={rule.destination_ports.to_string()}
                mono=true
                placeholder={editor.say(Text::All)}
                problems={editor.problems(Field::Ports)}
                commit={editor.text("ports", set_destination)}
            />
        </div>
    }
}

/// Buttons that move a rule within its list, in which the first match decides.
fn moves(context: &FormContext, acl: &NetworkAcl, direction: Direction, at: usize) -> Html {
    let rules = acl.rules(direction);
    let id_at = |at: usize| rules.get(at).map(|rule| rule.id);
    let Some(rule) = id_at(at) else { return Html::default() };
    let before = at.checked_sub(1).and_then(id_at);
    let is_last = at.saturating_add(1) >= rules.len();
    let after_next = id_at(at.saturating_add(2));
    let (up, down) = (format!("form-{rule}-up"), format!("form-{rule}-down"));
    let becomes_first = at <= 1;
    let becomes_last = at.saturating_add(2) >= rules.len();
    let moving = |above: Option<RuleId>, then: &String| {
        let (context, then) = (context.clone(), then.clone());
        move |_: MouseEvent| {
            context.edit(vec![Edit::MoveNetworkAclRule { rule, above }]);
            focus_soon(then.clone());
        }
    };
    html! {
        <>
            <Button
                id={up.clone()}
                label={context.say(Text::RuleUp)}
                icon={Icon::Up}
                small=true
                disabled={before.is_none()}
                onclick={moving(before, if becomes_first { &down } else { &up })}
            />
            <Button
                id={down.clone()}
                label={context.say(Text::RuleDown)}
                icon={Icon::Down}
                small=true
                disabled={is_last}
                onclick={moving(after_next, if becomes_last { &up } else { &down })}
            />
        </>
    }
}
