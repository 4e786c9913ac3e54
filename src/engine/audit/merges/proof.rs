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
    // A rule that a flavor ignores counts there too: what it becomes may have an effect.
    let own = before.iter().flat_map(|list| &list.rules).filter(|it| rules.contains(&it.id));
    let matched = own.clone().flat_map(|it| it.boxes.clone()).collect::<Vec<_>>();
    let matched = PacketSet::union(&matched);
    let named = own.filter_map(|it| it.remote).collect::<Vec<_>>();
    before.len() == after.len()
        && before.iter().zip(after).all(|(before, after)| {
            let all = before.rules.iter().filter_map(|it| it.remote);
            classes(&named, all.collect()).iter().all(|worn| {
                let (then, now) = (passed(before, &matched, worn), passed(after, &matched, worn));
                then.minus(&now).is_empty() && now.minus(&then).is_empty()
            })
        })
}

/// Sets of groups that far ends may wear: none, each one alone, and each with one that the rules
/// in question name.
fn classes(named: &[SecurityGroupId], all: Vec<SecurityGroupId>) -> Vec<Vec<SecurityGroupId>> {
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::plan::Plan;

    const GROUP: Place = Place::SecurityGroup(SecurityGroupId(1));

    /// Whether a security group with some rules lets the same pass as with others, of all that the
    /// first two of them match.
    fn alike(one: &[Value], other: &[Value]) -> bool {
        let plan = |inbound: &[Value]| -> Plan {
            let plan = json!({
                "version": 1,
                "security_groups": [{ "id": "sg-1", "name": "web", "inbound": inbound }],
            });
            serde_json::from_value(plan).unwrap()
        };
        let (one, other) = (plan(one), plan(other));
        let (one, other) = (Index::of(&one), Index::of(&other));
        let rules = [RuleId(1), RuleId(2)];
        let addresses = AddressGroups::of(&[]);
        decides_alike(&one, &other, GROUP, Direction::Inbound, &addresses, &rules)
    }

    fn rule(id: u32, action: &str, priority: u32, ports: &str, remote: &str) -> Value {
        json!({
            "id": format!("rule-{id}"), "action": action, "priority": priority, "protocol": "tcp",
            "ports": ports, "remote": remote,
        })
    }

    #[test]
    fn what_passes_more_or_less_is_not_alike() {
        let allow = |id, ports| rule(id, "allow", 1, ports, "10.0.0.0/8");
        let halves = [allow(1, "80"), allow(2, "81")];
        assert!(alike(&halves, &halves));
        assert!(alike(&halves, &[allow(1, "80-81")]));
        assert!(!alike(&halves, &[allow(1, "80")]), "81 passes no more");
        let deny = |id, ports| rule(id, "deny", 1, ports, "10.0.0.0/8");
        let beaten = |ports| rule(3, "allow", 5, ports, "10.0.0.0/8");
        let held = [deny(1, "80"), deny(2, "81"), beaten("80-81")];
        assert!(alike(&held, &[deny(1, "80-81"), beaten("80-81")]));
        assert!(!alike(&held, &[deny(1, "80"), beaten("80-81")]), "81 passes then");
        // What none of the rules in question matches is no matter.
        assert!(alike(&[allow(1, "80"), allow(3, "90")], &[allow(1, "80")]));
    }

    #[test]
    fn whoever_the_far_end_is_it_fares_as_before() {
        let from = |id, ports, group| rule(id, "allow", 1, ports, group);
        let halves = [from(1, "80", "sg-2"), from(2, "81", "sg-2")];
        assert!(alike(&halves, &[from(1, "80-81", "sg-2")]));
        assert!(!alike(&halves, &[from(1, "80", "sg-2")]));
        assert!(!alike(&halves, &[from(1, "80-81", "sg-3")]));
        // Only who wears both groups notices which of two rules comes first.
        let deny = rule(3, "deny", 2, "80", "sg-3");
        let first = [from(1, "80", "sg-2"), deny.clone()];
        assert!(alike(&first, &first));
        assert!(!alike(&first, &[rule(1, "allow", 3, "80", "sg-2"), deny]));
    }
}
