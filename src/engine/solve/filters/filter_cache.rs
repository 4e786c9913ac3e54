//! Compiled rules, and what was asked of them, from one plan to the next.
//!
//! A list of rules that is the same in two plans is compiled once, and a question that it was
//! asked before is not worked out again. What a filter is made of says which one it is: the rules
//! of its lists, the addresses of the plan's IP address groups, the flavor of the server, and how
//! several groups are read.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use smallvec::SmallVec;

use crate::engine::memo::{ContentId, Generation, Interner, RecencyCache};
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::policy::{
    AddressGroups, Decision, GroupRules, MatchList, SecurityGroups, network_acl,
};
use crate::plan::{
    AddressGroup, Direction, Flavor, NetworkAclId, NetworkAclRule, RuleId, SecurityGroupId,
    SecurityGroupRule, SeveralSecurityGroups,
};

/// Tells the policies apart that share a filter cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PolicyNumber(pub(crate) u64);

/// What was compiled for the last plans.
#[derive(Default)]
pub(crate) struct FilterCache(RefCell<Kept>);

#[derive(Default)]
struct Kept {
    address_lists: Interner<(), AddressGroup>,
    addresses: RecencyCache<ContentId, Rc<AddressGroups>>,
    group_lists: Interner<(SecurityGroupId, Direction), SecurityGroupRule>,
    acl_lists: Interner<(NetworkAclId, Direction), NetworkAclRule>,
    groups: RecencyCache<(ContentId, Addresses, Flavor), Rc<GroupRules>>,
    filters: RecencyCache<FilterKey, Rc<Filter>>,
    now: Generation,
    policies: PolicyNumber,
}

/// Which addresses the IP address groups of a plan have.
type Addresses = ContentId;

/// What a filter is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum FilterKey {
    Groups(SmallVec<[ContentId; 2]>, Addresses, Flavor, SeveralSecurityGroups),
    Acl(Option<ContentId>, Addresses),
}

/// The rules of one filter in one direction, compiled, with the answers that it gave.
pub(crate) struct Filter {
    rules: Rules,
    answers: RefCell<RecencyCache<PacketBox, Rc<Decision>>>,
    denies: RefCell<RecencyCache<PacketBox, Rc<[RuleId]>>>,
    now: Cell<Generation>,
}

enum Rules {
    Groups(SecurityGroups),
    Acl(MatchList),
}

/// The IP address groups of a plan.
#[derive(Clone)]
pub(crate) struct KnownAddresses {
    pub(crate) content_id: Addresses,
    pub(crate) groups: Rc<AddressGroups>,
}

/// One security group in one direction.
#[derive(Clone)]
pub(crate) struct KnownGroup {
    pub(crate) content_id: ContentId,
    rules: Rc<GroupRules>,
}

impl FilterCache {
    /// Begins another answer: what the latest ones did not need goes.
    pub(crate) fn turn(&self) -> Generation {
        let kept = &mut *self.0.borrow_mut();
        let now = kept.now.next();
        kept.now = now;
        kept.address_lists.forget(now);
        kept.addresses.forget(now);
        kept.group_lists.forget(now);
        kept.acl_lists.forget(now);
        kept.groups.forget(now);
        // Routes hold on to filters without asking for them here.
        kept.filters.forget_unless(now, |filter| Rc::strong_count(filter) > 1);
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

    /// A security group by its rules.
    pub(crate) fn security_group(
        &self,
        id: SecurityGroupId,
        rules: &[SecurityGroupRule],
        flavor: Flavor,
        direction: Direction,
        addresses: &KnownAddresses,
    ) -> KnownGroup {
        let kept = &mut *self.0.borrow_mut();
        let content_id = kept.group_lists.of((id, direction), rules, kept.now);
        let made = (content_id, addresses.content_id, flavor);
        let rules = kept.groups.get(made, kept.now, || {
            Rc::new(GroupRules::of(rules, flavor, direction, &addresses.groups, &[]))
        });
        KnownGroup { content_id, rules }
    }

    /// Some security groups in the sequence in which an interface wears them.
    pub(crate) fn worn<'g>(
        &self,
        made: FilterKey,
        groups: impl Iterator<Item = &'g KnownGroup>,
        reading: SeveralSecurityGroups,
    ) -> Rc<Filter> {
        let rules = groups.map(|it| it.rules.clone());
        let compile = || Rules::Groups(SecurityGroups::of(rules.collect(), reading));
        self.0.borrow_mut().filter(made, compile)
    }

