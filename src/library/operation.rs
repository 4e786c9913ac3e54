//! The operations that the entries of a log stand for.

use serde::{Deserialize, Serialize};

use crate::edit::Edit;

/// The operation of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Applies edits as one step; see [`History::record`](crate::edit::History::record).
    Edit {
        /// The edits.
        edits: Vec<Edit>,
        /// Their topic, so that typing into one field makes one step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        topic: Option<String>,
    },
    /// Takes the last step back.
    Undo,
    /// Makes the step again that was taken back last.
    Redo,
    /// Changes nothing: the plan was taken away in a format, which is named by its id.
    Export(String),
}
