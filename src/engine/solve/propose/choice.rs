//! The choice of the security group that takes a rule, where a server wears several.
//!
//! A rule lets packets pass in any group of the interface up to the first one that denies them, or that
//! has a rule behind which the server's flavor reads no further, and in every group where all rules are
//! read as one list. It opens its port on every server that wears the group, so over all members
//! together the choice is: first a group that gets the rule in any case, since other members have no
//! other; then a group that the plan prefers, and last one that it avoids; then the group with the fewest
//! servers that are no members; then the one that serves most; then the order on the interface. A group that is not needed in the end gets no rule.

use std::cmp::Reverse;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::opened::Opened;
use super::taken::{Asked, Taken};
use crate::engine::report::Decider;
use crate::engine::requirements::FilterRef;
use crate::engine::solve::decide::missing_slots::Key;
use crate::engine::solve::decide::need::Need;
use crate::engine::solve::filters::policies::{Policies, without_local_end};
use crate::plan::{Cidr, NewRules, SecurityGroupId, SeveralSecurityGroups};

/// A need that a rule in any of several security groups meets.
pub(super) struct Waiting<'a> {
    pub(super) key: (Key, Cidr),
    pub(super) need: Need<'a>,
    groups: Rc<[SecurityGroupId]>,
}

impl<'a> Waiting<'a> {
    /// A need of a key, if it is at a filter of several security groups; else the need.
    pub(super) fn of(key: (Key, Cidr), need: Need<'a>) -> Result<Self, Need<'a>> {
        match &need.filter_check.filter {
            FilterRef::SecurityGroups(groups, ..) if groups.len() > 1 => {
                let groups = groups.clone();
                Ok(Self { key, groups, need })
            }
            _ => Err(need),
        }
    }

    /// Leaves the groups in which a rule takes effect in every reading that counts.
    pub(super) fn narrow(&mut self, reading: SeveralSecurityGroups, policies: &mut Policies) {
        let FilterRef::SecurityGroups(_, flavor, far) = &self.need.filter_check.filter else {
            return;
        };
        if reading == SeveralSecurityGroups::Combined {
            return;
        }
        let direction = self.need.filter_check.direction;
        let missing = self.need.missing().iter();
        // The packets on which no group so far decides, if they are looked at one after the other.
        let mut left = missing.map(|it| without_local_end(*it, direction)).collect::<Vec<_>>();
        let stops = |group: &SecurityGroupId| {
            let alone = FilterRef::SecurityGroups(Rc::from([*group]), *flavor, far.clone());
            let filter = policies.filter(&alone, direction);
            let mut behind = vec![];
            for packets in std::mem::take(&mut left) {
                if !filter.gaps(&packets).is_empty() {
                    return true;
                }
                for part in &filter.decide(packets).parts {
                    match part.by {
                        Decider::DefaultDeny => behind.extend_from_slice(part.packets.boxes()),
                        _ if part.passes => {}
                        _ => return true,
                    }
                }
            }
            left = behind;
            false
        };
        if let Some(first) = self.groups.iter().position(stops) {
            self.groups = self.groups.iter().take(first.saturating_add(1)).copied().collect();
        }
    }
}

/// Leaves all needs of a flow at one filter the groups that each of them has. What comes from the Internet
/// has several needs there, and one rule lets all of it pass.
pub(super) fn agree(waiting: &mut [Waiting]) {
    let at =
        |it: &Waiting| (it.need.flow, it.need.filter_check.leg, it.need.filter_check.direction);
    let mut fewest: FxHashMap<_, usize> = FxHashMap::default();
    for it in waiting.iter() {
        let own = it.groups.len();
        fewest.entry(at(it)).and_modify(|few| *few = own.min(*few)).or_insert(own);
    }
    for it in waiting {
        // The groups of each are the first ones of the interface.
        let few = fewest.get(&at(it)).copied().unwrap_or(it.groups.len());
        if few < it.groups.len() {
            it.groups = it.groups.iter().take(few).copied().collect();
        }
    }
}

/// Chooses the group of each need that waits.
pub(super) fn choose(
    waiting: &[Waiting],
    mut taken: Taken,
    opened: &Opened,
) -> Vec<SecurityGroupId> {
    let mut places: FxHashMap<Asked, usize> = FxHashMap::default();
    let mut all: Vec<(Asked, Vec<(usize, &Waiting)>)> = vec![];
    for (at, it) in waiting.iter().enumerate() {
        let asked = Asked::of(it.key, &it.need, taken.source);
        let place = *places.entry(asked.clone()).or_insert_with(|| {
            all.push((asked, vec![]));
            all.len().saturating_sub(1)
        });
        if let Some((_, own)) = all.get_mut(place) {
            own.push((at, it));
        }
    }
    // Wide ones come first, so that narrow ones find them.
    crate::plan::sort_list(&mut all, |(one, _), (other, _)| other.width().cmp(&one.width()));
    let mut groups = waiting.iter().map(|it| it.groups.first().copied()).collect::<Vec<_>>();
    for (asked, own) in all {
        let given = taken.groups_for(&asked);
        let picked = pick(&own, &given, opened);
        for (at, it) in &own {
            let is_given = it.groups.iter().find(|id| given.contains(id));
            let takes = is_given.or_else(|| it.groups.iter().find(|id| picked.contains(id)));
            if let (Some(group), Some(takes)) = (groups.get_mut(*at), takes) {
                *group = Some(*takes);
            }
        }
        picked.into_iter().for_each(|group| taken.add(&asked, group));
    }
    groups.into_iter().flatten().collect()
}

/// The groups that take a rule for some packets, beside those to which it is given anyway.
fn pick(
    own: &[(usize, &Waiting)],
    given: &FxHashSet<SecurityGroupId>,
    opened: &Opened,
) -> Vec<SecurityGroupId> {
    let mut lists = vec![];
    for (_, it) in own {
        if !it.groups.iter().any(|id| given.contains(id)) && !lists.contains(&&it.groups) {
            lists.push(&it.groups);
        }
    }
    if lists.is_empty() {
        return vec![];
    }
    let members = opened.meant_by(own.iter().map(|(_, it)| it.need.serves()));
    let mut costs: FxHashMap<SecurityGroupId, (NewRules, usize)> = FxHashMap::default();
    for group in lists.iter().flat_map(|it| it.iter()) {
        costs.entry(*group).or_insert_with(|| opened.cost(*group, &members));
    }
    let mut left = lists.clone();
    let mut picked = vec![];
    while !left.is_empty() {
        let candidates = left.iter().flat_map(|it| it.iter().enumerate());
        let best = candidates.min_by_key(|(place, group)| {
            let serves = left.iter().filter(|it| it.contains(group)).count();
            (costs.get(group).copied(), Reverse(serves), *place, **group)
        });
        let Some(best) = best.map(|(_, group)| *group) else { break };
        left.retain(|it| !it.contains(&best));
        picked.push(best);
    }
    // One that was picked early may be of no use beside later ones.
    let mut kept = picked.clone();
    for group in picked {
        let is_enough =
            |it: &&Rc<[SecurityGroupId]>| it.iter().any(|id| *id != group && kept.contains(id));
        if lists.iter().all(is_enough) {
            kept.retain(|id| *id != group);
        }
    }
    kept
}
