//! The answer in a few words.

use crate::engine::report::{FindingKind, Level, Report, Severity};
use crate::plan::{BackendServerGroupId, ListenerId, Plan};

use super::names::name;
use super::own_connections::Own;
use super::tally::Unsettled;

/// The headline over an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadlineText(pub(super) Headline);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Headline {
    NothingToCheck,
    NothingToAdd,
    /// A listener and this group are not joined.
    NotJoined {
        group: String,
    },
    /// Several groups are not joined to listeners.
    SeveralNotJoined(usize),
    /// Nothing to add, but so many errors in the plan.
    Errors(usize),
    /// Nothing to add, but so many connections get there that must not.
    GetsIn(usize),
    /// Nothing to add, but some flows cannot be answered.
    Unsettled(usize),
    /// Nothing to add, but no route leads to the members of so many flows.
    Unrouted(usize),
    Changes {
        required: usize,
        to_change: usize,
        recommended: usize,
    },
}

impl HeadlineText {
    /// The headline of a plan's report.
    #[must_use]
    pub fn of(plan: &Plan, report: &Report) -> Self {
        let summary = &report.summary;
        let errors = report.findings.iter().filter(|it| it.severity == Severity::Error).count();
        let is_required = report.changes.iter().any(|change| change.level == Level::Required);
        let unjoined = unjoined(report);
        let unrouted = Unsettled::of(report).unrouted;
        let own = Own::of(plan, report);
        Self(if !is_required && let Some((first, others)) = unjoined.split_first() {
            match others.len() {
                0 => Headline::NotJoined { group: name(plan, first.0) },
                others => Headline::SeveralNotJoined(others.saturating_add(1)),
            }
        } else if report.changes.is_empty() && errors > 0 {
            Headline::Errors(errors)
        } else if report.flows.is_empty() && report.connections.is_empty() {
            Headline::NothingToCheck
        } else if !report.changes.is_empty() {
            Headline::Changes {
                required: summary.required_rules,
                to_change: summary.rules_to_change,
                recommended: summary.recommended_rules,
            }
        } else if !own.getting_in.is_empty() {
            Headline::GetsIn(own.getting_in.len())
        } else if unrouted > 0 {
            Headline::Unrouted(unrouted)
        } else if summary.attention_flows > 0 || !own.unclear.is_empty() {
            Headline::Unsettled(summary.attention_flows.saturating_add(own.unclear.len()))
        } else {
            Headline::NothingToAdd
        })
    }
}

/// The groups to which no listener leads, each with the listeners that lead to no group and could
/// lead to it.
pub(super) fn unjoined(report: &Report) -> Vec<(BackendServerGroupId, &[ListenerId])> {
    let of = |kind| match kind {
        &FindingKind::GroupWithoutListener { group, ref listeners, .. } => {
            (!listeners.is_empty()).then_some((group, listeners.as_slice()))
        }
        _ => None,
    };
    report.findings.iter().filter_map(|finding| of(&finding.kind)).collect()
}

area!(answer::headline, HeadlineText);
