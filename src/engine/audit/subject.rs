//! The subject of an audit: a rule in its lists.

use super::acl_scope::AclScope;
use super::place_lists::PlaceLists;
use super::rule_index::RuleIndex;
use crate::engine::packet::PacketSet;
use crate::engine::report::{NoEffect, RulePlace};
use crate::plan::{Plan, RuleId};

/// A rule with the lists it stands in.
pub(super) struct Subject<'a> {
    pub(super) plan: &'a Plan,
    pub(super) rule_index: &'a RuleIndex,
    pub(super) place_lists: &'a PlaceLists,
    pub(super) rule: RuleId,
}

/// The packets of a set that the rule's list is asked about.
pub(super) fn seen(
    subject: &Subject,
    no_effect: Option<NoEffect>,
    packets: PacketSet,
) -> PacketSet {
    let Subject { plan, place_lists, .. } = *subject;
    match (place_lists.place, no_effect) {
        (RulePlace::NetworkAcl(acl), None) => {
            let acl_scope =
                place_lists.acl_scope(|| AclScope::of(plan, acl, place_lists.direction));
            packets.within_tree(&acl_scope.filtered)
        }
        _ => packets,
    }
}
