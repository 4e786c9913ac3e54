//! The origins of plans of the library.

use serde::{Deserialize, Serialize};

/// The origin of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// It was begun with an empty board.
    #[default]
    Empty,
    /// It began as a sample, which is named by its id.
    Sample(String),
    /// It was opened as a file of this name.
    File(String),
    /// It came by a link, or from a place that a link names.
    Link,
    /// It is a copy of another plan, which had this name then.
    Copy(String),
    /// It is an earlier state of another plan, which had this name then.
    State(String),
    /// An earlier version of the page kept it.
    Earlier,
}

impl Origin {
    /// Tells whether the visitor can have the plan again from where it came, as long as nothing was
    /// done to it: such a plan is kept from its first edit on.
    #[must_use]
    pub fn is_there_anyway(&self) -> bool {
        matches!(self, Self::Empty | Self::Sample(_))
    }
}
