//! What the store does about keeping.

use std::rc::Rc;

use super::Keeper;
use super::kept::{Keeping, Kept, Own, StorageState};
use super::opening::Loaded;
use crate::edit::History;
use crate::layout::placed;
use crate::library::{Activity, Entry, Operation, Origin, PlanId, PlanRecord, Session};
use crate::locale::KeepingText;
use crate::plan::Plan;
use crate::platform::{StorageError, time_ms, unique};
use crate::view::store::{Notice, State};

/// What the store hears from the keeper.
pub(crate) enum Heard {
    /// What stands in a log behind what this window has followed, and the plan's record where
    /// this window wrote it.
    Followed { plan: PlanId, entries: Vec<(u64, Rc<Entry>)>, record: Option<Rc<PlanRecord>> },
    /// Another window of a newer version changed the plan in a way that is not known here.
    Parted(PlanId),
    /// Nothing could be written.
    Trouble(StorageError),
    /// It is time to try again.
    Again,
    /// The state of a plan behind an entry was stored, and its record anew.
    Listed { record: Rc<PlanRecord>, number: u64 },
    /// The undo steps of before the plan was opened are worked out: the plan behind an entry.
    Deepened { plan: PlanId, number: u64, history: History },
    /// A plan is removed: what is still to be written of it is let go.
    LetGo(PlanId),
    /// The log of a plan begins later now.
    Rebased { plan: PlanId, number: u64 },
}

impl Keeping {
    /// Nothing is kept: in an embedded page, and for tests.
    pub(crate) fn none() -> Self {
        Self {
            keeper: Keeper::default(),
            kept: None,
            leaving: Rc::default(),
            storage: StorageState::default(),
        }
    }

    /// A plan that is new, with its first state. What the visitor can have again anyway is stored
    /// once something is done to it.
    pub(super) fn begin(&self, plan: &History, origin: Origin, made: u64) -> Kept {
        let is_wanted = !origin.is_there_anyway();
        let first = plan.plan().clone();
        let id = PlanId::new(unique());
        let record = PlanRecord::new(id.clone(), first.name.clone(), origin, time_ms());
        let window = self.keeper.window().clone();
        let session = Session::new(id, window, made, 0, plan.clone());
        Kept {
            record: Rc::new(record),
            session,
            base: 0,
            unstored: Some(first),
            is_wanted,
            stated: 0,
            rest: None,
        }
    }
}

impl State {
    /// Notes what was done to the plan that is shown; `before` is the plan before that.
    pub(in crate::view) fn note(&mut self, before: &Plan, operation: Operation) {
        if let Some(kept) = &mut self.keeping.kept {
            let activity = Activity::of(before, &operation);
            kept.session.record(time_ms(), operation, activity);
        }
    }

    /// Whether nothing of the plan that is shown was stored before this window showed it.
    pub(super) fn is_new_here(&self) -> bool {
        self.keeping.kept.as_ref().is_some_and(|kept| kept.stated == 0 && kept.record.bytes == 0)
    }

    /// How many entries this window has made.
    pub(crate) fn entries_made(&self) -> u64 {
        let own = self.visit.as_ref().and_then(|visit| visit.own());
        let kept = [self.keeping.kept.as_ref(), own.and_then(|own| own.kept.as_ref())];
        let all = kept.into_iter().flatten().chain(self.keeping.leaving.iter());
        all.map(|it| it.session.made()).max().unwrap_or_default()
    }

    /// Puts the plan that is shown aside, of which something may still have to be written.
    fn leave_plan(&mut self) {
        let own = self.visit.take().and_then(|visit| visit.own().and_then(|own| own.kept.clone()));
        let mut leaving = (*self.keeping.leaving).clone();
        leaving.extend([self.keeping.kept.take(), own].into_iter().flatten());
        leaving.retain(Kept::is_unwritten);
        self.keeping.leaving = Rc::new(leaving);
    }

    /// Shows a plan that is new in the library.
    pub(in crate::view) fn begin_plan(&mut self, plan: Plan, origin: Origin) {
        let made = self.entries_made();
        self.leave_plan();
        let history = History::new(placed(plan));
        self.keeping.kept = Some(self.keeping.begin(&history, origin, made));
        self.turn_to(history);
    }

    /// Shows a plan of the library.
    pub(in crate::view) fn resume_plan(&mut self, loaded: Loaded) {
        self.leave_plan();
        let Loaded { history, kept, remembered } = loaded;
        self.keeping.kept = Some(kept);
        self.turn_to(history);
        self.remembered = remembered;
    }

    /// Makes the shared plan that is shown a plan of the library.
    pub(in crate::view) fn keep_shared(&mut self) {
        let made = self.entries_made();
        self.leave_plan();
        let kept = self.keeping.begin(&History::new((**self.plan()).clone()), Origin::Link, made);
        self.history = kept.session.confirmed().clone();
        self.keeping.kept = Some(kept);
    }

    /// The visitor's own plan, as it is put aside for a shared one.
    pub(in crate::view) fn put_own_aside(&mut self) -> Own {
        Own {
            history: self.history.clone(),
            kept: self.keeping.kept.take(),
            remembered: self.remembered.take(),
        }
    }

    /// Shows the visitor's own plan again.
    pub(in crate::view) fn resume_own(&mut self, own: Own) {
        let Own { history, kept, remembered } = own;
        self.turn_to(history);
        self.keeping.kept = kept;
        self.remembered = remembered;
    }

