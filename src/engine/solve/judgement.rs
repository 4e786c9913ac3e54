//! What becomes of everything that is required on a way.

use std::rc::Rc;

use smallvec::SmallVec;

use super::missing::Lacks;
use crate::engine::policy::Decision;

/// What the filters on a way decide.
pub(super) struct Judgement {
    /// For each flow, for each of its crossings, what becomes of its packets there.
    pub(super) flows: Vec<Decisions>,
    /// Whether nothing is missing.
    pub(super) is_closed: bool,
    /// What of it is missing, and where.
    pub(super) lacks: Lacks,
}

/// What becomes of a flow at each of its crossings: nothing where no filter is asked.
pub(super) type Decisions = SmallVec<[Option<Rc<Decision>>; 4]>;

impl Default for Judgement {
    fn default() -> Self {
        Self::of(vec![])
    }
}

impl Judgement {
    pub(super) fn of(flows: Vec<Decisions>) -> Self {
        let is_closed = !flows.iter().flatten().any(|it| misses_some(it.as_ref()));
        Self { flows, is_closed, lacks: Lacks::default() }
    }

    pub(super) fn decision(&self, flow: usize, crossing: usize) -> Option<&Rc<Decision>> {
        self.flows.get(flow)?.get(crossing)?.as_ref()
    }

    /// Whether a flow misses something.
    pub(super) fn misses(&self, flow: usize) -> bool {
        let decisions = self.flows.get(flow).map_or(&[][..], SmallVec::as_slice);
        decisions.iter().any(|it| misses_some(it.as_ref()))
    }

    /// Whether these are the decisions on the flows of the same way.
    pub(super) fn is_of(&self, flows: &[Decisions]) -> bool {
        self.flows.iter().zip(flows).all(|(own, other)| are_same(own, other))
    }

    /// Whether another judgement of the same way says the same of a flow.
    pub(super) fn says_the_same(&self, other: &Self, flow: usize) -> bool {
        let both = self.flows.get(flow).zip(other.flows.get(flow));
        both.is_some_and(|(own, other)| are_same(own, other))
    }
}

/// Whether some packets do not pass for certain.
pub(super) fn misses_some(decision: Option<&Rc<Decision>>) -> bool {
    decision.is_some_and(|decision| !decision.missing().is_empty())
}

fn are_same(some: &Decisions, others: &Decisions) -> bool {
    some.iter().zip(others).all(|both| match both {
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    })
}
