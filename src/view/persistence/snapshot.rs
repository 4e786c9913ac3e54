//! Writing a plan's state and its record for the list of plans, when nothing else is to be done.

use std::rc::Rc;

use super::keeper::Keeper;
use super::persisted_plan::PersistedPlan;
use crate::engine::report::Report;
use crate::format::plan as plan_file;
use crate::library::{Picture, PlanRecord, Summary, keys};
use crate::plan::Plan;
use crate::platform::{Change, Range, StorageError, Written};

/// The most entries that are stored after the oldest state. When a plan is opened with more, the
/// oldest state moves up to where undo begins.
pub(crate) const MOST_ENTRIES: u64 = 2_000;

impl Keeper {
    /// Stores the state after the last entry that a window has followed, unless another window has
    /// gone on. The text is read back before the state before it is deleted; the oldest state
    /// stays, since the log begins there. Without a report, the list of plans keeps showing the
    /// earlier answer.
    pub(crate) async fn store_state(
        &self,
        persisted: &PersistedPlan,
        plan: &Plan,
        report: Option<&Report>,
    ) -> Result<Rc<PlanRecord>, StorageError> {
        let (id, number) = (persisted.session.plan(), persisted.session.number());
        let key = keys::numbered(id, number);
        let text = plan_file::write_compact(plan);
        let mut record = (*persisted.record).clone();
        record.last = number;
        if let Some(report) = report {
            record.bytes = text.len();
            record.summary = Summary::of(plan, report);
            record.picture = Picture::of(plan, report);
        }
        let listed = Change::Put { store: keys::PLANS, key: id.to_string(), text: record.write() };
        let database = self.database();
        let (from, before) = keys::behind(id, number);
        let behind = Some(Range { store: keys::ENTRIES, from: &from, before: &before });
        if number == persisted.stated {
            // The state is stored already, and is not overwritten.
            database.write(behind, &[listed]).await?;
            self.say_list();
            return Ok(Rc::new(record));
        }
        let state = Change::Put { store: keys::TEXTS, key: key.clone(), text: text.clone() };
        if database.write(behind, &[state, listed]).await? != Written::Yes {
            return Ok(Rc::new(record));
        }
        self.say_list();
        if database.get(keys::TEXTS, &key).await?.as_ref() == Some(&text) {
            let from = keys::numbered(id, persisted.base.saturating_add(1));
            if from < key {
                let older = Change::DeleteRange { store: keys::TEXTS, from, before: key };
                database.write(None, &[older]).await?;
            }
        }
        Ok(Rc::new(record))
    }

    /// Moves the beginning of a plan's log to a later state, which is read back before anything is
    /// deleted.
    pub(crate) async fn move_base(
        &self,
        persisted: &PersistedPlan,
        plan: &Plan,
        number: u64,
    ) -> Result<(), StorageError> {
        let id = persisted.session.plan();
        let key = keys::numbered(id, number);
        let text = plan_file::write_compact(plan);
        let database = self.database();
        let state = Change::Put { store: keys::TEXTS, key: key.clone(), text: text.clone() };
        database.write(None, &[state]).await?;
        if database.get(keys::TEXTS, &key).await?.as_ref() != Some(&text) {
            return Ok(());
        }
        let from = keys::numbered(id, 0);
        let states = Change::DeleteRange { store: keys::TEXTS, from: from.clone(), before: key };
        let before = keys::numbered(id, number.saturating_add(1));
        let entries = Change::DeleteRange { store: keys::ENTRIES, from, before };
        database.write(None, &[states, entries]).await.map(drop)
    }
}
