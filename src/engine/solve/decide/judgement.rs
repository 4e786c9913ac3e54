//! The decisions on all flows of a path.

use std::rc::Rc;

use smallvec::SmallVec;

use super::missing_slots::MissingList;
use crate::engine::policy::Decision;

/// The decisions of the filters on a path.
pub(crate) struct Judgement {
    /// For each flow, the decision at each of its filter checks.
    pub(crate) flows: Vec<Decisions>,
    /// `true` if nothing is missing.
    pub(crate) is_closed: bool,
    /// The filter checks at which something is missing.
    pub(crate) missing: MissingList,
}

/// The decision on a flow at each of its filter checks: nothing if no filter is asked.
pub(crate) type Decisions = SmallVec<[Option<Rc<Decision>>; 4]>;

impl Default for Judgement {
    fn default() -> Self {
        Self::of(vec![])
    }
}

impl Judgement {
    pub(crate) fn of(flows: Vec<Decisions>) -> Self {
        let is_closed = !flows.iter().flatten().any(|it| misses_some(it.as_ref()));
        Self { flows, is_closed, missing: MissingList::default() }
    }

    pub(crate) fn decision(&self, flow: usize, filter_check: usize) -> Option<&Rc<Decision>> {
        self.flows.get(flow)?.get(filter_check)?.as_ref()
    }

    /// Checks whether a flow misses something.
    pub(crate) fn misses(&self, flow: usize) -> bool {
        let decisions = self.flows.get(flow).map_or(&[][..], SmallVec::as_slice);
        decisions.iter().any(|it| misses_some(it.as_ref()))
    }

    /// Checks whether these are the decisions on the flows of the same path.
    pub(crate) fn is_of(&self, flows: &[Decisions]) -> bool {
        self.flows.iter().zip(flows).all(|(own, other)| are_same(own, other))
    }

    /// Checks whether another judgement of the same path has the same decisions on a flow.
    pub(crate) fn has_same_decisions(&self, other: &Self, flow: usize) -> bool {
        let both = self.flows.get(flow).zip(other.flows.get(flow));
        both.is_some_and(|(own, other)| are_same(own, other))
    }
}

/// Checks whether some packets do not pass for certain.
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
