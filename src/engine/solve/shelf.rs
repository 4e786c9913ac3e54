//! Compiled rules, and what was asked of them, from one plan to the next.
//!
//! A list of rules that is the same in two plans is compiled once, and a question that it was
//! asked before is not worked out again. What a filter is made of says which one it is: the rules
//! of its lists, the addresses of the plan's IP address groups, the flavor of the server, and how
//! several groups are read.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::engine::memo::{Edition, Editions, Generations};
use crate::engine::packet::PacketBox;
use crate::engine::policy::{
    AddressGroups, Decision, GroupRules, MatchList, SecurityGroups, network_acl,
};
use crate::plan::{
    AddressGroup, Direction, Flavor, NetworkAclId, NetworkAclRule, SecurityGroupId,
    SecurityGroupRule, SeveralSecurityGroups,
};

/// What was compiled for the last plans.
#[derive(Default)]
pub(crate) struct Shelf(RefCell<Kept>);

#[derive(Default)]
struct Kept {
    address_lists: Editions<(), AddressGroup>,
    addresses: Generations<Edition, Rc<AddressGroups>>,
    group_lists: Editions<(SecurityGroupId, Direction), SecurityGroupRule>,
    acl_lists: Editions<(NetworkAclId, Direction), NetworkAclRule>,
    groups: Generations<(Edition, Addresses, Flavor), Rc<GroupRules>>,
    filters: Generations<Made, Rc<Filter>>,
    generation: u64,
}

/// Which addresses the IP address groups of a plan have.
type Addresses = Edition;

/// What a filter is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Made {
    Groups(Vec<Edition>, Addresses, Flavor, SeveralSecurityGroups),
    Acl(Option<Edition>, Addresses),
}

/// The rules of one filter in one direction, compiled, with the answers that it gave.
pub(crate) struct Filter {
    rules: Rules,
    answers: RefCell<Generations<PacketBox, Rc<Decision>>>,
    generation: Cell<u64>,
}

enum Rules {
    Groups(SecurityGroups),
    Acl(MatchList),
}

/// The IP address groups of a plan.
#[derive(Clone)]
pub(super) struct KnownAddresses {
    edition: Addresses,
    pub(super) groups: Rc<AddressGroups>,
}

impl Shelf {
    /// Begins the answer to another plan: what neither the last one nor this one needs goes.
    pub(crate) fn turn(&self) {
        let kept = &mut *self.0.borrow_mut();
        kept.address_lists.turn();
        kept.addresses.turn();
        kept.group_lists.turn();
        kept.acl_lists.turn();
        kept.groups.turn();
        kept.filters.turn();
        kept.generation = kept.generation.wrapping_add(1);
    }

    pub(super) fn addresses(&self, groups: &[AddressGroup]) -> KnownAddresses {
        let kept = &mut *self.0.borrow_mut();
        let edition = kept.address_lists.of((), groups);
        let groups = kept.addresses.get(edition, |_| Rc::new(AddressGroups::of(groups)));
        KnownAddresses { edition, groups }
    }

    /// Some security groups in their sequence, each with its rules.
    pub(super) fn security_groups(
        &self,
        groups: &[(SecurityGroupId, &[SecurityGroupRule])],
        flavor: Flavor,
        direction: Direction,
        addresses: &KnownAddresses,
        reading: SeveralSecurityGroups,
    ) -> Rc<Filter> {
        let kept = &mut *self.0.borrow_mut();
        let editions =
            groups.iter().map(|(id, rules)| kept.group_lists.of((*id, direction), rules));
        let editions = editions.collect::<Vec<_>>();
        let compiled = editions.iter().zip(groups).map(|(edition, (_, rules))| {
            kept.groups.get((*edition, addresses.edition, flavor), |_| {
                Rc::new(GroupRules::of(rules, flavor, direction, &addresses.groups, &[]))
            })
        });
        let compiled = compiled.collect();
        let made = Made::Groups(editions, addresses.edition, flavor, reading);
        kept.filter(made, || Rules::Groups(SecurityGroups::of(compiled, reading)))
    }

    /// A network ACL by its rules; none lets nothing pass.
    pub(super) fn network_acl(
        &self,
        acl: Option<(NetworkAclId, &[NetworkAclRule])>,
        direction: Direction,
        addresses: &KnownAddresses,
    ) -> Rc<Filter> {
        let kept = &mut *self.0.borrow_mut();
        let edition = acl.map(|(id, rules)| kept.acl_lists.of((id, direction), rules));
        let rules = acl.map_or(&[][..], |(_, rules)| rules);
        kept.filter(Made::Acl(edition, addresses.edition), || {
            Rules::Acl(network_acl(rules, &addresses.groups))
        })
    }
}

impl Kept {
    fn filter(&mut self, made: Made, compile: impl FnOnce() -> Rules) -> Rc<Filter> {
        let filter = self.filters.get(made, |_| {
            let answers = RefCell::default();
            Rc::new(Filter { rules: compile(), answers, generation: Cell::new(self.generation) })
        });
        if filter.generation.replace(self.generation) != self.generation {
            filter.answers.borrow_mut().turn();
        }
        filter
    }
}

impl Filter {
    /// What becomes of packets. The same questions are put to security groups again and again;
    /// at a network ACL each member has its own address.
    pub(super) fn decide(&self, packets: PacketBox) -> Rc<Decision> {
        match &self.rules {
            Rules::Groups(groups) => {
                let mut answers = self.answers.borrow_mut();
                answers.get(packets, |packets| Rc::new(groups.decide(packets)))
            }
            Rules::Acl(list) => Rc::new(list.decide(&packets)),
        }
    }

    /// The security groups; none where this is a network ACL.
    pub(super) fn groups(&self) -> Option<&SecurityGroups> {
        match &self.rules {
            Rules::Groups(groups) => Some(groups),
            Rules::Acl(_) => None,
        }
    }

    /// The list of a network ACL; none where these are security groups.
    pub(super) fn list(&self) -> Option<&MatchList> {
        match &self.rules {
            Rules::Groups(_) => None,
            Rules::Acl(list) => Some(list),
        }
    }
}
