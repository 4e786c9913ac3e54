//! What the values of choices are called.

use yew::AttrValue;

use crate::command::Kind;
use crate::locale::{InspectorText as Text, Language};
use crate::plan::{Action, Direction, LoadBalancerKind, Ports, Protocol};
use crate::view::text::say;

/// The direction of a rule.
pub(crate) fn direction(direction: Direction, language: Language) -> AttrValue {
    let text = match direction {
        Direction::Inbound => Text::Inbound,
        Direction::Outbound => Text::Outbound,
    };
    say(text.text(language))
}

/// The action of a rule.
pub(crate) fn action(action: Action, language: Language) -> AttrValue {
    let text = match action {
        Action::Allow => Text::Allow,
        Action::Deny => Text::Deny,
    };
    say(text.text(language))
}

/// The kind of a drawn thing.
pub(crate) fn kind(kind: Kind, language: Language) -> AttrValue {
    let text = match kind {
        Kind::Vpc => Text::Vpc,
        Kind::Subnet => Text::Subnet,
        Kind::LoadBalancer => Text::LoadBalancer,
        Kind::BackendServerGroup => Text::BackendServerGroup,
        Kind::Server => Text::Server,
        Kind::IpBackend => Text::IpBackend,
        Kind::SecurityGroup => Text::SecurityGroup,
        Kind::NetworkAcl => Text::NetworkAcl,
        Kind::AddressGroup => Text::AddressGroup,
    };
    say(text.text(language))
}

/// The kind of a load balancer.
pub(crate) fn balancer_kind(kind: LoadBalancerKind, language: Language) -> AttrValue {
    let text = match kind {
        LoadBalancerKind::Dedicated => Text::Dedicated,
        LoadBalancerKind::Shared => Text::Shared,
    };
    say(text.text(language))
}

/// A protocol as the console writes it.
pub(crate) fn protocol(protocol: Protocol, language: Language) -> AttrValue {
    match protocol {
        Protocol::All => say(Text::AllProtocols.text(language)),
        Protocol::Tcp => AttrValue::Static("TCP"),
        Protocol::Udp => AttrValue::Static("UDP"),
        Protocol::Icmp => AttrValue::Static("ICMP"),
        Protocol::Icmpv6 => AttrValue::Static("ICMPv6"),
        Protocol::Number(number) => say(Text::ProtocolNumber(number).text(language)),
    }
}

/// The console's column 'Protocol & Port': `TCP 80`, `ICMP`, `All`.
pub(crate) fn protocol_port(of: Protocol, ports: &Ports, language: Language) -> AttrValue {
    let name = protocol(of, language);
    match (of.has_ports(), ports.is_all()) {
        (true, true) => say(Text::AllPortsOf(name.to_string()).text(language)),
        (_, true) => name,
        (_, false) => AttrValue::from(format!("{name} {ports}")),
    }
}
