//! The standing of rules, beside the same worked out rule after rule and box after box: all of it
//! is the same, down to the pieces in which packets are given.

use std::rc::Rc;

use serde_json::{Value, json};

use crate::engine::audit::compiled_rules::{CompiledRules, boxes};
use crate::engine::audit::list::List;
use crate::engine::audit::standing::{IgnoredRules, standing};
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::policy::{AddressGroups, security_group_readings};
use crate::plan::{
    Action, Direction, Flavor, RuleId, SecurityGroup, SecurityGroupId, SecurityGroupRule,
};

/// A list of rules as it is read, without anything that makes it quick.
struct Plain<'a> {
    rules: Vec<(&'a SecurityGroupRule, Vec<PacketBox>, Option<SecurityGroupId>)>,
}

/// The values that are compared.
#[derive(Debug, PartialEq, Default)]
struct Stands {
    decides: PacketSet,
    changed: PacketSet,
    changed_for_wearers: PacketSet,
    shadowed_by: Option<Vec<RuleId>>,
    is_redundant: bool,
    replaced_by: Vec<RuleId>,
    replaced_by_default: bool,
    conflicts: Vec<(RuleId, PacketSet, bool)>,
}

fn take(boxes: &[PacketBox], left: &mut PacketSet) -> PacketSet {
    let mut taken = PacketSet::default();
    boxes.iter().for_each(|it| taken.extend(&left.split_off(it)));
    taken
}

impl Plain<'_> {
    fn standing(&self, id: RuleId, gone: &IgnoredRules) -> Option<Stands> {
        let at = self.rules.iter().position(|(rule, ..)| rule.id == id)?;
        let (rule, boxes, remote) = &self.rules[at];
        let own = PacketSet::union(boxes);
        let looks = |number: usize, attached: &[SecurityGroupId]| {
            let (rule, _, remote) = &self.rules[number];
            remote.is_none_or(|group| attached.contains(&group)) && !gone.contains(&rule.id)
        };
        let least = remote.iter().copied().collect::<Vec<_>>();
        let (mut left, mut stands, mut takers) = (own.clone(), Stands::default(), vec![]);
        for number in (0..at).filter(|number| looks(*number, &least)) {
            let (earlier, its, _) = &self.rules[number];
            let packets = take(its, &mut left);
            if packets.is_empty() {
                continue;
            }
            takers.push(number);
            if earlier.action != rule.action {
                let all = PacketSet::union(its);
                let is_exception = all.minus(&own).is_empty() && !own.minus(&all).is_empty();
                stands.conflicts.push((earlier.id, packets, is_exception));
            }
        }
        if left.is_empty() {
            let mut kept = takers.clone();
            for number in takers.iter().rev() {
                let others = kept.iter().copied().filter(|it| it != number).collect::<Vec<_>>();
                let mut rest = own.clone();
                others.iter().for_each(|it| drop(take(&self.rules[*it].1, &mut rest)));
                if rest.is_empty() {
                    kept = others;
                }
            }
            stands.shadowed_by = Some(kept.iter().map(|it| self.rules[*it].0.id).collect());
        }
        stands.decides = left;
        stands.is_redundant = true;
        let mut classes = vec![least.clone()];
        for group in self.rules[at + 1..].iter().filter_map(|(.., remote)| *remote) {
            let class = least.iter().copied().chain([group]).collect::<Vec<_>>();
            if !least.contains(&group) && !classes.contains(&class) {
                classes.push(class);
            }
        }
        for (number, class) in classes.iter().enumerate() {
            let changed = self.replace(&mut stands, class, at, &looks);
            stands.is_redundant &= changed.is_empty();
            match number {
                0 => stands.changed = changed,
                _ => stands.changed_for_wearers.extend(&changed),
            }
        }
        Some(stands)
    }

    fn replace(
        &self,
        stands: &mut Stands,
        attached: &[SecurityGroupId],
        at: usize,
        looks: &impl Fn(usize, &[SecurityGroupId]) -> bool,
    ) -> PacketSet {
        let (rule, boxes, _) = &self.rules[at];
        let mut left = PacketSet::union(boxes);
        for number in (0..at).filter(|number| looks(*number, attached)) {
            take(&self.rules[number].1, &mut left);
        }
        let mut changed = PacketSet::default();
        for number in (at + 1..self.rules.len()).filter(|number| looks(*number, attached)) {
            let (later, its, _) = &self.rules[number];
            let taken = take(its, &mut left);
            if later.action != rule.action {
                changed.extend(&taken);
            } else if !taken.is_empty() && !stands.replaced_by.contains(&later.id) {
                stands.replaced_by.push(later.id);
            }
        }
        match rule.action {
            Action::Allow => changed.extend(&left),
            Action::Deny => stands.replaced_by_default |= !left.is_empty(),
        }
        changed
    }
}

