//! Rules that decide on no packet, whatever the other rules say.

use super::acl_scope::AclScope;
use super::compiled_rules::boxes;
use super::place_lists::PlaceLists;
use super::rule_index::RuleIndex;
use crate::engine::packet::Tree;
use crate::engine::report::{NoEffect, RulePlace};
use crate::plan::{NetworkAcl, Plan, Remote, RuleId};

/// The reason for which a rule decides on no packet; nothing where it may decide on one.
pub(super) fn reason(
    plan: &Plan,
    rule_index: &RuleIndex,
    place_lists: &PlaceLists,
    rule: RuleId,
) -> Option<NoEffect> {
    let direction = place_lists.direction;
    match place_lists.place {
        RulePlace::SecurityGroup(id) => {
            let group = rule_index.group(plan, id)?;
            let rule = group.rules(direction).get(place_lists.index_of(rule)?)?;
            match rule.remote {
                _ if !rule.enabled => Some(NoEffect::Disabled),
                _ if boxes(rule, direction, &rule_index.addresses).0.is_empty() => {
                    Some(NoEffect::NoPackets)
                }
                _ if !rule_index.is_attached(id) => Some(NoEffect::GroupNotWorn),
                Remote::SecurityGroup(far) if !rule_index.is_attached(far) => {
                    Some(NoEffect::RemoteNotWorn(far))
                }
                _ => place_lists.ignored_on(rule.id).map(NoEffect::Flavor),
            }
        }
        RulePlace::NetworkAcl(id) => {
            in_network_acl(plan, rule_index.acl(plan, id)?, place_lists, rule)
        }
    }
}

fn in_network_acl(
    plan: &Plan,
    acl: &NetworkAcl,
    place_lists: &PlaceLists,
    rule: RuleId,
) -> Option<NoEffect> {
    if place_lists.is_off(rule) {
        return Some(NoEffect::Disabled);
    }
    let list = place_lists.lists().first()?;
    let packets = list.boxes(list.rank(rule)?);
    if packets.is_empty() {
        return Some(NoEffect::NoPackets);
    }
    if !acl.enabled {
        return Some(NoEffect::NetworkAclDisabled);
    }
    let acl_scope = place_lists.acl_scope(|| AclScope::of(plan, acl.id, place_lists.direction));
    let is_met = |tree: &Tree| packets.iter().any(|it| tree.next(it, 0).is_some());
    if !acl_scope.is_used {
        Some(NoEffect::NetworkAclWithoutSubnet)
    } else if !is_met(&acl_scope.local) {
        Some(NoEffect::OutsideSubnets)
    } else {
        (!is_met(&acl_scope.filtered)).then_some(NoEffect::NeverFiltered)
    }
}
