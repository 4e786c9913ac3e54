//! The card of a listener in the form of its load balancer.

use yew::prelude::*;

use super::{access_control, policies};
use crate::command::{Addition, CommandStep, DrawnKind, LineEnd, add, connect, join};
use crate::edit::{Edit, transact};
use crate::locale::InspectorText as Text;
use crate::page::Explained;
use crate::plan::{
    BackendServerGroupId, ElementId, Field, Listener, ListenerProtocol, LoadBalancer,
    LoadBalancerId, LoadBalancerKind, Plan,
};
use crate::view::field::{SelectField, TextField, Toggle, messages};
use crate::view::form::{Editor, FormContext, notes};
use crate::view::parts::{Button, ButtonLook, Icon};
use crate::view::why::sum;

/// An editor of a listener.
pub(crate) fn hold(
    context: &FormContext,
    load_balancer: LoadBalancerId,
    listener: &Listener,
) -> Editor<Listener> {
    let id = listener.id;
    let find = move |plan: &Plan| plan.listener(id).map(|(_, it)| it.clone());
    let put = move |listener| Edit::PutListener { load_balancer, listener };
    Editor::new(context, listener, id, find, put)
}

/// The card of a listener.
pub(super) fn card(of: &Editor<LoadBalancer>, listener: &Listener) -> Html {
    let (context, load_balancer, list) = (&of.context, of.item.id, of.id("listeners"));
    let editor = hold(context, load_balancer, listener);
    let label = format!("{} {}", listener.protocol, listener.ports);
    let protocols = ListenerProtocol::ALL.iter().map(|it| (*it, AttrValue::from(it.to_string())));
    let id = listener.id;
    html! {
        <fieldset class="form-card" key={id.to_string()}>
            <legend class="visually-hidden">{ label.clone() }</legend>
            <div class="columns narrow-first with-button">
                <SelectField<ListenerProtocol>
                    id={editor.id("protocol")}
                    label={editor.say(Text::Protocol)}
                    value={listener.protocol}
                    options={protocols.collect::<Vec<_>>()}
                    on_change={change_protocol(&editor, load_balancer)}
                    problems={editor.problems(Field::Protocol)}
                />
                <TextField
                    id={editor.id("ports")}
                    label={editor.say(Text::Ports)}
                    value={listener.ports.to_string()}
                    mono=true
                    problems={editor.problems(Field::Ports)}
                    commit={editor.text("ports", |it, ports| it.ports = ports)}
                />
                <Button
                    label={editor.say(Text::Remove(label.clone()))}
                    icon={Icon::Trash}
                    icon_alone=true
                    look={ButtonLook::Quiet}
                    onclick={context.removing(list, move || vec![Edit::RemoveListener(id)])}
                />
            </div>
            { messages(&editor.problems(Field::Id)) }
            { for listener.groups().into_iter().map(|group| sum(context, Explained::Forward(id, group))) }
            { forward_to(&editor) }
            if listener.protocol.takes_policies() || !listener.policies.is_empty() {
                { policies::list(&editor) }
            }
            { options(&editor, of.item.kind) }
            { notes::about(context, id) }
        </fieldset>
    }
}

/// A callback that sets another protocol. A group that no longer fits, and that no other listener
/// forwards to, changes its protocol too, as it does when the two are connected.
fn change_protocol(
    editor: &Editor<Listener>,
    load_balancer: LoadBalancerId,
) -> Callback<ListenerProtocol> {
    let editor = editor.clone();
    Callback::from(move |protocol| {
        let (context, Some(listener)) = (&editor.context, editor.now()) else { return };
        let group = listener.backend_server_group;
        let apart = Listener { protocol, backend_server_group: None, ..listener.clone() };
        let mut edits = vec![Edit::PutListener { load_balancer, listener: apart }];
        if let (Some(group), Ok(changed)) = (group, transact(context.plan(), &edits)) {
            let joined = connect(&changed, LineEnd::Listener(listener.id), group.into());
            // A group that the plan does not have stays named, so that the problem is still shown.
            if joined.is_empty() {
                let listener = Listener { protocol, ..listener };
                edits = vec![Edit::PutListener { load_balancer, listener }];
            }
            edits.extend(joined);
        }
        context.edit(edits);
    })
}

