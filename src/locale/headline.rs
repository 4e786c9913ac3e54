//! The answer in a few words.

use crate::engine::report::Report;
use crate::plan::Plan;

/// The headline over an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadlineText(pub(super) Headline);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Headline {
    NothingToCheck,
    NothingToAdd,
    /// Nothing to add, but some flows cannot be answered.
    Unsettled(usize),
    Changes {
        required: usize,
        to_change: usize,
        recommended: usize,
    },
}

impl HeadlineText {
    /// The headline of a plan's report.
    #[must_use]
    pub fn of(_plan: &Plan, report: &Report) -> Self {
        let summary = &report.summary;
        Self(if report.flows.is_empty() {
            Headline::NothingToCheck
        } else if !report.changes.is_empty() {
            Headline::Changes {
                required: summary.required_rules,
                to_change: summary.rules_to_change,
                recommended: summary.recommended_rules,
            }
        } else if summary.attention_flows > 0 {
            Headline::Unsettled(summary.attention_flows)
        } else {
            Headline::NothingToAdd
        })
    }
}

area!(answer::headline, HeadlineText);
