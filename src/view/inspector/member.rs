//! The members of a backend server group.

use std::num::NonZeroU16;

use yew::prelude::*;

use crate::command::{LineEnd, connect, targets};
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::page::Explained;
use crate::plan::{BackendServerGroup, ElementId, Field, IpType, Member, MemberTarget, Plan};
use crate::view::field::{NumberField, PickField, PortField, SelectField, messages};
use crate::view::form::{Editor, FormContext};
use crate::view::parts::{Button, ButtonLook, Icon};
use crate::view::why::sum;

/// The members, with a choice to add more.
pub(super) fn list(editor: &Editor<BackendServerGroup>) -> Html {
    let (context, group) = (&editor.context, &editor.item);
    let end = LineEnd::BackendServerGroup(group.id);
    let on_pick = {
        let context = context.clone();
        Callback::from(move |target: ElementId| context.edit(connect(context.plan(), end, target)))
    };
    html! {
        <fieldset class="field list" id={editor.id("members")} tabindex="-1">
            <legend>{ editor.say(Text::Members) }</legend>
            if group.members.is_empty() {
                <p class="hint">{ editor.say(Text::NoMembers) }</p>
            }
            <>{ for group.members.iter().take(context.shown.count()).map(|it| row(editor, it)) }</>
            { context.shown.rest(group.members.len()) }
            <PickField<ElementId>
                id={editor.id("add-member")}
                label={editor.say(Text::AddMember)}
                values={targets(context.plan(), end)}
                names={context.naming()}
                {on_pick}
            />
        </fieldset>
    }
}

fn row(of: &Editor<BackendServerGroup>, member: &Member) -> Html {
    let (context, group, list) = (&of.context, of.item.id, of.id("members"));
    let id = member.id;
    let find = move |plan: &Plan| plan.member(id).map(|(_, it)| it.clone());
    let put = move |member| Edit::PutMember { group, member };
    let editor = Editor::new(context, member, id, find, put);
    let name = context.name(member.target);
    let address = address(context, member);
    let has_both = match member.target {
        MemberTarget::Server(id) => {
            context.plan().server(id).is_some_and(|it| it.ipv4.is_some() && it.ipv6.is_some())
        }
        MemberTarget::IpBackend(_) => false,
    };
    let types = editor.problems(Field::Type);
    let port = editor.typed("port", |it: &mut Member, port: Option<NonZeroU16>| it.port = port);
    html! {
        <fieldset class="form-card" key={id.to_string()}>
            <legend class="visually-hidden">{ name.clone() }</legend>
            <div class="card-header">
                <span class="list-name">{ context.link(member.target) }</span>
                <code class="muted">{ address }</code>
                <Button
                    label={editor.say(Text::Remove(name.to_string()))}
                    icon={Icon::Close}
                    icon_alone=true
                    look={ButtonLook::Quiet}
                    small=true
                    onclick={context.removing(list, move || vec![Edit::RemoveMember(id)])}
                />
            </div>
            { sum(context, Explained::Member(id)) }
            { messages(&editor.problems(Field::Target)) }
            { messages(&editor.problems(Field::Id)) }
            <div class="columns">
                if !of.item.any_port {
                    <PortField
                        id={editor.id("port")}
                        label={editor.say(Text::Port)}
                        value={member.port}
                        problems={editor.problems(Field::Port)}
                        on_change={port}
                    />
                }
                <NumberField
                    id={editor.id("weight")}
                    label={editor.say(Text::Weight)}
                    value={member.weight}
                    from=0
                    to=100
                    hint={(member.weight == 0).then(|| editor.say(Text::WeightZero))}
                    on_change={editor.typed("weight", |it: &mut Member, weight| it.weight = weight)}
                />
                if has_both || member.ip_type == IpType::IPv6 || !types.is_empty() {
                    <SelectField<IpType>
                        id={editor.id("type")}
                        label={editor.say(Text::Address)}
                        value={member.ip_type}
                        options={IpType::BOTH.map(|it| (it, AttrValue::from(it.to_string()))).to_vec()}
                        on_change={editor.chosen(|it: &mut Member, ip_type| it.ip_type = ip_type)}
                        problems={types}
                    />
                }
            </div>
            { named_address(&editor) }
        </fieldset>
    }
}

/// The choice between the addresses of a server with several network interfaces.
fn named_address(editor: &Editor<Member>) -> Html {
    let member = &editor.item;
    let MemberTarget::Server(id) = member.target else { return Html::default() };
    let Some(server) = editor.context.plan().server(id) else { return Html::default() };
    if server.interfaces.is_empty() && member.address.is_none() {
        return Html::default();
    }
    let others = server.interfaces.iter().flat_map(|it| it.interface().addresses());
    let others = others.map(|it| (Some(it), AttrValue::from(it.to_string())));
    let primary = (None, editor.say(Text::PrimaryInterface));
    html! {
        <SelectField<Option<std::net::IpAddr>>
            id={editor.id("address")}
            label={editor.say(Text::AddressOfMember)}
            value={member.address}
            options={std::iter::once(primary).chain(others).collect::<Vec<_>>()}
            on_change={editor.chosen(|it: &mut Member, address| it.address = address)}
            problems={editor.problems(Field::Address)}
        />
    }
}

/// The address at which the load balancer reaches a member; empty if there is none.
fn address(context: &FormContext, member: &Member) -> AttrValue {
    let address = match member.target {
        MemberTarget::Server(id) => context
            .plan()
            .server(id)
            .and_then(|server| server.reached_at(member.address, member.ip_type)),
        MemberTarget::IpBackend(id) => context.plan().ip_backend(id).map(|it| it.address),
    };
    crate::view::form::shown(address)
}
