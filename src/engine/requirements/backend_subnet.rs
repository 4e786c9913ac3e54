//! Servers must let the load balancer's backend subnet in.
//!
//! A load balancer talks to its backends from addresses of its backend subnet. The security
//! groups of the backend servers must let traffic from that subnet in. Unless another one was
//! chosen, the backend subnet is the subnet in which the load balancer works. The whole block
//! has to be let in, not single addresses, because the load balancer takes other addresses of
//! the block when it grows.
//!
//! A shared load balancer has no backend subnet. It sends from 100.125.0.0/16 (user guide of
//! shared load balancers, security group and network ACL rules).

use crate::engine::index::Index;
use crate::engine::report::{ClauseId, Source};
use crate::plan::{Cidr, IpType, LoadBalancer, LoadBalancerKind, SubnetId};

use super::Clause;
use super::subnet_change;

/// This clause.
pub(crate) const CLAUSE: Clause =
    Clause { id: ClauseId::BackendSubnet, section: "Scenarios", file: "backend_subnet.rs" };

/// The block from which shared load balancers send, as text and as the engine uses it.
const SHARED_SOURCE: ipnet::Ipv4Net =
    ipnet::Ipv4Net::new_assert(std::net::Ipv4Addr::new(100, 125, 0, 0), 16);

/// Where a load balancer's packets to its backends come from, in one family. A backend subnet
/// without a block of the family sends none.
pub(crate) fn sources(index: &Index, balancer: &LoadBalancer, ip_type: IpType) -> Vec<Source> {
    match (balancer.kind, ip_type) {
        (LoadBalancerKind::Shared, IpType::IPv4) => {
            vec![Source { cidr: Cidr::of(SHARED_SOURCE), subnet: None, previous: false }]
        }
        (LoadBalancerKind::Shared, IpType::IPv6) => vec![],
        (LoadBalancerKind::Dedicated, _) => {
            let mut sources: Vec<Source> = vec![];
            let current = balancer.current_backend_subnets().iter().map(|id| (*id, false));
            for (id, previous) in current.chain(subnet_change::previous(balancer)) {
                if sources.iter().any(|source| source.subnet == Some(id)) {
                    continue;
                }
                sources.extend(source(index, id, ip_type, previous));
            }
            sources
        }
    }
}

fn source(index: &Index, id: SubnetId, ip_type: IpType, previous: bool) -> Option<Source> {
    let cidr = index.subnet(id)?.cidr_of(ip_type)?;
    Some(Source { cidr, subnet: Some(id), previous })
}
