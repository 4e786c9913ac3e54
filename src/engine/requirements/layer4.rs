//! Layer 4 traffic of a dedicated load balancer with IP as a backend off passes whatever the
//! rules say.
//!
//! The guide says that security group and network ACL rules are ignored for the layer 4 listeners
//! of a dedicated load balancer whose option 'IP as a backend' is off. The Chinese original of
//! the page speaks of the traffic that such listeners *forward*; the English one leaves the word
//! out. Health checks are not forwarded traffic: they come from the backend subnet, the tables
//! ask for rules for them on TCP and UDP groups too, and the vendor's own diagnosis looks for
//! those rules. So forwarded traffic is exempt and health checks are not, unless the plan chooses
//! to read the English note to the letter.
//!
//! Two options bring the traffic back under the rules, since the packets then carry an address
//! of the backend subnet: NAT64, and a member that is an IP address. With IP as a backend on, the
//! guide has rules count for servers too; a page of best practices says that they still see the
//! clients' own addresses, and a plan can ask for both to be let in. A shared load balancer's TCP
//! or UDP listener is exempt where it passes on the clients' addresses, though one page wants the
//! clients let in there, which a plan can choose as well.

use crate::engine::report::ClauseId;
use crate::plan::{
    ClientAddresses, Layer4HealthChecks, Listener, LoadBalancer, LoadBalancerKind, MemberTarget,
    Settings, TransferredClientIp,
};

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause =
    Clause { id: ClauseId::Layer4, section: "Scenarios", file: "layer4.rs" };

/// The origin of the traffic that a listener forwards to a member, as far as rules count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comes {
    /// Rules have no say over it.
    PastRules,
    /// From the backend subnet, or the block of shared load balancers.
    FromLoadBalancer,
    /// From the clients.
    FromClients,
    /// From either, as the sources disagree.
    FromEither,
}

impl Comes {
    /// Checks whether the load balancer's own addresses have to be let in.
    pub(super) fn is_of_load_balancer(self) -> bool {
        matches!(self, Self::FromLoadBalancer | Self::FromEither)
    }

    /// Checks whether the clients' addresses have to be let in.
    pub(super) fn is_of_clients(self) -> bool {
        matches!(self, Self::FromClients | Self::FromEither)
    }
}

/// Finds the origin of the traffic of a listener to a member.
pub(super) fn comes(
    settings: &Settings,
    balancer: &LoadBalancer,
    listener: &Listener,
    target: MemberTarget,
) -> Comes {
    if !listener.protocol.is_layer4() || matches!(target, MemberTarget::IpBackend(_)) {
        return Comes::FromLoadBalancer;
    }
    match (balancer.kind, settings.transferred_client_ip, settings.client_addresses) {
        (LoadBalancerKind::Shared, _, _) if !listener.transfer_client_ip => Comes::FromLoadBalancer,
        (LoadBalancerKind::Shared, TransferredClientIp::Exempt, _) => Comes::PastRules,
        (LoadBalancerKind::Shared, TransferredClientIp::Filtered, _) => Comes::FromClients,
        (LoadBalancerKind::Dedicated, _, _) if listener.nat64 => Comes::FromLoadBalancer,
        (LoadBalancerKind::Dedicated, _, _) if !balancer.ip_as_backend => Comes::PastRules,
        (LoadBalancerKind::Dedicated, _, ClientAddresses::BackendSubnet) => Comes::FromLoadBalancer,
        (LoadBalancerKind::Dedicated, _, ClientAddresses::ClientsToo) => Comes::FromEither,
    }
}

/// Checks whether health checks pass the rules too if all listeners of a group do.
pub(super) fn exempts_health_checks(settings: &Settings) -> bool {
    settings.layer4_health_checks == Layer4HealthChecks::Exempt
}
