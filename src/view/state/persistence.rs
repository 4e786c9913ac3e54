//! The work of the state on the persistence of plans.

use std::rc::Rc;

use super::page_state::State;
use crate::edit::History;
use crate::layout::placed;
use crate::library::{Activity, Entry, Operation, Origin, PlanId, PlanRecord};
use crate::locale::KeepingText;
use crate::plan::Plan;
use crate::platform::time_ms;
use crate::view::persistence::{KeeperNews, LoadedPlan, OwnPlan, PersistedPlan, StorageState};

impl State {
    /// Adds an operation on the shown plan to its log; `before` is the plan before it.
    pub(in crate::view) fn note(&mut self, before: &Plan, operation: Operation) {
        if let Some(persisted) = &mut self.persistence.persisted {
            let activity = Activity::of(before, &operation);
            persisted.session.record(time_ms(), operation, activity);
        }
    }

    /// True if nothing of the shown plan was stored before this window showed it.
    pub(crate) fn is_new_here(&self) -> bool {
        self.persistence
            .persisted
            .as_ref()
            .is_some_and(|persisted| persisted.stated == 0 && persisted.record.bytes == 0)
    }

    /// The number of entries that this window has made.
    pub(crate) fn entries_made(&self) -> u64 {
        let own = self.visit.as_ref().and_then(|visit| visit.own());
        let persisted =
            [self.persistence.persisted.as_ref(), own.and_then(|own| own.persisted.as_ref())];
        let all = persisted.into_iter().flatten().chain(self.persistence.leaving.iter());
        all.map(|it| it.session.made()).max().unwrap_or_default()
    }

    /// Puts the shown plan aside, of which something may still have to be written.
    fn leave_plan(&mut self) {
        let own =
            self.visit.take().and_then(|visit| visit.own().and_then(|own| own.persisted.clone()));
        let mut leaving = (*self.persistence.leaving).clone();
        leaving.extend([self.persistence.persisted.take(), own].into_iter().flatten());
        leaving.retain(PersistedPlan::is_unwritten);
        self.persistence.leaving = Rc::new(leaving);
    }

    /// Shows a plan that is new in the library.
    pub(in crate::view) fn begin_plan(&mut self, plan: Plan, origin: Origin) {
        let made = self.entries_made();
        self.leave_plan();
        let history = History::new(placed(plan));
        self.persistence.persisted = Some(self.persistence.begin(&history, origin, made));
        self.turn_to(history);
    }

    /// Shows a plan of the library.
    pub(in crate::view) fn resume_plan(&mut self, loaded: LoadedPlan) {
        self.leave_plan();
        let LoadedPlan { history, persisted, remembered } = loaded;
        self.persistence.persisted = Some(persisted);
        self.turn_to(history);
        self.remembered = remembered;
    }

    /// Makes the shown shared plan a plan of the library.
    pub(in crate::view) fn keep_shared(&mut self) {
        let made = self.entries_made();
        self.leave_plan();
        let persisted =
            self.persistence.begin(&History::new((**self.plan()).clone()), Origin::Link, made);
        self.history = persisted.session.confirmed().clone();
        self.persistence.persisted = Some(persisted);
    }

    /// The visitor's own plan, as it is put aside for a shared one.
    pub(in crate::view) fn put_own_aside(&mut self) -> OwnPlan {
        OwnPlan {
            history: self.history.clone(),
            persisted: self.persistence.persisted.take(),
            remembered: self.remembered.take(),
        }
    }

    /// Shows the visitor's own plan again.
    pub(in crate::view) fn resume_own(&mut self, own: OwnPlan) {
        let OwnPlan { history, persisted, remembered } = own;
        self.turn_to(history);
        self.persistence.persisted = persisted;
        self.remembered = remembered;
    }

    /// All plans that may have something unwritten.
    pub(crate) fn all_persisted(&self) -> Vec<PersistedPlan> {
        let own = self.visit.as_ref().and_then(|visit| visit.own());
        let own = own.and_then(|own| own.persisted.clone());
        let shown = self.persistence.persisted.clone();
        shown.into_iter().chain(own).chain(self.persistence.leaving.iter().cloned()).collect()
    }

