//! Something of the answer's column that is to come into sight.

use crate::engine::report::ChangeId;

/// Something of the answer's column that is to come into sight and take the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sought {
    /// The card of a change.
    Change(ChangeId),
    /// The settings of the plan.
    Settings,
}
