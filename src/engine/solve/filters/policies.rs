//! The filters of a plan, ready for questions.

use std::borrow::Cow;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::filter_cache::{CompiledFilter, FilterCache, FilterKey, KnownAddresses, PolicyNumber};
use crate::engine::index::Index;
use crate::engine::memo::ContentId;
use crate::engine::packet::{PacketBox, PacketSet, addresses_of};
use crate::engine::policy::{
    AddressGroups, Decision, FilterRules, GroupRules, SecurityGroups, network_acl,
    security_group_rule_boxes,
};
use crate::engine::report::RulePlace;
use crate::engine::requirements::{FarGroups, FilterRef};
use crate::plan::{
    Cidr, Direction, Flavor, NetworkAclId, NetworkAclRule, RuleId, SecurityGroupId,
    SecurityGroupRule, SeveralSecurityGroups,
};

/// The filters of a plan, found in a cache of compiled ones.
pub(crate) struct Policies<'a> {
    number: PolicyNumber,
    index: &'a Index<'a>,
    filter_cache: &'a FilterCache,
    addresses: KnownAddresses,
    /// A rule that is ignored, as if the plan did not have it.
    left_out: Option<RuleId>,
    /// The ids of the lists of rules; none if the plan has no such list.
    contents: FxHashMap<(RulePlace, Direction), Option<ContentId>>,
}

impl<'a> Policies<'a> {
    pub(crate) fn of(index: &'a Index<'a>, filter_cache: &'a FilterCache) -> Self {
        let addresses = filter_cache.addresses(&index.plan.address_groups);
        Self::new(index, filter_cache, addresses, None)
    }

    /// The policies of the same plan without a rule.
    pub(crate) fn without(&self, rule: RuleId) -> Self {
        Self::new(self.index, self.filter_cache, self.addresses.clone(), Some(rule))
    }

    /// The policies of the same plan with other rules: those of an index that
    /// [`Index::with_rules`] gives. Lists that are in both are not compared again.
    pub(crate) fn with_rules<'c>(&self, index: &'c Index<'c>) -> Policies<'c>
    where
        'a: 'c,
    {
        let addresses = self.addresses.clone();
        let mut policies = Policies::new(index, self.filter_cache, addresses, self.left_out);
        let mut contents = self.contents.clone();
        for direction in Direction::BOTH {
            let groups = index.plan.security_groups.iter().map(|it| it.id.into());
            let acls = index.plan.network_acls.iter().map(|it| it.id.into());
            groups.chain(acls).for_each(|place: RulePlace| {
                contents.remove(&(place, direction));
            });
        }
        policies.contents = contents;
        policies
    }

    fn new(
        index: &'a Index<'a>,
        filter_cache: &'a FilterCache,
        addresses: KnownAddresses,
        left_out: Option<RuleId>,
    ) -> Self {
        let number = filter_cache.next_number();
        let contents = FxHashMap::default();
        Self { number, index, filter_cache, addresses, left_out, contents }
    }

    /// The number of these policies, which no others of the filter cache have.
    pub(crate) fn number(&self) -> PolicyNumber {
        self.number
    }

    /// Decides which packets pass a filter. Servers that have the same groups and are reached over
    /// the same ports are one question.
    pub(crate) fn decide(
        &mut self,
        filter: &FilterRef,
        direction: Direction,
        packets: PacketBox,
    ) -> Rc<Decision> {
        self.filter(filter, direction).decide(seen_by(filter, direction, packets))
    }

    /// The compiled rules of a filter in one direction.
    pub(crate) fn filter(
        &mut self,
        filter_ref: &FilterRef,
        direction: Direction,
    ) -> Rc<CompiledFilter> {
        let key = self.key(filter_ref, direction);
        self.compiled(&key, filter_ref, direction)
    }

    /// The compiled rules of a filter with a key.
    pub(crate) fn compiled(
        &mut self,
        key: &FilterKey,
        filter_ref: &FilterRef,
        direction: Direction,
    ) -> Rc<CompiledFilter> {
        if let Some(known) = self.filter_cache.known(key) {
            return known;
        }
        let rules = match filter_ref {
            FilterRef::SecurityGroups(ids, flavor, far) => {
                let group = |id: &_| self.group(*id, *flavor, far, direction);
                let groups = ids.iter().filter_map(group).collect();
                FilterRules::Groups(SecurityGroups::of(groups, self.reading()))
            }
            FilterRef::NetworkAcl(acl) => {
                let rules = acl.and_then(|acl| self.acl_rules(acl, direction)).unwrap_or_default();
                FilterRules::Acl(network_acl(&rules, &self.addresses.groups))
            }
        };
        self.filter_cache.keep(key.clone(), rules)
    }

