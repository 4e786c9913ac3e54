//! Blocks of addresses that are free for VPCs and subnets.

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net};

use crate::plan::{Cidr, Ipv4Cidr, Plan, SubnetId, Vpc, VpcId};

/// The number of blocks of a VPC that are tried before it counts as full.
const MOST_BLOCKS: usize = 4_096;

/// The first block `10.n.0.0/16` that no VPC uses.
pub(super) fn free_vpc_cidr(plan: &Plan) -> Ipv4Cidr {
    let block = |second: u8| Ipv4Cidr::of(Ipv4Net::new_assert(Ipv4Addr::new(10, second, 0, 0), 16));
    let taken = |cidr: Ipv4Cidr| {
        plan.vpcs.iter().flat_map(Vpc::cidrs).any(|other| other.overlaps(cidr.cidr()))
    };
    (0..=u8::MAX).map(block).find(|cidr| !taken(*cidr)).unwrap_or_else(|| block(0))
}

/// The first free block of 256 addresses in a VPC, or of fewer where the VPC is smaller; the very
/// first block is kept for last, so that a VPC 10.0.0.0/16 starts with 10.0.1.0/24.
pub(super) fn free_subnet_cidr(plan: &Plan, vpc: VpcId) -> Ipv4Cidr {
    let Some(vpc) = plan.vpc(vpc) else {
        return Ipv4Cidr::of(Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 1, 0), 24));
    };
    let net = vpc.cidr.net();
    let prefix = net.prefix_len().saturating_add(2).clamp(24, 28).max(net.prefix_len());
    let taken = |cidr: &Ipv4Net| {
        let own = plan.subnets.iter().filter(|it| it.vpc == vpc.id);
        let mut blocks = own.map(|it| it.cidr.cidr());
        blocks.any(|block| block.overlaps(Ipv4Cidr::of(*cidr).cidr()))
    };
    let blocks = || net.subnets(prefix).into_iter().flatten();
    let free = blocks().skip(1).chain(blocks().take(1)).find(|cidr| !taken(cidr));
    Ipv4Cidr::of(free.unwrap_or(net))
}

/// Tells whether a block of a subnet lies in its VPC and is no other subnet's.
pub(super) fn has_room_for(plan: &Plan, vpc: &Vpc, subnet: SubnetId, block: Cidr) -> bool {
    let family = block.ip_type();
    let mut blocks = vpc.cidrs().filter(|it| it.ip_type() == family).peekable();
    // A VPC that names no IPv6 block says nothing about those of its subnets.
    let is_inside = blocks.peek().is_none() || blocks.any(|it| it.net().contains(&block.net()));
    is_inside && !is_taken(plan, vpc, subnet, block)
}

fn is_taken(plan: &Plan, vpc: &Vpc, subnet: SubnetId, block: Cidr) -> bool {
    let others = plan.subnets.iter().filter(|it| it.vpc == vpc.id && it.id != subnet);
    let mut blocks = others.filter_map(|it| it.cidr_of(block.ip_type()));
    blocks.any(|it| it.overlaps(block))
}

/// The first free block of a VPC that is as large as another one.
pub(super) fn free_block(plan: &Plan, vpc: &Vpc, subnet: SubnetId, like: Cidr) -> Option<Cidr> {
    let prefix = like.net().prefix_len();
    let is_free = |it: &Cidr| !is_taken(plan, vpc, subnet, *it);
    let of_family = vpc.cidrs().filter(|it| it.ip_type() == like.ip_type());
    of_family.map(Cidr::net).find_map(|net| match net {
        IpNet::V4(net) => net.subnets(prefix).ok()?.take(MOST_BLOCKS).map(Cidr::of).find(is_free),
        IpNet::V6(net) => net.subnets(prefix).ok()?.take(MOST_BLOCKS).map(Cidr::of).find(is_free),
    })
}
