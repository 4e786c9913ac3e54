//! The reason why the browser stores nothing.

use crate::locale::NotSaved;
use crate::platform::StorageError;

/// The reason why nothing is saved, in the words of the page.
pub(crate) fn not_saved(error: &StorageError) -> NotSaved {
    match error {
        StorageError::Full => NotSaved::Full,
        StorageError::Forbidden => NotSaved::Forbidden,
        StorageError::Newer => NotSaved::Newer,
        StorageError::Failed(why) => NotSaved::Failed(why.clone()),
    }
}
