//! The choice of the security group that takes a rule, where a server wears several.
//!
//! A rule lets packets pass in any group of the interface up to the first one that denies them, or that
//! has a rule behind which the server's flavor reads no further, and in every group where all rules are
//! read as one list. It opens its port on every server that wears the group, so over all members
//! together the choice is: first a group that gets the rule in any case, since other members have no
//! other; then the group with the fewest servers that are no members; then the one that serves most;
//! then the order on the interface. A group that is not needed in the end gets no rule.

use std::cmp::Reverse;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::opened::{Opened, in_all};
use crate::engine::packet::{Interval, PacketBox, addresses_of, cidr_of, join};
use crate::engine::report::{Decider, RulePlace};
use crate::engine::requirements::FilterRef;
use crate::engine::solve::add_new::add_new;
use crate::engine::solve::decide::missing_slots::Key;
use crate::engine::solve::decide::need::Need;
use crate::engine::solve::filters::policies::{Policies, without_local_end};
use crate::plan::{Cidr, Direction, RuleSource, SecurityGroupId, SeveralSecurityGroups};

/// A need that a rule in any of several security groups meets.
pub(super) struct Waiting<'a> {
    pub(super) key: (Key, Cidr),
    pub(super) need: Need<'a>,
    groups: Rc<[SecurityGroupId]>,
}

/// The packets that needs miss, as far as a rule for them reaches, whatever group takes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Asked {
    key: Key,
    missing: Vec<PacketBox>,
}

impl<'a> Waiting<'a> {
    /// A need of a key, if it is at a filter of several security groups; else the need.
    pub(super) fn of(key: (Key, Cidr), need: Need<'a>) -> Result<Self, Need<'a>> {
        match &need.filter_check.filter {
            FilterRef::SecurityGroups(groups, _) if groups.len() > 1 => {
                let groups = groups.clone();
                Ok(Self { key, groups, need })
            }
            _ => Err(need),
        }
    }

    /// Leaves the groups in which a rule takes effect in every reading that counts.
    pub(super) fn narrow(&mut self, reading: SeveralSecurityGroups, policies: &mut Policies) {
        let FilterRef::SecurityGroups(_, flavor) = self.need.filter_check.filter else { return };
        if reading == SeveralSecurityGroups::Combined {
            return;
        }
        let direction = self.need.filter_check.direction;
        let missing = self.need.missing().iter();
        // The packets on which no group so far decides, if they are looked at one after the other.
        let mut left = missing.map(|it| without_local_end(*it, direction)).collect::<Vec<_>>();
        let stops = |group: &SecurityGroupId| {
            let alone = FilterRef::SecurityGroups(Rc::from([*group]), flavor);
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

impl Asked {
    fn of((key, remote): (Key, Cidr), need: &Need, source: RuleSource) -> Self {
        let missing = need.missing().iter();
        let missing = missing.map(|it| without_local_end(*it, key.direction)).collect::<Vec<_>>();
        let far = |packets: &PacketBox| match key.direction {
            Direction::Inbound => packets.source,
            Direction::Outbound => packets.destination,
        };
        // A rule names one block: that of what is missing, or the whole one.
        let block = |packets: &PacketBox| {
            let beside = missing.iter().filter(|it| it.ports == packets.ports);
            match join(beside.map(far).collect()).as_slice() {
                [only]
                    if source == RuleSource::BackendSubnet
                        && cidr_of(packets.ip_type, *only).is_some() =>
                {
                    *only
                }
                _ => addresses_of(remote),
            }
        };
        let reached = |packets: &PacketBox| match key.direction {
            Direction::Inbound => PacketBox { source: block(packets), ..*packets },
            Direction::Outbound => PacketBox { destination: block(packets), ..*packets },
        };
        let mut all = vec![];
        add_new(&mut all, &missing.iter().map(reached).collect::<Vec<_>>());
        Self {
            key: Key { place: RulePlace::SecurityGroup(SecurityGroupId(0)), ..key },
            missing: all,
        }
    }

    /// The numbers of ports and of addresses of the widest part, each less one. No packets are covered
    /// by narrower ones.
    fn width(&self) -> (u16, u128, u128) {
        let width = |it: &PacketBox| {
            let addresses = |it: Interval<u128>| it.high.saturating_sub(it.low);
            let ports = it.ports.high.saturating_sub(it.ports.low);
            (ports, addresses(it.source), addresses(it.destination))
        };
        self.missing.iter().map(width).max().unwrap_or_default()
    }
}

/// The security groups that get rules, and for which packets.
pub(super) struct Taken {
    /// The block that rules name.
    source: RuleSource,
    by_ports: FxHashMap<(Key, Interval<u16>), FxHashSet<(PacketBox, SecurityGroupId)>>,
    /// Those for more than one port. There are few.
    ranges: FxHashSet<(Key, PacketBox, SecurityGroupId)>,
}

impl Taken {
    pub(super) fn of(source: RuleSource) -> Self {
        let (by_ports, ranges) = Default::default();
        Self { source, by_ports, ranges }
    }

    /// Adds a need whose rule goes into a place.
    pub(super) fn add_need(&mut self, key: (Key, Cidr), need: &Need) {
        if let RulePlace::SecurityGroup(group) = key.0.place {
            self.add(&Asked::of(key, need, self.source), group);
        }
    }

    fn add(&mut self, asked: &Asked, group: SecurityGroupId) {
        for packets in &asked.missing {
            let at = (asked.key, packets.ports);
            self.by_ports.entry(at).or_default().insert((*packets, group));
            if packets.ports.low < packets.ports.high {
                self.ranges.insert((asked.key, *packets, group));
            }
        }
    }

    /// The groups with rules that let all of some packets pass.
    fn groups_for(&self, asked: &Asked) -> FxHashSet<SecurityGroupId> {
        let of_part = |packets: &PacketBox| {
            let same = self.by_ports.get(&(asked.key, packets.ports)).into_iter().flatten();
            let same = same.filter(|(it, _)| it.covers(packets)).map(|it| it.1);
            let wide = self.ranges.iter().filter(|it| it.0 == asked.key && it.1.covers(packets));
            same.chain(wide.map(|it| it.2)).collect::<FxHashSet<_>>()
        };
        in_all(asked.missing.iter().map(of_part)).unwrap_or_default()
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
    let members = opened.members(own.iter().map(|(_, it)| it.need.requirement.group));
    let mut costs: FxHashMap<SecurityGroupId, usize> = FxHashMap::default();
    for group in lists.iter().flat_map(|it| it.iter()) {
        costs.entry(*group).or_insert_with(|| opened.count_beside(*group, &members));
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
