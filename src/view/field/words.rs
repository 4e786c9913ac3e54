//! The names of the values of choices, as properties of the page take them.

use yew::AttrValue;

use crate::locale::{
    ActionText, ElementKindText, Language, LoadBalancerKindText, ProtocolPortText,
};
use crate::plan::{Action, ElementId, LoadBalancerKind, Ports, Protocol};
use crate::view::parts::say;

/// The action of a rule.
pub(crate) fn action(action: Action, language: Language) -> AttrValue {
    say(ActionText(action).text(language))
}

/// The kind of a drawn thing.
pub(crate) fn kind(id: ElementId, language: Language) -> AttrValue {
    say(ElementKindText(id).text(language))
}

/// The kind of a load balancer.
pub(crate) fn balancer_kind(kind: LoadBalancerKind, language: Language) -> AttrValue {
    say(LoadBalancerKindText(kind).text(language))
}

/// A protocol without its ports, as the choices of the console write it.
pub(crate) fn protocol(protocol: Protocol, language: Language) -> AttrValue {
    match protocol {
        // The text with ports would be `TCP all`.
        Protocol::Tcp => AttrValue::Static("TCP"),
        Protocol::Udp => AttrValue::Static("UDP"),
        other => protocol_port(other, &Ports::all(), language),
    }
}

/// The text of the console's column 'Protocol & Port': `TCP 80`, `ICMP`, `All`.
pub(crate) fn protocol_port(protocol: Protocol, ports: &Ports, language: Language) -> AttrValue {
    say(ProtocolPortText::to(protocol, ports.clone()).text(language))
}
