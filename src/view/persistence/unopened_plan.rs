//! Changes of plans that are not shown.

use super::keeper::Keeper;
use super::keeper_news::KeeperNews;
use super::loading::{LoadedPlan, OpenError, reason};
use crate::edit::Edit;
use crate::format::plan as plan_file;
use crate::library::{
    Activity, LibraryFile, Operation, Origin, Picture, PlanFile, PlanId, PlanRecord, Readable,
    Summary, keys,
};
use crate::platform::{Change, StorageError, time_ms, unique};
use crate::view::code::checked;

/// The number of tries, since another window may write in between.
const TRIES: usize = 5;

impl Keeper {
    /// Renames a plan by an edit. `made` is the number of entries that this window has made.
    ///
    /// # Errors
    /// The plan cannot be read, or the browser does not write.
    pub(crate) async fn rename(&self, id: &PlanId, name: &str, made: u64) -> Result<(), OpenError> {
        for _ in 0..TRIES {
            let LoadedPlan { history, mut persisted, .. } = self.load(id, made).await?;
            let operation =
                Operation::Edit { edits: vec![Edit::Rename(name.to_owned())], topic: None };
            let activity = Activity::of(history.plan(), &operation);
            persisted.session.record(time_ms(), operation, activity);
            match self.append(&persisted).await {
                KeeperNews::Followed { record: Some(_), .. } => {
                    self.forget_recovered(id);
                    return Ok(());
                }
                KeeperNews::Trouble(error) => return Err(OpenError::Storage(error)),
                KeeperNews::Parted(_) => return Err(OpenError::Storage(StorageError::Newer)),
                // Another window was faster.
                _ => {}
            }
        }
        Err(OpenError::Storage(StorageError::Failed(
            "another window keeps writing to it".to_owned(),
        )))
    }

    /// Copies a plan under another name. The copy has a history of its own.
    ///
    /// # Errors
    /// The plan cannot be read, or the browser does not write.
    pub(crate) async fn duplicate(&self, id: &PlanId, name: String) -> Result<PlanId, OpenError> {
        let LoadedPlan { history, persisted, .. } = self.load(id, 0).await?;
        let mut plan = (**history.plan()).clone();
        let origin = Origin::Copy(plan.name.clone());
        plan.name.clone_from(&name);
        let copy = PlanId::new(unique());
        let mut record = PlanRecord::new(copy.clone(), name, origin, time_ms());
        record.changed_by = self.window().to_string();
        // If the list of plans is behind the log, the copy gets its summary when it is opened.
        if persisted.stated == persisted.session.number() {
            record.summary = persisted.record.summary.clone();
            record.picture = persisted.record.picture.clone();
            record.bytes = persisted.record.bytes;
        }
        let state = keys::numbered(&copy, 0);
        let rest = state.split_once('/').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
        let texts = vec![(rest, plan_file::write_compact(&plan))];
        self.bring(&LibraryFile::new(vec![PlanFile { record, texts, entries: vec![] }])).await?;
        Ok(copy)
    }

    /// Stores in a plan's record that it cannot be read, and why. Returns the plan's name.
    pub(crate) async fn note_unreadable(&self, id: &PlanId, why: String) -> String {
        let mut name = String::new();
        let note = |record: &mut PlanRecord| {
            name.clone_from(&record.name);
            record.readable = Readable::No(why);
        };
        // If this fails, the next reading finds it out again.
        drop(self.change_record(id, note).await);
        name
    }

    /// Works out the numbers and the small picture for a plan that came without them.
    ///
    /// # Errors
    /// The plan cannot be read, or the browser does not write.
    pub(crate) async fn look_at(&self, id: &PlanId) -> Result<(), OpenError> {
        let LoadedPlan { history, .. } = self.load(id, 0).await?;
        let plan = history.plan();
        // Where code is missing, another visit works them out.
        let Some(report) = checked(plan).await else { return Ok(()) };
        let bytes = plan_file::write_compact(plan).len();
        let (summary, picture) = (Summary::of(plan, &report), Picture::of(plan, &report));
        let note = |record: &mut PlanRecord| {
            record.bytes = bytes;
            record.summary = summary;
            record.picture = picture;
        };
        Ok(self.change_record(id, note).await?)
    }

    /// Tries once more to read a plan that could not be read. Its stored texts are only added to,
    /// and only once the plan can be read.
    ///
    /// # Errors
    /// It still cannot be read, or the browser does not write.
    pub(crate) async fn try_again(&self, id: &PlanId) -> Result<(), OpenError> {
        let database = self.database();
        let record = database.get(keys::PLANS, id.as_str()).await?.ok_or(OpenError::Gone)?;
        let before = PlanRecord::read(id.as_str(), &record);
        if let (true, Readable::No(why)) = (before.version > PlanRecord::VERSION, &before.readable)
        {
            return Err(OpenError::Unreadable(why.clone()));
        }
        let first = keys::numbered(id, 0);
        let aside = database.get(keys::TEXTS, &keys::unread(id)).await?;
        let is_begun = database.get(keys::TEXTS, &first).await?.is_some();
        if let (Some(text), false) = (aside, is_begun) {
            let plan = plan_file::read(&text).map_err(|it| OpenError::Unreadable(reason(&it)))?;
            let readable = PlanRecord { readable: Readable::Yes, name: plan.name, ..before };
            let put = |store, key, text| Change::Put { store, key, text };
            let changes = [
                put(keys::TEXTS, first, text),
                put(keys::PLANS, id.to_string(), readable.write()),
                Change::Delete { store: keys::TEXTS, key: keys::unread(id) },
            ];
            database.write(None, &changes).await?;
            self.say_list();
            return Ok(());
        }
        self.change_record(id, |record| record.readable = Readable::Yes).await?;
        let Err(error) = self.load(id, 0).await else { return Ok(()) };
        // The plan stays unreadable, for the reason that holds now.
        if let OpenError::Unreadable(why) = &error {
            self.note_unreadable(id, why.clone()).await;
        } else {
            drop(self.change_record(id, |record| record.readable = before.readable).await);
        }
        Err(error)
    }
}
