//! Rules that look as if they were meant for packets that no rule of a filter lets pass.

use crate::engine::index::Index;
use crate::engine::packet::PacketBox;
use crate::engine::policy::{AddressGroups, Sought};
use crate::engine::report::{NearMiss, WhyItMisses};
use crate::plan::{Direction, NetworkAcl, Remote, RuleId, SecurityGroupId};

/// Packets that no rule of a filter lets pass.
pub(super) struct Unmatched<'a> {
    pub(super) packets: Vec<PacketBox>,
    pub(super) addresses: &'a AddressGroups,
    pub(super) direction: Direction,
    /// True if they are answers.
    pub(super) are_answers: bool,
}

impl Unmatched<'_> {
    fn miss(&self, rule: RuleId, why: impl Fn(&Sought) -> Option<WhyItMisses>) -> Option<NearMiss> {
        let Self { addresses, direction, are_answers, .. } = *self;
        let of = |packets| why(&Sought { packets, direction, are_answers, addresses });
        Some(NearMiss { rule, why: self.packets.iter().find_map(of)? })
    }

    /// The near misses in some security groups, of packets whose far end has the groups `far`.
    pub(super) fn in_groups(
        &self,
        index: &Index,
        ids: &[SecurityGroupId],
        far: &[SecurityGroupId],
    ) -> Vec<NearMiss> {
        let mut found = vec![];
        for listed in Direction::BOTH {
            for group in ids.iter().filter_map(|id| index.security_group(*id)) {
                let is_worn =
                    |it: Remote| matches!(it, Remote::SecurityGroup(id) if far.contains(&id));
                let rules = group.rules(listed).iter().filter(|rule| !is_worn(rule.remote));
                found.extend(rules.filter_map(|rule| {
                    self.miss(rule.id, |it| it.missed_by_group_rule((group.id, rule), listed))
                }));
            }
        }
        found
    }

    /// The near misses in a network ACL.
    pub(super) fn in_acl(&self, acl: &NetworkAcl) -> Vec<NearMiss> {
        let mut found = vec![];
        for listed in Direction::BOTH {
            let rules = acl.rules(listed).iter();
            found.extend(
                rules.filter_map(|rule| {
                    self.miss(rule.id, |it| it.missed_by_acl_rule(rule, listed))
                }),
            );
        }
        found
    }
}