    /// The number of the rules of a network ACL.
    pub(crate) fn acl_edition(
        &self,
        id: NetworkAclId,
        rules: &[NetworkAclRule],
        direction: Direction,
    ) -> ContentId {
        let kept = &mut *self.0.borrow_mut();
        kept.acl_lists.of((id, direction), rules, kept.now)
    }

    /// A network ACL by its rules; none lets nothing pass.
    pub(crate) fn network_acl(
        &self,
        made: FilterKey,
        rules: &[NetworkAclRule],
        addresses: &KnownAddresses,
    ) -> Rc<Filter> {
        let compile = || Rules::Acl(network_acl(rules, &addresses.groups));
        self.0.borrow_mut().filter(made, compile)
    }
}

impl Kept {
    fn filter(&mut self, made: FilterKey, compile: impl FnOnce() -> Rules) -> Rc<Filter> {
        let now = self.now;
        let filter = self.filters.get(made, now, || {
            let (answers, denies) = Default::default();
            Rc::new(Filter { rules: compile(), answers, denies, now: Cell::new(now) })
        });
        filter.turn(now);
        filter
    }
}

impl Filter {
    /// Begins another answer, if it has not begun.
    pub(crate) fn turn(&self, now: Generation) {
        if self.now.replace(now) != now {
            self.answers.borrow_mut().forget(now);
            self.denies.borrow_mut().forget(now);
        }
    }

    /// What becomes of packets. The same questions are put to security groups again and again;
    /// at a network ACL each member has its own address.
    pub(crate) fn decide(&self, packets: PacketBox) -> Rc<Decision> {
        match &self.rules {
            Rules::Groups(groups) => {
                let mut answers = self.answers.borrow_mut();
                answers.get(packets, self.now.get(), || Rc::new(groups.decide(&packets)))
            }
            Rules::Acl(list) => Rc::new(list.decide(&packets)),
        }
    }

    /// What becomes of packets without a rule, which must not be one that keeps those behind it from
    /// taking effect.
    pub(crate) fn decide_without(&self, packets: PacketBox, rule: RuleId) -> Decision {
        match &self.rules {
            Rules::Groups(groups) => groups.without(rule).decide(&packets),
            Rules::Acl(list) => list.decide_without(&PacketSet::of(packets), Some(rule)),
        }
    }

    /// The rules that decide on some of these packets, in any reading.
    pub(crate) fn deciders(&self, packets: &PacketBox) -> Vec<RuleId> {
        match &self.rules {
            Rules::Groups(groups) => groups.deciders(packets),
            Rules::Acl(list) => list.decide(packets).rules().collect(),
        }
    }

    /// The denies of security groups that decide on some of these packets in either reading; none
    /// where this is a network ACL.
    pub(crate) fn denies(&self, packets: &PacketBox) -> Option<Rc<[RuleId]>> {
        let groups = self.groups()?;
        let mut known = self.denies.borrow_mut();
        Some(known.get(*packets, self.now.get(), || groups.denies(packets).into()))
    }

    /// The security groups; none where this is a network ACL.
    pub(crate) fn groups(&self) -> Option<&SecurityGroups> {
        match &self.rules {
            Rules::Groups(groups) => Some(groups),
            Rules::Acl(_) => None,
        }
    }

    /// The list of a network ACL; none where these are security groups.
    pub(crate) fn list(&self) -> Option<&MatchList> {
        match &self.rules {
            Rules::Groups(_) => None,
            Rules::Acl(list) => Some(list),
        }
    }
}

#[cfg(test)]
impl FilterCache {
    /// How many filters are kept, and how many lists of security groups.
    pub(crate) fn counts(&self) -> [usize; 2] {
        let kept = self.0.borrow();
        [kept.filters.count(), kept.groups.count()]
    }
}