/// The choices of a listener's group to forward to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Nothing,
    Known(BackendServerGroupId),
    New,
}

fn forward_to(editor: &Editor<Listener>) -> Html {
    let (context, listener) = (&editor.context, &editor.item);
    let groups = context.plan().backend_server_groups.iter();
    let groups = groups.map(|it| {
        let name = format!("{} ({})", context.name(it.id), it.protocol);
        (Target::Known(it.id), AttrValue::from(name))
    });
    let options = std::iter::once((Target::Nothing, context.say(Text::ForwardToNothing)))
        .chain(groups)
        .chain([(Target::New, context.say(Text::NewBackendServerGroup))]);
    let on_change = {
        let (context, listener) = (context.clone(), listener.clone());
        let clear = editor.chosen(|it: &mut Listener, group| it.backend_server_group = group);
        Callback::from(move |target| match target {
            Target::Nothing => clear.emit(None),
            Target::Known(group) => {
                if let Ok(step) = join(context.plan(), LineEnd::Listener(listener.id), group.into())
                {
                    context.take(step);
                }
            }
            Target::New => context.take(with_new_group(&context, &listener)),
        })
    };
    html! {
        <div class="linked">
            <SelectField<Target>
                id={editor.id("group")}
                label={editor.say(Text::ForwardTo)}
                value={listener.backend_server_group.map_or(Target::Nothing, Target::Known)}
                options={options.collect::<Vec<_>>()}
                {on_change}
                problems={editor.problems(Field::BackendServerGroup)}
            />
            if let Some(group) = listener.backend_server_group
                .filter(|id| context.plan().backend_server_group(*id).is_some())
            {
                { context.go_to(group) }
            }
        </div>
    }
}

/// Adds a group to the load balancer's VPC and lets the listener forward to it, as one step.
fn with_new_group(context: &FormContext, listener: &Listener) -> CommandStep {
    let subnet = context.plan().listener(listener.id).map(|(balancer, _)| balancer.subnet);
    let beside = subnet.map(ElementId::Subnet).into_iter().collect::<Vec<_>>();
    let Addition { mut step, added } =
        add(context.plan(), &beside, DrawnKind::BackendServerGroup, None);
    if let Ok(changed) = transact(context.plan(), &step.edits) {
        step.edits.extend(connect(&changed, LineEnd::Listener(listener.id), added));
    }
    // The form keeps showing the load balancer.
    CommandStep { select: None, ..step }
}

/// Options that are rarely changed, folded away unless one is set.
fn options(editor: &Editor<Listener>, kind: LoadBalancerKind) -> Html {
    let listener = &editor.item;
    let is_layer4 = listener.protocol.is_layer4();
    let has_transfer = kind == LoadBalancerKind::Shared && is_layer4 || listener.transfer_client_ip;
    let has_nat64 = kind == LoadBalancerKind::Dedicated && is_layer4 || listener.nat64;
    let is_open =
        !listener.access_control.is_open() || listener.transfer_client_ip || listener.nat64;
    html! {
        <details class="more" open={is_open}>
            <summary>{ editor.say(Text::MoreOptions) }</summary>
            <div class="stack">
                <TextField
                    id={editor.id("name")}
                    label={editor.say(Text::Name)}
                    value={listener.name.clone()}
                    placeholder={editor.say(Text::NoneWord)}
                    maxlength="64"
                    live=true
                    commit={editor.any_text("name", |it, name| it.name = name)}
                />
                { access_control::fields(editor) }
                if has_transfer {
                    <Toggle
                        id={editor.id("transfer")}
                        label={editor.say(Text::TransferClientIp)}
                        is_on={listener.transfer_client_ip}
                        on_change={editor.chosen(|it: &mut Listener, on| it.transfer_client_ip = on)}
                        hint={editor.say(Text::TransferClientIpHint)}
                        problems={editor.problems(Field::TransferClientIp)}
                    />
                }
                if has_nat64 {
                    <Toggle
                        id={editor.id("nat64")}
                        label={editor.say(Text::Nat64)}
                        is_on={listener.nat64}
                        on_change={editor.chosen(|it: &mut Listener, is_on| it.nat64 = is_on)}
                        hint={editor.say(Text::Nat64Hint)}
                        problems={editor.problems(Field::Nat64)}
                    />
                }
            </div>
        </details>
    }
}
