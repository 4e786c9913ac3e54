//! The port that serves and the port of the health check must both be let in.
//!
//! A security group keeps everything out that no rule lets in. For the load balancer to talk to a
//! server, inbound rules must let it in over the port on which the member serves and over the port
//! of the health check. If the two are one port, one rule is enough.
//!
//! With the option 'any port' (ELB API, `any_port_enable`) a member serves on the ports of the
//! listener, and the port that it names itself is ignored.

use crate::engine::packet::{Interval, join, ports_of};
use crate::engine::report::ClauseId;
use crate::plan::{BackendProtocol, BackendServerGroup, Listener, Member, Protocol};

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::InboundPorts,
    section: "Configuring Security Group Rules for Backend Servers",
    file: "inbound_ports.rs",
};

/// The stretches of ports to which some listeners forward, each with the listeners that do. None
/// where the ports are still to be chosen.
pub(super) fn traffic<'a>(
    group: &BackendServerGroup,
    member: &Member,
    listeners: &[&'a Listener],
) -> Vec<(Interval<u16>, Vec<&'a Listener>)> {
    if !group.any_port || !group.protocol.takes_any_port() {
        let port = member.port.filter(|_| !listeners.is_empty());
        let port = port.map(|port| (Interval::single(port.get()), listeners.to_vec()));
        return port.into_iter().collect();
    }
    let own = |listener: &Listener| {
        listener.ports.ranges().iter().map(|range| ports_of(*range)).collect::<Vec<_>>()
    };
    let stretches = join(listeners.iter().flat_map(|listener| own(listener)).collect());
    let with_listeners = |stretch: Interval<u16>| {
        let meets = |listener: &&&Listener| {
            own(listener).iter().any(|ports| ports.intersect(stretch).is_some())
        };
        (stretch, listeners.iter().filter(meets).copied().collect())
    };
    stretches.into_iter().map(with_listeners).collect()
}

/// The transport protocol that carries a backend protocol.
pub(super) fn transport(protocol: BackendProtocol) -> Protocol {
    match protocol {
        BackendProtocol::Udp | BackendProtocol::Quic => Protocol::Udp,
        BackendProtocol::Tcp
        | BackendProtocol::Tls
        | BackendProtocol::Http
        | BackendProtocol::Https
        | BackendProtocol::Grpc
        | BackendProtocol::Ip => Protocol::Tcp,
    }
}
