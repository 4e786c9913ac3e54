//! The rules that let pass what is missing, each in the list in which it takes effect.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::missing::Missing;
use super::proposal_cache::{ListNeeds, ProposalCache};
use super::proposed_list::{ProposedList, changes_of, list_rows};
use super::spared::spare;
use crate::engine::index::Index;
use crate::engine::report::{Change, RulePlace};
use crate::engine::requirements::FilterRef;
use crate::engine::solve::filters::policies::Policies;
use crate::plan::{Plan, RuleId, RulePorts, set_of};

/// The rules to add, grouped by security group and network ACL, inbound ones first. They have no
/// numbers yet.
pub(crate) struct NewRules(Vec<Rc<[Change]>>);

impl NewRules {
    /// The rules that let pass what is missing.
    pub(crate) fn of(
        missing: Missing,
        index: &Index,
        policies: &mut Policies,
        proposed: &ProposalCache,
    ) -> Self {
        let needs = missing.sorted(index, policies);
        let style = proposed.style(index.plan);
        let lists = needs.chunk_by(|((one, _), _), ((other, _), _)| one.list() == other.list());
        let lists = lists.filter_map(|needs| {
            let ((key, _), _) = needs.first()?;
            let acl = match key.place {
                RulePlace::SecurityGroup(_) => None,
                RulePlace::NetworkAcl(acl) => {
                    Some(policies.filter(&FilterRef::NetworkAcl(Some(acl)), key.direction))
                }
            };
            // No need to ask every server if it makes no difference.
            let apart = style.ports == RulePorts::Merged && takes_ports_apart(index, key.place);
            let asked = ListNeeds { style, takes_ports_apart: apart, acl, needs };
            let new = || changes_of(list_rows(&asked, index), &asked, index);
            let changes = proposed.changes(key.list(), &asked, new);
            Some(ProposedList { asked, changes })
        });
        let mut lists = lists.collect::<Vec<_>>();
        spare(&mut lists, index, policies);
        Self(lists.into_iter().map(|list| list.changes).collect())
    }

    /// The changes, each with a number that no rule of a plan has.
    pub(crate) fn numbered(&self, plan: &Plan) -> impl Iterator<Item = (RuleId, &Change)> {
        let mut numbers = FreeNumbers::of(plan);
        self.0.iter().flat_map(|list| list.iter()).map(move |change| (numbers.take(), change))
    }

    /// The changes with their numbers.
    pub(crate) fn changes(&self, plan: &Plan) -> Vec<Change> {
        self.numbered(plan).map(|(number, change)| with_number(change.clone(), number)).collect()
    }
}

/// Numbers that no rule of a plan has.
struct FreeNumbers<'a> {
    plan: &'a Plan,
    highest: Option<RuleId>,
    next: RuleId,
    /// The numbers that are taken, once those above the highest one are used up.
    taken: Option<BTreeSet<RuleId>>,
    given: Vec<RuleId>,
}

impl<'a> FreeNumbers<'a> {
    fn of(plan: &'a Plan) -> Self {
        let highest = plan.rule_ids().max();
        let after = highest.map_or(Some(1), |highest| highest.0.checked_add(1));
        let next = after.map_or_else(|| plan.next_rule_id(), RuleId);
        Self { plan, highest, next, taken: None, given: vec![] }
    }

    fn take(&mut self) -> RuleId {
        let after = |id: RuleId| RuleId(id.0.checked_add(1).unwrap_or(1));
        let free = self.next;
        self.next = after(free);
        self.given.push(free);
        self.highest = self.highest.max(Some(free));
        if Some(self.next) <= self.highest {
            let Self { plan, given, .. } = self;
            let all = || set_of(plan.rule_ids().chain(given.iter().copied()));
            let taken = self.taken.get_or_insert_with(all);
            taken.insert(free);
            while taken.contains(&self.next) {
                self.next = after(self.next);
            }
        }
        free
    }
}

/// A change with a number for the rule that it adds.
fn with_number(mut change: Change, number: RuleId) -> Change {
    change.kind.set_added_rule(number);
    change.remedy = change.kind.clone().into_edit(change.place).into_iter().collect();
    change
}

/// Checks whether rules of a list may name ports that are apart. Some flavors of servers ignore
/// such rules of security groups.
pub(crate) fn takes_ports_apart(index: &Index, place: RulePlace) -> bool {
    match place {
        RulePlace::NetworkAcl(_) => true,
        RulePlace::SecurityGroup(group) => index.is_on_standard_flavors(group),
    }
}
