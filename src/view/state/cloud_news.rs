//! News of the cloud.

use crate::edit::CloudStates;

/// News of the states that the cloud has of the shown plan.
pub(crate) enum CloudNews {
    /// An export was taken, in the format with this id. It leads to the plan with all that it
    /// lacks.
    Exported(&'static str),
    /// All changes were made: the plan takes over what it lacks.
    Made,
    /// The states are known from elsewhere, such as an earlier visit.
    Known(Box<CloudStates>),
}
