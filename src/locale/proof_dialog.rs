//! The words of the dialog that explains the proof.

use crate::engine::report::Report;

/// The words of the dialog that explains the proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProofDialogText {
    /// The amount that was looked at, and the result.
    Shown {
        /// The number of flows.
        flows: usize,
        /// The number of them that filters look at.
        filtered: usize,
        /// The number of changes.
        changes: usize,
    },
    /// An explanation of proofs.
    Exact,
    /// An explanation of how to check it without the engine.
    Check,
    /// The command line that does; the name of the file.
    CommandLine(String),
    /// The limits of the check.
    NotChecked,
    /// Offers the document.
    Download,
}

impl ProofDialogText {
    /// Counts what was looked at for a report.
    #[must_use]
    pub fn shown(report: &Report) -> Self {
        use crate::engine::report::{Layer, Outcome};
        let looks = |layer: &Layer| matches!(layer.outcome, Outcome::Filtered { .. });
        Self::Shown {
            flows: report.flows.len(),
            filtered: report.flows.iter().filter(|flow| flow.layers.iter().any(looks)).count(),
            changes: report.changes.len(),
        }
    }
}

area!(proof_dialog, ProofDialogText);
