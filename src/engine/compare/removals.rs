//! Rules that nothing needs any more.

use std::collections::BTreeMap;

use super::change_plan::{Leftover, RemovableRule};
use super::upgrade::Rollback;
use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, PacketSet, addresses_of};
use crate::engine::policy::{AddressGroups, network_acl, security_group_rule_boxes};
use crate::engine::report::{FlowId, RulePlace};
use crate::engine::requirements::{FilterRef, RequiredPackets, requirements};
use crate::engine::trace::parcels;
use crate::plan::{Action, Cidr, Direction, Plan, RuleId};

/// The packets that flows need at each list of rules.
pub(super) type NeededPackets = BTreeMap<(RulePlace, Direction), Vec<(FlowId, PacketBox)>>;

/// The rules of a state that let pass what was needed before and nothing that is needed now. They
/// match no packet that is needed, so without them every such packet meets the same rule.
///
/// With them come rules that are needed for less than they were.
pub(super) fn removals(
    before: &Plan,
    changed: &Plan,
    rollback: &Rollback,
) -> (Vec<RemovableRule>, Vec<Leftover>) {
    let (needed_before, needed) = (needs(before), needs(changed));
    let addresses = AddressGroups::of(&changed.address_groups);
    let mut removals = vec![];
    let mut leftovers = vec![];
    let mut consider = |place, direction, rule: RuleId, boxes: &[PacketBox]| {
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

/// The packets that flows need at each list of rules, in the terms of a rule.
pub(super) fn needs(plan: &Plan) -> NeededPackets {
    let index = Index::of(plan);
    let mut needs = NeededPackets::new();
    for (number, requirement) in requirements(&index).iter().enumerate() {
        let flow = FlowId(u32::try_from(number).unwrap_or(u32::MAX));
        for filter_check in &requirement.filter_checks {
            let RequiredPackets::Packets { packets, local, .. } = &filter_check.required_packets
            else {
                continue;
            };
            let direction = filter_check.direction;
            let places = match &filter_check.filter {
                FilterRef::SecurityGroups(groups, _) => {
                    groups.iter().map(|id| RulePlace::SecurityGroup(*id)).collect()
                }
                FilterRef::NetworkAcl(acl) => {
                    acl.iter().map(|id| RulePlace::NetworkAcl(*id)).collect::<Vec<_>>()
                }
            };
            for place in places {
                let is_answer = filter_check.leg.is_answer(direction);
                let whole = as_a_rule_says(*packets, place, is_answer, *local);
                needs.entry((place, direction)).or_default().push((flow, whole));
            }
        }
    }
    needs
}

/// Packets as a rule for them names them: the member's end as its subnet at a network ACL and as
/// anything at a security group, and all ports where only port 0 is missing.
fn as_a_rule_says(packets: PacketBox, place: RulePlace, is_answer: bool, local: Cidr) -> PacketBox {
    let local = match place {
        RulePlace::SecurityGroup(_) => addresses_of(Cidr::any(packets.ip_type)),
        RulePlace::NetworkAcl(_) => addresses_of(local),
    };
    let whole = |ports: Interval<u16>| match ports.low {
        1 => Interval { low: 0, ..ports },
        _ => ports,
    };
    let packets = PacketBox {
        source_ports: whole(packets.source_ports),
        ports: whole(packets.ports),
        ..packets
    };
    match is_answer {
        false => PacketBox { destination: local, ..packets },
        true => PacketBox { source: local, ..packets },
    }
}
