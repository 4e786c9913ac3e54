//! Layer 4 traffic of a dedicated load balancer with IP as a backend off passes whatever the
//! rules say.
//!
//! The guide says that security group and network ACL rules are ignored for the layer 4 listeners
//! of a dedicated load balancer whose option 'IP as a backend' is off. The Chinese original of
//! the page speaks of the traffic that such listeners *forward*; the English one leaves the word
//! out. Health checks are not forwarded traffic: they come from the backend subnet, the tables
//! ask for rules for them on TCP and UDP groups too, and the vendor's own diagnosis looks for
//! those rules. So forwarded traffic is exempt and health checks are not.
//!
//! Two options bring the traffic back under the rules, since the packets then carry an address
//! of the backend subnet: NAT64, and a member that is an IP address. A shared load balancer's
//! TCP or UDP listener is exempt where it passes on the clients' addresses.

use crate::engine::report::ClauseId;
use crate::plan::{Listener, LoadBalancer, LoadBalancerKind, MemberTarget};

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause =
    Clause { id: ClauseId::Layer4, section: "Scenarios", file: "layer4.rs" };

/// Whether rules have no say over the traffic that a listener forwards to a member.
pub(super) fn is_exempt(
    balancer: &LoadBalancer,
    listener: &Listener,
    target: MemberTarget,
) -> bool {
    if !listener.protocol.is_layer4() || matches!(target, MemberTarget::IpBackend(_)) {
        return false;
    }
    match balancer.kind {
        LoadBalancerKind::Dedicated => !balancer.ip_as_backend && !listener.nat64,
        LoadBalancerKind::Shared => listener.transfer_client_ip,
    }
}
