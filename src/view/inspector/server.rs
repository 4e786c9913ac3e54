//! The form of a server.

use yew::prelude::*;

use super::interfaces;
use super::position::{self, Choice};
use crate::command::{LineEnd, connect, joinable};
use crate::locale::InspectorText as Text;
use crate::plan::{BackendServerGroupId, Field, Flavor, MemberTarget, SecurityGroupId, Server};
use crate::view::field::{IdListField, PickField, SelectField, TextField, Toggle};
use crate::view::form::{Editor, FormContext, shown};

/// The fields of a server.
pub(super) fn form(editor: &Editor<Server>) -> Html {
    let (context, server) = (&editor.context, &editor.item);
    let problems = |field| context.interface_problems(server, None, field);
    html! {
        <>
            { position::container(context, server.id.into(), Choice::Subnets) }
            <div class="columns">
                <TextField
                    id={editor.id("ipv4")}
                    label={editor.say(Text::Ipv4Address)}
                    value={shown(server.ipv4)}
                    mono=true
                    placeholder={editor.say(Text::NoneWord)}
                    problems={problems(Field::Ipv4)}
                    commit={editor.optional_address("ipv4", Text::NotAnIpv4Address, |it, address| {
                        it.ipv4 = address;
                    })}
                />
                <TextField
                    id={editor.id("ipv6")}
                    label={editor.say(Text::Ipv6Address)}
                    value={shown(server.ipv6)}
                    mono=true
                    placeholder={editor.say(Text::NoneWord)}
                    problems={problems(Field::Ipv6)}
                    commit={editor.optional_address("ipv6", Text::NotAnIpv6Address, |it, address| {
                        it.ipv6 = address;
                    })}
                />
            </div>
            <SelectField<Flavor>
                id={editor.id("flavor")}
                label={editor.say(Text::Flavor)}
                value={server.flavor}
                options={Flavor::ALL.map(|it| (it, editor.say(flavor(it)))).to_vec()}
                on_change={editor.chosen(|it: &mut Server, flavor| it.flavor = flavor)}
                hint={flavor_hint(server.flavor).map(|it| editor.say(it))}
            />
            <IdListField<SecurityGroupId>
                id={editor.id("groups")}
                label={editor.say(Text::SecurityGroups)}
                items={server.security_groups.clone()}
                values={context.plan().security_groups.iter().map(|it| it.id).collect::<Vec<_>>()}
                names={context.naming()}
                add={editor.say(Text::AddSecurityGroup)}
                on_change={editor.chosen(|it: &mut Server, groups| it.security_groups = groups)}
                hint={(server.security_groups.len() > 1)
                    .then(|| editor.say(Text::SecurityGroupsHint))}
                problems={problems(Field::SecurityGroups)}
            />
            <Toggle
                id={editor.id("port-security")}
                label={editor.say(Text::PortSecurity)}
                is_on={server.port_security}
                on_change={editor.chosen(|it: &mut Server, is_on| it.port_security = is_on)}
                hint={(!server.port_security).then(|| editor.say(Text::PortSecurityOffHint))}
            />
            { interfaces::list(editor) }
            { memberships(context, server.id.into()) }
        </>
    }
}

fn flavor(flavor: Flavor) -> Text {
    match flavor {
        Flavor::Standard => Text::FlavorStandard,
        Flavor::OldX86 => Text::FlavorOldX86,
        Flavor::Kunpeng => Text::FlavorKunpeng,
    }
}

fn flavor_hint(flavor: Flavor) -> Option<Text> {
    match flavor {
        Flavor::Standard => None,
        Flavor::OldX86 => Some(Text::FlavorOldX86Hint),
        Flavor::Kunpeng => Some(Text::FlavorKunpengHint),
    }
}

/// The backend server groups that a server or an address is a member of.
pub(super) fn memberships(context: &FormContext, target: MemberTarget) -> Html {
    let plan = context.plan();
    let rows = plan.members().filter(|(_, it)| it.target == target).map(|(group, member)| {
        html! {
            <li class="list-row" key={member.id.to_string()}>
                <span class="list-name">{ context.link(group.id) }</span>
                <code class="muted">{ format!("{} {}", group.protocol, shown(group.port_of(member))) }</code>
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    let on_pick = {
        let context = context.clone();
        Callback::from(move |group: BackendServerGroupId| {
            context.edit(connect(
                context.plan(),
                LineEnd::BackendServerGroup(group),
                target.into(),
            ));
        })
    };
    html! {
        <fieldset class="field list">
            <legend>{ context.say(Text::MemberOf) }</legend>
            if rows.is_empty() {
                <p class="hint">{ context.say(Text::MemberOfNothing) }</p>
            } else {
                <ul class="list-rows">{ for rows }</ul>
            }
            <PickField<BackendServerGroupId>
                id={format!("form-{target}-join")}
                label={context.say(Text::JoinGroup)}
                values={joinable(plan, target)}
                names={context.naming()}
                {on_pick}
            />
        </fieldset>
    }
}
