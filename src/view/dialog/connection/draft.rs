//! A connection of one's own while it is put together or changed.

use crate::plan::{
    Cidr, Connection, ConnectionEnd, ConnectionId, ConnectionKind, IcmpKind, IpType, Plan, Ports,
    Protocol,
};
use crate::view::state::Store;

/// One end, as far as it is chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Side {
    /// Not chosen.
    Open,
    /// One of the list.
    End(ConnectionEnd),
    /// A block that is typed.
    Address(Option<Cidr>),
}

impl Side {
    /// The side that an end is. Every address of a family is one of the list.
    fn of(end: ConnectionEnd) -> Self {
        match end {
            ConnectionEnd::Address(cidr) if !cidr.is_any() => Self::Address(Some(cidr)),
            end => Self::End(end),
        }
    }

    /// The end; none while it is not chosen.
    fn end(self) -> Option<ConnectionEnd> {
        match self {
            Self::Open | Self::Address(None) => None,
            Self::End(end) => Some(end),
            Self::Address(Some(cidr)) => Some(ConnectionEnd::Address(cidr)),
        }
    }

    /// The end as a list of choices has it: an address counts without its value.
    pub(super) fn listed(self) -> Self {
        match self {
            Self::Address(_) => Self::Address(None),
            other => other,
        }
    }
}

/// A connection that is put together or changed. What the chosen protocol has no use for stays, so
/// that it is there again when another one is chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    /// The connection that is changed; none for a new one.
    pub(super) id: Option<ConnectionId>,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) kind: ConnectionKind,
    pub(super) from: Side,
    pub(super) to: Side,
    pub(super) protocol: Protocol,
    pub(super) icmp: Option<IcmpKind>,
    pub(super) ports: Ports,
}

impl Draft {
    /// A new one of a kind between what is selected.
    pub(super) fn new(kind: ConnectionKind, store: &Store) -> Self {
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
        Self {
            id: None,
            name: String::new(),
            description: String::new(),
            kind,
            from,
            to,
            protocol,
            icmp: None,
            ports: Ports::all(),
        }
    }

    /// A connection of the plan, to be changed.
    pub(super) fn of(connection: &Connection) -> Self {
        let it = connection.clone();
        Self {
            id: Some(it.id),
            name: it.name,
            description: it.description,
            kind: it.kind,
            from: Side::of(it.from),
            to: Side::of(it.to),
            protocol: it.protocol,
            icmp: it.icmp,
            ports: it.ports,
        }
    }

    /// The one after it has been added: much of it is often true of the next one, too.
    pub(super) fn next(self) -> Self {
        Self { name: String::new(), description: String::new(), to: Side::Open, ..self }
    }

    /// Chooses a protocol. A ping is one in the ICMP of either family.
    pub(super) fn choose_protocol(&mut self, protocol: Protocol) {
        self.protocol = protocol;
        if let (Some(kind), Some(family)) = (self.icmp, protocol.icmp_family()) {
            self.icmp = Some(kind.turned(family));
        }
    }

    /// The connection; none while an end is not chosen.
    pub(super) fn connection(&self, plan: &Plan) -> Option<Connection> {
        let has_ports = self.protocol.may_have_ports();
        Some(Connection {
            id: self.id.unwrap_or_else(|| plan.next_connection_id()),
            name: self.name.trim().to_owned(),
            description: self.description.trim().to_owned(),
            kind: self.kind,
            from: self.from.end()?,
            to: self.to.end()?,
            protocol: self.protocol,
            icmp: self.icmp.filter(|_| self.protocol.is_icmp()),
            ports: if has_ports { self.ports.clone() } else { Ports::all() },
        })
    }
}
