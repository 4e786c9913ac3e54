//! The names of the values of choices, as properties of the page take them.

use yew::AttrValue;

use crate::locale::{
    ActionText, ElementKindText, Language, LoadBalancerKindText, ProtocolText, TraceLabel,
};
use crate::plan::{Action, ElementId, LoadBalancerKind, Protocol};
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

/// A protocol of which packets are meant, where all may be.
pub(crate) fn asked_protocol(asked: Protocol, language: Language) -> AttrValue {
    match asked {
        Protocol::All => say(TraceLabel::AllProtocols.text(language)),
        other => protocol(other, language),
    }
}

/// A protocol without its ports, as the choices of the console write it.
pub(crate) fn protocol(protocol: Protocol, language: Language) -> AttrValue {
    say(ProtocolText(protocol).text(language))
}
