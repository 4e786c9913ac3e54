//! The security groups that are attached to one network interface.
//!
//! The vendor's pages disagree about several groups on one interface. One page says that the groups
//! are looked at in their sequence, and that priority counts only inside a group. Another says that
//! the rules of all groups are combined into one list. If the plan chooses no reading, both are
//! followed, and the decision names the packets on which they disagree.
//!
//! The lists of the two readings are never built. A question collects the few boxes that meet it
//! from each group, and only these are sorted into the order of a reading.

use std::rc::Rc;

use super::decide::Decision;
use super::match_list::{MatchRule, RuleBox};
use super::partition::{Piece, Pieces, meeting, partition};
use super::security_group::{GroupRules, Order};
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::report::Decider;
use crate::plan::{RuleId, SeveralSecurityGroups, sort_list};

/// The security groups of one network interface, compiled for one direction.
#[derive(Debug)]
pub(crate) struct SecurityGroups {
    groups: Vec<Rc<GroupRules>>,
    reading: SeveralSecurityGroups,
    /// A rule that is ignored.
    left_out: Option<RuleId>,
}

/// An order of the rules of several groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GroupOrder {
    InSequence,
    Combined,
}

/// The rank of a rule in the order of a reading. Groups in their sequence have no order of their
/// own, so it is the same for all rules there.
type Rank = (Order, usize, u32);

/// A box that meets a question, with its rule.
#[derive(Clone, Copy)]
struct RankedBox<'a> {
    rank: Rank,
    rule: &'a MatchRule,
    packets: &'a PacketBox,
}

/// The boxes that meet a question, for each box of the question, and their rules, both in the order
/// of a reading.
struct Gathered<'a> {
    rules: Vec<&'a MatchRule>,
    boxes: Vec<Vec<RuleBox<'a>>>,
}

impl Gathered<'_> {
    fn rule(&self, place: u32) -> Option<&MatchRule> {
        self.rules.get(usize::try_from(place).ok()?).copied()
    }

    fn passes(&self, place: Option<u32>) -> bool {
        place.and_then(|place| self.rule(place)).is_some_and(MatchRule::allows)
    }
}

impl SecurityGroups {
    /// Groups in the sequence in which they are attached to an interface.
    pub(crate) fn of(groups: Vec<Rc<GroupRules>>, reading: SeveralSecurityGroups) -> Self {
        Self { groups, reading, left_out: None }
    }

    /// The same groups without a rule. It must not be a rule that disables the rules behind it.
    pub(crate) fn without(&self, rule: RuleId) -> Self {
        Self { groups: self.groups.clone(), left_out: Some(rule), ..*self }
    }

    /// The rules that decide on some of these packets in either reading.
    pub(crate) fn deciders(&self, packets: &PacketBox) -> Vec<RuleId> {
        let decisions = [Some(self.decide_first(packets)), self.decide_combined(packets)];
        let mut rules = decisions.iter().flatten().flat_map(Decision::rules).collect::<Vec<_>>();
        sort_list(&mut rules, Ord::cmp);
        rules.dedup();
        rules
    }

    /// Decides which packets pass. Those on which the two readings disagree make a part of their
    /// own.
    pub(crate) fn decide(&self, packets: &PacketBox) -> Decision {
        self.decide_all(&PacketSet::of(*packets))
    }

    /// As [`Self::decide`], for packets in many boxes.
    pub(crate) fn decide_all(&self, packets: &PacketSet) -> Decision {
        if self.combined().is_none() {
            return self.decide_as(self.first(), packets);
        }
        let first = self.gather(GroupOrder::InSequence, packets);
        let other = self.gather(GroupOrder::Combined, packets);
        let Pieces { pieces, halved } = pieces(&first, packets);
        let mut agreed = Pieces { pieces: Vec::with_capacity(pieces.len()), halved };
        let mut disputed = vec![];
        for piece in pieces {
            let passes = first.passes(piece.rule);
            let mut own = packets.boxes().iter().zip(&other.boxes);
            let own = own.find(|(own, _)| own.covers(&piece.packets));
            let met = own.map(|(_, rules)| meeting(&piece.packets, rules)).unwrap_or_default();
            let mut others = Pieces::default();
            partition(&piece.packets, met, &mut others);
            let agrees = |own: &Piece| other.passes(own.rule) == passes;
            if others.pieces.iter().all(agrees) {
                agreed.pieces.push(piece);
                continue;
            }
            for own in others.pieces {
                match agrees(&own) {
                    true => agreed.pieces.push(Piece { rule: piece.rule, ..own }),
                    false => disputed.push(own.packets),
                }
            }
        }
        // The rules of the other reading cut the part that one rule decides.
        agreed.halved |= !disputed.is_empty();
        let decision = Decision::of(agreed, |place| first.rule(place));
        decision.with_disputed(PacketSet::of_disjoint(disputed).joined())
    }

    /// Decides by the reading that the plan follows; if it follows neither, by the groups in their
    /// sequence, each by priority.
    pub(crate) fn decide_first(&self, packets: &PacketBox) -> Decision {
        self.decide_as(self.first(), &PacketSet::of(*packets))
    }

    /// Decides by the rules of all groups as one list, if the plan follows neither reading. There
    /// is no such decision for one group, since both readings are then the same.
    pub(crate) fn decide_combined(&self, packets: &PacketBox) -> Option<Decision> {
        Some(self.decide_as(self.combined()?, &PacketSet::of(*packets)))
    }

