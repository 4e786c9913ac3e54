//! A list of rules, of one security group or network ACL or of several groups that are worn
//! together.
//!
//! The rules of a group are compiled once, whatever it is worn with: a list only says in which
//! order the rules of its groups are looked at.

use std::rc::Rc;

use super::part::{Listed, Part};
use crate::engine::packet::{Interval, Met, PacketBox};
use crate::engine::policy::Order;
use crate::plan::{Flavor, RuleId, SecurityGroupId, put_in_order};

/// A list of rules of which the first that matches decides; what none matches is denied.
#[derive(Debug, Clone, Default)]
pub(super) struct List {
    parts: Vec<Rc<Part>>,
    /// Whether the rules of all groups make one list, by priority.
    is_combined: bool,
    /// The first rule that a Kunpeng flavor does not know.
    end: Option<Rank>,
}

/// Where a rule, or one of its boxes, stands: its order among the rules of all groups, its group,
/// and its place there. With the groups in their sequence all orders are the same.
pub(super) type Rank = (Order, usize, usize);

/// A range of boxes of a list: the first one, and the one that is not in it any more.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) from: Rank,
    pub(super) end: Option<Rank>,
}

impl List {
    /// One security group or network ACL by itself.
    pub(super) fn alone(part: Rc<Part>) -> Self {
        Self { parts: vec![part], is_combined: false, end: None }
    }

    /// Security groups that are worn together, in both readings where there are several.
    pub(super) fn readings(parts: &[Rc<Part>], flavor: Flavor) -> impl Iterator<Item = Self> {
        let combined = (parts.len() > 1).then_some(true);
        [Some(false), combined].into_iter().flatten().map(move |is_combined| {
            let mut list = Self { parts: parts.to_vec(), is_combined, end: None };
            if flavor == Flavor::Kunpeng {
                let ends = (0..).zip(parts).filter_map(|(number, part)| {
                    let place = part.scattered?;
                    Some((list.order(part, place), number, place))
                });
                list.end = ends.min();
            }
            list
        })
    }

    fn order(&self, part: &Part, place: usize) -> Order {
        if self.is_combined { part.order(place) } else { Order::default() }
    }

    /// The place of a rule in the list; nothing where the list does not have it.
    pub(super) fn rank(&self, id: RuleId) -> Option<Rank> {
        let ranks = (0..).zip(&self.parts).filter_map(|(number, part)| {
            let place = part.place(id)?;
            Some((self.order(part, place), number, place))
        });
        ranks.min().filter(|rank| self.end.is_none_or(|end| *rank < end))
    }

    /// The first rule that a Kunpeng flavor does not know.
    pub(super) fn ends_at(&self) -> Option<RuleId> {
        let (_, part, place) = self.end?;
        Some(self.parts.get(part)?.rule(place)?.id)
    }

    /// The rule at a rank.
    pub(super) fn rule(&self, (_, part, place): Rank) -> Option<Listed> {
        self.parts.get(part)?.rule(place)
    }

    /// What the rule at a rank matches.
    pub(super) fn boxes(&self, (_, part, place): Rank) -> &[PacketBox] {
        self.parts.get(part).map_or(&[], |part| part.boxes(place))
    }

    /// The rule that a box is of.
    pub(super) fn owner(&self, (order, part, number): Rank) -> Rank {
        let place = self.parts.get(part).map(|part| part.owner(number).0);
        (order, part, place.unwrap_or_default())
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
    pub(super) fn after(&self, (order, part, place): Rank) -> Span {
        Span { from: self.start((order, part, place.saturating_add(1))), ..self.whole() }
    }

    /// Where the boxes of a rule begin.
    fn start(&self, (order, part, place): Rank) -> Rank {
        (order, part, self.parts.get(part).map_or(0, |part| part.start(place)))
    }

    /// How many boxes of a group come before a rank.
    fn count_before(&self, number: usize, part: &Part, (order, at, place): Rank) -> usize {
        let own = |with_equal| match self.is_combined {
            true => part.boxes_up_to(order, with_equal),
            false if with_equal => part.tree().boxes().len(),
            false => 0,
        };
        match number.cmp(&at) {
            std::cmp::Ordering::Less => own(true),
            std::cmp::Ordering::Equal => own(false).max(place),
            std::cmp::Ordering::Greater => own(false),
        }
    }

    /// The first box of a span that meets packets, of rules that pass a test.
    pub(super) fn next(
        &self,
        packets: &PacketBox,
        span: Span,
        fits: &impl Fn(&Listed) -> bool,
    ) -> Option<Met<Rank>> {
        let mut best: Option<(Rank, PacketBox)> = None;
        for (number, part) in self.parts.iter().enumerate() {
            let end = best.map(|(rank, _)| rank).or(span.end);
            let all = part.tree().boxes().len();
            let end = end.map_or(all, |end| self.count_before(number, part, end));
            let from = self.count_before(number, part, span.from);
            let fits = |place: usize| part.rule(part.owner(place).0).is_some_and(|it| fits(&it));
            let found = part.tree().first(packets, from..end, &fits);
            let met = found.and_then(|place| Some((place, *part.tree().boxes().get(place)?)));
            if let Some((place, packets)) = met {
                let order = if self.is_combined { part.owner(place).1 } else { Order::default() };
                best = Some(((order, number, place), packets));
            }
        }
        let (at @ (order, number, place), packets) = best?;
        Some(Met { packets, at, then: (order, number, place.saturating_add(1)) })
    }

    /// The groups that the rules behind one name, in the order in which they do so first.
    pub(super) fn named_after(&self, rank: Rank) -> Vec<SecurityGroupId> {
        let mut named: Vec<(Rank, SecurityGroupId)> = vec![];
        for (number, part) in (0..).zip(&self.parts) {
            for place in &part.named {
                let own = (self.order(part, *place), number, *place);
                if rank < own && self.end.is_none_or(|end| own < end) {
                    let group = part.rule(*place).and_then(|rule| rule.remote);
                    named.extend(group.map(|group| (own, group)));
                }
            }
        }
        put_in_order(&mut named, |(one, _), (other, _)| one.cmp(other));
        let mut seen = std::collections::HashSet::new();
        named.retain(|(_, group)| seen.insert(*group));
        named.into_iter().map(|(_, group)| group).collect()
    }

    /// All groups that rules of the list name.
    pub(super) fn named(&self) -> Vec<SecurityGroupId> {
        let mut ranked: Vec<(Rank, SecurityGroupId)> = vec![];
        for (number, part) in (0..).zip(&self.parts) {
            for place in &part.named {
                let own = (self.order(part, *place), number, *place);
                if self.end.is_none_or(|end| own < end) {
                    ranked.extend(part.rule(*place).and_then(|it| it.remote).map(|it| (own, it)));
                }
            }
        }
        ranked.into_iter().map(|(_, group)| group).collect()
    }

    /// Whether a rule that names a group meets packets.
    pub(super) fn is_met(&self, group: SecurityGroupId, packets: &[PacketBox]) -> bool {
        let names = |it: &Listed| it.remote == Some(group);
        packets.iter().any(|it| self.next(it, self.whole(), &names).is_some())
    }
}

/// Port 0 is no port of anyone's. It goes with port 1, so that `1-65535` is the same as all.
pub(super) fn with_port_0(packets: PacketBox) -> PacketBox {
    let wider = |ports: Interval<u16>| Interval {
        low: if ports.low == 1 { 0 } else { ports.low },
        ..ports
    };
    PacketBox { source_ports: wider(packets.source_ports), ports: wider(packets.ports), ..packets }
}
