//! An index of a plan's lists of rules, for the whole of an audit.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::compiled_rules::CompiledRules;
use crate::engine::policy::AddressGroups;
use crate::engine::report::RulePlace;
use crate::plan::{
    Direction, Flavor, NetworkAcl, NetworkAclId, Plan, RuleId, SecurityGroup, SecurityGroupId,
};

/// The groups that a network interface has, in their sequence, and the flavor of its server.
pub(super) type GroupCombination = (Vec<SecurityGroupId>, Flavor);

/// The lists of a plan. It goes with the plan that it was made of.
pub(super) struct RuleIndex {
    pub(super) addresses: AddressGroups,
    groups: FxHashMap<SecurityGroupId, usize>,
    acls: FxHashMap<NetworkAclId, usize>,
    /// The groups that some interface has.
    attached: FxHashSet<SecurityGroupId>,
    /// The combinations that each group is part of, each of them once.
    combinations: FxHashMap<SecurityGroupId, Vec<GroupCombination>>,
    /// The ids that more than one rule has.
    twice: FxHashSet<RuleId>,
    parts: RefCell<FxHashMap<(RulePlace, Direction, Flavor), Rc<CompiledRules>>>,
    ids: OnceCell<(FxHashSet<RuleId>, RuleId)>,
}

impl RuleIndex {
    /// Reads a plan.
    pub(super) fn of(plan: &Plan) -> Self {
        // If an id stands twice, the first one counts.
        let groups = plan.security_groups.iter().enumerate().rev().map(|(at, it)| (it.id, at));
        let acls = plan.network_acls.iter().enumerate().rev().map(|(at, it)| (it.id, at));
        let groups = groups.collect::<FxHashMap<_, _>>();
        let mut attached = FxHashSet::default();
        let mut combinations: FxHashMap<SecurityGroupId, Vec<GroupCombination>> =
            FxHashMap::default();
        let mut seen: FxHashSet<GroupCombination> = FxHashSet::default();
        for server in &plan.servers {
            for interface in server.all_interfaces() {
                attached.extend(interface.security_groups.iter().copied());
                let mut own: Vec<SecurityGroupId> = vec![];
                for group in interface.security_groups {
                    if groups.contains_key(group) && !own.contains(group) {
                        own.push(*group);
                    }
                }
                let combination = (own, server.flavor);
                if seen.insert(combination.clone()) {
                    for group in &combination.0 {
                        combinations.entry(*group).or_default().push(combination.clone());
                    }
                }
            }
        }
        let (mut once, mut twice) = (FxHashSet::default(), FxHashSet::default());
        twice.extend(plan.rule_ids().filter(|id| !once.insert(*id)));
        Self {
            addresses: AddressGroups::of(&plan.address_groups),
            groups,
            acls: acls.collect(),
            attached,
            combinations,
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

    /// Checks whether a network interface has a group.
    pub(super) fn is_attached(&self, group: SecurityGroupId) -> bool {
        self.attached.contains(&group)
    }

    /// Checks whether more than one rule has an id.
    pub(super) fn stands_twice(&self, rule: RuleId) -> bool {
        self.twice.contains(&rule)
    }

    /// The combinations that a group is part of. One that no interface has is looked at alone.
    pub(super) fn combinations(&self, group: SecurityGroupId) -> Vec<GroupCombination> {
        let alone = || vec![(vec![group], Flavor::Standard)];
        self.combinations.get(&group).cloned().unwrap_or_else(alone)
    }

    /// The rules of a security group, compiled.
    pub(super) fn group_rules(
        &self,
        plan: &Plan,
        id: SecurityGroupId,
        direction: Direction,
        flavor: Flavor,
    ) -> Rc<CompiledRules> {
        let rules = self.group(plan, id).map(|it| it.rules(direction).as_slice());
        let rules = rules.unwrap_or_default();
        // A Kunpeng flavor only ends lists earlier.
        let flavor = if flavor == Flavor::Kunpeng { Flavor::Standard } else { flavor };
        let compile =
            || Rc::new(CompiledRules::of_group(rules, direction, flavor, &self.addresses));
        let key = (RulePlace::SecurityGroup(id), direction, flavor);
        self.parts.borrow_mut().entry(key).or_insert_with(compile).clone()
    }

    /// The rules of a network ACL, compiled.
    pub(super) fn acl_rules(&self, acl: &NetworkAcl, direction: Direction) -> Rc<CompiledRules> {
        let compile = || Rc::new(CompiledRules::of_acl(acl.rules(direction), &self.addresses));
        let key = (RulePlace::NetworkAcl(acl.id), direction, Flavor::Standard);
        self.parts.borrow_mut().entry(key).or_insert_with(compile).clone()
    }

    /// The ids of all rules, and one that none of them has.
    pub(super) fn rule_ids(&self, plan: &Plan) -> &(FxHashSet<RuleId>, RuleId) {
        self.ids.get_or_init(|| (plan.rule_ids().collect(), plan.next_rule_id()))
    }
}
