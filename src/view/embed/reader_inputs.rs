//! The inputs for readers: the address blocks and ports of a plan, to be replaced by one's own.

use std::num::NonZeroU16;

use yew::prelude::*;

use crate::command::renumber;
use crate::locale::EmbedText;
use crate::plan::{BackendServerGroup, BackendServerGroupId, Field, Ipv4Cidr, SubjectId};
use crate::view::field::{PortField, TextField, committed};
use crate::view::form::{Editor, FormContext, read_network, use_form_context};
use crate::view::inspector::listener;
use crate::view::parts::say;
use crate::view::state::Action;

/// The fields for address blocks and ports.
#[component]
pub(super) fn ReaderInputs() -> Html {
    let context = use_form_context();
    let plan = context.plan().clone();
    let text = |text: EmbedText| say(text.text(context.language));
    // The groups are chosen once, so that no field appears or goes away during typing.
    let one_port = use_memo((), |()| {
        let groups = plan.backend_server_groups.iter().filter(|group| port_of(group).is_some());
        groups.map(|group| group.id).collect::<Vec<_>>()
    });
    let blocks = plan.vpcs.iter().map(|vpc| (SubjectId::from(vpc.id), &vpc.name, vpc.cidr));
    let blocks = blocks
        .chain(plan.subnets.iter().map(|it| (SubjectId::from(it.id), &it.name, it.cidr)))
        .map(|(subject, name, cidr)| block(&context, subject, name, cidr));
    let listeners = plan.listeners().map(|(balancer, listener)| {
        let editor = listener::hold(&context, balancer.id, listener);
        let label = EmbedText::ListenerPorts {
            protocol: listener.protocol.to_string(),
            name: listener.name.clone(),
        };
        html! {
            <TextField
                key={listener.id.to_string()}
                id={editor.id("ports")}
                label={text(label)}
                value={listener.ports.to_string()}
                mono=true
                problems={editor.problems(Field::Ports)}
                commit={editor.text("ports", |it, ports| it.ports = ports)}
            />
        }
    });
    let groups = plan.backend_server_groups.iter().map(|group| ports(&context, group, &one_port));
    html! {
        <details class="embed-numbers" open=true>
            <summary>{ text(EmbedText::YourNumbers) }</summary>
            <p class="hint">{ text(EmbedText::YourNumbersHint) }</p>
            <fieldset>
                <legend>{ text(EmbedText::Blocks) }</legend>
                { for blocks }
            </fieldset>
            <fieldset>
                <legend>{ text(EmbedText::Ports) }</legend>
                <>{ for listeners }</>
                <>{ for groups }</>
            </fieldset>
        </details>
    }
}

/// A field for an address block. A change moves every address in the block along.
fn block(context: &FormContext, subject: SubjectId, name: &str, cidr: Ipv4Cidr) -> Html {
    let id = AttrValue::from(format!("number-{subject}"));
    let commit = {
        let (context, topic) = (context.clone(), id.to_string());
        committed(read_network(context.language), move |new: Ipv4Cidr| {
            let edits = renumber(context.plan(), cidr.net(), new.net());
            let topic = Some(topic.clone());
            context.store.dispatch(Action::Edit { edits, topic, select: None });
        })
    };
    html! {
        <TextField
            key={subject.to_string()}
            {id}
            label={name.to_owned()}
            value={cidr.to_string()}
            mono=true
            problems={context.problems(subject, Field::Cidr)}
            {commit}
        />
    }
}

/// The fields for the port of a group's members, or the port of each, and for the port of its
/// health check.
fn ports(
    context: &FormContext,
    group: &BackendServerGroup,
    one_port: &[BackendServerGroupId],
) -> Html {
    let editor = Editor::of_element(context, group, group.id);
    let text = |text: EmbedText| say(text.text(context.language));
    let name = || group.name.clone();
    let check = editor.typed("check", |it: &mut BackendServerGroup, port| {
        it.health_check.port = port;
    });
    let members =
        editor.typed("members", |it: &mut BackendServerGroup, port: Option<NonZeroU16>| {
            it.members.iter_mut().for_each(|member| member.port = port);
        });
    html! {
        <>
            if one_port.contains(&group.id) {
                <PortField
                    key={format!("{}-members", group.id)}
                    id={editor.id("members")}
                    label={text(EmbedText::MemberPort(name()))}
                    value={group.members.first().and_then(|member| member.port)}
                    on_change={members}
                />
            } else {
                { for group.members.iter().enumerate().map(|(at, member)| {
                    let field = format!("member-{at}");
                    let on_change = editor.typed(&field, move |it: &mut BackendServerGroup, port| {
                        if let Some(member) = it.members.get_mut(at) {
                            member.port = port;
                        }
                    });
                    html! {
                        <PortField
                            key={member.id.to_string()}
                            id={editor.id(&field)}
                            label={context.name(member.target)}
                            value={member.port}
                            problems={context.problems(member.id, Field::Port)}
                            {on_change}
                        />
                    }
                }) }
            }
            if group.health_check.enabled {
                <PortField
                    key={format!("{}-check", group.id)}
                    id={editor.id("check")}
                    label={text(EmbedText::HealthCheckPort(name()))}
                    value={group.health_check.port}
                    placeholder={editor.say(crate::locale::InspectorText::SameAsServer)}
                    problems={editor.problems(Field::HealthCheckPort)}
                    on_change={check}
                />
            }
        </>
    }
}

/// The port of all members, if they have the same one.
fn port_of(group: &BackendServerGroup) -> Option<NonZeroU16> {
    let port = group.members.first()?.port?;
    group.members.iter().all(|member| member.port == Some(port)).then_some(port)
}
