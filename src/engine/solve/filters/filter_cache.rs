//! The cache of compiled rules and of their decisions.
//!
//! A list of rules that is the same in two plans is compiled once, and keeps its decisions. The key
//! of a filter has everything that it is compiled from: the rules of its lists, the addresses of
//! the plan's IP address groups, the flavor of the server, the security groups at the far end, and the
//! reading of several groups.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use smallvec::SmallVec;

use crate::engine::memo::{ContentId, Generation, Interner, RecencyCache};
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::policy::{
    AddressGroups, Decision, FilterRules, GroupRules, MatchList, SecurityGroups,
};
use crate::engine::requirements::FarGroups;
use crate::plan::{
    AddressGroup, Direction, Flavor, NetworkAclId, NetworkAclRule, RuleId, SecurityGroupId,
    SecurityGroupRule, SeveralSecurityGroups,
};

/// Tells the policies apart that share a filter cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PolicyNumber(pub(crate) u64);

/// The filters of the latest plans.
#[derive(Default)]
pub(crate) struct FilterCache(RefCell<Filters>);

#[derive(Default)]
struct Filters {
    address_lists: Interner<(), AddressGroup>,
    addresses: RecencyCache<ContentId, Rc<AddressGroups>>,
    group_lists: Interner<(SecurityGroupId, Direction), SecurityGroupRule>,
    acl_lists: Interner<(NetworkAclId, Direction), NetworkAclRule>,
    groups: RecencyCache<(ContentId, AddressesId, Flavor, FarGroups), Rc<GroupRules>>,
    filters: RecencyCache<FilterKey, Rc<CompiledFilter>>,
    now: Generation,
    policies: PolicyNumber,
}

/// The id of the addresses of a plan's IP address groups.
type AddressesId = ContentId;

/// The key of a filter: everything that it is compiled from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum FilterKey {
    Groups(SmallVec<[ContentId; 2]>, AddressesId, Flavor, FarGroups, SeveralSecurityGroups),
    Acl(Option<ContentId>, AddressesId),
}

/// The compiled rules of one filter in one direction, with its decisions.
pub(crate) struct CompiledFilter {
    rules: FilterRules,
    answers: RefCell<RecencyCache<PacketBox, Rc<Decision>>>,
    denies: RefCell<RecencyCache<PacketBox, Rc<[RuleId]>>>,
    now: Cell<Generation>,
}

/// The IP address groups of a plan.
#[derive(Clone)]
pub(crate) struct KnownAddresses {
    pub(crate) content_id: AddressesId,
    pub(crate) groups: Rc<AddressGroups>,
}

impl FilterCache {
    /// Begins another answer, and forgets what the latest ones did not need.
    pub(crate) fn begin_answer(&self) -> Generation {
        let kept = &mut *self.0.borrow_mut();
        let now = kept.now.next();
        kept.now = now;
        kept.address_lists.forget(now);
        kept.addresses.forget(now);
        kept.group_lists.forget(now);
        kept.acl_lists.forget(now);
        // Routes keep filters, and filters their groups, without asking for them here.
        kept.filters.forget_unless(now, |filter| Rc::strong_count(filter) > 1);
        kept.groups.forget_unless(now, |group| Rc::strong_count(group) > 1);
        now
    }

    /// A number for policies that are found here.
    pub(crate) fn next_number(&self) -> PolicyNumber {
        let kept = &mut *self.0.borrow_mut();
        kept.policies = PolicyNumber(kept.policies.0.wrapping_add(1));
        kept.policies
    }

    pub(crate) fn addresses(&self, groups: &[AddressGroup]) -> KnownAddresses {
        let kept = &mut *self.0.borrow_mut();
        let content_id = kept.address_lists.of((), groups, kept.now);
        let of = || Rc::new(AddressGroups::of(groups));
        KnownAddresses { content_id, groups: kept.addresses.get(content_id, kept.now, of) }
    }

    /// Returns the id of the rules of a security group.
    pub(crate) fn group_content(
        &self,
        id: SecurityGroupId,
        rules: &[SecurityGroupRule],
        direction: Direction,
    ) -> ContentId {
        let kept = &mut *self.0.borrow_mut();
        kept.group_lists.of((id, direction), rules, kept.now)
    }

