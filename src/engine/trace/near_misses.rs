//! Rules that look as if they were meant for packets that no rule of a filter lets pass.

use super::answer::HopDecider;
use super::layers::{JudgedPart, Layers};
use crate::engine::packet::PacketBox;
use crate::engine::policy::Sought;
use crate::engine::report::{NearMiss, WhyItMisses};
use crate::plan::{Direction, NetworkAcl, Remote, RuleId, SecurityGroupId};

/// The near misses of some packets at a filter, each rule once.
struct Misses<'a> {
    packets: Vec<PacketBox>,
    layers: &'a Layers<'a>,
    direction: Direction,
    are_answers: bool,
    found: Vec<NearMiss>,
}

impl<'a> Misses<'a> {
    fn of(
        layers: &'a Layers<'a>,
        (direction, are_answers): (Direction, bool),
        parts: &[JudgedPart],
    ) -> Self {
        let by_nothing = parts.iter().filter(|part| part.by == HopDecider::DefaultDeny);
        let packets = by_nothing.flat_map(|part| part.packets.boxes()).copied().collect();
        Self { packets, layers, direction, are_answers, found: vec![] }
    }

    fn add(&mut self, rule: RuleId, miss: impl Fn(&Sought) -> Option<WhyItMisses>) {
        let Self { layers, direction, are_answers, .. } = *self;
        let addresses = &layers.addresses;
        let miss = |packets| miss(&Sought { packets, direction, are_answers, addresses });
        if let Some(why) = self.packets.iter().find_map(miss) {
            self.found.push(NearMiss { rule, why });
        }
    }
}

/// The near misses in some security groups, of packets whose far end has the groups `far`.
pub(super) fn in_groups(
    layers: &Layers,
    ids: &[SecurityGroupId],
    far: &[SecurityGroupId],
    direction: Direction,
    parts: &[JudgedPart],
) -> Vec<NearMiss> {
    let mut misses = Misses::of(layers, (direction, false), parts);
    for listed in Direction::BOTH {
        for group in ids.iter().filter_map(|id| layers.index.security_group(*id)) {
            for rule in group.rules(listed) {
                let is_worn = matches!(rule.remote, Remote::SecurityGroup(id) if far.contains(&id));
                if !is_worn {
                    misses.add(rule.id, |it| it.missed_by_group_rule((group.id, rule), listed));
                }
            }
        }
    }
    misses.found
}

/// The near misses in a network ACL.
pub(super) fn in_acl(
    layers: &Layers,
    acl: &NetworkAcl,
    (direction, are_answers): (Direction, bool),
    parts: &[JudgedPart],
) -> Vec<NearMiss> {
    let mut misses = Misses::of(layers, (direction, are_answers), parts);
    for listed in Direction::BOTH {
        for rule in acl.rules(listed) {
            misses.add(rule.id, |it| it.missed_by_acl_rule(rule, listed));
        }
    }
    misses.found
}
