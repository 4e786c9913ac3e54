//! Servers must let the load balancer's backend subnet in.
//!
//! A load balancer talks to its backends from addresses of its backend subnet. The security
//! groups of the backend servers must let traffic from that subnet in. Unless another one was
//! chosen, the backend subnet is the subnet in which the load balancer works. The whole block
//! has to be let in, not single addresses, because the load balancer takes other addresses of
//! the block when it grows.
//!
//! A shared load balancer has no backend subnet. It sends from 100.125.0.0/16 (user guide of
//! shared load balancers, security group and network ACL rules), in some regions from further
//! blocks, which the plan can name.
//!
//! Some FAQs ask for the VPC's block in place of the backend subnet's. A rule for it lets in more
//! than is needed, so it is named only where the plan chooses so.

use crate::engine::index::Index;
use crate::engine::report::{ClauseId, FlowSource};
use crate::plan::{Cidr, IpType, Ipv4Cidr, LoadBalancer, LoadBalancerKind, RuleSource, SubnetId};

use super::Clause;
use super::subnet_change;

/// This clause.
pub(crate) const CLAUSE: Clause =
    Clause { id: ClauseId::BackendSubnet, section: "Scenarios", file: "backend_subnet.rs" };

/// Returns the blocks from which a load balancer sends to its backends, in one family. A backend
/// subnet without a block of the family sends none.
pub(crate) fn sources(index: &Index, balancer: &LoadBalancer, ip_type: IpType) -> Vec<FlowSource> {
    match (balancer.kind, ip_type) {
        (LoadBalancerKind::Shared, IpType::IPv4) => {
            let sources = index.plan.settings.sources_of_shared().into_iter();
            let source =
                |it: Ipv4Cidr| FlowSource { cidr: it.cidr(), subnet: None, previous: false };
            sources.map(source).collect()
        }
        (LoadBalancerKind::Shared, IpType::IPv6) => vec![],
        (LoadBalancerKind::Dedicated, _) => {
            let mut sources: Vec<FlowSource> = vec![];
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

/// The block that a rule names for a source: its own, or, where the plan chooses so, the block of
/// its VPC that holds it.
pub(super) fn rule_block(index: &Index, source: &FlowSource) -> Cidr {
    let vpc = source.subnet.and_then(|id| index.subnet(id)).and_then(|it| index.vpc(it.vpc));
    match (index.plan.settings.rule_source, vpc) {
        (RuleSource::Vpc, Some(vpc)) => {
            let holds = |block: &Cidr| block.net().contains(&source.cidr.net());
            vpc.cidrs().find(holds).unwrap_or(source.cidr)
        }
        _ => source.cidr,
    }
}

fn source(index: &Index, id: SubnetId, ip_type: IpType, previous: bool) -> Option<FlowSource> {
    let cidr = index.subnet(id)?.cidr_of(ip_type)?;
    Some(FlowSource { cidr, subnet: Some(id), previous })
}
