//! Reading and writing the whole library, for a file.

use super::keeper::Keeper;
use crate::library::{LibraryFile, PlanFile, PlanId, PlanRecord, keys};
use crate::platform::{Change, StorageError, time_ms, unique};

impl Keeper {
    /// Adds the plans of another library. A plan that is there in the same state is left out;
    /// one that differs gets an id of its own. Returns the number of plans that were added.
    ///
    /// # Errors
    /// No plan is added: there is no room, or the browser does not write.
    pub(crate) async fn bring(&self, library: &LibraryFile) -> Result<usize, StorageError> {
        let mut changes = vec![];
        let mut seen = vec![];
        let mut count = 0_usize;
        for plan in &library.plans {
            let there = self.database().get(keys::PLANS, plan.record.id.as_str()).await?;
            let there = there.map(|text| PlanRecord::read(plan.record.id.as_str(), &text));
            let mut record = plan.record.clone();
            if there.as_ref().is_some_and(|it| it.is_of_same_state(&record)) {
                continue;
            }
            if there.is_some() || record.id.as_str().is_empty() || seen.contains(&record.id) {
                record.id = PlanId::new(unique());
            }
            seen.push(record.id.clone());
            let id = record.id.clone();
            let put = |store, key, text: &String| Change::Put { store, key, text: text.clone() };
            for (rest, text) in &plan.texts {
                changes.push(put(keys::TEXTS, format!("{id}/{rest}"), text));
            }
            for (number, text) in &plan.entries {
                changes.push(put(keys::ENTRIES, keys::numbered(&id, *number), text));
            }
            changes.push(put(keys::PLANS, id.to_string(), &record.write()));
            count = count.saturating_add(1);
        }
        self.database().write(None, &changes).await?;
        self.say_list();
        Ok(count)
    }

    /// Reads the whole library as it is stored, and stores the time of this export.
    ///
    /// # Errors
    /// The browser does not read it.
    pub(crate) async fn take(&self) -> Result<LibraryFile, StorageError> {
        let mut plans = vec![];
        for record in self.list().await? {
            let (from, before) = keys::all_of(&record.id);
            let texts = self.database().all(keys::TEXTS, Some((&from, &before))).await?;
            let entries = self.database().all(keys::ENTRIES, Some((&from, &before))).await?;
            let rest = |key: &str| key.split_once('/').map(|(_, rest)| rest.to_owned());
            let texts = texts.into_iter().filter_map(|(key, text)| Some((rest(&key)?, text)));
            let entries = entries.into_iter();
            let entries = entries.filter_map(|(key, text)| Some((keys::number_of(&key)?, text)));
            let (texts, entries) = (texts.collect(), entries.collect());
            plans.push(PlanFile { record, texts, entries });
        }
        let (key, text) = (keys::LAST_EXPORTED.to_owned(), time_ms().to_string());
        let noted = Change::Put { store: keys::SETTINGS, key, text };
        // If this fails, the page shows the time of an earlier export.
        drop(self.database().write(None, &[noted]).await);
        Ok(LibraryFile::new(plans))
    }

    /// The time of the last export of the library, in milliseconds since 1970.
    pub(crate) async fn last_taken(&self) -> Option<u64> {
        let text = self.database().get(keys::SETTINGS, keys::LAST_EXPORTED).await.ok()??;
        text.parse().ok()
    }
}
