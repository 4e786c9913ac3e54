//! Rules that decide on no packet, whatever the other rules say.

use super::context::Contexts;
use super::known::Known;
use super::part::boxes;
use crate::engine::packet::{Interval, PacketBox, PacketSet, Tree, addresses_of, never_filtered};
use crate::engine::report::{NoEffect, RulePlace};
use crate::plan::{Direction, IpType, NetworkAcl, NetworkAclId, Plan, Remote, RuleId};

/// Why a rule decides on no packet; nothing where it may.
pub(super) fn reason(
    plan: &Plan,
    known: &Known,
    contexts: &Contexts,
    rule: RuleId,
) -> Option<NoEffect> {
    let direction = contexts.direction;
    match contexts.place {
        RulePlace::SecurityGroup(id) => {
            let group = known.group(plan, id)?;
            let rule = group.rules(direction).get(contexts.place_of(rule)?)?;
            match rule.remote {
                _ if !rule.enabled => Some(NoEffect::Disabled),
                _ if boxes(rule, direction, &known.addresses).0.is_empty() => {
                    Some(NoEffect::NoPackets)
                }
                _ if !known.is_worn(id) => Some(NoEffect::GroupNotWorn),
                Remote::SecurityGroup(far) if !known.is_worn(far) => {
                    Some(NoEffect::RemoteNotWorn(far))
                }
                _ => contexts.ignored_on(rule.id).map(NoEffect::Flavor),
            }
        }
        RulePlace::NetworkAcl(id) => in_network_acl(plan, known.acl(plan, id)?, contexts, rule),
    }
}

fn in_network_acl(
    plan: &Plan,
    acl: &NetworkAcl,
    contexts: &Contexts,
    rule: RuleId,
) -> Option<NoEffect> {
    if contexts.is_off(rule) {
        return Some(NoEffect::Disabled);
    }
    let list = contexts.lists().first()?;
    let packets = list.boxes(list.rank(rule)?);
    if packets.is_empty() {
        return Some(NoEffect::NoPackets);
    }
    if !acl.enabled {
        return Some(NoEffect::NetworkAclDisabled);
    }
    let sight = contexts.sight(|| Sight::of(plan, acl.id, contexts.direction));
    let is_met = |tree: &Tree| packets.iter().any(|it| tree.next(it, 0).is_some());
    if !sight.is_used {
        Some(NoEffect::NetworkAclWithoutSubnet)
    } else if !is_met(&sight.local) {
        Some(NoEffect::OutsideSubnets)
    } else {
        (!is_met(&sight.filtered)).then_some(NoEffect::NeverFiltered)
    }
}

/// What a network ACL looks at in one direction.
pub(super) struct Sight {
    /// Whether it guards a subnet.
    is_used: bool,
    /// The packets that go to its subnets, or come from them.
    local: Tree,
    /// Those of them that cross the edge of one of its subnets, but for the destinations that are
    /// never filtered (VPC user guide, network ACL overview).
    pub(super) filtered: Tree,
}

impl Sight {
    /// What a network ACL of a plan looks at.
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
