//! Whether a list decides as another one does on all that some rules match.

use crate::engine::audit::context::Contexts;
use crate::engine::audit::list::List;
use crate::engine::index::Index;
use crate::engine::packet::PacketSet;
use crate::engine::policy::AddressGroups;
use crate::engine::report::Place;
use crate::plan::{Action, Direction, RuleId, SecurityGroupId};

/// Whether the rules of a place let pass the same packets in two plans that differ in rules of that
/// place alone: of all packets that some rules of the first one match, whatever groups the far end
/// wears that they name, and for every way to wear the place's group.
pub(super) fn decides_alike(
    one: &Index,
    other: &Index,
    place: Place,
    direction: Direction,
    addresses: &AddressGroups,
    rules: &[RuleId],
) -> bool {
    let (before, after) = (
        Contexts::of(one, place, direction, addresses),
        Contexts::of(other, place, direction, addresses),
    );
    let (before, after) = (before.lists(), after.lists());
    before.len() == after.len()
        && before.iter().zip(after).all(|(before, after)| {
            let own = before.rules.iter().filter(|it| rules.contains(&it.id));
            let matched = own.clone().flat_map(|it| it.boxes.clone()).collect::<Vec<_>>();
            let matched = PacketSet::union(&matched);
            let named = own.filter_map(|it| it.remote);
            let all = before.rules.iter().filter_map(|it| it.remote);
            classes(named.collect(), all.collect()).iter().all(|worn| {
                let (then, now) = (passed(before, &matched, worn), passed(after, &matched, worn));
                then.minus(&now).is_empty() && now.minus(&then).is_empty()
            })
        })
}

/// Sets of groups that far ends may wear: none, each one alone, and each with one that the rules
/// in question name.
fn classes(named: Vec<SecurityGroupId>, all: Vec<SecurityGroupId>) -> Vec<Vec<SecurityGroupId>> {
    let mut classes = vec![vec![]];
    for group in &all {
        let with = named.iter().map(|it| vec![*group, *it]);
        for class in std::iter::once(vec![*group]).chain(with) {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
    }
    classes
}

/// What a list lets pass of some packets.
fn passed(list: &List, packets: &PacketSet, worn: &[SecurityGroupId]) -> PacketSet {
    let mut left = packets.clone();
    let mut passed = PacketSet::default();
    for rule in list.rules.iter().filter(|it| it.remote.is_none_or(|own| worn.contains(&own))) {
        for packets in &rule.boxes {
            let taken = left.split_off(packets);
            if rule.action == Action::Allow {
                passed.extend(&taken);
            }
        }
        if left.is_empty() {
            break;
        }
    }
    passed
}
