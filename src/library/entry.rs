//! An entry of a plan's log: one thing that was done, by one window.

use serde::{Deserialize, Serialize};

use super::Activity;
use crate::edit::Edit;

/// One thing that was done to a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Which one it is.
    pub id: EntryId,
    /// When it was done, in milliseconds since 1970.
    pub at: u64,
    /// What it does.
    pub operation: Operation,
    /// What it did, for people to read.
    #[serde(rename = "deed")]
    pub activity: Activity,
}

/// An entry by the window that made it, so that it is known again wherever it turns up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryId {
    /// The window: a random text of its own, new whenever the page is loaded.
    pub window: String,
    /// The number of the entry among those that the window made, from 1 up.
    pub number: u64,
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Applies edits as one step; see [`History::record`](crate::edit::History::record).
    Edit {
        /// The edits.
        edits: Vec<Edit>,
        /// What they are about, so that typing into one field makes one step.
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

impl Entry {
    /// Reads an entry as it is stored.
    ///
    /// # Errors
    /// A newer program wrote it, or it is damaged.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The entry as it is stored.
    #[must_use]
    pub fn write(&self) -> String {
        // Nothing in it can fail to be written: there are no maps, and no numbers but whole ones.
        serde_json::to_string(self).unwrap_or_default()
    }
}