    /// Every plan of which something may have to be written.
    pub(crate) fn all_kept(&self) -> Vec<Kept> {
        let own = self.visit.as_ref().and_then(|visit| visit.own());
        let own = own.and_then(|own| own.kept.clone());
        let shown = self.keeping.kept.clone();
        shown.into_iter().chain(own).chain(self.keeping.leaving.iter().cloned()).collect()
    }

    /// Does what the keeper's news asks for.
    pub(in crate::view) fn hear_keeper(mut self, heard: Heard) -> Self {
        match heard {
            Heard::Trouble(error) => {
                let storage = &mut self.keeping.storage;
                storage.trouble = Some(error);
                storage.tries = storage.tries.saturating_add(1);
            }
            Heard::Again => {
                let storage = &mut self.keeping.storage;
                storage.tries = storage.tries.saturating_add(1);
            }
            Heard::Followed { plan, entries, record } => {
                if record.is_some() {
                    let written = Some(time_ms());
                    self.keeping.storage = StorageState { trouble: None, tries: 0, written };
                }
                return self.followed(&plan, &entries, record);
            }
            Heard::Parted(plan) => {
                if self.keeping.kept.as_ref().is_some_and(|it| it.record.id == plan) {
                    let name = self.plan().name.clone();
                    let made = self.entries_made();
                    let kept = self.keeping.begin(&self.history, Origin::Copy(name), made);
                    self.history = kept.session.confirmed().clone();
                    self.keeping.kept = Some(Kept { is_wanted: true, ..kept });
                    self.say_keeping(KeepingText::Parted, true);
                }
            }
            Heard::Listed { record, number } => {
                if let Some(kept) = self.shown_kept(&record.id) {
                    // Entries may have been written since the state was taken.
                    let mut now = (*kept.record).clone();
                    now.bytes = record.bytes;
                    now.summary.clone_from(&record.summary);
                    now.picture.clone_from(&record.picture);
                    kept.record = Rc::new(now);
                    kept.stated = kept.stated.max(number);
                }
            }
            Heard::Deepened { plan, number, history } => {
                if let Some(kept) = self.shown_kept(&plan) {
                    kept.rest = None;
                    // The plan is the same one; only what it can undo is more.
                    if let Some(history) = kept.session.deepen(number, history) {
                        self.exchange_history(history);
                    }
                }
            }
            Heard::LetGo(plan) => {
                let mut leaving = (*self.keeping.leaving).clone();
                leaving.retain(|kept| kept.record.id != plan);
                self.keeping.leaving = Rc::new(leaving);
            }
            Heard::Rebased { plan, number } => {
                if let Some(kept) = self.shown_kept(&plan) {
                    kept.base = number;
                }
            }
        }
        self
    }

    /// The plan that is shown, where it is the one with an id.
    fn shown_kept(&mut self, id: &PlanId) -> Option<&mut Kept> {
        self.keeping.kept.as_mut().filter(|kept| kept.record.id == *id)
    }

    /// Follows the log of a plan, wherever it is.
    fn followed(
        mut self,
        plan: &PlanId,
        entries: &[(u64, Rc<Entry>)],
        record: Option<Rc<PlanRecord>>,
    ) -> Self {
        let is_it = |kept: &Kept| kept.record.id == *plan;
        let stored = |kept: &mut Kept| match (&record, entries.last()) {
            (Some(record), _) => {
                kept.record = record.clone();
                kept.unstored = None;
            }
            (None, Some((number, entry))) if *number == kept.session.number() => {
                let mut now = (*kept.record).clone();
                (now.last, now.changed) = (*number, entry.at);
                now.changed_by.clone_from(&entry.id.window);
                kept.record = Rc::new(now);
            }
            (None, _) => {}
        };
        let mut leaving = (*self.keeping.leaving).clone();
        for kept in leaving.iter_mut().filter(|it| is_it(it)) {
            let shown = kept.session.shown();
            kept.session.follow(&shown, entries);
            stored(kept);
        }
        leaving.retain(Kept::is_unwritten);
        self.keeping.leaving = Rc::new(leaving);
        if let Some(visit) = &self.visit
            && let Some(mut own) = visit.own().cloned()
            && let Some(kept) = own.kept.as_mut().filter(|it| is_it(it))
        {
            let followed = kept.session.follow(&own.history, entries);
            stored(kept);
            if let Some(mut history) = followed.history {
                *history.cloud_mut() = own.history.cloud().clone();
                own.history = history;
            }
            self.visit = Some(Rc::new(visit.with_own(own)));
        }
        if let Some(kept) = self.keeping.kept.as_mut().filter(|it| is_it(it)) {
            let followed = kept.session.follow(&self.history, entries);
            stored(kept);
            if followed.dropped > 0 {
                self.say_keeping(KeepingText::Dropped(followed.dropped), true);
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

    /// Shows the same plan by another history. What the cloud has of it stays as it is known here.
    fn exchange_history(&mut self, mut history: History) {
        *history.cloud_mut() = self.history.cloud().clone();
        self.history = history;
    }

    /// Says something about keeping.
    fn say_keeping(&mut self, text: KeepingText, is_error: bool) {
        let language = self.options.language.unwrap_or_default();
        let notice = if is_error { Notice::error } else { Notice::plain };
        self.notice = Some(notice(text.text(language)));
    }
}
