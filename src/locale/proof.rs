//! Tells whether the changes are shown to be enough.

use crate::engine::report::Report;

use super::tally::Unsettled;

/// The line that says whether the changes are shown to be enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofText(pub(super) Proof);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proof {
    /// Nothing has to flow.
    Nothing,
    /// With the changes nothing is missing, apart from flows that no rule can settle.
    Proved { added: usize, changed: usize, unsettled: Unsettled },
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
            }
        } else {
            Proof::NotProved
        })
    }
}

area!(answer::proof, ProofText);
