//! The blocks that load balancers send from.

use elb_rule_planner::plan::{Cidr, IpType, LoadBalancer, LoadBalancerKind, Plan, SubnetId};

use crate::locations::block_of;

/// A block that something is sent from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sender {
    pub(crate) block: Cidr,
    pub(crate) subnet: Option<SubnetId>,
    pub(crate) previous: bool,
}

/// The blocks that shared load balancers send from.
pub(crate) fn shared_blocks(plan: &Plan) -> Vec<Cidr> {
    let named = plan.settings.shared_sources.iter();
    let mut blocks: Vec<Cidr> = named.map(|block| block.to_string().parse().unwrap()).collect();
    if blocks.is_empty() {
        blocks.push("100.125.0.0/16".parse().unwrap());
    }
    blocks.sort();
    blocks.dedup();
    blocks
}

/// The blocks that a load balancer sends from: its backend subnets, those of before too; a
/// shared one sends from blocks of the vendor's.
pub(crate) fn senders(plan: &Plan, balancer: &LoadBalancer, ip_type: IpType) -> Vec<Sender> {
    if balancer.kind == LoadBalancerKind::Shared {
        if ip_type == IpType::IPv6 {
            return vec![];
        }
        let sender = |block| Sender { block, subnet: None, previous: false };
        return shared_blocks(plan).into_iter().map(sender).collect();
    }
    let now = match balancer.backend_subnets.is_empty() {
        true => vec![balancer.subnet],
        false => balancer.backend_subnets.clone(),
    };
    let mut ids: Vec<(SubnetId, bool)> = vec![];
    for (list, previous) in [(&now, false), (&balancer.previous_backend_subnets, true)] {
        for id in list {
            if !ids.iter().any(|(known, _)| known == id) {
                ids.push((*id, previous));
            }
        }
    }
    let subnet = |id| plan.subnets.iter().find(|subnet| subnet.id == id);
    ids.into_iter()
        .filter_map(|(id, previous)| {
            let block = block_of(subnet(id)?, ip_type)?;
            Some(Sender { block, subnet: Some(id), previous })
        })
        .collect()
}
