//! The persisted history of a plan, and the plan as it was at a step.

use std::collections::HashMap;

use super::keeper::Keeper;
use super::loading::{OpenError, log, read, reason};
use crate::format::plan as plan_file;
use crate::layout::placed;
use crate::library::{Entry, PlanId, Replay, contents, keys};
use crate::plan::Plan;
use crate::platform::{StorageError, wait};

/// The number of entries that are replayed before the page may draw.
const AT_ONCE: usize = 100;

/// The persisted history of a plan.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlanHistory {
    /// The number of the oldest state; every entry after it is there.
    pub(crate) base: u64,
    /// The entries since then, the oldest first.
    pub(crate) log: Vec<(u64, Entry)>,
    /// The size of everything that is stored of the plan, in bytes.
    pub(crate) bytes: usize,
}

impl Keeper {
    /// Reads the persisted history of a plan.
    ///
    /// # Errors
    /// The browser does not read it.
    pub(crate) async fn past(&self, id: &PlanId) -> Result<PlanHistory, StorageError> {
        let (from, before) = keys::all_of(id);
        let database = self.database();
        let texts = database.all(keys::TEXTS, Some((&from, &before))).await?;
        let entries = database.all(keys::ENTRIES, Some((&from, &before))).await?;
        let base = texts.iter().find_map(|(key, _)| keys::number_of(key)).unwrap_or_default();
        let bytes = texts.iter().chain(&entries).map(|(_, text)| text.len()).sum();
        let read =
            |(key, text): &(String, String)| Some((keys::number_of(key)?, Entry::read(text).ok()?));
        let log = entries.iter().filter_map(read).filter(|(number, _)| *number > base).collect();
        Ok(PlanHistory { base, log, bytes })
    }

    /// Reads a plan as it was after an entry.
    ///
    /// # Errors
    /// The plan cannot be read, or that part of its history is no longer stored.
    pub(crate) async fn state_at(&self, id: &PlanId, number: u64) -> Result<Plan, OpenError> {
        let stored = read(self.database(), id).await?;
        let mut why = OpenError::Gone;
        // The replay begins at the oldest state, since an undo may take back a step from before a
        // newer one.
        for (base, text) in stored.states.iter().filter(|(base, _)| *base <= number) {
            let plan = match plan_file::read(text) {
                Ok(plan) => plan,
                Err(error) => {
                    why = OpenError::Unreadable(reason(&error));
                    continue;
                }
            };
            let mut entries = log(&stored, *base).map_err(OpenError::Unreadable)?;
            entries.retain(|(at, _)| *at <= number);
            let mut replay = Replay::new(placed(plan), *base, entries);
            while replay.step(AT_ONCE) {
                wait(0).await;
            }
            let (history, _) = replay.finish();
            return Ok((**history.plan()).clone());
        }
        Err(why)
    }

    /// Reads the contents of every plan, as texts to search in.
    ///
    /// # Errors
    /// The browser does not read it.
    pub(crate) async fn contents(&self) -> Result<HashMap<PlanId, String>, StorageError> {
        let mut found = HashMap::new();
        let mut at_once = 0_usize;
        for (key, text) in self.database().all(keys::TEXTS, None).await? {
            let (Some((id, _)), Some(_)) = (key.split_once('/'), keys::number_of(&key)) else {
                continue;
            };
            at_once = at_once.saturating_add(text.len());
            if at_once > 1_000_000 {
                at_once = 0;
                wait(0).await;
            }
            // States come in the order of their numbers, so the newest one stays.
            found.insert(PlanId::new(id.to_owned()), contents(&text));
        }
        Ok(found)
    }
}
