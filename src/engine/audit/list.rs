//! A list of rules, of one security group or network ACL or of several groups that an interface has
//! together.
//!
//! The rules of a group are compiled once, whatever groups it is combined with: a list only says in
//! which order the rules of its groups are looked at.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::compiled_rules::{CompiledRule, CompiledRules};
use crate::engine::packet::{Met, PacketBox};
use crate::engine::policy::Order;
use crate::plan::{Flavor, RuleId, SecurityGroupId, sort_list};

/// A list of rules of which the first that matches decides; what none matches is denied.
#[derive(Debug, Clone, Default)]
pub(super) struct List {
    parts: Vec<Rc<CompiledRules>>,
    /// True if the rules of all groups make one list, by priority.
    is_combined: bool,
    /// The first rule that a Kunpeng flavor does not know.
    end: Option<Rank>,
}

/// The rank of a rule, or of one of its boxes: its order among the rules of all groups, the number
/// of its group, and its index there. With the groups in their sequence all orders are the same.
pub(super) type Rank = (Order, usize, usize);

/// A range of boxes of a list: the first one, and the one that is not in it any more.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) from: Rank,
    pub(super) end: Option<Rank>,
}

impl List {
    /// One security group or network ACL by itself.
    pub(super) fn alone(part: Rc<CompiledRules>) -> Self {
        Self { parts: vec![part], is_combined: false, end: None }
    }

    /// Security groups that an interface has, in both readings where there are several.
    pub(super) fn readings(
        parts: &[Rc<CompiledRules>],
        flavor: Flavor,
    ) -> impl Iterator<Item = Self> {
        let combined = (parts.len() > 1).then_some(true);
        [Some(false), combined].into_iter().flatten().map(move |is_combined| {
            let mut list = Self { parts: parts.to_vec(), is_combined, end: None };
            if flavor == Flavor::Kunpeng {
                let ends = (0..).zip(parts).filter_map(|(number, part)| {
                    let index = part.scattered?;
                    Some((list.order(part, index), number, index))
                });
                list.end = ends.min();
            }
            list
        })
    }

    fn order(&self, part: &CompiledRules, index: usize) -> Order {
        if self.is_combined { part.order(index) } else { Order::default() }
    }

    /// The index of a rule in the list; nothing where the list does not have it.
    pub(super) fn rank(&self, id: RuleId) -> Option<Rank> {
        let ranks = (0..).zip(&self.parts).filter_map(|(number, part)| {
            let index = part.index(id)?;
            Some((self.order(part, index), number, index))
        });
        ranks.min().filter(|rank| self.end.is_none_or(|end| *rank < end))
    }

    /// The first rule that a Kunpeng flavor does not know.
    pub(super) fn ends_at(&self) -> Option<RuleId> {
        let (_, part, index) = self.end?;
        Some(self.parts.get(part)?.rule(index)?.id)
    }

    /// The first rule that a Kunpeng flavor does not know, if it stands behind a rule of its own
    /// group, of the same priority and action.
    pub(super) fn gap_behind(&self, id: RuleId) -> Option<RuleId> {
        let (_, number, index) = self.rank(id)?;
        let (_, end_number, end_index) = self.end?;
        let part = self.parts.get(number).filter(|_| number == end_number)?;
        (part.order(index) == part.order(end_index)).then(|| self.ends_at())?
    }

    /// The rule at a rank.
    pub(super) fn rule(&self, (_, part, index): Rank) -> Option<CompiledRule> {
        self.parts.get(part)?.rule(index)
    }

    /// The boxes that the rule at a rank matches.
    pub(super) fn boxes(&self, (_, part, index): Rank) -> &[PacketBox] {
        self.parts.get(part).map_or(&[], |part| part.boxes(index))
    }

    /// The rule that a box is of.
    pub(super) fn owner(&self, (order, part, number): Rank) -> Rank {
        let index = self.parts.get(part).map(|part| part.owner(number).0);
        (order, part, index.unwrap_or_default())
    }

    /// All boxes.
    pub(super) fn whole(&self) -> Span {
        Span { from: Rank::default(), end: self.end.map(|end| self.start(end)) }
    }

