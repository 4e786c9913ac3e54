//! The words of the dialog that explains the proof.

use crate::engine::report::Report;

/// What the dialog that explains the proof says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProofDialogText {
    /// What was looked at and what came of it.
    Shown {
        /// How many flows there are.
        flows: usize,
        /// How many of them filters look at.
        filtered: usize,
        /// How many changes there are.
        changes: usize,
    },
    /// What a proof is.
    Exact,
    /// How to check it without the engine.
    Check,
    /// The command line that does; the name of the file.
    CommandLine(String),
    /// What is not checked by it.
    NotChecked,
    /// Offers the document.
    Download,
}

impl ProofDialogText {
    /// What was looked at for a report.
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
