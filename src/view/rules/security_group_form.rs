//! The form of a security group rule.

use yew::prelude::*;

use super::end_field::EndField;
use super::fields;
use super::section::button_id;
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::plan::{Direction, Field, Plan, Priority, Remote, SecurityGroupId, SecurityGroupRule};
use crate::view::field::{IcmpChange, IcmpFields, NumberField, TextField};
use crate::view::form::{Editor, FormContext};

/// The form of a rule, with the fields in the order of the console's columns.
pub(super) fn form(
    context: &FormContext,
    security_group: SecurityGroupId,
    direction: Direction,
    rule: &SecurityGroupRule,
    notes: Html,
) -> Html {
    let id = rule.id;
    let find = move |plan: &Plan| {
        let rules = plan.security_group(security_group)?.rules(direction);
        rules.iter().find(|rule| rule.id == id).cloned()
    };
    let put = move |rule| Edit::PutSecurityGroupRule { security_group, direction, rule };
    let editor = Editor::new(context, rule, id, find, put);
    let set_priority = |it: &mut SecurityGroupRule, number| {
        it.priority = Priority::new(number).unwrap_or(it.priority);
    };
    html! {
        <>
            <div class="columns">
                { fields::action_and_type(&editor) }
                <NumberField
                    id={editor.id("priority")}
                    label={editor.say(Text::Priority)}
                    value={rule.priority.number()}
                    from={Priority::FIRST.number()}
                    to={Priority::LAST.number()}
                    on_change={editor.typed("priority", set_priority)}
                />
            </div>
            <div class="columns">
                { fields::protocol(&editor) }
                { ports(&editor) }
            </div>
            { icmp(&editor) }
            { remote(&editor, direction) }
            { fields::description_and_state(&editor) }
            { notes }
            <div class="buttons">
                { fields::delete(&editor, rule.id, button_id(security_group, direction)) }
            </div>
        </>
    }
}

fn ports(editor: &Editor<SecurityGroupRule>) -> Html {
    let rule = &editor.item;
    if !rule.protocol.has_ports() && rule.ports.is_all() {
        return Html::default();
    }
    html! {
        <TextField
            id={editor.id("ports")}
            label={editor.say(Text::DestinationPorts)}
            value={rule.ports.to_string()}
            mono=true
            placeholder={editor.say(Text::All)}
            problems={editor.problems(Field::Ports)}
            commit={editor.text("ports", |it, ports| it.ports = ports)}
        />
    }
}

/// The ICMP messages, where the protocol is ICMP or some are named all the same.
fn icmp(editor: &Editor<SecurityGroupRule>) -> Html {
    let rule = &editor.item;
    if !rule.protocol.is_icmp() && rule.icmp.is_none() {
        return Html::default();
    }
    let ip_type = rule.protocol.icmp_family().unwrap_or(rule.ip_type);
    html! {
        <IcmpFields
            id={editor.id("icmp")}
            {ip_type}
            value={rule.icmp}
            on_change={editor.chosen(|it: &mut SecurityGroupRule, change: IcmpChange| {
                change.apply(&mut it.icmp);
            })}
            problems={editor.problems(Field::Icmp)}
        />
    }
}

fn remote(editor: &Editor<SecurityGroupRule>, direction: Direction) -> Html {
    let set = |it: &mut SecurityGroupRule, remote: Remote| it.remote = remote;
    let label = match direction {
        Direction::Inbound => Text::Source,
        Direction::Outbound => Text::Destination,
    };
    let field = EndField {
        context: &editor.context,
        id: editor.id("remote"),
        label: editor.say(label),
        value: editor.item.remote,
        ip_type: editor.item.ip_type,
        takes_security_groups: true,
        problems: editor.problems(Field::Remote),
        typed: editor.typed("remote", set),
        chosen: editor.chosen(set),
    };
    field.fields()
}
