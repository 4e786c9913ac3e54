//! What was answered about each flow, from one plan to the next.
//!
//! A flow that is the same in two plans, past filters that are the same, has the same answer. So
//! each flow keeps what the filters on its way said of it, in this plan and in the changed ones on
//! which it was tried, and the layers that the report showed.

use std::cell::RefCell;
use std::mem::take;
use std::rc::Rc;

use smallvec::SmallVec;

use super::evaluate::{Judged, verdict};
use super::policies::{Policies, seen_by};
use super::shelf::Filter;
use crate::engine::memo::Generation;
use crate::engine::policy::Decision;
use crate::engine::quick::QuickMap;
use crate::engine::report::{FlowId, Layer, Verdict};
use crate::engine::requirements::{Passage, Requirement};
use crate::plan::{BackendServerGroupId, LoadBalancerId, MemberId};

/// What is known of the flows of the last plan, in their order.
#[derive(Default)]
pub(super) struct KnownFlows(Vec<(Requirement, Memory)>);

/// What is known of one flow.
#[derive(Default)]
pub(super) struct Memory {
    answers: RefCell<Vec<Answer>>,
    shown: RefCell<Option<Shown>>,
}

/// What a filter said of the packets at one of a flow's crossings.
struct Answer {
    crossing: usize,
    filter: Rc<Filter>,
    decision: Rc<Decision>,
    asked: Generation,
}

/// The layers of a flow as a report shows them, by the decisions that they show.
struct Shown {
    decisions: SmallVec<[Option<Rc<Decision>>; 4]>,
    layers: Rc<[Layer]>,
    verdict: Verdict,
}

/// A flow, what it requires, and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) id: FlowId,
    pub(super) requirement: &'a Requirement,
    memory: &'a Memory,
    now: Generation,
}

/// The way of a flow: the group, the load balancer and the member. The flows of one way stand
/// together.
type Way = (BackendServerGroupId, LoadBalancerId, MemberId);

fn way_of(requirement: &Requirement) -> Way {
    (requirement.group, requirement.load_balancer, requirement.member)
}

impl KnownFlows {
    /// What is known of some flows. Mostly it stands at the same place; where it does not, it is
    /// looked for by its way.
    pub(super) fn take(&mut self, requirements: &[Requirement], now: Generation) -> Vec<Memory> {
        let ways = self.0.iter().map(|(known, _)| way_of(known)).collect::<Vec<_>>();
        let mut known = take(&mut self.0).into_iter().map(Some).collect::<Vec<_>>();
        let mut starts = None;
        let (mut next, mut last) = (0_usize, None);
        let found = requirements.iter().map(|requirement| {
            let way = way_of(requirement);
            if last != Some(way) && ways.get(next) != Some(&way) {
                let starts = starts.get_or_insert_with(|| {
                    ways.iter()
                        .enumerate()
                        .rev()
                        .map(|(at, way)| (*way, at))
                        .collect::<QuickMap<_, _>>()
                });
                next = starts.get(&way).copied().unwrap_or(usize::MAX);
            }
            let known = known.get_mut(next).and_then(|it| it.take_if(|it| it.0 == *requirement));
            (next, last) = (next.saturating_add(1), Some(way));
            let (_, memory) = known?;
            memory.answers.borrow_mut().retain(|it| it.asked.is_late(now));
            Some(memory)
        });
        found.map(Option::unwrap_or_default).collect()
    }

    /// Keeps what is known of some flows.
    pub(super) fn put(&mut self, requirements: Vec<Requirement>, memories: Vec<Memory>) {
        self.0 = requirements.into_iter().zip(memories).collect();
    }
}

impl<'a> Asked<'a> {
    /// Flows in their order, with what is known of each.
    pub(super) fn all(
        requirements: &'a [Requirement],
        memories: &'a [Memory],
        now: Generation,
    ) -> Vec<Self> {
        let flows = requirements.iter().zip(memories).zip(0..);
        let asked = |((requirement, memory), id)| Self { id: FlowId(id), requirement, memory, now };
        flows.map(asked).collect()
    }

    /// Judges every crossing of the flow.
    pub(super) fn judge(&self, policies: &mut Policies) -> SmallVec<[Judged<'a>; 4]> {
        let crossings = self.requirement.crossings.iter().enumerate();
        let judged = crossings.map(|(at, crossing)| {
            let decision = match crossing.passage {
                Passage::Packets { packets, .. } => {
                    let filter = policies.filter(&crossing.filter, crossing.direction);
                    let decide = |filter: &Filter| {
                        filter.decide(seen_by(&crossing.filter, crossing.direction, packets))
                    };
                    Some(self.memory.answer(at, filter, self.now, decide))
                }
                Passage::NotFiltered(_) | Passage::Unknown => None,
            };
            Judged { crossing, decision }
        });
        judged.collect()
    }

    /// The layers as the report shows them, and what they come to.
    pub(super) fn shown(&self, judged: &[Judged]) -> (Rc<[Layer]>, Verdict) {
        let shown = &mut *self.memory.shown.borrow_mut();
        let is_same = |one: &Option<Rc<Decision>>, other: &Option<Rc<Decision>>| match (one, other)
        {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        let known = shown.as_ref().filter(|known| {
            let own = judged.iter().map(|it| &it.decision);
            known.decisions.iter().zip(own).all(|(known, own)| is_same(known, own))
        });
        if let Some(known) = known {
            return (known.layers.clone(), known.verdict);
        }
        let layers = judged.iter().map(Judged::layer).collect::<Rc<[_]>>();
        let verdict = verdict(self.requirement, judged);
        let decisions = judged.iter().map(|it| it.decision.clone()).collect();
        *shown = Some(Shown { decisions, layers: layers.clone(), verdict });
        (layers, verdict)
    }
}

impl Memory {
    /// What a filter says at a crossing, worked out where it did not say it before.
    fn answer(
        &self,
        crossing: usize,
        filter: Rc<Filter>,
        now: Generation,
        decide: impl FnOnce(&Filter) -> Rc<Decision>,
    ) -> Rc<Decision> {
        let answers = &mut *self.answers.borrow_mut();
        let is_it = |it: &&mut Answer| it.crossing == crossing && Rc::ptr_eq(&it.filter, &filter);
        if let Some(known) = answers.iter_mut().find(is_it) {
            known.asked = now;
            return known.decision.clone();
        }
        let decision = decide(&filter);
        answers.push(Answer { crossing, filter, decision: decision.clone(), asked: now });
        decision
    }
}
