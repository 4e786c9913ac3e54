//! The share that a member gets of the flows that it needs, all of them taken together.

use std::collections::BTreeSet;

use crate::engine::report::{
    FindingKind, Flow, Layer, Outcome, Purpose, Report, Verdict, WhyNotFiltered,
};
use crate::plan::MemberId;

use super::tally::is_stopped;

/// The fate of flows of one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// There are none.
    None,
    /// No rule can stop any.
    Exempt,
    /// All pass.
    Passes,
    /// The plan says too little, or the sources disagree.
    Unclear,
    /// Some are stopped, or parts of some.
    InPart,
    /// All are stopped.
    Stopped,
    /// Probes are stopped, and silence counts as healthy.
    Silent,
}

/// The share that a member gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gets {
    pub(super) traffic: Whole,
    /// Of the health check, with its pings.
    pub(super) check: Whole,
    /// Tells whether something that is stopped is needed today. What goes to a member of weight 0, or
    /// to a group without a listener, is not.
    pub(super) is_needed: bool,
    /// Tells whether all comes in, and answers are stopped.
    pub(super) loses_answers: bool,
}

impl Gets {
    pub(super) fn of(flows: &[&Flow], silent: &Silent) -> Self {
        let fate = |is_traffic: bool| {
            let is_meant = |flow: &&Flow| (flow.purpose == Purpose::Traffic) == is_traffic;
            Whole::of(flows.iter().copied().filter(is_meant))
        };
        let check = match silent.are_all(flows) {
            true => Whole::Silent,
            false => fate(false),
        };
        Self {
            traffic: fate(true),
            check,
            is_needed: flows
                .iter()
                .any(|flow| is_stopped(flow) || flow.is_unrouted() || loses_answers(flow)),
            loses_answers: flows.iter().any(|flow| flow.verdict == Verdict::Blocked)
                && flows.iter().all(|flow| flow.verdict != Verdict::Blocked || loses_answers(flow)),
        }
    }

    /// Tells whether some of it is stopped.
    pub(super) fn is_blocked(self) -> bool {
        let stopped = [Whole::Stopped, Whole::InPart, Whole::Silent];
        [self.traffic, self.check].iter().any(|it| stopped.contains(it))
    }
}

impl Whole {
    fn of<'a>(flows: impl Iterator<Item = &'a Flow>) -> Self {
        let (mut all, mut exempt, mut unclear, mut blocked, mut wholly) = (0, 0, 0, 0, 0);
        for flow in flows {
            all += 1;
            match flow.verdict {
                Verdict::Exempt => exempt += 1,
                Verdict::Open => {}
                Verdict::Attention => unclear += 1,
                Verdict::Blocked => {
                    blocked += 1;
                    wholly += usize::from(ways_in(flow).any(|it| stopped(it) == (true, true)));
                }
            }
        }
        match (all, blocked, unclear) {
            (0, _, _) => Self::None,
            (all, 0, 0) if exempt == all => Self::Exempt,
            (_, 0, 0) => Self::Passes,
            (_, 0, _) => Self::Unclear,
            (all, blocked, _) if blocked == all && wholly == blocked => Self::Stopped,
            _ => Self::InPart,
        }
    }
}

/// The members that look healthy whatever happens to them: their probes are stopped, and silence
/// counts as healthy.
#[derive(Debug, Default)]
pub(super) struct Silent(BTreeSet<MemberId>);

impl Silent {
    pub(super) fn of(report: &Report) -> Self {
        let mut silent = BTreeSet::new();
        for finding in &report.findings {
            if let FindingKind::FalselyHealthy { members, partly, .. } = &finding.kind {
                // A part of the load balancer's addresses still finds out.
                silent.extend(members.iter().filter(|it| !partly.contains(it)).copied());
            }
        }
        Self(silent)
    }

    /// Tells whether a flow is a stopped probe of such a member.
    pub(super) fn is_probe(&self, flow: &Flow) -> bool {
        flow.verdict == Verdict::Blocked
            && flow.purpose != Purpose::Traffic
            && self.0.contains(&flow.member)
    }

    /// Tells whether probes are stopped, and all that are stopped are such ones.
    fn are_all(&self, flows: &[&Flow]) -> bool {
        let is_stopped_probe =
            |flow: &&&Flow| flow.verdict == Verdict::Blocked && flow.purpose != Purpose::Traffic;
        let mut probes = flows.iter().filter(is_stopped_probe).peekable();
        probes.peek().is_some() && probes.all(|flow| self.is_probe(flow))
    }
}

/// The layers that a flow passes on its way to the member.
fn ways_in(flow: &Flow) -> impl Iterator<Item = &Layer> {
    flow.layers.iter().filter(|it| !it.leg.is_answer(it.direction))
}

/// Tells whether a layer stops some of a flow, and whether it stops all of it.
fn stopped(layer: &Layer) -> (bool, bool) {
    match &layer.outcome {
        Outcome::Filtered { parts } => {
            (parts.iter().any(|it| !it.passes), parts.iter().all(|it| !it.passes))
        }
        Outcome::NotFiltered(WhyNotFiltered::NoRoute) => (true, true),
        Outcome::NotFiltered(_) | Outcome::Unknown => (false, false),
    }
}

/// Tells whether a stopped flow comes in, and only answers to it are stopped.
fn loses_answers(flow: &Flow) -> bool {
    flow.verdict == Verdict::Blocked && !ways_in(flow).any(|it| stopped(it).0)
}
