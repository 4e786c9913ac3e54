//! An entry of a plan's log: one thing that was done, by one window.

use serde::{Deserialize, Serialize};

use super::{Activity, Operation};

/// One thing that was done to a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The one that is meant, by its number.
    pub id: EntryId,
    /// When it was done, in milliseconds since 1970.
    pub at: u64,
    /// The operation.
    pub operation: Operation,
    /// The activity, for people to read.
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
