//! The order of the changes, and the places that added rules take in a network ACL.

use rustc_hash::FxHashMap;

use crate::engine::index::Index;
use crate::engine::report::{Change, ChangeId, ChangeKind, RulePlace};
use crate::plan::{Direction, NetworkAclId, RuleId};

/// Sorts changes by security group, then by network ACL, in the plan's order, inbound first,
/// required ones first. Numbers them, and counts the positions of rules in network ACLs.
pub(crate) fn order(index: &Index, changes: &mut Vec<Change>) {
    let mut places = FxHashMap::default();
    let groups = index.plan.security_groups.iter().map(|it| RulePlace::from(it.id));
    for place in groups.chain(index.plan.network_acls.iter().map(|it| it.id.into())) {
        let next = places.len();
        places.entry(place).or_insert(next);
    }
    let key = |change: &Change| {
        let place = places.get(&change.place).copied();
        (place, change.kind.direction(), change.level, !change.kind.adds_rule())
    };
    let mut keyed = changes.drain(..).map(|it| (key(&it), it)).collect::<Vec<_>>();
    crate::plan::sort_list(&mut keyed, |(one, _), (other, _)| one.cmp(other));
    changes.extend(keyed.into_iter().map(|(_, change)| change));
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
