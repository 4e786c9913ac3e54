//! The order of the changes, and the places that added rules take in a network ACL.

use std::collections::HashMap;

use crate::engine::index::Index;
use crate::engine::report::{Change, ChangeId, ChangeKind, RulePlace};
use crate::plan::{Direction, NetworkAclId, RuleId};

/// Groups changes by security group, then by network ACL, in the plan's order, inbound first,
/// what is required first; numbers them, and counts the places of rules in network ACLs.
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
    crate::plan::put_in_order(changes, |one, other| key(one).cmp(&key(other)));
    let mut lists: HashMap<(NetworkAclId, Direction), Vec<RuleId>> = HashMap::new();
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
