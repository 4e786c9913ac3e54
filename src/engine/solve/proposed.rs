//! The rules that were proposed for the last plans, list by list.
//!
//! An edit changes what is missing at a few lists of rules. The changes of the others are those
//! of before, but for the numbers of the rules that they add.

use std::cell::RefCell;
use std::rc::Rc;

use super::gather::Need;
use super::missing::Key;
use super::shelf::Filter;
use crate::engine::memo::{Edition, Editions, Generation};
use crate::engine::policy::Decision;
use crate::engine::report::{Change, Clauses, FlowId, Level, Place, Purpose};
use crate::plan::quick::QuickMap;
use crate::plan::{
    BackendServerGroupId, Cidr, Direction, LoadBalancerId, Plan, RuleBlocks, RulePorts, RuleSource,
};

/// What was proposed for the last plans.
#[derive(Default)]
pub(super) struct Proposed(RefCell<Kept>);

#[derive(Default)]
struct Kept {
    names: Editions<(), String>,
    lists: QuickMap<(Place, Direction), Vec<Known>>,
    now: Generation,
}

/// What is missing at one list of rules, and how it is to be closed.
pub(super) struct ListNeeds<'n, 'a> {
    pub(super) manner: Manner,
    /// Whether its rules may name ports that are apart, where the plan wants such rules.
    pub(super) takes_ports_apart: bool,
    /// The list as it is, where it is one of a network ACL: rules go above its denies.
    pub(super) acl: Option<Rc<Filter>>,
    /// By near end and backend subnet.
    pub(super) needs: &'n [((Key, Cidr), Vec<Need<'a>>)],
}

/// How a plan wants its rules, and what they are described by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Manner {
    pub(super) source: RuleSource,
    pub(super) blocks: RuleBlocks,
    pub(super) ports: RulePorts,
    /// The names of the load balancers and groups.
    names: Edition,
}

/// The changes of one list, and what they follow from.
struct Known {
    manner: Manner,
    takes_ports_apart: bool,
    acl: Option<Rc<Filter>>,
    needs: Vec<((Key, Cidr), Vec<KnownNeed>)>,
    changes: Rc<[Change]>,
    asked: Generation,
}

/// What of a need makes a difference to the rules.
struct KnownNeed {
    flow: FlowId,
    level: Level,
    purpose: Purpose,
    load_balancer: LoadBalancerId,
    group: BackendServerGroupId,
    clauses: Clauses,
    decision: Rc<Decision>,
}

impl Proposed {
    /// Begins another answer: what the latest ones did not need goes.
    pub(super) fn turn(&self, now: Generation) {
        let kept = &mut *self.0.borrow_mut();
        kept.now = now;
        kept.names.forget(now);
        kept.lists.retain(|_, known| {
            known.retain(|it| it.asked.is_late(now));
            !known.is_empty()
        });
    }

    /// How a plan wants its rules.
    pub(super) fn manner(&self, plan: &Plan) -> Manner {
        let kept = &mut *self.0.borrow_mut();
        let balancers = plan.load_balancers.iter().map(|it| it.name.clone());
        let groups = plan.backend_server_groups.iter().map(|it| it.name.clone());
        let names = balancers.chain(groups).collect::<Vec<_>>();
        Manner {
            source: plan.settings.rule_source,
            blocks: plan.settings.rule_blocks,
            ports: plan.settings.rule_ports,
            names: kept.names.of((), &names, kept.now),
        }
    }

    /// The changes of one list, worked out where they are not known.
    pub(super) fn changes(
        &self,
        list: (Place, Direction),
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
        known.push(Known {
            manner: asked.manner,
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

impl Known {
    fn answers(&self, asked: &ListNeeds) -> bool {
        let which = |acl: &Option<Rc<Filter>>| acl.as_ref().map(Rc::as_ptr);
        which(&self.acl) == which(&asked.acl)
            && self.manner == asked.manner
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
            level: need.crossing.level,
            purpose: need.requirement.purpose,
            load_balancer: need.requirement.load_balancer,
            group: need.requirement.group,
            clauses: need.crossing.clauses.clone(),
            decision: need.decision.clone(),
        }
    }

    fn is(&self, need: &Need) -> bool {
        Rc::ptr_eq(&self.decision, &need.decision)
            && self.flow == need.flow
            && self.level == need.crossing.level
            && self.purpose == need.requirement.purpose
            && self.load_balancer == need.requirement.load_balancer
            && self.group == need.requirement.group
            && self.clauses == need.crossing.clauses
    }
}

#[cfg(test)]
impl Proposed {
    /// How many lists of changes are kept.
    pub(super) fn count(&self) -> usize {
        self.0.borrow().lists.values().map(Vec::len).sum()
    }
}
