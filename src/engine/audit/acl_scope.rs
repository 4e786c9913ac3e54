//! The packets that a network ACL filters.

use crate::engine::packet::{Interval, PacketBox, PacketSet, Tree, addresses_of, never_filtered};
use crate::plan::{Direction, IpType, NetworkAclId, Plan};

/// The packets that a network ACL filters in one direction.
pub(super) struct AclScope {
    /// True if it guards a subnet.
    pub(super) is_used: bool,
    /// The packets that go to its subnets, or come from them.
    pub(super) local: Tree,
    /// Those of them that cross the edge of one of its subnets, but for the destinations that are
    /// never filtered (VPC user guide, network ACL overview).
    pub(super) filtered: Tree,
}

impl AclScope {
    /// Works out the packets that a network ACL of a plan filters.
    pub(super) fn of(plan: &Plan, acl: NetworkAclId, direction: Direction) -> Self {
        let ends = ends(plan, acl, direction);
        let local = ends.iter().map(|(packets, _)| *packets).collect::<Vec<_>>();
        Self {
            is_used: plan.subnets.iter().any(|it| it.network_acl == Some(acl)),
            local: Tree::of(local),
            filtered: Tree::of(filtered(&ends).boxes().to_vec()),
        }
    }
}

/// The packets with an end in a subnet, and the subnet's block.
fn ends(plan: &Plan, acl: NetworkAclId, direction: Direction) -> Vec<(PacketBox, Interval<u128>)> {
    let subnets = plan.subnets.iter().filter(|it| it.network_acl == Some(acl));
    let blocks = subnets.flat_map(|it| IpType::BOTH.map(|ip_type| it.cidr_of(ip_type)));
    blocks
        .flatten()
        .map(|block| {
            let (own, any) = (addresses_of(block), PacketBox::all(block.ip_type()));
            let packets = match direction {
                Direction::Inbound => PacketBox { destination: own, ..any },
                Direction::Outbound => PacketBox { source: own, ..any },
            };
            (packets, own)
        })
        .collect()
}

fn filtered(ends: &[(PacketBox, Interval<u128>)]) -> PacketSet {
    let mut seen = PacketSet::default();
    for (packets, own) in ends {
        let mut crossing = PacketSet::of(*packets);
        crossing.remove(&PacketBox { source: *own, destination: *own, ..*packets });
        seen.extend(&crossing);
    }
    for packets in never_filtered() {
        seen.remove(&packets);
    }
    seen
}
