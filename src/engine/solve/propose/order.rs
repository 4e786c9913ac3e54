//! The order of the changes, and the places that added rules take in a network ACL.

use rustc_hash::FxHashMap;

use crate::engine::index::Index;
use crate::engine::report::{Change, ChangeId, ChangeKind, RulePlace};
use crate::plan::{Direction, NetworkAclId, RuleId};

/// Sorts changes by security group, then by network ACL, in the plan's order, inbound first,
/// required ones first. Numbers them, and counts the positions of rules in network ACLs.
pub(crate) fn order(index: &Index, changes: &mut Vec<Change>) {
    let place_of = |place: RulePlace| match place {
        RulePlace::SecurityGroup(id) => {
            (0, index.plan.security_groups.iter().position(|it| it.id == id))
        }
        RulePlace::NetworkAcl(id) => (1, index.plan.network_acls.iter().position(|it| it.id == id)),
    };
    let key = |change: &Change| {
        (place_of(change.place), change.kind.direction(), change.level, !change.kind.adds_rule())
    };
    crate::plan::sort_list(changes, |one, other| key(one).cmp(&key(other)));
    let mut lists: FxHashMap<(NetworkAclId, Direction), Vec<RuleId>> = FxHashMap::default();
    for (number, change) in changes.iter_mut().enumerate() {
        change.id = ChangeId(u32::try_from(number).unwrap_or(u32::MAX));
        let RulePlace::NetworkAcl(acl) = change.place else { continue };
        let ChangeKind::AddNetworkAclRule { direction, rule, position, above } = &mut change.kind
        else {
            continue;
        };
        let list = lists.entry((acl, *direction)).or_insert_with(|| {
            let acl = index.network_acl(acl);
            acl.map(|acl| acl.rules(*direction).iter().map(|it| it.id).collect())
                .unwrap_or_default()
        });
        let at = above
            .and_then(|above| list.iter().position(|rule| *rule == above))
            .unwrap_or(list.len());
        list.insert(at, rule.id);
        *position = at.saturating_add(1);
    }
}