    /// Takes over news of the keeper.
    pub(in crate::view) fn hear_keeper(mut self, heard: KeeperNews) -> Self {
        match heard {
            KeeperNews::Trouble(error) => {
                let storage = &mut self.persistence.storage;
                storage.trouble = Some(error);
                storage.tries = storage.tries.saturating_add(1);
            }
            KeeperNews::Again => {
                let storage = &mut self.persistence.storage;
                storage.tries = storage.tries.saturating_add(1);
            }
            KeeperNews::Followed { plan, entries, record } => {
                if record.is_some() {
                    let written = Some(time_ms());
                    self.persistence.storage = StorageState { trouble: None, tries: 0, written };
                }
                return self.followed(&plan, &entries, record);
            }
            KeeperNews::Parted(plan) => {
                if self.persistence.persisted.as_ref().is_some_and(|it| it.record.id == plan) {
                    let name = self.plan().name.clone();
                    let made = self.entries_made();
                    let persisted = self.persistence.begin(&self.history, Origin::Copy(name), made);
                    self.history = persisted.session.confirmed().clone();
                    self.persistence.persisted =
                        Some(PersistedPlan { is_wanted: true, ..persisted });
                    self.fail(KeepingText::Parted.text(self.language()));
                }
            }
            KeeperNews::Listed { record, number } => {
                if let Some(persisted) = self.shown_persisted(&record.id) {
                    // Entries may have been written since the state was taken.
                    let mut now = (*persisted.record).clone();
                    now.bytes = record.bytes;
                    now.summary.clone_from(&record.summary);
                    now.picture.clone_from(&record.picture);
                    persisted.record = Rc::new(now);
                    persisted.stated = persisted.stated.max(number);
                }
            }
            KeeperNews::Deepened { plan, number, history } => {
                if let Some(persisted) = self.shown_persisted(&plan) {
                    persisted.rest = None;
                    // The plan is the same; it only has more undo steps.
                    if let Some(history) = persisted.session.deepen(number, history) {
                        self.exchange_history(history);
                    }
                }
            }
            KeeperNews::LetGo(plan) => {
                let mut leaving = (*self.persistence.leaving).clone();
                leaving.retain(|persisted| persisted.record.id != plan);
                self.persistence.leaving = Rc::new(leaving);
            }
            KeeperNews::Rebased { plan, number } => {
                if let Some(persisted) = self.shown_persisted(&plan) {
                    persisted.base = number;
                }
            }
        }
        self
    }

    /// The shown plan, if it is the one with an id.
    fn shown_persisted(&mut self, id: &PlanId) -> Option<&mut PersistedPlan> {
        self.persistence.persisted.as_mut().filter(|persisted| persisted.record.id == *id)
    }

    /// Follows the log of a plan, be it shown, put aside or only left to be written.
    fn followed(
        mut self,
        plan: &PlanId,
        entries: &[(u64, Rc<Entry>)],
        record: Option<Rc<PlanRecord>>,
    ) -> Self {
        let is_it = |persisted: &PersistedPlan| persisted.record.id == *plan;
        let stored = |persisted: &mut PersistedPlan| match (&record, entries.last()) {
            (Some(record), _) => {
                persisted.record = record.clone();
                persisted.unstored = None;
            }
            (None, Some((number, entry))) if *number == persisted.session.number() => {
                let mut now = (*persisted.record).clone();
                (now.last, now.changed) = (*number, entry.at);
                now.changed_by.clone_from(&entry.id.window);
                persisted.record = Rc::new(now);
            }
            (None, _) => {}
        };
        let mut leaving = (*self.persistence.leaving).clone();
        for persisted in leaving.iter_mut().filter(|it| is_it(it)) {
            let shown = persisted.session.shown();
            persisted.session.follow(&shown, entries);
            stored(persisted);
        }
        leaving.retain(PersistedPlan::is_unwritten);
        self.persistence.leaving = Rc::new(leaving);
        if let Some(visit) = &self.visit
            && let Some(mut own) = visit.own().cloned()
            && let Some(persisted) = own.persisted.as_mut().filter(|it| is_it(it))
        {
            let followed = persisted.session.follow(&own.history, entries);
            stored(persisted);
            if let Some(mut history) = followed.history {
                *history.cloud_mut() = own.history.cloud().clone();
                own.history = history;
            }
            self.visit = Some(Rc::new(visit.with_own(own)));
        }
        if let Some(persisted) = self.persistence.persisted.as_mut().filter(|it| is_it(it)) {
            let followed = persisted.session.follow(&self.history, entries);
            stored(persisted);
            if followed.dropped > 0 {
                self.fail(KeepingText::Dropped(followed.dropped).text(self.language()));
            }
            if let Some(history) = followed.history {
                let is_same = history.plan() == self.history.plan();
                self.exchange_history(history);
                if !is_same {
                    return self.settle();
                }
            }
        }
        self
    }

    /// Replaces the history of the shown plan. The states of the cloud stay those known here.
    fn exchange_history(&mut self, mut history: History) {
        *history.cloud_mut() = self.history.cloud().clone();
        self.history = history;
    }
}
