//! The filters of a plan, ready for questions.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use super::evaluate::Judged;
use super::shelf::{Filter, KnownAddresses, KnownGroup, Made, Shelf};
use crate::engine::index::Index;
use crate::engine::memo::Edition;
use crate::engine::packet::{PacketBox, PacketSet, addresses_of};
use crate::engine::policy::{AddressGroups, Decision, security_group_rule_boxes};
use crate::engine::requirements::{Crossed, Crossing, Passage, Requirement};
use crate::plan::quick::QuickMap;
use crate::plan::{
    Cidr, Direction, Flavor, NetworkAclId, NetworkAclRule, RuleId, SecurityGroupId,
    SecurityGroupRule, SeveralSecurityGroups,
};

/// Tells the policies apart that share a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PolicyNumber(pub(super) u64);

/// The filters of a plan, found on a shelf of compiled ones.
pub(crate) struct Policies<'a> {
    number: PolicyNumber,
    index: &'a Index<'a>,
    shelf: &'a Shelf,
    addresses: KnownAddresses,
    /// A rule that is looked past, as if the plan did not have it.
    left_out: Option<RuleId>,
    /// The filters that were asked for so far, inbound and outbound.
    found: QuickMap<Crossed, [Option<Rc<Filter>>; 2]>,
    groups: QuickMap<(SecurityGroupId, Flavor, Direction), KnownGroup>,
    acls: QuickMap<(NetworkAclId, Direction), Edition>,
}

impl<'a> Policies<'a> {
    pub(crate) fn of(index: &'a Index<'a>, shelf: &'a Shelf) -> Self {
        let addresses = shelf.addresses(&index.plan.address_groups);
        Self::new(index, shelf, addresses, None)
    }

    /// The policies of the same plan without a rule.
    pub(crate) fn without(&self, rule: RuleId) -> Self {
        Self::new(self.index, self.shelf, self.addresses.clone(), Some(rule))
    }

    fn new(
        index: &'a Index<'a>,
        shelf: &'a Shelf,
        addresses: KnownAddresses,
        left_out: Option<RuleId>,
    ) -> Self {
        let (found, groups, acls) = Default::default();
        let number = shelf.next_number();
        Self { number, index, shelf, addresses, left_out, found, groups, acls }
    }

    /// The number of these policies, which no others on the shelf have.
    pub(super) fn number(&self) -> PolicyNumber {
        self.number
    }

