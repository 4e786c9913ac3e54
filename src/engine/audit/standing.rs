//! The standing of a rule among the others of its lists.
//!
//! A security group may name another group as the other end. Of a packet's far end we then have
//! to know which groups it has, and the plan does not know everyone. So a packet is looked at
//! together with the groups that its far end has, and the far end may have any address.
//!
//! It is enough to look at few such sets of groups. The rules before a rule leave it the most
//! packets for far ends that have as few groups as they can: just the group that the rule itself
//! names, if any. The verdict without the rule depends on two rules only, this one and the one that
//! decides then; so one more group is enough, the one that the other rule names.

use rustc_hash::{FxHashMap, FxHashSet};

use super::compiled_rules::CompiledRule;
use super::list::{List, Rank, Span};
use crate::engine::packet::{Met, PacketBox, PacketSet, covers, cut};
use crate::plan::{Action, RuleId, SecurityGroupId, sort_list};

/// Rules that are looked past, as if the plan did not have them.
pub(super) type IgnoredRules = FxHashSet<RuleId>;

/// The standing of a rule in its lists.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) action: Action,
    /// The boxes that it matches.
    pub(super) boxes: Vec<PacketBox>,
    /// The group that the far end has to have. A load balancer has none.
    pub(super) remote: Option<SecurityGroupId>,
    /// The packets that it decides in one of the lists.
    pub(super) decides: PacketSet,
    /// The packets on which the verdict of a list changes without it, of far ends that have no
    /// more than they have to.
    pub(super) changed: PacketSet,
    /// Those of far ends that have one more group.
    pub(super) changed_for_wearers: PacketSet,
    pub(super) is_shadowed: bool,
    pub(super) shadowed_by: Vec<RuleId>,
    /// True if no verdict changes without it, whatever groups the far end has.
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

/// The fate of a rule's packets without it.
#[derive(Default)]
struct Replaced {
    /// Those on which the verdict changes.
    changed: PacketSet,
    by: Vec<RuleId>,
    by_default: bool,
}

/// The standing of a rule in a list without some others; nothing where the list does not have it.
pub(super) fn standing(list: &List, id: RuleId, gone: &IgnoredRules) -> Option<Standing> {
    let rank = list.rank(id)?;
    let rule = list.rule(rank)?;
    let own = PacketSet::union(list.boxes(rank));
    let least = rule.remote.into_iter().collect::<Vec<_>>();
    let (left, taken) = taken(list, own.boxes(), list.before(rank), &least, gone);
    let mut conflicts = vec![];
    for (taker, packets) in taken.iter().filter(|(it, _)| it.rule.action != rule.action) {
        let all = PacketSet::union(list.boxes(taker.rank));
        let is_exception = all.is_within(&own) && !own.is_within(&all);
        conflicts.push(Conflict { with: taker.rule.id, packets: packets.clone(), is_exception });
    }
    let is_shadowed = left.is_empty();
    let takers = taken.into_iter().map(|(taker, _)| taker).collect::<Vec<_>>();
    let shadowed_by = if is_shadowed { cover(list, rank, &own, &takers) } else { vec![] };
    let replaced = replaced(list, rank, left.boxes(), &least, gone);
    let mut standing = Standing {
        action: rule.action,
        boxes: list.boxes(rank).to_vec(),
        remote: rule.remote,
        decides: left,
        changed: replaced.changed,
        changed_for_wearers: PacketSet::default(),
        is_shadowed,
        shadowed_by,
        is_redundant: true,
        replaced_by: replaced.by,
        replaced_by_default: replaced.by_default,
        conflicts,
    };
    standing.is_redundant = standing.changed.is_empty();
    standing.look_at_wearers(list, rank, &own, &least, gone);
    Some(standing)
}

/// A rule that takes packets of another one.
#[derive(Clone, Copy)]
struct Taker {
    rank: Rank,
    rule: CompiledRule,
}

/// The packets that the rules of a span take, rule by rule, and the packets that they leave, for a
/// far end with some groups.
fn taken(
    list: &List,
    packets: &[PacketBox],
    span: Span,
    attached: &[SecurityGroupId],
    gone: &IgnoredRules,
) -> (PacketSet, Vec<(Taker, PacketSet)>) {
    let fits = looking(attached, gone);
    let mut pieces: Vec<(Rank, PacketBox)> = vec![];
    let next = |it: &PacketBox, from: Rank| list.next(it, Span { from, ..span }, &fits);
    let left = cut(packets, span.from, next, |at, it| pieces.push((at, it)));
    sort_list(&mut pieces, |(one, _), (other, _)| one.cmp(other));
    let mut taken: Vec<(Taker, PacketSet)> = vec![];
    for (at, packets) in pieces {
        let rank = list.owner(at);
        match taken.last_mut() {
            Some((last, all)) if last.rank == rank => all.append(PacketSet::of(packets)),
            _ => {
                let Some(rule) = list.rule(rank) else { continue };
                taken.push((Taker { rank, rule }, PacketSet::of(packets)));
            }
        }
    }
    (PacketSet::of_disjoint(left), taken)
}