    /// The denies that decide on some of these packets in either reading.
    pub(crate) fn denies(&self, packets: &PacketBox) -> Vec<RuleId> {
        let mut denies = vec![];
        for decision in [Some(self.decide_first(packets)), self.decide_combined(packets)] {
            for id in decision.iter().flat_map(Decision::denying_rules) {
                if !denies.contains(&id) {
                    denies.push(id);
                }
            }
        }
        denies
    }

    /// The rules that keep those behind them from taking effect on a Kunpeng flavor, where what no
    /// rule in front of them matches has some of these packets in either reading.
    pub(crate) fn gaps(&self, packets: &PacketBox) -> Vec<RuleId> {
        let mut gaps = vec![];
        for order in [Some(self.first()), self.combined()].into_iter().flatten() {
            let Some((_, rule)) = self.end(order) else { continue };
            let decision = self.decide_as(order, &PacketSet::of(*packets));
            if decision.stopped_by().any(|by| by == Decider::DefaultDeny) && !gaps.contains(&rule) {
                gaps.push(rule);
            }
        }
        gaps
    }

    /// The rule from which on a Kunpeng flavor ignores rules in the order of a reading.
    fn end(&self, order: GroupOrder) -> Option<(Rank, RuleId)> {
        let ends = (0..).zip(&self.groups).filter_map(|(number, group)| {
            let end = group.end?;
            Some(((end.order, number, end.place), end.rule))
        });
        match order {
            GroupOrder::InSequence => ends.min_by_key(|((_, number, _), _)| *number),
            GroupOrder::Combined => ends.min(),
        }
    }

    fn first(&self) -> GroupOrder {
        match self.reading {
            SeveralSecurityGroups::Unsure | SeveralSecurityGroups::InSequence => {
                GroupOrder::InSequence
            }
            SeveralSecurityGroups::Combined => GroupOrder::Combined,
        }
    }

    fn combined(&self) -> Option<GroupOrder> {
        let both = self.reading == SeveralSecurityGroups::Unsure && self.groups.len() > 1;
        both.then_some(GroupOrder::Combined)
    }

    fn decide_as(&self, reading: GroupOrder, packets: &PacketSet) -> Decision {
        // The usual case: one group is in order by itself.
        if let [only] = self.groups.as_slice() {
            return only.list.decide_without(packets, self.left_out);
        }
        let gathered = self.gather(reading, packets);
        Decision::of(pieces(&gathered, packets), |place| gathered.rule(place))
    }

    fn gather<'a>(&'a self, reading: GroupOrder, packets: &PacketSet) -> Gathered<'a> {
        let met = packets.boxes().iter().map(|own| self.meeting(reading, own)).collect::<Vec<_>>();
        let mut ranked = met.iter().flatten().map(|met| (met.rank, met.rule)).collect::<Vec<_>>();
        sort_list(&mut ranked, |(one, _), (other, _)| one.cmp(other));
        ranked.dedup_by_key(|(rank, _)| *rank);
        let place = |met: &RankedBox| {
            let place = ranked.binary_search_by_key(&met.rank, |(rank, _)| *rank);
            u32::try_from(place.unwrap_or_else(|after| after)).unwrap_or(u32::MAX)
        };
        let numbered = |own: &Vec<RankedBox<'a>>| {
            own.iter().map(|met| RuleBox { rule: place(met), packets: met.packets }).collect()
        };
        Gathered {
            boxes: met.iter().map(numbered).collect(),
            rules: ranked.iter().map(|(_, rule)| *rule).collect(),
        }
    }

    /// The boxes that meet some packets, in the order of a reading, up to the first that covers
    /// them all.
    fn meeting(&self, reading: GroupOrder, packets: &PacketBox) -> Vec<RankedBox<'_>> {
        let mut all: Vec<RankedBox> = vec![];
        for (number, group) in self.groups.iter().enumerate() {
            let met = group.list.meeting(packets, self.left_out);
            let met = met.into_iter().filter_map(|met| {
                let order = match reading {
                    GroupOrder::InSequence => Order::default(),
                    GroupOrder::Combined => *group.orders.get(usize::try_from(met.rule).ok()?)?,
                };
                let rule = group.list.rule(met.rule)?;
                Some(RankedBox { rank: (order, number, met.rule), rule, packets: met.packets })
            });
            all.extend(met);
            let is_over =
                group.end.is_some() || all.last().is_some_and(|it| it.packets.covers(packets));
            if reading == GroupOrder::InSequence && is_over {
                return all;
            }
        }
        sort_list(&mut all, |one, other| one.rank.cmp(&other.rank));
        if reading == GroupOrder::Combined
            && let Some((end, _)) = self.end(reading)
        {
            all.retain(|met| met.rank < end);
        }
        let last = all.iter().position(|met| met.packets.covers(packets));
        all.truncate(last.map_or(all.len(), |last| last.saturating_add(1)));
        all
    }
}

fn pieces(gathered: &Gathered, packets: &PacketSet) -> Pieces {
    let mut found = Pieces::default();
    for (own, rules) in packets.boxes().iter().zip(&gathered.boxes) {
        partition(own, rules.clone(), &mut found);
    }
    found
}