    /// Judges every crossing of a requirement.
    pub(crate) fn judge<'r>(&mut self, requirement: &'r Requirement) -> Vec<Judged<'r>> {
        requirement.crossings.iter().map(|crossing| self.judge_crossing(crossing)).collect()
    }

    fn judge_crossing<'r>(&mut self, crossing: &'r Crossing) -> Judged<'r> {
        let decision = match crossing.passage {
            Passage::Packets { packets, .. } => {
                Some(self.decide(&crossing.filter, crossing.direction, packets))
            }
            Passage::NotFiltered(_) | Passage::Unknown => None,
        };
        Judged { crossing, decision }
    }

    /// What becomes of packets at a filter. Servers that wear the same groups and are reached
    /// over the same ports are one question.
    pub(super) fn decide(
        &mut self,
        filter: &Crossed,
        direction: Direction,
        packets: PacketBox,
    ) -> Rc<Decision> {
        self.filter(filter, direction).decide(seen_by(filter, direction, packets))
    }

    /// The compiled rules of a filter in one direction.
    pub(crate) fn filter(&mut self, crossed: &Crossed, direction: Direction) -> Rc<Filter> {
        let place = match direction {
            Direction::Inbound => 0,
            Direction::Outbound => 1,
        };
        let known = self.found.get(crossed).and_then(|both| both.get(place));
        if let Some(Some(known)) = known {
            return known.clone();
        }
        let filter = self.compiled(crossed, direction);
        let both = self.found.entry(crossed.clone()).or_default();
        if let Some(empty) = both.get_mut(place) {
            *empty = Some(filter.clone());
        }
        filter
    }

    /// As [`Self::filter`], for those who remember what they asked for.
    pub(super) fn compiled(&mut self, crossed: &Crossed, direction: Direction) -> Rc<Filter> {
        let made = self.made(crossed, direction);
        match crossed {
            Crossed::SecurityGroups(ids, flavor) => {
                // What the filter is made of was looked up group by group.
                let group = |id: &_| self.groups.get(&(*id, *flavor, direction));
                self.shelf.worn(made, ids.iter().filter_map(group), self.reading())
            }
            Crossed::NetworkAcl(acl) => {
                let rules = acl.and_then(|acl| self.acl_rules(acl, direction)).unwrap_or_default();
                self.shelf.network_acl(made, &rules, &self.addresses)
            }
        }
    }

    /// What a filter is made of.
    fn made(&mut self, crossed: &Crossed, direction: Direction) -> Made {
        let addresses = self.addresses.edition;
        match crossed {
            Crossed::SecurityGroups(ids, flavor) => {
                let edition = |id: &_| Some(self.group(*id, *flavor, direction)?.edition);
                let editions = ids.iter().filter_map(edition).collect();
                Made::Groups(editions, addresses, *flavor, self.reading())
            }
            Crossed::NetworkAcl(acl) => {
                let edition = acl.and_then(|acl| self.acl_edition(acl, direction));
                Made::Acl(edition, addresses)
            }
        }
    }

    fn reading(&self) -> SeveralSecurityGroups {
        self.index.plan.settings.several_security_groups
    }

    fn group(
        &mut self,
        id: SecurityGroupId,
        flavor: Flavor,
        direction: Direction,
    ) -> Option<&KnownGroup> {
        match self.groups.entry((id, flavor, direction)) {
            Entry::Occupied(known) => Some(known.into_mut()),
            Entry::Vacant(place) => {
                let rules = self.index.security_group(id)?.rules(direction);
                let rules = without(rules, self.left_out, |rule| rule.id);
                let Self { shelf, addresses, .. } = self;
                let group = shelf.security_group(id, &rules, flavor, direction, addresses);
                Some(place.insert(group))
            }
        }
    }

    fn acl_rules(
        &self,
        id: NetworkAclId,
        direction: Direction,
    ) -> Option<Cow<'a, [NetworkAclRule]>> {
        let rules = self.index.network_acl(id)?.rules(direction);
        Some(without(rules, self.left_out, |rule| rule.id))
    }

    fn acl_edition(&mut self, id: NetworkAclId, direction: Direction) -> Option<Edition> {
        if let Some(known) = self.acls.get(&(id, direction)) {
            return Some(*known);
        }
        let rules = self.acl_rules(id, direction)?;
        let edition = self.shelf.acl_edition(id, &rules, direction);
        self.acls.insert((id, direction), edition);
        Some(edition)
    }

    /// Whether two rules of security groups match a packet in common.
    pub(super) fn meet(
        &self,
        one: &SecurityGroupRule,
        other: &SecurityGroupRule,
        direction: Direction,
    ) -> bool {
        let others = security_group_rule_boxes(other, direction, self.addresses());
        security_group_rule_boxes(one, direction, self.addresses())
            .iter()
            .any(|own| others.iter().any(|packets| own.intersect(packets).is_some()))
    }

    /// Whether a rule of a security group matches some of the packets.
    pub(super) fn matches_some(
        &self,
        rule: &SecurityGroupRule,
        direction: Direction,
        packets: &PacketSet,
    ) -> bool {
        let boxes = security_group_rule_boxes(rule, direction, self.addresses());
        boxes.iter().any(|own| packets.boxes().iter().any(|it| own.intersect(it).is_some()))
    }

    /// The plan whose rules these are.
    pub(super) fn index(&self) -> &'a Index<'a> {
        self.index
    }

    /// The plan's IP address groups.
    pub(super) fn addresses(&self) -> &AddressGroups {
        &self.addresses.groups
    }
}

/// Rules without one of them, where they have it.
fn without<T: Clone>(
    rules: &[T],
    left_out: Option<RuleId>,
    id: impl Fn(&T) -> RuleId,
) -> Cow<'_, [T]> {
    match left_out {
        Some(rule) if rules.iter().any(|it| id(it) == rule) => {
            rules.iter().filter(|it| id(it) != rule).cloned().collect()
        }
        _ => Cow::Borrowed(rules),
    }
}

/// Packets as a filter tells them apart.
pub(crate) fn seen_by(filter: &Crossed, direction: Direction, packets: PacketBox) -> PacketBox {
    match filter {
        Crossed::SecurityGroups(..) => without_local_end(packets, direction),
        Crossed::NetworkAcl(_) => packets,
    }
}

/// A security group does not look at the server's own address, so the question is the same for
/// all servers that wear it.
pub(crate) fn without_local_end(packets: PacketBox, direction: Direction) -> PacketBox {
    let any = addresses_of(Cidr::any(packets.ip_type));
    match direction {
        Direction::Inbound => PacketBox { destination: any, ..packets },
        Direction::Outbound => PacketBox { source: any, ..packets },
    }
}
