//! The form of the trace. It needs no button: a choice is answered at once, and typed text on Enter
//! or when the field is left.

use yew::prelude::*;

use crate::engine::report::Purpose;
use crate::engine::trace::TraceEnd;
use crate::locale::{EndText, Language, ReachLabel, TraceLabel as Label};
use crate::plan::{Cidr, MemberTarget, Plan, Protocol};
use crate::view::field::{
    Commit, IcmpChange, IcmpFields, SelectField, block_field, commit, committed, ports_field,
    refused, words,
};
use crate::view::parts::{Button, ButtonLook, say, use_language};
use crate::view::state::{Action, Store, TraceDraft, TraceSide, use_store};
use crate::view::why::ask;

/// The id of the first field.
pub(super) const FIRST_FIELD: &str = "ask-from";

/// The form of the trace.
#[component]
pub(super) fn Form() -> Html {
    let store = use_store();
    let language = use_language();
    let draft = store.draft.as_ref();
    let label = |text: Label| say(text.text(language));
    let on_from = change(&store, |draft, side| {
        draft.from = side;
        draft.from_address = None;
    });
    let on_to = change(&store, |draft, side| draft.to = side);
    let protocols = protocols(draft.protocol, language);
    let on_protocol = change(&store, |draft, protocol: Protocol| {
        draft.protocol = protocol;
        let family = protocol.icmp_family();
        draft.icmp = draft.icmp.zip(family).map(|(kind, family)| kind.turned(family));
    });
    let on_purpose = change(&store, |draft, purpose| draft.purpose = purpose);
    let purposes = vec![
        (Purpose::Traffic, label(Label::Forwarded)),
        (Purpose::HealthCheck, label(Label::HealthCheck)),
    ];
    let has_ports = draft.protocol.may_have_ports();
    let is_balancer = matches!(draft.from, TraceSide::Thing(TraceEnd::LoadBalancer(_)));
    // A ping is a part of a health check.
    let purpose = match draft.purpose {
        Purpose::Traffic => Purpose::Traffic,
        Purpose::HealthCheck | Purpose::Ping => Purpose::HealthCheck,
    };
    let show_reach = {
        let store = store.clone();
        move |_| store.dispatch(Action::ToggleReach)
    };
    let clear = {
        let store = store.clone();
        move |_| ask(&store, TraceDraft::default())
    };
    html! {
        <section class="ask" aria-label={label(Label::Title)}>
            <div class="ask-title">
                <h2 class="section-title">{ label(Label::Title) }</h2>
                <span class="space" />
                if !store.shows_reach {
                    <Button
                        label={say(ReachLabel::Title.text(language))}
                        look={ButtonLook::Quiet}
                        small=true
                        onclick={show_reach}
                    />
                }
                if *draft != TraceDraft::default() {
                    <Button
                        label={label(Label::Clear)}
                        look={ButtonLook::Quiet}
                        small=true
                        onclick={clear}
                    />
                }
            </div>
            <div class="columns">
                <SelectField<TraceSide>
                    id={FIRST_FIELD}
                    label={label(Label::From)}
                    value={without_address(draft.from)}
                    options={senders(store.plan(), language)}
                    on_change={on_from}
                />
                <SelectField<TraceSide>
                    id="ask-to"
                    label={label(Label::To)}
                    value={without_address(draft.to)}
                    options={receivers(store.plan(), language)}
                    on_change={on_to}
                />
            </div>
            if let TraceSide::Address(cidr) = draft.from {
                { block_field("ask-from-address", label(Label::FromAddress), cidr, typed(&store, |draft, cidr| {
                    draft.from = TraceSide::Address(cidr);
                }), vec![]) }
            }
            if let TraceSide::Address(cidr) = draft.to {
                { block_field("ask-to-address", label(Label::ToAddress), cidr, typed(&store, |draft, cidr| {
                    draft.to = TraceSide::Address(cidr);
                }), vec![]) }
            }
            <div class="columns">
                if is_balancer {
                    <SelectField<Purpose>
                        id="ask-purpose"
                        label={label(Label::Purpose)}
                        value={purpose}
                        options={purposes}
                        on_change={on_purpose}
                    />
                }
                <SelectField<Protocol>
                    id="ask-protocol"
                    label={label(Label::Protocol)}
                    value={draft.protocol}
                    options={protocols}
                    on_change={on_protocol}
                />
                if has_ports {
                    { ports_field("ask-ports", label(Label::Ports), &draft.ports, language,
                        change(&store, |draft, ports| draft.ports = ports), vec![]) }
                }
            </div>
            if let Some(ip_type) = draft.protocol.icmp_family() {
                <IcmpFields
                    id="ask-icmp"
                    {ip_type}
                    value={draft.icmp}
                    on_change={change(&store, |draft, change: IcmpChange| {
                        change.apply(&mut draft.icmp);
                    })}
                />
            }
            if has_ports || is_balancer {
                <details class="more">
                    <summary>{ label(Label::More) }</summary>
                    <div class="columns">
                        if has_ports {
                            { ports_field("ask-source-ports", label(Label::SourcePorts), &draft.source_ports, language,
                                change(&store, |draft, ports| draft.source_ports = ports), vec![]) }
                        }
                        if is_balancer {
                            { block_field("ask-own-address", label(Label::OwnAddress),
                                draft.from_address, optional(&store), vec![]) }
                        }
                    </div>
                </details>
            }
        </section>
    }
}

