//! The change that somebody points at, whose lines and badges are lit up.

use std::collections::HashSet;

use crate::engine::report::{ChangeId, FlowId, Report, RulePlace};

/// The flows and the place of the change that is lit up; nothing where nobody points at one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Lit {
    flows: HashSet<FlowId>,
    place: Option<RulePlace>,
}

impl Lit {
    pub(super) fn of(report: &Report, highlight: Option<ChangeId>) -> Self {
        match highlight.and_then(|id| report.change(id)) {
            Some(change) => {
                Self { flows: change.flows.iter().copied().collect(), place: Some(change.place) }
            }
            None => Self::default(),
        }
    }

    /// True if some of these flows belong to the change that is lit up; none where nothing is lit
    /// up.
    pub(super) fn flows(&self, flows: &[FlowId]) -> Option<bool> {
        self.place?;
        Some(flows.iter().any(|flow| self.flows.contains(flow)))
    }

    /// True if the change that is lit up is one of this place.
    pub(super) fn place(&self, place: RulePlace) -> bool {
        self.place == Some(place)
    }
}