/// Checks whether a rule looks at packets whose far end has some groups.
fn looking<'a>(
    attached: &'a [SecurityGroupId],
    gone: &'a IgnoredRules,
) -> impl Fn(&CompiledRule) -> bool + 'a {
    move |rule| {
        rule.remote.is_none_or(|group| attached.contains(&group))
            && (gone.is_empty() || !gone.contains(&rule.id))
    }
}

/// Works out the fate of packets that a rule decides, without it, for far ends that have some
/// groups.
fn replaced(
    list: &List,
    rank: Rank,
    packets: &[PacketBox],
    attached: &[SecurityGroupId],
    gone: &IgnoredRules,
) -> Replaced {
    let mut replaced = Replaced::default();
    let Some(rule) = list.rule(rank) else { return replaced };
    let (left, taken) = taken(list, packets, list.after(rank), attached, gone);
    let mut known = FxHashSet::default();
    for (taker, packets) in taken {
        if taker.rule.action != rule.action {
            replaced.changed.append(packets);
        } else if known.insert(taker.rule.id) {
            replaced.by.push(taker.rule.id);
        }
    }
    match rule.action {
        Action::Allow => replaced.changed.append(left),
        Action::Deny => replaced.by_default = !left.is_empty(),
    }
    replaced
}

impl Standing {
    /// Works out the fate of the rule's packets without it for far ends that have one more of
    /// the groups that the rules behind it name.
    fn look_at_wearers(
        &mut self,
        list: &List,
        rank: Rank,
        own: &PacketSet,
        least: &[SecurityGroupId],
        gone: &IgnoredRules,
    ) {
        let mut is_like_others = false;
        for group in list.named_after(rank).into_iter().filter(|it| !least.contains(it)) {
            // A group that no rule about these packets names makes no difference.
            if !list.is_met(group, own.boxes()) {
                if !is_like_others {
                    self.changed_for_wearers.extend(&self.changed);
                }
                is_like_others = true;
                continue;
            }
            let attached = least.iter().copied().chain([group]).collect::<Vec<_>>();
            let (left, _) = taken(list, own.boxes(), list.before(rank), &attached, gone);
            let replaced = replaced(list, rank, left.boxes(), &attached, gone);
            self.is_redundant &= replaced.changed.is_empty();
            self.replaced_by_default |= replaced.by_default;
            add(&mut self.replaced_by, replaced.by);
            self.changed_for_wearers.extend(&replaced.changed);
        }
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
        let places = self.conflicts.iter().enumerate().rev().map(|(at, it)| (it.with, at));
        let mut places = places.collect::<FxHashMap<RuleId, usize>>();
        for conflict in other.conflicts {
            let known = places.get(&conflict.with).and_then(|at| self.conflicts.get_mut(*at));
            match known {
                Some(known) => known.packets.extend(&conflict.packets),
                None => {
                    places.insert(conflict.with, self.conflicts.len());
                    self.conflicts.push(conflict);
                }
            }
        }
    }
}

fn add(list: &mut Vec<RuleId>, more: Vec<RuleId>) {
    if more.is_empty() {
        return;
    }
    let mut known = list.iter().copied().collect::<FxHashSet<_>>();
    list.extend(more.into_iter().filter(|id| known.insert(*id)));
}

/// Rules that together match some packets, with none that could be spared. The ones that are
/// looked at last are spared first.
fn cover(list: &List, rank: Rank, packets: &PacketSet, rules: &[Taker]) -> Vec<RuleId> {
    let mut kept = rules.iter().map(|it| it.rank).collect::<FxHashSet<_>>();
    let mut ranks: FxHashMap<RuleId, Vec<Rank>> = FxHashMap::default();
    for taker in rules {
        ranks.entry(taker.rule.id).or_default().push(taker.rank);
    }
    let before = list.before(rank);
    for taker in rules.iter().rev() {
        let id = taker.rule.id;
        // Those that are kept match all of it, so only what this one matches is in question.
        let ranks = ranks.get(&id).map_or(&[] as &[Rank], Vec::as_slice);
        let boxes = ranks.iter().flat_map(|it| list.boxes(*it)).copied().collect::<Vec<_>>();
        let own = packets.within(&boxes);
        let next = |it: &PacketBox, from: Rank| -> Option<Met<Rank>> {
            let mut span = Span { from, ..before };
            loop {
                let met = list.next(it, span, &|rule| rule.id != id)?;
                if kept.contains(&list.owner(met.at)) {
                    return Some(met);
                }
                span.from = met.then;
            }
        };
        if covers(own.boxes(), before.from, next) {
            for it in ranks {
                kept.remove(it);
            }
        }
    }
    rules.iter().filter(|it| kept.contains(&it.rank)).map(|it| it.rule.id).collect()
}