    /// Returns the key of a filter.
    pub(crate) fn key(&mut self, filter_ref: &FilterRef, direction: Direction) -> FilterKey {
        let addresses = self.addresses.content_id;
        match filter_ref {
            FilterRef::SecurityGroups(ids, flavor, far) => {
                let content_id = |id: &SecurityGroupId| self.content((*id).into(), direction);
                let contents = ids.iter().filter_map(content_id).collect();
                FilterKey::Groups(contents, addresses, *flavor, far.clone(), self.reading())
            }
            FilterRef::NetworkAcl(acl) => {
                let content_id = acl.and_then(|acl| self.content(acl.into(), direction));
                FilterKey::Acl(content_id, addresses)
            }
        }
    }

    fn reading(&self) -> SeveralSecurityGroups {
        self.index.plan.settings.several_security_groups
    }

    /// Returns the id of a list of rules; none if the plan has no such list.
    fn content(&mut self, place: RulePlace, direction: Direction) -> Option<ContentId> {
        if let Some(known) = self.contents.get(&(place, direction)) {
            return *known;
        }
        let content_id = match place {
            RulePlace::SecurityGroup(id) => {
                let rules = self.group_rules(id, direction);
                rules.map(|rules| self.filter_cache.group_content(id, &rules, direction))
            }
            RulePlace::NetworkAcl(id) => {
                let rules = self.acl_rules(id, direction);
                rules.map(|rules| self.filter_cache.acl_content(id, &rules, direction))
            }
        };
        self.contents.insert((place, direction), content_id);
        content_id
    }

    /// The compiled rules of a security group; none if the plan has no such group.
    fn group(
        &mut self,
        id: SecurityGroupId,
        flavor: Flavor,
        far: &FarGroups,
        direction: Direction,
    ) -> Option<Rc<GroupRules>> {
        let content_id = self.content(id.into(), direction)?;
        let rules = self.group_rules(id, direction)?;
        let addresses = &self.addresses;
        let others = far.as_deref().unwrap_or_default();
        let of = || GroupRules::of(&rules, flavor, direction, &addresses.groups, others);
        Some(self.filter_cache.security_group(content_id, (flavor, far), addresses, of))
    }

    fn group_rules(
        &self,
        id: SecurityGroupId,
        direction: Direction,
    ) -> Option<Cow<'a, [SecurityGroupRule]>> {
        let rules = self.index.security_group(id)?.rules(direction);
        Some(without(rules, self.left_out, |rule| rule.id))
    }

    fn acl_rules(
        &self,
        id: NetworkAclId,
        direction: Direction,
    ) -> Option<Cow<'a, [NetworkAclRule]>> {
        let rules = self.index.network_acl(id)?.rules(direction);
        Some(without(rules, self.left_out, |rule| rule.id))
    }

    /// Checks whether two rules of security groups match a packet in common.
    pub(crate) fn meet(
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

    /// Checks whether a rule of a security group matches some of the packets.
    pub(crate) fn matches_some(
        &self,
        rule: &SecurityGroupRule,
        direction: Direction,
        packets: &PacketSet,
    ) -> bool {
        let boxes = security_group_rule_boxes(rule, direction, self.addresses());
        boxes.iter().any(|own| packets.boxes().iter().any(|it| own.intersect(it).is_some()))
    }

    /// The plan whose rules these are.
    pub(crate) fn index(&self) -> &'a Index<'a> {
        self.index
    }

    /// The plan's IP address groups.
    pub(crate) fn addresses(&self) -> &AddressGroups {
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

/// The packets as a filter distinguishes them.
pub(crate) fn seen_by(filter: &FilterRef, direction: Direction, packets: PacketBox) -> PacketBox {
    match filter {
        FilterRef::SecurityGroups(..) => without_local_end(packets, direction),
        FilterRef::NetworkAcl(_) => packets,
    }
}

/// A security group does not look at the server's own address, so the question is the same for all
/// servers that have it.
pub(crate) fn without_local_end(packets: PacketBox, direction: Direction) -> PacketBox {
    let any = addresses_of(Cidr::any(packets.ip_type));
    match direction {
        Direction::Inbound => PacketBox { destination: any, ..packets },
        Direction::Outbound => PacketBox { source: any, ..packets },
    }
}