    /// A security group by the id of its rules. `of` compiles them, where that is not done yet.
    pub(crate) fn security_group(
        &self,
        content_id: ContentId,
        (flavor, far): (Flavor, &FarGroups),
        addresses: &KnownAddresses,
        of: impl FnOnce() -> GroupRules,
    ) -> Rc<GroupRules> {
        let kept = &mut *self.0.borrow_mut();
        let key = (content_id, addresses.content_id, flavor, far.clone());
        kept.groups.get(key, kept.now, || Rc::new(of()))
    }

    /// Returns the id of the rules of a network ACL.
    pub(crate) fn acl_content(
        &self,
        id: NetworkAclId,
        rules: &[NetworkAclRule],
        direction: Direction,
    ) -> ContentId {
        let kept = &mut *self.0.borrow_mut();
        kept.acl_lists.of((id, direction), rules, kept.now)
    }

    /// The filter with a key, if it is kept.
    pub(crate) fn known(&self, key: &FilterKey) -> Option<Rc<CompiledFilter>> {
        let kept = &mut *self.0.borrow_mut();
        let filter = kept.filters.known(key, kept.now)?;
        filter.begin_answer(kept.now);
        Some(filter)
    }

    /// Keeps the rules of a filter that is not kept yet.
    pub(crate) fn keep(&self, key: FilterKey, rules: FilterRules) -> Rc<CompiledFilter> {
        let kept = &mut *self.0.borrow_mut();
        let now = Cell::new(kept.now);
        let (answers, denies) = Default::default();
        let filter = Rc::new(CompiledFilter { rules, answers, denies, now });
        kept.filters.get(key, kept.now, || filter)
    }
}

impl CompiledFilter {
    /// Begins another answer, if it has not begun.
    pub(crate) fn begin_answer(&self, now: Generation) {
        if self.now.replace(now) != now {
            self.answers.borrow_mut().forget(now);
            self.denies.borrow_mut().forget(now);
        }
    }

    /// Decides which packets pass. The same questions are asked of security groups again and again;
    /// at a network ACL each member has its own address.
    pub(crate) fn decide(&self, packets: PacketBox) -> Rc<Decision> {
        match &self.rules {
            FilterRules::Groups(groups) => {
                let mut answers = self.answers.borrow_mut();
                answers.get(packets, self.now.get(), || Rc::new(groups.decide(&packets)))
            }
            FilterRules::Acl(list) => Rc::new(list.decide(&packets)),
        }
    }

    /// Decides which packets pass without a rule. It must not be a rule that disables the rules
    /// behind it.
    pub(crate) fn decide_without(&self, packets: PacketBox, rule: RuleId) -> Decision {
        match &self.rules {
            FilterRules::Groups(groups) => groups.without(rule).decide(&packets),
            FilterRules::Acl(list) => list.decide_without(&PacketSet::of(packets), Some(rule)),
        }
    }

    /// The rules that decide on some of these packets, in any reading.
    pub(crate) fn deciders(&self, packets: &PacketBox) -> Vec<RuleId> {
        match &self.rules {
            FilterRules::Groups(groups) => groups.deciders(packets),
            FilterRules::Acl(list) => list.decide(packets).rules().collect(),
        }
    }

    /// The denies of security groups that decide on some of these packets in either reading; none
    /// where this is a network ACL.
    pub(crate) fn denies(&self, packets: &PacketBox) -> Option<Rc<[RuleId]>> {
        let groups = self.groups()?;
        let mut known = self.denies.borrow_mut();
        Some(known.get(*packets, self.now.get(), || groups.denies(packets).into()))
    }

    /// The rules of security groups that keep those behind them from taking effect on a Kunpeng
    /// flavor, where this leaves some of these packets to the default deny.
    pub(crate) fn gaps(&self, packets: &PacketBox) -> Vec<RuleId> {
        self.groups().map(|groups| groups.gaps(packets)).unwrap_or_default()
    }

    /// The security groups; none where this is a network ACL.
    pub(crate) fn groups(&self) -> Option<&SecurityGroups> {
        match &self.rules {
            FilterRules::Groups(groups) => Some(groups),
            FilterRules::Acl(_) => None,
        }
    }

    /// The list of a network ACL; none where these are security groups.
    pub(crate) fn list(&self) -> Option<&MatchList> {
        match &self.rules {
            FilterRules::Groups(_) => None,
            FilterRules::Acl(list) => Some(list),
        }
    }
}

#[cfg(test)]
impl FilterCache {
    /// Counts the filters and the lists of security groups that are kept.
    pub(crate) fn counts(&self) -> [usize; 2] {
        let kept = self.0.borrow();
        [kept.filters.count(), kept.groups.count()]
    }
}
