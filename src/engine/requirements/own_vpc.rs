//! IP addresses of the load balancer's own VPC as members.
//!
//! Not a clause of the guide, which takes it that members are reached. With IP as a backend on,
//! addresses can be members in place of servers. The help of the console lists addresses in the
//! load balancer's own VPC among them, with a peering connection and routes for it; another page
//! says that addresses from a block of that VPC cannot be used, since requests cannot be routed to
//! them. So flows there are at best in doubt, unless the plan chooses one of the answers. Rules are
//! asked for all the same: a member that is reached needs them, and so does the server, once it is a
//! member in place of its address.
//!
//! What counts is the address, not the drawing: an address in a block of the load balancer's VPC is
//! one of that VPC, where the plan does not say in which VPC it is used.

use crate::engine::index::Index;
use crate::plan::{IpBackend, IpMembersOfOwnVpc, LoadBalancer, MemberTarget, VpcId};

/// The route from a load balancer to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum RouteToMember {
    /// Nothing speaks against it.
    Usual,
    /// The sources disagree on whether there is one.
    InDoubt,
    /// There is none, as the plan reads the sources.
    Missing,
}

/// The route from a load balancer to the target of a member.
pub(crate) fn route(index: &Index, balancer: &LoadBalancer, target: MemberTarget) -> RouteToMember {
    let backend = match target {
        MemberTarget::Server(_) => None,
        MemberTarget::IpBackend(id) => index.ip_backend(id),
    };
    if !backend.is_some_and(|backend| is_own(index, balancer, backend)) {
        return RouteToMember::Usual;
    }
    match index.plan.settings.ip_members_of_own_vpc {
        IpMembersOfOwnVpc::Unsure => RouteToMember::InDoubt,
        IpMembersOfOwnVpc::Reached => RouteToMember::Usual,
        IpMembersOfOwnVpc::NotReached => RouteToMember::Missing,
    }
}

/// The VPC in which a load balancer finds an address: the one that the plan names for it, else its
/// own where the address is in a block of it.
pub(crate) fn vpc_seen_from(
    index: &Index,
    balancer: &LoadBalancer,
    backend: &IpBackend,
) -> Option<VpcId> {
    let own = || home(index, balancer).filter(|own| index.is_in_vpc(*own, backend.address));
    backend.vpc.or_else(own)
}

/// Checks whether an address is one of a load balancer's own VPC: drawn there, or in a block of it.
pub(crate) fn is_own(index: &Index, balancer: &LoadBalancer, backend: &IpBackend) -> bool {
    home(index, balancer)
        .is_some_and(|own| backend.vpc == Some(own) || index.is_in_vpc(own, backend.address))
}

/// The VPC in which a load balancer works.
pub(crate) fn home(index: &Index, balancer: &LoadBalancer) -> Option<VpcId> {
    index.subnet(balancer.subnet).map(|subnet| subnet.vpc)
}
