//! The port and protocol of the health check must be let in if it is on.
//!
//! The load balancer probes every member from its backend subnet, for every protocol of the
//! listener and with the option 'IP as a backend' on or off. The port is that of the health check,
//! or, if none is set, each member's own.

use std::num::NonZeroU16;

use crate::engine::report::ClauseId;
use crate::plan::{BackendServerGroup, HealthCheckProtocol, Member, Protocol};

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause =
    Clause { id: ClauseId::HealthCheck, section: "Constraints", file: "health_check.rs" };

/// Returns the protocol and port of a probe. None if health check is off, or no port is known.
pub(super) fn probe(group: &BackendServerGroup, member: &Member) -> Option<(Protocol, NonZeroU16)> {
    let check = &group.health_check;
    if !check.enabled {
        return None;
    }
    let protocol = match check.protocol {
        HealthCheckProtocol::Udp => Protocol::Udp,
        HealthCheckProtocol::Tcp
        | HealthCheckProtocol::Http
        | HealthCheckProtocol::Https
        | HealthCheckProtocol::Tls
        | HealthCheckProtocol::Grpc => Protocol::Tcp,
    };
    // With 'any port' the member's own port is ignored, so the health check has to name one.
    let own = member.port.filter(|_| !group.any_port);
    Some((protocol, check.port.or(own)?))
}
