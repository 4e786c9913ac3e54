//! The lists in which the rules of a security group or a network ACL stand.

use std::cell::OnceCell;
use std::rc::Rc;

use super::known::{Known, Way};
use super::list::List;
use super::no_effect::Sight;
use super::part::Part;
use super::standing::{Gone, Standing, standing};
use crate::engine::policy::security_group_readings;
use crate::engine::report::Place;
use crate::plan::quick::{QuickMap, QuickSet};
use crate::plan::{Direction, Flavor, Plan, RuleId, SecurityGroup, SecurityGroupId};

/// Every list of one direction in which the rules of a place stand.
pub(super) struct Contexts {
    pub(super) place: Place,
    pub(super) direction: Direction,
    lists: Vec<List>,
    /// The groups that are worn together with the place's own, by flavor.
    worn: Vec<Way>,
    /// The first place of each rule as the plan has them, whether it is switched on or not.
    places: QuickMap<RuleId, usize>,
    /// The rules that are switched off.
    off: QuickSet<RuleId>,
    /// What a network ACL looks at.
    sight: OnceCell<Sight>,
}

impl Contexts {
    /// The lists of a place. A security group that nobody wears is looked at alone.
    pub(super) fn of(plan: &Plan, known: &Known, place: Place, direction: Direction) -> Self {
        Self::with(plan, known, place, direction, |id, flavor| {
            known.group_part(plan, id, direction, flavor)
        })
    }

    /// As [`Self::of`], with security groups compiled by a function.
    pub(super) fn with(
        plan: &Plan,
        known: &Known,
        place: Place,
        direction: Direction,
        part: impl Fn(SecurityGroupId, Flavor) -> Rc<Part>,
    ) -> Self {
        let (lists, worn, rules): (_, _, Vec<(RuleId, bool)>) = match place {
            Place::SecurityGroup(id) => {
                let worn = known.ways(id);
                let lists = worn.iter().flat_map(|(groups, flavor)| {
                    let parts = groups.iter().map(|id| part(*id, *flavor)).collect::<Vec<_>>();
                    List::readings(&parts, *flavor).collect::<Vec<_>>()
                });
                let group = known.group(plan, id);
                let rules = group.map(|it| it.rules(direction).as_slice()).unwrap_or_default();
                let lists = lists.collect::<Vec<_>>();
                (lists, worn, rules.iter().map(|it| (it.id, it.enabled)).collect())
            }
            Place::NetworkAcl(id) => {
                let acl = known.acl(plan, id);
                let list = acl.map(|acl| List::alone(known.acl_part(acl, direction)));
                let rules = acl.map(|it| it.rules(direction).as_slice()).unwrap_or_default();
                let lists = list.into_iter().collect();
                (lists, vec![], rules.iter().map(|it| (it.id, it.enabled)).collect())
            }
        };
        Self { worn, ..Self::new(place, direction, lists, &rules) }
    }

    /// A single list, without the rules that are switched off in it.
    pub(super) fn of_list(place: Place, direction: Direction, list: List) -> Self {
        Self::new(place, direction, vec![list], &[])
    }

    fn new(place: Place, direction: Direction, lists: Vec<List>, rules: &[(RuleId, bool)]) -> Self {
        let places = rules.iter().enumerate().rev().map(|(at, (id, _))| (*id, at)).collect();
        let off = rules.iter().filter(|(_, enabled)| !enabled).map(|(id, _)| *id).collect();
        let (worn, sight) = (vec![], OnceCell::new());
        Self { place, direction, lists, worn, places, off, sight }
    }

    /// The lists.
    pub(super) fn lists(&self) -> &[List] {
        &self.lists
    }

    /// The place of a rule in the plan.
    pub(super) fn place_of(&self, rule: RuleId) -> Option<usize> {
        self.places.get(&rule).copied()
    }

    /// Whether a rule is switched off.
    pub(super) fn is_off(&self, rule: RuleId) -> bool {
        self.off.contains(&rule)
    }

    /// What the network ACL looks at.
    pub(super) fn sight(&self, of: impl FnOnce() -> Sight) -> &Sight {
        self.sight.get_or_init(of)
    }

    /// How a rule stands in all lists that have it, without some other rules; nothing where none
    /// has.
    pub(super) fn standing(&self, rule: RuleId, gone: &Gone) -> Option<Standing> {
        let mut lists = self.lists.iter().filter_map(|list| standing(list, rule, gone));
        let mut whole = lists.next()?;
        lists.for_each(|standing| whole.join(standing));
        Some(whole)
    }

    /// The flavor that keeps a rule from taking effect wherever it is worn.
    pub(super) fn ignored_on(&self, rule: RuleId) -> Option<Flavor> {
        let is_listed = self.lists.iter().any(|list| list.rank(rule).is_some());
        if is_listed { None } else { self.worn.first().map(|(_, flavor)| *flavor) }
    }

    /// Whether a rule keeps those behind it from taking effect.
    pub(super) fn ends_a_list(&self, rule: RuleId) -> bool {
        self.lists.iter().any(|list| list.ends_at() == Some(rule))
    }

    /// Whether a list has rules that its flavor does not know, since another one keeps them from
    /// taking effect.
    pub(super) fn are_cut_off(&self) -> bool {
        self.lists.iter().any(|list| list.ends_at().is_some())
    }

    /// The rules that take effect on Kunpeng flavors once a rule is gone.
    pub(super) fn revived_without(&self, plan: &Plan, known: &Known, rule: RuleId) -> Vec<RuleId> {
        let mut revived = vec![];
        if !self.ends_a_list(rule) {
            return revived;
        }
        for (groups, _) in self.worn.iter().filter(|(_, flavor)| *flavor == Flavor::Kunpeng) {
            let groups = groups.iter().filter_map(|id| known.group(plan, *id)).collect::<Vec<_>>();
            let without = groups.iter().map(|group| {
                let mut group = SecurityGroup::clone(group);
                group.rules_mut(self.direction).retain(|it| it.id != rule);
                group
            });
            let without = without.collect::<Vec<_>>();
            let before = security_group_readings(&groups, Flavor::Kunpeng, self.direction);
            let refs = without.iter().collect::<Vec<_>>();
            let after = security_group_readings(&refs, Flavor::Kunpeng, self.direction);
            let mut listed = revived.iter().copied().collect::<QuickSet<_>>();
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
