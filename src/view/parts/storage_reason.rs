//! The reason for which the browser stores nothing.

use crate::locale::NotSaved;
use crate::platform::StorageError;

/// The reason for which nothing is saved, as the page says it.
pub(crate) fn reason(error: &StorageError) -> NotSaved {
    match error {
        StorageError::Full => NotSaved::Full,
        StorageError::Forbidden => NotSaved::Forbidden,
        StorageError::Newer => NotSaved::Newer,
        StorageError::Failed(why) => NotSaved::Failed(why.clone()),
    }
}
