//! Taking over the plans that earlier versions of the page stored in local storage.

use crate::library::{LegacyStorage, PlanId, Readable, keys, migrate};
use crate::platform::{Change, StorageError, forget, load, time_ms};
use crate::view::persistence::{Keeper, reason};

/// The plans that earlier versions of the page stored in local storage.
pub(super) fn earlier() -> LegacyStorage {
    LegacyStorage::read(load)
}

/// Moves the plans of earlier versions into the library. Each is deleted from local storage only
/// once it was read back. Returns the ids of the plans that can be shown.
pub(super) async fn take_earlier(
    keeper: &Keeper,
    earlier: &LegacyStorage,
) -> Result<Vec<PlanId>, StorageError> {
    let mut shown = vec![];
    if earlier.is_empty() {
        return Ok(shown);
    }
    let database = keeper.database();
    for plan in migrate(earlier, time_ms(), reason) {
        let id = plan.record.id.clone();
        let is_readable = plan.record.readable == Readable::Yes;
        let key = if is_readable { keys::numbered(&id, 0) } else { keys::unread(&id) };
        let put = |store, key, text| Change::Put { store, key, text };
        let mut changes = vec![];
        if database.get(keys::PLANS, id.as_str()).await?.is_none() {
            changes.push(put(keys::PLANS, id.to_string(), plan.record.write()));
            changes.push(put(keys::TEXTS, key.clone(), plan.text.clone()));
            if let Some(before) = plan.before_change {
                changes.push(put(keys::TEXTS, keys::before_change(&id), before));
            }
            database.write(None, &changes).await?;
        }
        // A plan that was taken over before may have been stored again since.
        let is_there = database.get(keys::TEXTS, &key).await?.as_ref() == Some(&plan.text);
        if !changes.is_empty() && !is_there {
            return Err(StorageError::Failed("what was written does not read back".to_owned()));
        }
        if is_readable {
            shown.push(id);
        }
    }
    for (key, text) in earlier.entries() {
        // An older version of the page may be open, and may have changed the text.
        if load(key).as_deref() == Some(text) {
            forget(key);
        }
    }
    Ok(shown)
}
