//! The dialog of connections of one's own: the form of a new one, and those that there are.

use yew::prelude::*;

use super::frame::DialogFrame;
use crate::edit::Edit;
use crate::locale::{ConnectionLabel as Label, Language, TraceLabel};
use crate::plan::{Cidr, Connection, ConnectionEnd, ConnectionKind, IpType, Plan, Ports, Protocol};
use crate::view::answer::OwnConnections;
use crate::view::field::{Commit, SelectField, block_field, commit, ports_field, words};
use crate::view::parts::{Button, ButtonLook, Icon, say, use_language};
use crate::view::state::{Action, Store, use_store};

/// One end, as far as it is chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    Open,
    End(ConnectionEnd),
    Address(Option<Cidr>),
}

impl Side {
    /// The end; none while it is not chosen.
    fn end(self) -> Option<ConnectionEnd> {
        match self {
            Self::Open | Self::Address(None) => None,
            Self::End(end) => Some(end),
            Self::Address(Some(cidr)) => Some(ConnectionEnd::Address(cidr)),
        }
    }

    /// The end as a list of choices has it: an address counts without its value.
    fn listed(self) -> Self {
        match self {
            Self::Address(_) => Self::Address(None),
            other => other,
        }
    }
}

/// A connection that is put together.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    kind: ConnectionKind,
    from: Side,
    to: Side,
    protocol: Protocol,
    ports: Ports,
}

impl Draft {
    /// A draft of a kind between what is selected.
    fn of(kind: ConnectionKind, store: &Store) -> Self {
        let mut selected = store.selection.iter().filter_map(|id| ConnectionEnd::of(*id));
        let mut next = || selected.next().map_or(Side::Open, Side::End);
        let everyone = Side::End(ConnectionEnd::Address(Cidr::any(IpType::IPv4)));
        let (from, to) = match kind {
            ConnectionKind::MustReach => (next(), next()),
            ConnectionKind::MustNotReach => (everyone, next()),
        };
        let protocol = match kind {
            ConnectionKind::MustReach => Protocol::Tcp,
            ConnectionKind::MustNotReach => Protocol::All,
        };
        Self { kind, from, to, protocol, ports: Ports::all() }
    }

    /// The connection; none while an end is not chosen.
    fn connection(&self, plan: &Plan) -> Option<Connection> {
        Some(Connection {
            id: plan.next_connection_id(),
            name: String::new(),
            description: String::new(),
            kind: self.kind,
            from: self.from.end()?,
            to: self.to.end()?,
            protocol: self.protocol,
            icmp: None,
            ports: if self.protocol.may_have_ports() { self.ports.clone() } else { Ports::all() },
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Properties)]
pub(super) struct ConnectionsProps {
    pub(super) kind: ConnectionKind,
}

/// The dialog.
#[component]
pub(super) fn Connections(props: &ConnectionsProps) -> Html {
    let store = use_store();
    let language = use_language();
    let draft = use_state(|| Draft::of(props.kind, &store));
    let label = |text: Label| say(text.text(language));
    let asked = |text: TraceLabel| say(text.text(language));
    let kinds = vec![
        (ConnectionKind::MustReach, label(Label::MustReach)),
        (ConnectionKind::MustNotReach, label(Label::MustNotReach)),
    ];
    let has_ports = draft.protocol.may_have_ports();
    let connection = draft.connection(store.plan());
    let is_incomplete = connection.is_none();
    let add = {
        let (store, draft) = (store.clone(), draft.clone());
        move |_| {
            let Some(connection) = draft.connection(store.plan()) else { return };
            store.dispatch(Action::edit(vec![Edit::PutConnection(connection)]));
            draft.set(Draft { to: Side::Open, ..(*draft).clone() });
        }
    };
    let ends = ends(store.plan(), language);
    html! {
        <DialogFrame>
            <SelectField<ConnectionKind>
                id="connection-kind"
                label={label(Label::Kind)}
                value={draft.kind}
                options={kinds}
                on_change={change(&draft, |draft, kind| draft.kind = kind)}
            />
            <div class="columns">
                <SelectField<Side>
                    id="connection-from"
                    label={asked(TraceLabel::From)}
                    value={draft.from.listed()}
                    options={ends.clone()}
                    on_change={change(&draft, |draft, side| draft.from = side)}
                />
                <SelectField<Side>
                    id="connection-to"
                    label={asked(TraceLabel::To)}
                    value={draft.to.listed()}
                    options={ends}
                    on_change={change(&draft, |draft, side| draft.to = side)}
                />
            </div>
            if let Side::Address(cidr) = draft.from {
                { block_field("connection-from-address", asked(TraceLabel::FromAddress), cidr,
                    typed(language, change(&draft, |draft, cidr| draft.from = Side::Address(Some(cidr))))) }
            }
            if let Side::Address(cidr) = draft.to {
                { block_field("connection-to-address", asked(TraceLabel::ToAddress), cidr,
                    typed(language, change(&draft, |draft, cidr| draft.to = Side::Address(Some(cidr))))) }
            }
            <div class="columns">
                <SelectField<Protocol>
                    id="connection-protocol"
                    label={asked(TraceLabel::Protocol)}
                    value={draft.protocol}
                    options={protocols(language)}
                    on_change={change(&draft, |draft, protocol| draft.protocol = protocol)}
                />
                if has_ports {
                    { ports_field("connection-ports", asked(TraceLabel::Ports), &draft.ports, language,
                        change(&draft, |draft, ports| draft.ports = ports)) }
                }
            </div>
            <div class="row end">
                <Button
                    label={label(Label::Add)}
                    icon={Icon::Plus}
                    look={ButtonLook::Primary}
                    edits=true
                    disabled={is_incomplete}
                    onclick={add}
                />
            </div>
            <OwnConnections />
            <p class="muted">{ label(Label::Hint) }</p>
        </DialogFrame>
    }
}

/// Makes the commit of a field for an address.
fn typed(language: Language, change: Callback<Cidr>) -> Commit {
    commit(language, move |cidr: Cidr| change.emit(cidr))
}

/// Makes a callback that changes the draft.
fn change<T: 'static>(
    draft: &UseStateHandle<Draft>,
    put: impl Fn(&mut Draft, T) + 'static,
) -> Callback<T> {
    let draft = draft.clone();
    Callback::from(move |value| {
        let mut next = (*draft).clone();
        put(&mut next, value);
        draft.set(next);
    })
}

fn ends(plan: &Plan, language: Language) -> Vec<(Side, AttrValue)> {
    let say = |text: TraceLabel| say(text.text(language));
    let mut list = vec![(Side::Open, say(TraceLabel::Choose))];
    list.extend(IpType::BOTH.map(Cidr::any).map(|block| {
        let name = format!("{} {block}", Label::Internet.text(language));
        (Side::End(ConnectionEnd::Address(block)), AttrValue::from(name))
    }));
    let named = plan.names().filter_map(|(id, name)| {
        let name = if name.trim().is_empty() { id.to_string() } else { name.to_owned() };
        Some((Side::End(ConnectionEnd::of(id)?), AttrValue::from(name)))
    });
    list.extend(named);
    list.push((Side::Address(None), say(TraceLabel::AnAddress)));
    list
}

fn protocols(language: Language) -> Vec<(Protocol, AttrValue)> {
    use Protocol::{All, Icmp, Icmpv6, Tcp, Udp};
    let named = |it| (it, words::asked_protocol(it, language));
    [Tcp, Udp, Icmp, Icmpv6, All].map(named).to_vec()
}
