//! A UDP health check needs ICMP too.
//!
//! Before the UDP probe the load balancer pings the member, and counts it as unhealthy when no
//! answer comes. Then it sends the probe: an ICMP 'port unreachable' means unhealthy, silence
//! means healthy. So both have to be let in, and a member that lets the ping in and drops the
//! probe looks healthy even when it is dead.
//!
//! A ping is an echo request, and an echo reply answers it. So no more than these are required,
//! though the row that the tables have for them is 'ICMP: All', and that is the rule to add.

use crate::engine::report::ClauseId;
use crate::plan::{HealthCheck, HealthCheckProtocol, IcmpKind, IpType, Protocol};

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause =
    Clause { id: ClauseId::UdpHealthCheck, section: "Constraints", file: "udp_health_check.rs" };

/// The protocol and the message of the ping, where the health check pings. IPv6 has an ICMP of its
/// own.
pub(super) fn ping(check: &HealthCheck, ip_type: IpType) -> Option<(Protocol, IcmpKind)> {
    let pings = check.enabled && check.protocol == HealthCheckProtocol::Udp;
    pings.then(|| (Protocol::icmp_for(ip_type), IcmpKind::echo_request(ip_type)))
}
