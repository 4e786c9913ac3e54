//! The form of a load balancer.

use yew::prelude::*;

use super::listener;
use super::position::{self, Choice};
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::plan::{
    AccessControl, Field, Listener, ListenerProtocol, LoadBalancer, LoadBalancerKind, Plan, Ports,
    SubnetId,
};
use crate::view::field::{IdListField, SelectField, Toggle, words};
use crate::view::form::Editor;
use crate::view::parts::{Button, Icon};

/// The fields of a load balancer.
pub(super) fn form(editor: &Editor<LoadBalancer>) -> Html {
    let (context, balancer) = (&editor.context, &editor.item);
    let kinds = [LoadBalancerKind::Dedicated, LoadBalancerKind::Shared];
    let kind_hint =
        (balancer.kind == LoadBalancerKind::Shared).then(|| editor.say(Text::SharedHint));
    html! {
        <>
            <SelectField<LoadBalancerKind>
                id={editor.id("kind")}
                label={editor.say(Text::KindOfLoadBalancer)}
                value={balancer.kind}
                options={kinds.map(|kind| (kind, words::balancer_kind(kind, context.language))).to_vec()}
                on_change={editor.chosen(|it: &mut LoadBalancer, kind| it.kind = kind)}
                hint={kind_hint}
            />
            { position::container(context, balancer.id.into(), Choice::Subnets) }
            { listeners(editor) }
            { backend_subnets(editor) }
            { ip_as_backend(editor) }
        </>
    }
}

fn listeners(editor: &Editor<LoadBalancer>) -> Html {
    let (context, balancer) = (&editor.context, &editor.item);
    let add = {
        let (context, balancer) = (context.clone(), balancer.clone());
        context.clone().editing(move || {
            let listener = next_listener(context.plan(), &balancer);
            vec![Edit::PutListener { load_balancer: balancer.id, listener }]
        })
    };
    html! {
        <fieldset class="field list" id={editor.id("listeners")} tabindex="-1">
            <legend>{ editor.say(Text::Listeners) }</legend>
            if balancer.listeners.is_empty() {
                <p class="hint">{ editor.say(Text::NoListeners) }</p>
            }
            <>{ for balancer.listeners.iter().map(|it| listener::card(editor, it)) }</>
            <Button
                label={editor.say(Text::AddListener)}
                icon={Icon::Plus}
                small=true
                onclick={add}
            />
        </fieldset>
    }
}

/// The subnets from which the load balancer reaches its backends, current and previous ones. A
/// shared load balancer has neither. If an imported plan has some all the same, they are shown, so
/// that they can be removed.
fn backend_subnets(editor: &Editor<LoadBalancer>) -> Html {
    let (context, balancer) = (&editor.context, &editor.item);
    let is_shared = balancer.kind == LoadBalancerKind::Shared;
    let subnets = || context.plan().subnets.iter().map(|it| it.id).collect::<Vec<_>>();
    let names = {
        let context = context.clone();
        let name = move |id: SubnetId| match context.plan().subnet(id) {
            Some(it) => AttrValue::from(format!("{} ({})", context.name(id), it.cidr)),
            None => context.name(id),
        };
        Callback::from(move |ids: Vec<SubnetId>| ids.into_iter().map(&name).collect::<Vec<_>>())
    };
    let hint = if balancer.backend_subnets.is_empty() {
        Text::OwnSubnetIsBackendSubnet { subnet: context.name(balancer.subnet).to_string() }
    } else {
        Text::BackendSubnetsHint
    };
    html! {
        <>
            if !is_shared || !balancer.backend_subnets.is_empty() {
                <IdListField<SubnetId>
                    id={editor.id("backend-subnets")}
                    label={editor.say(Text::BackendSubnets)}
                    items={balancer.backend_subnets.clone()}
                    values={subnets()}
                    names={names.clone()}
                    add={editor.say(Text::ChooseBackendSubnet)}
                    on_change={editor.chosen(|it: &mut LoadBalancer, ids| it.backend_subnets = ids)}
                    hint={editor.say(hint)}
                    problems={editor.problems(Field::BackendSubnets)}
                />
            }
            if !is_shared || !balancer.previous_backend_subnets.is_empty() {
                <IdListField<SubnetId>
                    id={editor.id("previous")}
                    label={editor.say(Text::PreviousBackendSubnets)}
                    items={balancer.previous_backend_subnets.clone()}
                    values={subnets()}
                    names={names.clone()}
                    add={editor.say(Text::AddPreviousBackendSubnet)}
                    on_change={editor.chosen(|it: &mut LoadBalancer, ids| {
                        it.previous_backend_subnets = ids;
                    })}
                    hint={editor.say(Text::PreviousBackendSubnetsHint)}
                    problems={editor.problems(Field::PreviousBackendSubnets)}
                />
            }
        </>
    }
}

fn ip_as_backend(editor: &Editor<LoadBalancer>) -> Html {
    let balancer = &editor.item;
    if balancer.kind == LoadBalancerKind::Shared && !balancer.ip_as_backend {
        return Html::default();
    }
    let hint = if balancer.ip_as_backend { Text::IpAsBackendOn } else { Text::IpAsBackendOff };
    html! {
        <Toggle
            id={editor.id("ip-as-backend")}
            label={editor.say(Text::IpAsBackend)}
            is_on={balancer.ip_as_backend}
            on_change={editor.chosen(|it: &mut LoadBalancer, is_on| it.ip_as_backend = is_on)}
            hint={editor.say(hint)}
            problems={editor.problems(Field::IpAsBackend)}
        />
    }
}

/// A new listener on a free port: HTTP 80, then HTTPS 443, then TCP from 8080 up.
fn next_listener(plan: &Plan, balancer: &LoadBalancer) -> Listener {
    let taken = |port: u16| balancer.listeners.iter().any(|it| it.ports.contains(port));
    let usual = [(ListenerProtocol::Http, 80), (ListenerProtocol::Https, 443)];
    let others = (8080..=u16::MAX).map(|port| (ListenerProtocol::Tcp, port));
    let free = usual.into_iter().chain(others).find(|(_, port)| !taken(*port));
    let (protocol, port) = free.unwrap_or((ListenerProtocol::Http, 80));
    Listener {
        id: plan.next_listener_id(),
        name: String::new(),
        protocol,
        ports: Ports::single(port),
        backend_server_group: None,
        policies: vec![],
        access_control: AccessControl::Open,
        transfer_client_ip: false,
        nat64: false,
    }
}
