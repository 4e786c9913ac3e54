//! Reading and writing the list of plans, and the texts stored beside a plan's log.

use super::keeper::Keeper;
use crate::library::{PlanId, PlanRecord, keys};
use crate::plan::sort_list;
use crate::platform::{Change, StorageError};

impl Keeper {
    /// Stores a text that belongs to a plan, or deletes it.
    pub(crate) async fn keep_text(
        &self,
        key: String,
        text: Option<String>,
    ) -> Result<(), StorageError> {
        let change = match text {
            Some(text) => Change::Put { store: keys::TEXTS, key, text },
            None => Change::Delete { store: keys::TEXTS, key },
        };
        self.database().write(None, &[change]).await.map(drop)
    }

    /// Stores the id of the plan that was shown last.
    pub(crate) async fn note_shown(&self, id: &PlanId) {
        let (key, text) = (keys::LAST_SHOWN.to_owned(), id.to_string());
        let change = Change::Put { store: keys::SETTINGS, key, text };
        // If this fails, another plan is shown at the next visit.
        drop(self.database().write(None, &[change]).await);
    }

    /// The records of all plans, the last changed first.
    ///
    /// # Errors
    /// The browser does not read them.
    pub(crate) async fn list(&self) -> Result<Vec<PlanRecord>, StorageError> {
        let found = self.database().all(keys::PLANS, None).await?;
        let mut records =
            found.iter().map(|(id, text)| PlanRecord::read(id, text)).collect::<Vec<_>>();
        sort_list(&mut records, |one, other| {
            other.changed.cmp(&one.changed).then(one.id.cmp(&other.id))
        });
        Ok(records)
    }

    /// Changes the record of a plan.
    ///
    /// # Errors
    /// It is not changed: the browser does not write it.
    pub(crate) async fn change_record(
        &self,
        id: &PlanId,
        change: impl FnOnce(&mut PlanRecord),
    ) -> Result<(), StorageError> {
        let Some(text) = self.database().get(keys::PLANS, id.as_str()).await? else {
            return Ok(());
        };
        let mut record = PlanRecord::read(id.as_str(), &text);
        // A record that a newer program wrote stays as it is.
        if record.version > PlanRecord::VERSION {
            return Err(StorageError::Newer);
        }
        change(&mut record);
        let change = Change::Put { store: keys::PLANS, key: id.to_string(), text: record.write() };
        self.database().write(None, &[change]).await?;
        self.say_list();
        Ok(())
    }

    /// Deletes plans for good, with everything that belongs to them.
    ///
    /// # Errors
    /// They are all still there: the browser does not write.
    pub(crate) async fn forget(&self, ids: &[PlanId]) -> Result<(), StorageError> {
        let changes = ids.iter().flat_map(|id| {
            let (from, before) = keys::all_of(id);
            let range =
                |store| Change::DeleteRange { store, from: from.clone(), before: before.clone() };
            [
                Change::Delete { store: keys::PLANS, key: id.to_string() },
                range(keys::TEXTS),
                range(keys::ENTRIES),
            ]
        });
        self.database().write(None, &changes.collect::<Vec<_>>()).await?;
        self.say_list();
        Ok(())
    }

    /// The stored text of a plan that could not be read.
    ///
    /// # Errors
    /// The browser does not read it.
    pub(crate) async fn unread_text(&self, id: &PlanId) -> Result<Option<String>, StorageError> {
        if let Some(text) = self.database().get(keys::TEXTS, &keys::unread(id)).await? {
            return Ok(Some(text));
        }
        let (from, before) = keys::all_of(id);
        let texts = self.database().all(keys::TEXTS, Some((&from, &before))).await?;
        Ok(texts.into_iter().next_back().map(|(_, text)| text))
    }
}
