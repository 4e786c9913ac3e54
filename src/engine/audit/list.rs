//! One list of rules, and how each rule in it stands to the others.
//!
//! A security group may name another group as the other end. Of a packet's far end we then have
//! to know which groups it wears, and the plan does not know everyone. So a packet is looked at
//! together with the groups that its far end wears, and the far end may have any address.
//!
//! It is enough to look at few such sets of groups. Whether rules before a rule leave it a
//! packet is hardest to deny for far ends that wear as little as they can: just the group that
//! the rule itself names, if any. Whether the verdict changes without the rule depends on two
//! rules only, this one and the one that decides then; so one more group is enough, the one that
//! the other rule names.

use crate::engine::packet::{Interval, PacketBox, PacketSet};
use crate::plan::{Action, RuleId, SecurityGroupId};

/// A rule of a list.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) id: RuleId,
    pub(super) action: Action,
    /// What it matches.
    pub(super) boxes: Vec<PacketBox>,
    /// The group that the far end has to wear.
    pub(super) remote: Option<SecurityGroupId>,
}

/// A list of rules of which the first that matches decides; what none matches is denied.
#[derive(Debug, Clone, Default)]
pub(super) struct List {
    pub(super) rules: Vec<Listed>,
}

/// How a rule stands in its lists.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) action: Action,
    /// What it matches.
    pub(super) boxes: Vec<PacketBox>,
    /// The group that the far end has to wear. A load balancer wears none.
    pub(super) remote: Option<SecurityGroupId>,
    /// What it decides in one of the lists.
    pub(super) decides: PacketSet,
    /// The packets on which the verdict of a list changes without it, of far ends that wear no
    /// more than they have to.
    pub(super) changed: PacketSet,
    /// Those of far ends that wear one more group.
    pub(super) changed_for_wearers: PacketSet,
    pub(super) is_shadowed: bool,
    pub(super) shadowed_by: Vec<RuleId>,
    /// Whether no verdict changes without it, whatever groups the far end wears.
    pub(super) is_redundant: bool,
    pub(super) replaced_by: Vec<RuleId>,
    pub(super) replaced_by_default: bool,
    pub(super) conflicts: Vec<Conflict>,
}

/// A rule of the opposite action that takes packets of another one.
#[derive(Debug, Clone)]
pub(super) struct Conflict {
    pub(super) with: RuleId,
    pub(super) packets: PacketSet,
    pub(super) is_exception: bool,
}

impl Listed {
    /// Whether the rule looks at packets whose far end wears some groups.
    fn looks(&self, worn: &[SecurityGroupId]) -> bool {
        self.remote.is_none_or(|group| worn.contains(&group))
    }

    /// Takes what the rule matches out of a set and hands it over.
    fn take(&self, left: &mut PacketSet) -> PacketSet {
        let mut taken = PacketSet::default();
        for packets in &self.boxes {
            taken.extend(&left.split_off(packets));
        }
        taken
    }
}

