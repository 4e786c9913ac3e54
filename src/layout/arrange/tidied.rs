//! The outcome of tidying up.

use crate::edit::Edit;
use crate::plan::Plan;

/// A plan that is tidy, and the moves that made it so.
pub(super) struct Tidied {
    pub(super) plan: Plan,
    pub(super) edits: Vec<Edit>,
}
