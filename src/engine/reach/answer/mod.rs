//! The answer as plain data: who sends, who receives, and what gets in from one to the other.

mod change;
mod places;
mod traffic;
mod wishes;

pub use change::*;
pub use places::*;
pub use traffic::*;
pub use wishes::*;

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::question::ReachQuestion;

/// The answer to the question who reaches what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reach {
    /// The version of the format, [`Reach::VERSION`].
    pub version: u32,
    /// The question.
    pub question: ReachQuestion,
    /// The servers that packets come to. Those of one target are reached alike.
    pub targets: Vec<Target>,
    /// The senders, each with what gets in from it. Those of one row reach alike.
    pub rows: Vec<Row>,
}

impl Reach {
    /// The version of the format.
    pub const VERSION: u32 = 1;

    /// Checks whether something gets in, or may get in.
    #[must_use]
    pub fn lets_anything_in(&self) -> bool {
        let mut traffic = self.rows.iter().flat_map(|row| &row.cells).flat_map(|it| &*it.traffic);
        traffic.any(|it| it.label().may_get_in())
    }
}

/// Some senders with all that they reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Row {
    /// The senders.
    pub source: Source,
    /// The cells, one for each target that has addresses of the same family, in the order of the targets.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a target; none where sender and target have no address of one family.
    #[must_use]
    pub fn cell(&self, target: u32) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&target, |it| it.target).ok()?;
        self.cells.get(at)
    }
}

/// The packets that get in from some senders at a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cell {
    /// The position of the target in the list of all.
    pub target: u32,
    /// The packets that get in or may get in, and those that are required and do not. No packet is in
    /// two entries; those in none are stopped, and nobody requires them.
    pub traffic: Rc<[Traffic]>,
    /// True if it leads from one VPC to another, or from an IP address backend, and needs a route both
    /// ways.
    #[serde(default, skip_serializing_if = "is_false")]
    pub needs_route: bool,
    /// True if a server would send to itself, which leaves no rule to ask.
    #[serde(default, skip_serializing_if = "is_false")]
    pub itself: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(value: &bool) -> bool {
    !value
}