impl List {
    /// How a rule stands in this list; nothing where the list does not have it.
    pub(super) fn standing(&self, id: RuleId) -> Option<Standing> {
        let at = self.rules.iter().position(|rule| rule.id == id)?;
        let rule = self.rules.get(at)?;
        let (before, after) = (self.rules.get(..at)?, self.rules.get(at.saturating_add(1)..)?);
        let own = PacketSet::union(&rule.boxes);
        let least = rule.remote.into_iter().collect::<Vec<_>>();
        let mut left = own.clone();
        let (mut takers, mut conflicts) = (vec![], vec![]);
        for earlier in before.iter().filter(|it| it.looks(&least)) {
            let packets = earlier.take(&mut left);
            if packets.is_empty() {
                continue;
            }
            takers.push(earlier);
            if earlier.action != rule.action {
                let all = PacketSet::union(&earlier.boxes);
                let is_exception = all.minus(&own).is_empty() && !own.minus(&all).is_empty();
                conflicts.push(Conflict { with: earlier.id, packets, is_exception });
            }
        }
        let is_shadowed = left.is_empty();
        let shadowed_by = if is_shadowed { cover(&own, &takers) } else { vec![] };
        let mut standing = Standing {
            action: rule.action,
            boxes: rule.boxes.clone(),
            remote: rule.remote,
            decides: left,
            changed: PacketSet::default(),
            changed_for_wearers: PacketSet::default(),
            is_shadowed,
            shadowed_by,
            is_redundant: true,
            replaced_by: vec![],
            replaced_by_default: false,
            conflicts,
        };
        let more = after.iter().filter_map(|it| it.remote).filter(|it| !least.contains(it));
        let mut classes = vec![least.clone()];
        for group in more {
            let class = least.iter().copied().chain([group]).collect::<Vec<_>>();
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        for (number, class) in classes.iter().enumerate() {
            let changed = standing.replace(class, before, rule, after);
            standing.is_redundant &= changed.is_empty();
            match number {
                0 => standing.changed = changed,
                _ => standing.changed_for_wearers.extend(&changed),
            }
        }
        Some(standing)
    }
}

impl Standing {
    /// Looks at what becomes of the rule's packets without it, for far ends that wear some groups,
    /// and hands over those on which the verdict changes.
    fn replace(
        &mut self,
        worn: &[SecurityGroupId],
        before: &[Listed],
        rule: &Listed,
        after: &[Listed],
    ) -> PacketSet {
        let mut left = PacketSet::union(&rule.boxes);
        for earlier in before.iter().filter(|it| it.looks(worn)) {
            earlier.take(&mut left);
        }
        let mut changed = PacketSet::default();
        for later in after.iter().filter(|it| it.looks(worn)) {
            if left.is_empty() {
                break;
            }
            let taken = later.take(&mut left);
            if later.action != rule.action {
                changed.extend(&taken);
            } else if !taken.is_empty() && !self.replaced_by.contains(&later.id) {
                self.replaced_by.push(later.id);
            }
        }
        match rule.action {
            Action::Allow => changed.extend(&left),
            Action::Deny => self.replaced_by_default |= !left.is_empty(),
        }
        changed
    }

    /// Joins what is so in another list; what is said of the rule then holds in both.
    pub(super) fn join(&mut self, other: Self) {
        self.decides.extend(&other.decides);
        self.changed.extend(&other.changed);
        self.changed_for_wearers.extend(&other.changed_for_wearers);
        self.is_shadowed &= other.is_shadowed;
        self.is_redundant &= other.is_redundant;
        self.replaced_by_default |= other.replaced_by_default;
        add(&mut self.shadowed_by, other.shadowed_by);
        add(&mut self.replaced_by, other.replaced_by);
        for conflict in other.conflicts {
            match self.conflicts.iter_mut().find(|it| it.with == conflict.with) {
                Some(known) => known.packets.extend(&conflict.packets),
                None => self.conflicts.push(conflict),
            }
        }
    }
}

fn add(list: &mut Vec<RuleId>, more: Vec<RuleId>) {
    for id in more {
        if !list.contains(&id) {
            list.push(id);
        }
    }
}

/// Rules that together match some packets, with none that could be spared. The ones that are
/// looked at last are spared first.
fn cover(packets: &PacketSet, rules: &[&Listed]) -> Vec<RuleId> {
    let mut kept = rules.to_vec();
    for rule in rules.iter().rev() {
        let others = kept.iter().filter(|it| it.id != rule.id).copied().collect::<Vec<_>>();
        let mut left = packets.clone();
        for other in &others {
            other.take(&mut left);
        }
        if left.is_empty() {
            kept = others;
        }
    }
    kept.iter().map(|rule| rule.id).collect()
}

/// Port 0 is no port of anyone's. It goes with port 1, so that `1-65535` is the same as all.
pub(super) fn with_port_0(packets: PacketBox) -> PacketBox {
    let wider = |ports: Interval<u16>| Interval {
        low: if ports.low == 1 { 0 } else { ports.low },
        ..ports
    };
    PacketBox { source_ports: wider(packets.source_ports), ports: wider(packets.ports), ..packets }
}
