//! Where health check is on, its port and protocol must be let in.
//!
//! The load balancer probes every member from its backend subnet, whatever the listener's
//! protocol and whatever the option 'IP as a backend'. The port is that of the health check, or,
//! where none is set, each member's own.

use std::num::NonZeroU16;

use crate::engine::report::ClauseId;
use crate::plan::{BackendServerGroup, HealthCheckProtocol, Member, Protocol};

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause =
    Clause { id: ClauseId::HealthCheck, section: "Constraints", file: "health_check.rs" };

/// What a probe is on the wire: its protocol and port. None where health check is off, or no
/// port is known.
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
