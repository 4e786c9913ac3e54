//! The lists in which the rules of a security group or a network ACL stand.

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::acl_scope::AclScope;
use super::compiled_rules::CompiledRules;
use super::list::List;
use super::rule_index::{GroupCombination, RuleIndex};
use super::standing::{IgnoredRules, Standing, standing};
use crate::engine::policy::security_group_readings;
use crate::engine::report::RulePlace;
use crate::plan::{Direction, Flavor, Plan, RuleId, SecurityGroup, SecurityGroupId};

/// Every list of one direction in which the rules of a place stand.
pub(super) struct PlaceLists {
    pub(super) place: RulePlace,
    pub(super) direction: Direction,
    lists: Vec<List>,
    /// The combinations that the place's own group is part of.
    combinations: Vec<GroupCombination>,
    /// The first place of each rule as the plan has them, whether it is switched on or not.
    indexes: FxHashMap<RuleId, usize>,
    /// The rules that are switched off.
    off: FxHashSet<RuleId>,
    /// The packets that a network ACL filters.
    acl_scope: OnceCell<AclScope>,
}

impl PlaceLists {
    /// The lists of a place. A security group that no interface has is looked at alone.
    pub(super) fn of(
        plan: &Plan,
        rule_index: &RuleIndex,
        place: RulePlace,
        direction: Direction,
    ) -> Self {
        Self::with(plan, rule_index, place, direction, |id, flavor| {
            rule_index.group_rules(plan, id, direction, flavor)
        })
    }

    /// As [`Self::of`], with security groups compiled by a function.
    pub(super) fn with(
        plan: &Plan,
        rule_index: &RuleIndex,
        place: RulePlace,
        direction: Direction,
        part: impl Fn(SecurityGroupId, Flavor) -> Rc<CompiledRules>,
    ) -> Self {
        let (lists, combinations, rules): (_, _, Vec<(RuleId, bool)>) = match place {
            RulePlace::SecurityGroup(id) => {
                let combinations = rule_index.combinations(id);
                let lists = combinations.iter().flat_map(|(groups, flavor)| {
                    let parts = groups.iter().map(|id| part(*id, *flavor)).collect::<Vec<_>>();
                    List::readings(&parts, *flavor).collect::<Vec<_>>()
                });
                let group = rule_index.group(plan, id);
                let rules = group.map(|it| it.rules(direction).as_slice()).unwrap_or_default();
                let lists = lists.collect::<Vec<_>>();
                (lists, combinations, rules.iter().map(|it| (it.id, it.enabled)).collect())
            }
            RulePlace::NetworkAcl(id) => {
                let acl = rule_index.acl(plan, id);
                let list = acl.map(|acl| List::alone(rule_index.acl_rules(acl, direction)));
                let rules = acl.map(|it| it.rules(direction).as_slice()).unwrap_or_default();
                let lists = list.into_iter().collect();
                (lists, vec![], rules.iter().map(|it| (it.id, it.enabled)).collect())
            }
        };
        Self { combinations, ..Self::new(place, direction, lists, &rules) }
    }

    /// A single list, without the rules that are switched off in it.
    pub(super) fn of_list(place: RulePlace, direction: Direction, list: List) -> Self {
        Self::new(place, direction, vec![list], &[])
    }

    fn new(
        place: RulePlace,
        direction: Direction,
        lists: Vec<List>,
        rules: &[(RuleId, bool)],
    ) -> Self {
        let indexes = rules.iter().enumerate().rev().map(|(at, (id, _))| (*id, at)).collect();
        let off = rules.iter().filter(|(_, enabled)| !enabled).map(|(id, _)| *id).collect();
        let (combinations, acl_scope) = (vec![], OnceCell::new());
        Self { place, direction, lists, combinations, indexes, off, acl_scope }
    }

    /// The lists.
    pub(super) fn lists(&self) -> &[List] {
        &self.lists
    }

    /// The place of a rule in the plan.
    pub(super) fn index_of(&self, rule: RuleId) -> Option<usize> {
        self.indexes.get(&rule).copied()
    }

    /// Checks whether a rule is switched off.
    pub(super) fn is_off(&self, rule: RuleId) -> bool {
        self.off.contains(&rule)
    }

    /// The packets that the network ACL filters.
    pub(super) fn acl_scope(&self, of: impl FnOnce() -> AclScope) -> &AclScope {
        self.acl_scope.get_or_init(of)
    }

    /// The standing of a rule in all lists that have it, without some other rules; nothing where
    /// none has it.
    pub(super) fn standing(&self, rule: RuleId, gone: &IgnoredRules) -> Option<Standing> {
        let mut lists = self.lists.iter().filter_map(|list| standing(list, rule, gone));
        let mut whole = lists.next()?;
        lists.for_each(|standing| whole.join(standing));
        Some(whole)
    }

    /// The flavor that keeps a rule from taking effect on every server that has its group.
    pub(super) fn ignored_on(&self, rule: RuleId) -> Option<Flavor> {
        let is_listed = self.lists.iter().any(|list| list.rank(rule).is_some());
        if is_listed { None } else { self.combinations.first().map(|(_, flavor)| *flavor) }
    }

    /// Checks whether a rule keeps those behind it from taking effect.
    pub(super) fn ends_a_list(&self, rule: RuleId) -> bool {
        self.lists.iter().any(|list| list.ends_at() == Some(rule))
    }

    /// A rule that ends a list and stands behind a rule of its own group, of the same priority and
    /// action: what is added to the group with these comes behind it.
    pub(super) fn gap_behind(&self, rule: RuleId) -> Option<RuleId> {
        self.lists.iter().find_map(|list| list.gap_behind(rule))
    }

    /// Checks whether a list has rules that its flavor does not know, since another one keeps them
    /// from taking effect.
    pub(super) fn are_cut_off(&self) -> bool {
        self.lists.iter().any(|list| list.ends_at().is_some())
    }

    /// The rules that take effect on Kunpeng flavors once a rule is gone.
    pub(super) fn revived_without(
        &self,
        plan: &Plan,
        rule_index: &RuleIndex,
        rule: RuleId,
    ) -> Vec<RuleId> {
        let mut revived = vec![];
        if !self.ends_a_list(rule) {
            return revived;
        }
        for (groups, _) in self.combinations.iter().filter(|(_, flavor)| *flavor == Flavor::Kunpeng)
        {
            let groups =
                groups.iter().filter_map(|id| rule_index.group(plan, *id)).collect::<Vec<_>>();
            let without = groups.iter().map(|group| {
                let mut group = SecurityGroup::clone(group);
                group.rules_mut(self.direction).retain(|it| it.id != rule);
                group
            });
            let without = without.collect::<Vec<_>>();
            let before = security_group_readings(&groups, Flavor::Kunpeng, self.direction);
            let refs = without.iter().collect::<Vec<_>>();
            let after = security_group_readings(&refs, Flavor::Kunpeng, self.direction);
            let mut listed = revived.iter().copied().collect::<FxHashSet<_>>();
            listed.extend(before.0.iter().chain(before.1.iter().flatten()).map(|it| it.id));
            for it in after.0.iter().chain(after.1.iter().flatten()) {
                if listed.insert(it.id) {
                    revived.push(it.id);
                }
            }
        }
        revived
    }
}
