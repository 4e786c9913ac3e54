//! Tells whether the changes are shown to be enough.

use crate::engine::report::{Finding, FindingKind, Report};

use super::headline::unjoined;
use super::tally::Unsettled;

/// The line that says whether the changes are shown to be enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofText(pub(super) Proof);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proof {
    /// Nothing has to flow.
    Nothing,
    /// With the changes nothing is missing, apart from flows that no rule can settle, and groups that
    /// are not joined to the listeners that could lead to them.
    Proved {
        added: usize,
        changed: usize,
        unsettled: Unsettled,
        unjoined: usize,
        rules_known: bool,
    },
    /// Something is still missing with the changes.
    NotProved,
}

impl ProofText {
    /// The line for a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let summary = &report.summary;
        Self(if report.all_layers().next().is_none() {
            Proof::Nothing
        } else if summary.proved {
            Proof::Proved {
                added: summary.required_rules.saturating_add(summary.recommended_rules),
                changed: summary.rules_to_change,
                unsettled: Unsettled::of(report),
                unjoined: unjoined(report).len(),
                rules_known: !report.findings.iter().any(is_of_unknown_rules),
            }
        } else {
            Proof::NotProved
        })
    }
}

fn is_of_unknown_rules(finding: &Finding) -> bool {
    matches!(finding.kind, FindingKind::RulesNotKnown { .. })
}

area!(answer::proof, ProofText);
