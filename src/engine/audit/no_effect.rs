//! Rules that decide on no packet, whatever the other rules say.

use super::Subject;
use super::context::{Contexts, boxes};
use super::list::with_port_0;
use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, PacketSet, addresses_of, never_filtered};
use crate::engine::policy::{AddressGroups, network_acl};
use crate::engine::report::{NoEffect, Place};
use crate::plan::{Direction, IpType, NetworkAcl, NetworkAclId, Remote, RuleId, SecurityGroupId};

/// Why a rule decides on no packet; nothing where it may.
pub(super) fn reason(
    subject: &Subject,
    contexts: &Contexts,
    addresses: &AddressGroups,
) -> Option<NoEffect> {
    let Subject { index, place, direction, rule } = *subject;
    match place {
        Place::SecurityGroup(id) => {
            let group = index.security_group(id)?;
            let rule = group.rules(direction).iter().find(|it| it.id == rule)?;
            let is_worn =
                |group: SecurityGroupId| index.plan.servers.iter().any(|it| it.wears(group));
            match rule.remote {
                _ if !rule.enabled => Some(NoEffect::Disabled),
                _ if boxes(rule, direction, addresses).0.is_empty() => Some(NoEffect::NoPackets),
                _ if !is_worn(id) => Some(NoEffect::GroupNotWorn),
                Remote::SecurityGroup(far) if !is_worn(far) => Some(NoEffect::RemoteNotWorn(far)),
                _ => contexts.ignored_on(rule.id).map(NoEffect::Flavor),
            }
        }
        Place::NetworkAcl(id) => {
            in_network_acl(index, index.network_acl(id)?, direction, rule, addresses)
        }
    }
}

fn in_network_acl(
    index: &Index,
    acl: &NetworkAcl,
    direction: Direction,
    rule: RuleId,
    addresses: &AddressGroups,
) -> Option<NoEffect> {
    if acl.rules(direction).iter().any(|it| it.id == rule && !it.enabled) {
        return Some(NoEffect::Disabled);
    }
    let compiled = network_acl(acl.rules(direction), addresses);
    let rule = compiled.rules().iter().find(|it| it.id == rule)?;
    let packets = rule.boxes.iter().copied().map(with_port_0).collect::<Vec<_>>();
    if packets.is_empty() {
        return Some(NoEffect::NoPackets);
    }
    if !acl.enabled {
        return Some(NoEffect::NetworkAclDisabled);
    }
    if index.plan.subnets.iter().all(|it| it.network_acl != Some(acl.id)) {
        return Some(NoEffect::NetworkAclWithoutSubnet);
    }
    if local(index, acl.id, direction).within(&packets).is_empty() {
        return Some(NoEffect::OutsideSubnets);
    }
    let seen = filtered(index, acl.id, direction);
    seen.within(&packets).is_empty().then_some(NoEffect::NeverFiltered)
}

/// The packets with an end in a subnet, and the subnet's block.
fn ends(
    index: &Index,
    acl: NetworkAclId,
    direction: Direction,
) -> Vec<(PacketBox, Interval<u128>)> {
    let subnets = index.plan.subnets.iter().filter(|it| it.network_acl == Some(acl));
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

/// The packets that go to the subnets of a network ACL, or come from them.
fn local(index: &Index, acl: NetworkAclId, direction: Direction) -> PacketSet {
    let ends = ends(index, acl, direction);
    PacketSet::union(&ends.iter().map(|(packets, _)| *packets).collect::<Vec<_>>())
}

/// The packets that a network ACL looks at: those that cross the edge of one of its subnets, but
/// for the destinations that are never filtered (VPC user guide, network ACL overview).
pub(super) fn filtered(index: &Index, acl: NetworkAclId, direction: Direction) -> PacketSet {
    let mut seen = PacketSet::default();
    for (packets, own) in ends(index, acl, direction) {
        let mut crossing = PacketSet::of(packets);
        crossing.remove(&PacketBox { source: own, destination: own, ..packets });
        seen.extend(&crossing);
    }
    for packets in never_filtered() {
        seen.remove(&packets);
    }
    seen
}
