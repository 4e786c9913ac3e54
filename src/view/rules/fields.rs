//! The fields that rules of security groups and of network ACLs have in common.

use yew::prelude::*;

use super::editable_rule::EditableRule;
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::plan::{Action, Field, IpType, Protocol, RuleId};
use crate::platform;
use crate::view::field::{NoteField, ProtocolFields, SelectField, Toggle, words};
use crate::view::form::Editor;
use crate::view::parts::{Button, ButtonLook, Icon};

/// The fields for the action and the type.
pub(super) fn action_and_type<T: EditableRule>(editor: &Editor<T>) -> Html {
    let mut rule = (*editor.item).clone();
    let language = editor.context.language;
    let actions = [Action::Allow, Action::Deny].map(|it| (it, words::action(it, language)));
    html! {
        <>
            <SelectField<Action>
                id={editor.id("action")}
                label={editor.say(Text::Action)}
                value={*rule.action()}
                options={actions.to_vec()}
                on_change={editor.chosen(|it: &mut T, action| *it.action() = action)}
            />
            <SelectField<IpType>
                id={editor.id("type")}
                label={editor.say(Text::Type)}
                value={*rule.ip_type()}
                options={IpType::BOTH.map(|it| (it, AttrValue::from(it.to_string()))).to_vec()}
                on_change={editor.chosen(|it: &mut T, ip_type: IpType| {
                    *it.ip_type() = ip_type;
                    it.turn_addresses(ip_type);
                    if matches!(it.protocol(), Protocol::Icmp | Protocol::Icmpv6) {
                        *it.protocol() = Protocol::icmp_for(ip_type);
                        it.suit_protocol();
                    }
                })}
                problems={editor.problems(Field::Type)}
            />
        </>
    }
}

/// The field for the protocol.
pub(super) fn protocol<T: EditableRule>(editor: &Editor<T>) -> Html {
    let mut rule = (*editor.item).clone();
    let language = editor.context.language;
    let named = [Protocol::All, Protocol::Tcp, Protocol::Udp, Protocol::Icmp, Protocol::Icmpv6];
    let fields = ProtocolFields {
        id: editor.id("protocol"),
        number_id: editor.id("number"),
        label: editor.say(Text::Protocol),
        value: *rule.protocol(),
        named: named.map(|it| (it, words::protocol(it, language))).to_vec(),
        on_choose: editor.chosen(|it: &mut T, protocol| {
            *it.protocol() = protocol;
            it.suit_protocol();
        }),
        on_number: editor.typed("number", |it: &mut T, number| {
            *it.protocol() = Protocol::Number(number);
        }),
        problems: editor.problems(Field::Protocol),
    };
    fields.draw(language)
}

/// The fields for the description and for the state, enabled or disabled.
pub(super) fn description_and_state<T: EditableRule>(editor: &Editor<T>) -> Html {
    let mut rule = (*editor.item).clone();
    html! {
        <>
            <NoteField
                id={editor.id("description")}
                label={editor.say(Text::Description)}
                value={rule.description().clone()}
                live=true
                commit={editor.any_text("description", |it: &mut T, text| *it.description() = text)}
            />
            <Toggle
                id={editor.id("enabled")}
                label={editor.say(Text::Enabled)}
                is_on={*rule.enabled()}
                on_change={editor.chosen(|it: &mut T, is_on| *it.enabled() = is_on)}
            />
        </>
    }
}

/// The button that removes a rule; it then moves the focus to `then_focus`.
pub(super) fn delete<T: EditableRule>(
    editor: &Editor<T>,
    rule: RuleId,
    then_focus: String,
) -> Html {
    let context = editor.context.clone();
    let onclick = move |_: MouseEvent| {
        context.edit(vec![Edit::RemoveRule(rule)]);
        platform::focus(&then_focus);
    };
    html! {
        <Button
            label={editor.say(Text::DeleteRule)}
            icon={Icon::Trash}
            look={ButtonLook::Danger}
            small=true
            {onclick}
        />
    }
}
