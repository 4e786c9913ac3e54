//! Rules that nothing needs any more.

use super::change_plan::{Leftover, RemovableRule};
use super::needs::{NeededPackets, needs};
use super::upgrade::Rollback;
use crate::engine::not_known::unclear_places;
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::policy::{AddressGroups, network_acl, security_group_rule_boxes};
use crate::engine::report::{FlowId, RulePlace};
use crate::engine::trace::parcels;
use crate::plan::{Action, Direction, Plan, RuleId};

/// The rules of a state that let pass what was needed before and nothing that is needed now. They
/// match no packet that is needed, so without them every such packet meets the same rule.
///
/// With them come rules that are needed for less than they were. Of lists beside which others may stand
/// that are not known, in either state, nobody can say that.
pub(super) fn removals(
    before: &Plan,
    changed: &Plan,
    rollback: &Rollback,
) -> (Vec<RemovableRule>, Vec<Leftover>) {
    let (needed_before, needed) = (needs(before), needs(changed));
    let addresses = AddressGroups::of(&changed.address_groups);
    let mut removals = vec![];
    let mut leftovers = vec![];
    let mut unclear = unclear_places(before);
    unclear.extend(unclear_places(changed));
    let mut consider = |place, direction, rule: RuleId, boxes: &[PacketBox]| {
        if unclear.contains(&place) {
            return;
        }
        let at =
            |needs: &NeededPackets| needs.get(&(place, direction)).cloned().unwrap_or_default();
        let meets = |packets: &PacketBox| boxes.iter().any(|own| own.intersect(packets).is_some());
        let (used, needed) = (at(&needed_before), at(&needed));
        if needed.iter().any(|(_, packets)| meets(packets)) {
            let mut left = PacketSet::default();
            for shared in used
                .iter()
                .flat_map(|(_, packets)| boxes.iter().filter_map(|own| own.intersect(packets)))
            {
                left.insert(shared);
            }
            for (_, packets) in &needed {
                left.remove(packets);
            }
            if !left.is_empty() && direction == Direction::Inbound {
                let after_upgrades = rollback.misses(place, direction, left.boxes());
                let packets = parcels(&left);
                leftovers.push(Leftover { place, direction, rule, packets, after_upgrades });
            }
            return;
        }
        let mut flows: Vec<FlowId> =
            used.iter().filter(|(_, packets)| meets(packets)).map(|(flow, _)| *flow).collect();
        flows.dedup();
        if flows.is_empty() {
            return;
        }
        let mut also = PacketSet::default();
        for own in boxes {
            also.insert(*own);
        }
        for (_, packets) in &used {
            also.remove(packets);
        }
        // Outbound rules let servers out, to whomever; only those made for this alone can go with
        // it.
        if direction == Direction::Outbound && !also.is_empty() {
            return;
        }
        let after_upgrades = rollback.misses(place, direction, boxes);
        let also = parcels(&also);
        removals.push(RemovableRule { place, direction, rule, flows, also, after_upgrades });
    };
    for direction in Direction::BOTH {
        for group in &changed.security_groups {
            let old = before.security_group(group.id);
            let has = |rule: &crate::plan::SecurityGroupRule| {
                old.is_some_and(|old| old.rules(direction).contains(rule))
            };
            let allows = |it: &&crate::plan::SecurityGroupRule| {
                it.enabled && it.action == Action::Allow && has(it)
            };
            for rule in group.rules(direction).iter().filter(allows) {
                let boxes = security_group_rule_boxes(rule, direction, &addresses);
                consider(RulePlace::SecurityGroup(group.id), direction, rule.id, &boxes);
            }
        }
        for acl in &changed.network_acls {
            let Some(old) = before.network_acl(acl.id) else { continue };
            let compiled = network_acl(acl.rules(direction), &addresses);
            for rule in compiled.rules().iter().filter(|it| it.action == Action::Allow) {
                let own = acl.rules(direction).iter().find(|it| it.id == rule.id);
                if own.is_some_and(|own| old.rules(direction).contains(own)) {
                    consider(RulePlace::NetworkAcl(acl.id), direction, rule.id, &rule.boxes);
                }
            }
        }
    }
    removals.sort_by_key(|it| !it.after_upgrades.is_empty());
    (removals, leftovers)
}
