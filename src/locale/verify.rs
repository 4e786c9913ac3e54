//! The words of the checker of certificates.

use crate::verify::{Checked, Discrepancy};

/// A line of the checker's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerifyText {
    /// A problem: where it is and what is wrong.
    Discrepancy(Box<Discrepancy>),
    /// Everything is right.
    Verified(Box<Checked>),
    /// Everything is right, and the report says truthfully that something stays missing.
    NotClosed,
    /// Something is wrong; how many problems there are.
    NotVerified(usize),
    /// Added rules that let more pass than flows ask for; how many.
    Surplus(usize),
    /// A remark on what is not checked.
    NotChecked,
}

impl VerifyText {
    /// The lines about a document that was checked, in their order.
    #[must_use]
    pub fn lines(checked: &Checked) -> Vec<Self> {
        let discrepancies =
            checked.discrepancies.iter().cloned().map(Box::new).map(Self::Discrepancy);
        let mut lines: Vec<Self> = discrepancies.collect();
        lines.push(match checked.discrepancies.len() {
            0 if checked.is_verified() => Self::Verified(Box::new(checked.clone())),
            0 => Self::NotClosed,
            count => Self::NotVerified(count),
        });
        if checked.discrepancies.is_empty() && checked.wide_rules > 0 {
            lines.push(Self::Surplus(checked.wide_rules));
        }
        lines.push(Self::NotChecked);
        lines
    }
}

area!(verify, VerifyText);
