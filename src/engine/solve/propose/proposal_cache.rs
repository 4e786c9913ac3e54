//! The cache of proposed rules, list by list.
//!
//! An edit changes the needs of a few lists of rules. The changes of the other lists stay the same,
//! except for the numbers of the rules that they add.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::describe::connection_name;
use crate::engine::memo::{ContentId, Generation, Interner};
use crate::engine::policy::Decision;
use crate::engine::report::{Change, Clauses, FlowId, Level, RulePlace};
use crate::engine::solve::decide::missing_slots::Key;
use crate::engine::solve::decide::need::{Need, Serves};
use crate::engine::solve::filters::filter_cache::CompiledFilter;
use crate::plan::{Cidr, Direction, Plan, RuleBlocks, RulePorts, RuleSource};

/// The proposed changes of the latest plans.
#[derive(Default)]
pub(crate) struct ProposalCache(RefCell<Proposals>);

#[derive(Default)]
struct Proposals {
    names: Interner<(), String>,
    lists: FxHashMap<(RulePlace, Direction), Vec<KnownChanges>>,
    now: Generation,
}

/// The needs of one list of rules, and the style of the rules for them.
pub(crate) struct ListNeeds<'n, 'a> {
    pub(crate) style: RuleStyle,
    /// `true` if its rules may name ports that are apart, in case the plan wants such rules.
    pub(crate) takes_ports_apart: bool,
    /// The present list, if it is one of a network ACL: rules are added above its denies.
    pub(crate) acl: Option<Rc<CompiledFilter>>,
    /// By near end and backend subnet.
    pub(crate) needs: &'n [((Key, Cidr), Vec<Need<'a>>)],
}

/// The style of a plan's rules, and the names in their descriptions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RuleStyle {
    pub(crate) source: RuleSource,
    pub(crate) blocks: RuleBlocks,
    pub(crate) ports: RulePorts,
    /// The names of the load balancers, groups and connections.
    names: ContentId,
}

/// The changes of one list, and everything that they follow from.
struct KnownChanges {
    style: RuleStyle,
    takes_ports_apart: bool,
    acl: Option<Rc<CompiledFilter>>,
    needs: Vec<((Key, Cidr), Vec<KnownNeed>)>,
    changes: Rc<[Change]>,
    asked: Generation,
}

/// The parts of a need on which the rules depend.
struct KnownNeed {
    flow: FlowId,
    level: Level,
    serves: Serves,
    clauses: Clauses,
    decision: Rc<Decision>,
}

impl ProposalCache {
    /// Begins another answer, and forgets changes that the latest ones did not need.
    pub(crate) fn begin_answer(&self, now: Generation) {
        let kept = &mut *self.0.borrow_mut();
        kept.now = now;
        kept.names.forget(now);
        kept.lists.retain(|_, known| {
            known.retain(|it| it.asked.is_late(now));
            !known.is_empty()
        });
    }

    /// Returns the style of a plan's rules.
    pub(crate) fn style(&self, plan: &Plan) -> RuleStyle {
        let kept = &mut *self.0.borrow_mut();
        let balancers = plan.load_balancers.iter().map(|it| it.name.clone());
        let groups = plan.backend_server_groups.iter().map(|it| it.name.clone());
        let own = plan.connections.iter().map(|it| connection_name(plan, it.id));
        let names = balancers.chain(groups).chain(own).collect::<Vec<_>>();
        RuleStyle {
            source: plan.settings.rule_source,
            blocks: plan.settings.rule_blocks,
            ports: plan.settings.rule_ports,
            names: kept.names.of((), &names, kept.now),
        }
    }

    /// Returns the changes of one list, and computes them if they are not known.
    pub(crate) fn changes(
        &self,
        list: (RulePlace, Direction),
        asked: &ListNeeds,
        work_out: impl FnOnce() -> Vec<Change>,
    ) -> Rc<[Change]> {
        let kept = &mut *self.0.borrow_mut();
        let known = kept.lists.entry(list).or_default();
        if let Some(known) = known.iter_mut().find(|it| it.answers(asked)) {
            known.asked = kept.now;
            return known.changes.clone();
        }
        let changes = Rc::<[_]>::from(work_out());
        let needs = asked.needs.iter();
        known.push(KnownChanges {
            style: asked.style,
            takes_ports_apart: asked.takes_ports_apart,
            acl: asked.acl.clone(),
            needs: needs
                .map(|(key, own)| (*key, own.iter().map(KnownNeed::of).collect()))
                .collect(),
            changes: changes.clone(),
            asked: kept.now,
        });
        changes
    }
}

impl KnownChanges {
    fn answers(&self, asked: &ListNeeds) -> bool {
        let which = |acl: &Option<Rc<CompiledFilter>>| acl.as_ref().map(Rc::as_ptr);
        which(&self.acl) == which(&asked.acl)
            && self.style == asked.style
            && self.takes_ports_apart == asked.takes_ports_apart
            && self.needs.len() == asked.needs.len()
            && self.needs.iter().zip(asked.needs).all(|((key, known), (other, needs))| {
                key == other
                    && known.len() == needs.len()
                    && known.iter().zip(needs).all(|(known, need)| known.is(need))
            })
    }
}

impl KnownNeed {
    fn of(need: &Need) -> Self {
        Self {
            flow: need.flow,
            level: need.filter_check.level,
            serves: need.serves(),
            clauses: need.filter_check.clauses.clone(),
            decision: need.decision.clone(),
        }
    }

    fn is(&self, need: &Need) -> bool {
        Rc::ptr_eq(&self.decision, &need.decision)
            && self.flow == need.flow
            && self.level == need.filter_check.level
            && self.serves == need.serves()
            && self.clauses == need.filter_check.clauses
    }
}

#[cfg(test)]
impl ProposalCache {
    /// Counts the lists of changes that are kept.
    pub(crate) fn count(&self) -> usize {
        self.0.borrow().lists.values().map(Vec::len).sum()
    }
}