/// Makes a callback that changes the draft. It fills in the protocol and the ports where the ends
/// have changed and the report has a flow between them.
fn change<T: 'static>(store: &Store, put: impl Fn(&mut TraceDraft, T) + 'static) -> Callback<T> {
    let store = store.clone();
    Callback::from(move |value| {
        let before = store.draft.as_ref();
        let mut draft = before.clone();
        put(&mut draft, value);
        let ends = |draft: &TraceDraft| (draft.from, draft.to, draft.purpose);
        if ends(&draft) != ends(before) {
            draft = draft.filled_in(&store.report);
        }
        ask(&store, draft);
    })
}

/// The language of messages about text that cannot be read.
fn language_of(store: &Store) -> Language {
    store.options.language.unwrap_or_default()
}

/// Makes the commit of a field for an address that an end needs.
fn typed(store: &Store, put: impl Fn(&mut TraceDraft, Option<Cidr>) + 'static) -> Commit {
    let change = change(store, put);
    commit(language_of(store), move |cidr: Cidr| change.emit(Some(cidr)))
}

/// Makes the commit of a field for an address that may be left out.
fn optional(store: &Store) -> Commit {
    let language = language_of(store);
    let change = change(store, |draft: &mut TraceDraft, cidr| draft.from_address = cidr);
    committed(
        move |text| match text.trim() {
            "" => Ok(Maybe(None)),
            text => {
                let cidr = text.parse::<Cidr>();
                cidr.map(|it| Maybe(Some(it))).map_err(|error| refused(&error, language))
            }
        },
        move |Maybe(cidr)| change.emit(cidr),
    )
}

/// An address block that may be missing, written as empty text then.
struct Maybe(Option<Cidr>);

impl std::fmt::Display for Maybe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.map_or(Ok(()), |cidr| cidr.fmt(f))
    }
}

/// The side as a list of choices has it: an address counts without its value.
fn without_address(side: TraceSide) -> TraceSide {
    match side {
        TraceSide::Address(_) => TraceSide::Address(None),
        other => other,
    }
}

fn senders(plan: &Plan, language: Language) -> Vec<(TraceSide, AttrValue)> {
    let balancers = plan.load_balancers.iter().map(|it| TraceEnd::LoadBalancer(it.id));
    let servers = plan.servers.iter().map(|it| TraceEnd::Server(it.id));
    choices(balancers.chain(servers).map(|end| (end, name(end, plan))), language)
}

fn receivers(plan: &Plan, language: Language) -> Vec<(TraceSide, AttrValue)> {
    let members = plan.members().map(|(group, member)| {
        let end = TraceEnd::Member(member.id);
        let port = member.port.map(|port| format!(":{port}")).unwrap_or_default();
        (end, format!("{}{port} ({})", name(end, plan), group.name))
    });
    let is_member = |target: MemberTarget| plan.members().any(|(_, it)| it.target == target);
    let servers = plan.servers.iter().map(|it| TraceEnd::Server(it.id));
    let backends = plan.ip_backends.iter().filter(|it| !is_member(it.id.into()));
    let backends = backends.map(|it| TraceEnd::IpBackend(it.id));
    let others = servers.chain(backends).map(|end| (end, name(end, plan)));
    choices(members.chain(others), language)
}

fn name(end: TraceEnd, plan: &Plan) -> String {
    EndText::of(end, plan).name().to_owned()
}

fn choices(
    ends: impl Iterator<Item = (TraceEnd, String)>,
    language: Language,
) -> Vec<(TraceSide, AttrValue)> {
    let mut list = vec![(TraceSide::Open, say(Label::Choose.text(language)))];
    list.extend(ends.map(|(end, name)| (TraceSide::Thing(end), AttrValue::from(name))));
    list.push((TraceSide::Address(None), say(Label::AnAddress.text(language))));
    list
}

fn protocols(current: Protocol, language: Language) -> Vec<(Protocol, AttrValue)> {
    use Protocol::{All, Icmp, Icmpv6, Tcp, Udp};
    let mut list = vec![All, Tcp, Udp, Icmp, Icmpv6];
    // A protocol by its number comes only from a flow or a link.
    if !list.contains(&current) {
        list.push(current);
    }
    list.into_iter().map(|it| (it, words::asked_protocol(it, language))).collect()
}