    /// The boxes of the rules before one.
    pub(super) fn before(&self, rank: Rank) -> Span {
        Span { from: Rank::default(), end: Some(self.start(rank)) }
    }

    /// The boxes of the rules behind one.
    pub(super) fn after(&self, (order, part, index): Rank) -> Span {
        Span { from: self.start((order, part, index.saturating_add(1))), ..self.whole() }
    }

    /// The rank of the first box of a rule.
    fn start(&self, (order, part, index): Rank) -> Rank {
        (order, part, self.parts.get(part).map_or(0, |part| part.start(index)))
    }

    /// The number of boxes of a group that come before a rank.
    fn count_before(&self, number: usize, part: &CompiledRules, (order, at, index): Rank) -> usize {
        let own = |with_equal| match self.is_combined {
            true => part.boxes_up_to(order, with_equal),
            false if with_equal => part.tree().boxes().len(),
            false => 0,
        };
        match number.cmp(&at) {
            std::cmp::Ordering::Less => own(true),
            std::cmp::Ordering::Equal => own(false).max(index),
            std::cmp::Ordering::Greater => own(false),
        }
    }

    /// The first box of a span that meets packets, of rules that pass a test.
    pub(super) fn next(
        &self,
        packets: &PacketBox,
        span: Span,
        fits: &impl Fn(&CompiledRule) -> bool,
    ) -> Option<Met<Rank>> {
        let mut best: Option<(Rank, PacketBox)> = None;
        for (number, part) in self.parts.iter().enumerate() {
            let end = best.map(|(rank, _)| rank).or(span.end);
            let all = part.tree().boxes().len();
            let end = end.map_or(all, |end| self.count_before(number, part, end));
            let from = self.count_before(number, part, span.from);
            let fits = |index: usize| part.rule(part.owner(index).0).is_some_and(|it| fits(&it));
            let found = part.tree().first(packets, from..end, &fits);
            let met = found.and_then(|index| Some((index, *part.tree().boxes().get(index)?)));
            if let Some((index, packets)) = met {
                let order = if self.is_combined { part.owner(index).1 } else { Order::default() };
                best = Some(((order, number, index), packets));
            }
        }
        let (at @ (order, number, index), packets) = best?;
        Some(Met { packets, at, then: (order, number, index.saturating_add(1)) })
    }

    /// The groups that the rules behind one name, in the order in which they do so first.
    pub(super) fn named_after(&self, rank: Rank) -> Vec<SecurityGroupId> {
        let mut named: Vec<(Rank, SecurityGroupId)> = vec![];
        for (number, part) in (0..).zip(&self.parts) {
            for index in &part.named {
                let own = (self.order(part, *index), number, *index);
                if rank < own && self.end.is_none_or(|end| own < end) {
                    let group = part.rule(*index).and_then(|rule| rule.remote);
                    named.extend(group.map(|group| (own, group)));
                }
            }
        }
        sort_list(&mut named, |(one, _), (other, _)| one.cmp(other));
        let mut seen = FxHashSet::default();
        named.retain(|(_, group)| seen.insert(*group));
        named.into_iter().map(|(_, group)| group).collect()
    }

    /// All groups that rules of the list name.
    pub(super) fn named(&self) -> Vec<SecurityGroupId> {
        let mut ranked: Vec<(Rank, SecurityGroupId)> = vec![];
        for (number, part) in (0..).zip(&self.parts) {
            for index in &part.named {
                let own = (self.order(part, *index), number, *index);
                if self.end.is_none_or(|end| own < end) {
                    ranked.extend(part.rule(*index).and_then(|it| it.remote).map(|it| (own, it)));
                }
            }
        }
        ranked.into_iter().map(|(_, group)| group).collect()
    }

    /// Checks whether a rule that names a group meets packets.
    pub(super) fn is_met(&self, group: SecurityGroupId, packets: &[PacketBox]) -> bool {
        let names = |it: &CompiledRule| it.remote == Some(group);
        packets.iter().any(|it| self.next(it, self.whole(), &names).is_some())
    }
}
