//! News of what the cloud has.

use crate::edit::CloudStates;

/// What is said of the cloud.
pub(crate) enum CloudNews {
    /// An export was taken, in the format with an id, that leads to the plan with all that it lacks.
    Exported(&'static str),
    /// All changes were made: the plan takes over what it lacks.
    Made,
    /// What the cloud has is known from elsewhere, such as an earlier visit.
    Known(Box<CloudStates>),
}