/// A security group of random rules, many of which share packets.
fn group(id: u32, seed: u32, first_rule: u32) -> SecurityGroup {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(3);
    let mut next = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    let rules = (0..14).map(|number| {
        let remote = match next(5) {
            0 => format!("sg-{}", 1 + next(4)),
            1 => "0.0.0.0/0".to_owned(),
            2 => format!("10.0.{}.0/24", next(3)),
            _ => format!("10.0.{}.{}/32", next(3), next(3)),
        };
        let ports = match next(6) {
            0 => "",
            1 => "80",
            2 => "80-90",
            3 => "85-100",
            4 => "22,80,443",
            _ => "443",
        };
        let action = if next(2) == 0 { "allow" } else { "deny" };
        json!({
            "id": format!("rule-{}", first_rule + number), "priority": 1 + next(3),
            "action": action, "protocol": "tcp", "ports": ports, "remote": remote,
            "enabled": next(10) != 0,
        })
    });
    let group = json!({
        "id": format!("sg-{id}"), "name": "group", "inbound": rules.collect::<Vec<Value>>(),
    });
    serde_json::from_value(group).unwrap()
}

#[test]
fn a_rule_stands_as_it_does_when_every_rule_is_looked_at() {
    let (addresses, direction) = (AddressGroups::of(&[]), Direction::Inbound);
    let mut met = [0; 4];
    for seed in 0..50 {
        let groups = [group(1, seed, 1), group(2, seed + 1_000, 100)];
        let mut gone = IgnoredRules::default();
        if seed % 3 == 0 {
            gone.extend([RuleId(2), RuleId(5), RuleId(103)]);
        }
        for (flavor, number) in [
            (Flavor::Standard, 1),
            (Flavor::Standard, 2),
            (Flavor::OldX86, 2),
            (Flavor::Kunpeng, 2),
        ] {
            let attached = groups.iter().take(number).collect::<Vec<_>>();
            let known = if flavor == Flavor::Kunpeng { Flavor::Standard } else { flavor };
            let part = |it: &&SecurityGroup| {
                Rc::new(CompiledRules::of_group(&it.inbound, direction, known, &addresses))
            };
            let parts = attached.iter().map(part).collect::<Vec<_>>();
            let (first, combined) = security_group_readings(&attached, flavor, direction);
            let plain = [Some(first), combined].into_iter().flatten().map(|rules| Plain {
                rules: rules
                    .into_iter()
                    .map(|rule| {
                        let (packets, remote) = boxes(rule, direction, &addresses);
                        (rule, packets, remote)
                    })
                    .collect(),
            });
            let lists = List::readings(&parts, flavor).collect::<Vec<_>>();
            let plain = plain.collect::<Vec<_>>();
            assert_eq!(lists.len(), plain.len());
            for (list, plain) in lists.iter().zip(&plain) {
                for id in (1..15).chain(100..114).map(RuleId).filter(|id| !gone.contains(id)) {
                    let found = standing(list, id, &gone).map(|it| Stands {
                        shadowed_by: it.is_shadowed.then_some(it.shadowed_by),
                        decides: it.decides,
                        changed: it.changed,
                        changed_for_wearers: it.changed_for_wearers,
                        is_redundant: it.is_redundant,
                        replaced_by: it.replaced_by,
                        replaced_by_default: it.replaced_by_default,
                        conflicts: it
                            .conflicts
                            .into_iter()
                            .map(|it| (it.with, it.packets, it.is_exception))
                            .collect(),
                    });
                    let mut wanted = plain.standing(id, &gone);
                    // Far ends that no rule tells apart from others may be left out or not: what
                    // changes for them changes for everyone.
                    if let (Some(found), Some(wanted)) = (&found, &mut wanted) {
                        let of = |it: &Stands| it.changed_for_wearers.minus(&it.changed);
                        assert_eq!(of(found), of(wanted), "{id} {seed} {flavor:?}");
                        met[0] += usize::from(found.shadowed_by.is_some());
                        met[1] += usize::from(found.is_redundant);
                        met[2] += usize::from(!of(found).is_empty());
                        met[3] += found.conflicts.len();
                    }
                    assert_eq!(found, wanted, "{id} {seed} {flavor:?}");
                }
            }
        }
    }
    assert!(met.iter().all(|it| *it > 150), "{met:?}");
}
