//! What is known of a plan's lists of rules for the whole of an audit.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::part::Part;
use crate::engine::policy::AddressGroups;
use crate::engine::report::Place;
use crate::plan::quick::{QuickMap, QuickSet};
use crate::plan::{
    Direction, Flavor, NetworkAcl, NetworkAclId, Plan, RuleId, SecurityGroup, SecurityGroupId,
};

/// Groups that a network interface wears, in their sequence, and the flavor of its server.
pub(super) type Way = (Vec<SecurityGroupId>, Flavor);

/// The lists of a plan. It goes with the plan that it was made of.
pub(super) struct Known {
    pub(super) addresses: AddressGroups,
    groups: QuickMap<SecurityGroupId, usize>,
    acls: QuickMap<NetworkAclId, usize>,
    /// The groups that somebody wears.
    worn: QuickSet<SecurityGroupId>,
    /// How each group is worn, each way once.
    ways: HashMap<SecurityGroupId, Vec<Way>>,
    /// The ids that more than one rule has.
    twice: QuickSet<RuleId>,
    parts: RefCell<HashMap<(Place, Direction, Flavor), Rc<Part>>>,
    ids: OnceCell<(QuickSet<RuleId>, RuleId)>,
}

impl Known {
    /// Reads a plan.
    pub(super) fn of(plan: &Plan) -> Self {
        // Where an id stands twice, the first one counts.
        let groups = plan.security_groups.iter().enumerate().rev().map(|(at, it)| (it.id, at));
        let acls = plan.network_acls.iter().enumerate().rev().map(|(at, it)| (it.id, at));
        let groups = groups.collect::<QuickMap<_, _>>();
        let mut worn = QuickSet::default();
        let mut ways: HashMap<SecurityGroupId, Vec<Way>> = HashMap::new();
        let mut seen: std::collections::HashSet<Way> = std::collections::HashSet::new();
        for server in &plan.servers {
            for interface in server.all_interfaces() {
                worn.extend(interface.security_groups.iter().copied());
                let mut own: Vec<SecurityGroupId> = vec![];
                for group in interface.security_groups {
                    if groups.contains_key(group) && !own.contains(group) {
                        own.push(*group);
                    }
                }
                let way = (own, server.flavor);
                if seen.insert(way.clone()) {
                    for group in &way.0 {
                        ways.entry(*group).or_default().push(way.clone());
                    }
                }
            }
        }
        let (mut once, mut twice) = (QuickSet::default(), QuickSet::default());
        twice.extend(plan.rule_ids().filter(|id| !once.insert(*id)));
        Self {
            addresses: AddressGroups::of(&plan.address_groups),
            groups,
            acls: acls.collect(),
            worn,
            ways,
            twice,
            parts: RefCell::default(),
            ids: OnceCell::new(),
        }
    }

    /// A security group.
    pub(super) fn group<'p>(
        &self,
        plan: &'p Plan,
        id: SecurityGroupId,
    ) -> Option<&'p SecurityGroup> {
        plan.security_groups.get(*self.groups.get(&id)?)
    }

    /// A network ACL.
    pub(super) fn acl<'p>(&self, plan: &'p Plan, id: NetworkAclId) -> Option<&'p NetworkAcl> {
        plan.network_acls.get(*self.acls.get(&id)?)
    }

    /// Whether somebody wears a group.
    pub(super) fn is_worn(&self, group: SecurityGroupId) -> bool {
        self.worn.contains(&group)
    }

    /// Whether more than one rule has an id.
    pub(super) fn stands_twice(&self, rule: RuleId) -> bool {
        self.twice.contains(&rule)
    }

    /// How a group is worn. One that nobody wears is looked at alone.
    pub(super) fn ways(&self, group: SecurityGroupId) -> Vec<Way> {
        let alone = || vec![(vec![group], Flavor::Standard)];
        self.ways.get(&group).cloned().unwrap_or_else(alone)
    }

    /// The rules of a security group, compiled.
    pub(super) fn group_part(
        &self,
        plan: &Plan,
        id: SecurityGroupId,
        direction: Direction,
        flavor: Flavor,
    ) -> Rc<Part> {
        let rules = self.group(plan, id).map(|it| it.rules(direction).as_slice());
        let rules = rules.unwrap_or_default();
        // A Kunpeng flavor only ends lists earlier.
        let flavor = if flavor == Flavor::Kunpeng { Flavor::Standard } else { flavor };
        let compile = || Rc::new(Part::of_group(rules, direction, flavor, &self.addresses));
        let key = (Place::SecurityGroup(id), direction, flavor);
        self.parts.borrow_mut().entry(key).or_insert_with(compile).clone()
    }

    /// The rules of a network ACL, compiled.
    pub(super) fn acl_part(&self, acl: &NetworkAcl, direction: Direction) -> Rc<Part> {
        let compile = || Rc::new(Part::of_acl(acl.rules(direction), &self.addresses));
        let key = (Place::NetworkAcl(acl.id), direction, Flavor::Standard);
        self.parts.borrow_mut().entry(key).or_insert_with(compile).clone()
    }

    /// The ids of all rules, and one that none of them has.
    pub(super) fn rule_ids(&self, plan: &Plan) -> &(QuickSet<RuleId>, RuleId) {
        self.ids.get_or_init(|| (plan.rule_ids().collect(), plan.next_rule_id()))
    }
}
