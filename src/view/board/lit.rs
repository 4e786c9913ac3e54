//! The things that are lit up on the board: the change that somebody points at, with its lines and
//! badges, and what somebody asks the reason of.

use std::collections::HashSet;

use yew::AttrValue;

use crate::engine::report::{ChangeId, FlowId, Report, RulePlace};
use crate::layout::{Link, LinkEnds, Trunk};
use crate::page::Explained;

/// The flows and the place of the change that is lit up; nothing where nobody points at one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Lit {
    flows: HashSet<FlowId>,
    place: Option<RulePlace>,
    /// The thing whose reason is asked for, as the board has it in its attributes.
    asked: Option<AttrValue>,
}

impl Lit {
    pub(super) fn of(
        report: &Report,
        highlight: Option<ChangeId>,
        asked: Option<AttrValue>,
    ) -> Self {
        let change = highlight.and_then(|id| report.change(id));
        Self {
            flows: change.iter().flat_map(|change| change.flows.iter().copied()).collect(),
            place: change.map(|change| change.place),
            asked,
        }
    }

    /// True if a line is lit up, false if it is faded behind others that are.
    pub(super) fn line(&self, about: &str, flows: &[FlowId]) -> Option<bool> {
        match self.place {
            Some(_) => Some(flows.iter().any(|flow| self.flows.contains(flow))),
            None => self.is_asked(about).then_some(true),
        }
    }

    fn is_asked(&self, about: &str) -> bool {
        self.asked.as_deref() == Some(about)
    }

    /// True if a badge is lit up: it is asked about, or the change that is lit up is one of its place.
    pub(super) fn badge(&self, place: RulePlace, about: &str) -> bool {
        self.place == Some(place) || self.is_asked(about)
    }
}

/// The thing that a press on a line asks about, as the board has it in its attributes. It is the key
/// of the line too.
pub(super) fn about(link: &Link) -> String {
    let about = match link.ends {
        // With forwarding policies a listener leads to several groups.
        LinkEnds::Forward { listener, group, .. } => Explained::Forward(listener, group),
        LinkEnds::Member { member, .. } => Explained::Member(member),
    };
    about.to_string()
}

/// The thing that a press on a trunk asks about, as the board has it in its attributes.
pub(super) fn about_trunk(trunk: &Trunk) -> String {
    Explained::Trunk(trunk.group, trunk.into).to_string()
}
