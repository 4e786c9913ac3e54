//! The text that is searched for: ports, an address, or a part of a name.

use std::net::IpAddr;

use crate::engine::reach::{Source, Target, Traffic};
use crate::plan::{Cidr, IpType, PortRange, Protocol};

/// A text to search for, as far as it can be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Query {
    /// Nothing is searched for.
    Nothing,
    /// Ports, of a protocol or of all that have ports; or a protocol.
    Ports(Option<Protocol>, Option<PortRange>),
    /// An address or a block.
    Addresses(Cidr),
    /// A part of a name, in small letters.
    Name(String),
}

impl Query {
    /// Reads a text such as `5432`, `tcp 8000-8080`, `icmp`, `10.0.2.11` or `web`.
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Self::Nothing;
        }
        if let Ok(ports) = text.parse() {
            return Self::Ports(None, Some(ports));
        }
        let (first, rest) = text.split_once(' ').unwrap_or((&text, ""));
        let is_named = matches!(first, "tcp" | "udp" | "icmp" | "icmpv6");
        if let (true, Ok(protocol)) = (is_named, first.parse()) {
            let ports = rest.trim().parse().ok();
            if rest.trim().is_empty() || ports.is_some() {
                return Self::Ports(Some(protocol), ports);
            }
        }
        match text.parse() {
            Ok(block) => Self::Addresses(block),
            Err(_) => Self::Name(text),
        }
    }

    /// Checks whether traffic is searched for.
    pub(super) fn is_of_traffic(&self) -> bool {
        matches!(self, Self::Ports(..))
    }

    /// Checks whether senders or servers are searched for.
    pub(super) fn is_of_ends(&self) -> bool {
        matches!(self, Self::Addresses(_) | Self::Name(_))
    }

    /// Checks whether some traffic has the ports that are searched for; all has, if none are.
    pub(super) fn has(&self, traffic: &Traffic) -> bool {
        let Self::Ports(protocol, ports) = self else { return true };
        let own = traffic.protocol.first..=traffic.protocol.last;
        let numbers = match protocol.and_then(Protocol::number) {
            Some(number) => vec![number],
            None => [Protocol::Tcp, Protocol::Udp].iter().filter_map(|it| it.number()).collect(),
        };
        let has_port = |range: &PortRange| {
            let own = traffic.ports.ranges();
            traffic.ports.is_all()
                || own.iter().any(|it| it.first <= range.last && range.first <= it.last)
        };
        numbers.iter().any(|number| own.contains(number)) && ports.as_ref().is_none_or(has_port)
    }

    /// Checks whether senders are those that are searched for.
    pub(super) fn is_from(&self, source: &Source, name: &str) -> bool {
        match self {
            Self::Addresses(block) => {
                source.addresses.iter().any(|entry| meets(*block, entry.bounds()))
            }
            Self::Name(part) => name.to_lowercase().contains(part),
            Self::Nothing | Self::Ports(..) => false,
        }
    }

    /// Checks whether servers are those that are searched for.
    pub(super) fn is_to(&self, target: &Target, name: &str) -> bool {
        match self {
            Self::Addresses(block) => {
                let mut own = target.interfaces.iter().flat_map(|it| &it.addresses);
                own.any(|address| block.contains(*address))
            }
            Self::Name(part) => name.to_lowercase().contains(part),
            Self::Nothing | Self::Ports(..) => false,
        }
    }
}

fn meets(block: Cidr, (first, last): (IpAddr, IpAddr)) -> bool {
    let (low, high) = (block.net().network(), block.net().broadcast());
    IpType::of(first) == block.ip_type() && first <= high && low <= last
}
