//! The proof that a list decides as another one does on all that some rules match.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::engine::audit::compiled_rules::{CompiledRule, CompiledRules};
use crate::engine::audit::list::{List, Rank, Span};
use crate::engine::audit::place_lists::PlaceLists;
use crate::engine::audit::rule_index::RuleIndex;
use crate::engine::packet::{PacketBox, PacketSet, cut};
use crate::engine::report::RulePlace;
use crate::plan::{Action, Direction, Flavor, Plan, RuleId, SecurityGroupId};

/// The lists of a place, to be compared with what they become.
pub(super) struct Baseline<'a> {
    plan: &'a Plan,
    rule_index: &'a RuleIndex,
    place_lists: PlaceLists,
}

impl<'a> Baseline<'a> {
    /// The lists of a place.
    pub(super) fn of(
        plan: &'a Plan,
        rule_index: &'a RuleIndex,
        place: RulePlace,
        direction: Direction,
    ) -> Self {
        Self { plan, rule_index, place_lists: PlaceLists::of(plan, rule_index, place, direction) }
    }

    /// Checks whether the rules of the place let pass the same packets as those that another plan
    /// has in the same place: of all packets that some rules of the first one match, whatever
    /// groups the far end has that they name, and for every combination of groups that the place's
    /// own is part of.
    pub(super) fn decides_alike(&self, other: &Plan, rules: &[RuleId]) -> bool {
        let after = self.lists_in(other);
        let (before, after) = (self.place_lists.lists(), after.lists());
        before.len() == after.len()
            && self.matched(rules).is_none_or(|(matched, named)| {
                before.iter().zip(after).all(|(before, after)| {
                    classes(&named, before.named()).iter().all(|attached| {
                        let one = passed(before, &matched, attached);
                        let other = passed(after, &matched, attached);
                        one.is_within(&other) && other.is_within(&one)
                    })
                })
            })
    }

    /// The lists of the place with the rules that another plan has there.
    fn lists_in(&self, other: &Plan) -> PlaceLists {
        let Self { plan, rule_index, place_lists } = self;
        let (place, direction) = (place_lists.place, place_lists.direction);
        match place {
            RulePlace::SecurityGroup(own) => {
                PlaceLists::with(plan, rule_index, place, direction, |id, flavor| {
                    if id != own {
                        return rule_index.group_rules(plan, id, direction, flavor);
                    }
                    let rules = other.security_group(id).map(|it| it.rules(direction).as_slice());
                    let rules = rules.unwrap_or_default();
                    // A Kunpeng flavor only ends lists earlier.
                    let flavor = if flavor == Flavor::Kunpeng { Flavor::Standard } else { flavor };
                    Rc::new(CompiledRules::of_group(
                        rules,
                        direction,
                        flavor,
                        &rule_index.addresses,
                    ))
                })
            }
            RulePlace::NetworkAcl(id) => {
                let rules = other.network_acl(id).map(|it| it.rules(direction).as_slice());
                let part = CompiledRules::of_acl(rules.unwrap_or_default(), &rule_index.addresses);
                PlaceLists::of_list(place, direction, List::alone(Rc::new(part)))
            }
        }
    }

    /// The packets that some rules match, and the groups that they name; nothing where no list has
    /// them.
    fn matched(&self, rules: &[RuleId]) -> Option<(PacketSet, Vec<SecurityGroupId>)> {
        // A rule that a flavor ignores counts there too: what it becomes may have an effect.
        let lists = self.place_lists.lists().iter();
        let own =
            lists.flat_map(|list| rules.iter().filter_map(move |id| Some((list, list.rank(*id)?))));
        let (mut boxes, mut named) = (vec![], vec![]);
        for (list, rank) in own {
            boxes.extend_from_slice(list.boxes(rank));
            named.extend(list.rule(rank).and_then(|it| it.remote));
        }
        let mut seen = FxHashSet::default();
        boxes.retain(|it| seen.insert(*it));
        (!boxes.is_empty()).then(|| (PacketSet::union(&boxes), named))
    }
}

/// Sets of groups that far ends may have: none, each one alone, and each with one that the rules
/// in question name.
fn classes(named: &[SecurityGroupId], all: Vec<SecurityGroupId>) -> Vec<Vec<SecurityGroupId>> {
    let mut classes = vec![vec![]];
    let mut seen = FxHashSet::default();
    for group in all.into_iter().filter(|it| seen.insert(*it)) {
        let with = named.iter().map(|it| vec![group, *it]);
        for class in std::iter::once(vec![group]).chain(with) {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
    }
    classes
}

/// The packets that a list lets pass.
fn passed(list: &List, packets: &PacketSet, attached: &[SecurityGroupId]) -> PacketSet {
    let mut passed = vec![];
    let fits = |it: &CompiledRule| it.remote.is_none_or(|own| attached.contains(&own));
    let span = list.whole();
    let next = |it: &PacketBox, from: Rank| list.next(it, Span { from, ..span }, &fits);
    cut(packets.boxes(), span.from, next, |at, it| {
        if list.rule(list.owner(at)).is_some_and(|rule| rule.action == Action::Allow) {
            passed.push(it);
        }
    });
    PacketSet::of_disjoint(passed)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const GROUP: RulePlace = RulePlace::SecurityGroup(SecurityGroupId(1));

    /// Checks whether a security group with some rules lets the same pass as with others, of all
    /// that the first two of them match.
    fn alike(one: &[Value], other: &[Value]) -> bool {
        let plan = |inbound: &[Value]| -> Plan {
            let plan = json!({
                "version": 1,
                "security_groups": [{ "id": "sg-1", "name": "web", "inbound": inbound }],
            });
            serde_json::from_value(plan).unwrap()
        };
        let (one, other) = (plan(one), plan(other));
        let rule_index = RuleIndex::of(&one);
        let before = Baseline::of(&one, &rule_index, GROUP, Direction::Inbound);
        before.decides_alike(&other, &[RuleId(1), RuleId(2)])
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
        // The packets that none of the rules in question matches do not matter.
        assert!(alike(&[allow(1, "80"), allow(3, "90")], &[allow(1, "80")]));
    }

    #[test]
    fn whoever_the_far_end_is_it_fares_as_before() {
        let from = |id, ports, group| rule(id, "allow", 1, ports, group);
        let halves = [from(1, "80", "sg-2"), from(2, "81", "sg-2")];
        assert!(alike(&halves, &[from(1, "80-81", "sg-2")]));
        assert!(!alike(&halves, &[from(1, "80", "sg-2")]));
        assert!(!alike(&halves, &[from(1, "80-81", "sg-3")]));
        // The order of two rules matters only for a far end that has both groups.
        let deny = rule(3, "deny", 2, "80", "sg-3");
        let first = [from(1, "80", "sg-2"), deny.clone()];
        assert!(alike(&first, &first));
        assert!(!alike(&first, &[rule(1, "allow", 3, "80", "sg-2"), deny]));
    }
}
