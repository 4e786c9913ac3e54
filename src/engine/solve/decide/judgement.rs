//! What becomes of everything that is required on a way.

use std::rc::Rc;

use smallvec::SmallVec;

use super::missing_slots::MissingList;
use crate::engine::policy::Decision;

/// What the filters on a way decide.
pub(crate) struct Judgement {
    /// For each flow, for each of its filter checks, what becomes of its packets there.
    pub(crate) flows: Vec<Decisions>,
    /// Whether nothing is missing.
    pub(crate) is_closed: bool,
    /// What of it is missing, and where.
    pub(crate) lacks: MissingList,
}

/// What becomes of a flow at each of its filter checks: nothing where no filter is asked.
pub(crate) type Decisions = SmallVec<[Option<Rc<Decision>>; 4]>;

impl Default for Judgement {
    fn default() -> Self {
        Self::of(vec![])
    }
}

impl Judgement {
    pub(crate) fn of(flows: Vec<Decisions>) -> Self {
        let is_closed = !flows.iter().flatten().any(|it| misses_some(it.as_ref()));
        Self { flows, is_closed, lacks: MissingList::default() }
    }

    pub(crate) fn decision(&self, flow: usize, filter_check: usize) -> Option<&Rc<Decision>> {
        self.flows.get(flow)?.get(filter_check)?.as_ref()
    }

    /// Whether a flow misses something.
    pub(crate) fn misses(&self, flow: usize) -> bool {
        let decisions = self.flows.get(flow).map_or(&[][..], SmallVec::as_slice);
        decisions.iter().any(|it| misses_some(it.as_ref()))
    }

    /// Whether these are the decisions on the flows of the same way.
    pub(crate) fn is_of(&self, flows: &[Decisions]) -> bool {
        self.flows.iter().zip(flows).all(|(own, other)| are_same(own, other))
    }

    /// Whether another judgement of the same way says the same of a flow.
    pub(crate) fn says_the_same(&self, other: &Self, flow: usize) -> bool {
        let both = self.flows.get(flow).zip(other.flows.get(flow));
        both.is_some_and(|(own, other)| are_same(own, other))
    }
}

/// Whether some packets do not pass for certain.
pub(crate) fn misses_some(decision: Option<&Rc<Decision>>) -> bool {
    decision.is_some_and(|decision| !decision.missing().is_empty())
}

fn are_same(some: &Decisions, others: &Decisions) -> bool {
    some.iter().zip(others).all(|both| match both {
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    })
}
