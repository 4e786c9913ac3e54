//! The things that are lit up on the board: the change that somebody points at, with its lines and
//! badges, and what somebody asks the reason of.

use std::collections::HashSet;

use crate::engine::report::{ChangeId, FlowId, Report, RulePlace};
use crate::layout::{Link, LinkEnds};
use crate::page::Explained;
use crate::plan::ElementId;

/// The flows and the place of the change that is lit up; nothing where nobody points at one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Lit {
    flows: HashSet<FlowId>,
    place: Option<RulePlace>,
    asked: Option<Explained>,
}

impl Lit {
    pub(super) fn of(
        report: &Report,
        highlight: Option<ChangeId>,
        asked: Option<Explained>,
    ) -> Self {
        let change = highlight.and_then(|id| report.change(id));
        Self {
            flows: change.iter().flat_map(|change| change.flows.iter().copied()).collect(),
            place: change.map(|change| change.place),
            asked,
        }
    }

    /// True if a line is lit up, false if it is faded behind others that are.
    pub(super) fn line(&self, about: Explained, flows: &[FlowId]) -> Option<bool> {
        let is_asked = self.asked == Some(about);
        match self.place {
            Some(_) => Some(flows.iter().any(|flow| self.flows.contains(flow))),
            None => is_asked.then_some(true),
        }
    }

    /// True if a badge is lit up: it is asked about, or the change that is lit up is one of its place.
    pub(super) fn badge(&self, place: RulePlace, on: ElementId) -> bool {
        self.place == Some(place) || self.asked == Some(Explained::Badge(place, on))
    }
}

/// The thing that a press on a line asks about.
pub(super) fn about(link: &Link) -> Explained {
    match link.ends {
        // With forwarding policies a listener leads to several groups.
        LinkEnds::Forward { listener, group, .. } => Explained::Forward(listener, group),
        LinkEnds::Member { member, .. } => Explained::Member(member),
    }
}
