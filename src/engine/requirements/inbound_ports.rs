//! The port that serves and the port of the health check must both be let in.
//!
//! A security group keeps everything out that no rule lets in. For the load balancer to talk to
//! a server, inbound rules must let it in over the port on which the member serves and over the
//! port of the health check. Where the two are one port, one rule is enough.

use std::num::NonZeroU16;

use crate::engine::report::ClauseId;
use crate::plan::{BackendProtocol, Member, Protocol};

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::InboundPorts,
    section: "Configuring Security Group Rules for Backend Servers",
    file: "inbound_ports.rs",
};

/// What forwarded traffic is on the wire: its protocol and port. None where the member's port is
/// still to be chosen.
pub(super) fn traffic(
    protocol: BackendProtocol,
    member: &Member,
) -> Option<(Protocol, NonZeroU16)> {
    Some((transport(protocol), member.port?))
}

/// The transport protocol that carries a backend protocol.
pub(super) fn transport(protocol: BackendProtocol) -> Protocol {
    match protocol {
        BackendProtocol::Udp | BackendProtocol::Quic => Protocol::Udp,
        BackendProtocol::Tcp
        | BackendProtocol::Tls
        | BackendProtocol::Http
        | BackendProtocol::Https
        | BackendProtocol::Grpc => Protocol::Tcp,
    }
}
