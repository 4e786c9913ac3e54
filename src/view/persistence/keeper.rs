//! The keeper: it reads plans from the database and writes to it, for one window.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::Callback;
use yew::platform::spawn_local;

use super::keeper_news::KeeperNews;
use super::loading::{LoadedPlan, OpenError, load};
use super::persisted_plan::PersistedPlan;
use crate::format::plan as plan_file;
use crate::library::{Entry, PlanId, keys};
use crate::platform::{
    Change, Channel, Database, Range, StorageError, Written, forget, time_ms, unique, wait,
};

/// The pause before a failed write is tried again, in milliseconds.
const AGAIN_AFTER: u32 = 5_000;

/// The message on the channel for a change of the list of plans. Every other message is the id of a
/// plan to whose log something was added.
const LIST: &str = "list";

/// The keeper of a window. All clones share one state.
#[derive(Clone)]
pub(crate) struct Keeper(Rc<Inner>);

struct Inner {
    database: Database,
    /// The id of this window, as entries have it.
    window: Rc<str>,
    channel: RefCell<Option<Channel>>,
    is_writing: Cell<bool>,
    /// The callback for changes of the list of plans.
    on_change: RefCell<Option<Rc<dyn Fn()>>>,
    /// The local-storage keys of unwritten entries that an earlier load of the page left behind and
    /// this one has recovered.
    recovered: RefCell<Vec<(PlanId, String)>>,
}

impl PartialEq for Keeper {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Default for Keeper {
    fn default() -> Self {
        Self(Rc::new(Inner {
            database: Database::new(keys::DATABASE, keys::DATABASE_VERSION, keys::STORES),
            window: Rc::from(unique()),
            channel: RefCell::default(),
            is_writing: Cell::default(),
            on_change: RefCell::default(),
            recovered: RefCell::default(),
        }))
    }
}

impl Keeper {
    /// The database.
    pub(crate) fn database(&self) -> &Database {
        &self.0.database
    }

    /// The id of this window, as entries have it.
    pub(crate) fn window(&self) -> &Rc<str> {
        &self.0.window
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub(crate) async fn load(&self, id: &PlanId, made: u64) -> Result<LoadedPlan, OpenError> {
        let (loaded, recovered) = load(&self.0.database, id, &self.0.window, made).await?;
        let recovered = recovered.into_iter().map(|key| (id.clone(), key));
        self.0.recovered.borrow_mut().extend(recovered);
        Ok(loaded)
    }

    /// Notes that a text in local storage can be deleted once all of a plan is written.
    pub(crate) fn forget_once_written(&self, plan: PlanId, key: String) {
        self.0.recovered.borrow_mut().push((plan, key));
    }

    /// Deletes the recovered texts of a plan from local storage, now that it is written.
    pub(crate) fn forget_recovered(&self, plan: &PlanId) {
        self.0.recovered.borrow_mut().retain(|(id, key)| {
            if id == plan {
                forget(key);
            }
            id != plan
        });
    }

    /// Listens to the other windows. `appended` is called with the id of a plan to whose log one of
    /// them has added.
    pub(crate) fn listen(&self, appended: impl Fn(PlanId) + 'static) {
        let inner = Rc::downgrade(&self.0);
        let channel = Channel::join(keys::DATABASE, move |word| {
            let Some(inner) = inner.upgrade() else { return };
            Self(inner).tell_list();
            if word != LIST {
                appended(PlanId::new(word));
            }
        });
        *self.0.channel.borrow_mut() = channel;
    }

    /// Calls back whenever the list of plans has changed, in this window or another one.
    pub(crate) fn on_list_change(&self, callback: Option<Rc<dyn Fn()>>) {
        *self.0.on_change.borrow_mut() = callback;
    }

    fn tell_list(&self) {
        let callback = self.0.on_change.borrow().clone();
        if let Some(callback) = callback {
            callback();
        }
    }

    /// Tells the other windows, and this one, that the list of plans has changed.
    pub(super) fn say_list(&self) {
        self.say(LIST);
    }

    fn say(&self, word: &str) {
        if let Some(channel) = self.0.channel.borrow().as_ref() {
            channel.say(word);
        }
        self.tell_list();
    }

    /// Writes the unwritten entries of the first plan that has any, unless a write is under way.
    /// Tells the store the outcome; the store then asks for the rest.
    pub(crate) fn write(&self, tell: &Callback<KeeperNews>, plans: Vec<PersistedPlan>, tries: u32) {
        if self.0.is_writing.get() {
            return;
        }
        let Some(persisted) = plans.into_iter().find(PersistedPlan::is_unwritten) else { return };
        self.0.is_writing.set(true);
        let (keeper, tell) = (self.clone(), tell.clone());
        spawn_local(async move {
            let heard = keeper.append(&persisted).await;
            let is_trouble = matches!(heard, KeeperNews::Trouble(_));
            keeper.0.is_writing.set(false);
            tell.emit(heard);
            if is_trouble {
                // The first time soon: the connection may only have been lost.
                wait(if tries == 0 { 50 } else { AGAIN_AFTER }).await;
                tell.emit(KeeperNews::Again);
            }
        });
    }

    /// Appends the unwritten entries of this window to the log of a plan, unless another window has
    /// appended since this one followed the log.
    pub(super) async fn append(&self, persisted: &PersistedPlan) -> KeeperNews {
        let id = persisted.session.plan();
        let number = persisted.session.number();
        let unwritten = persisted.session.unwritten();
        let entries = (number.saturating_add(1)..).zip(unwritten.iter().cloned());
        let entries = entries.collect::<Vec<_>>();
        let put = |store, key, text| Change::Put { store, key, text };
        let mut changes = vec![];
        if let Some(plan) = &persisted.unstored {
            let text = plan_file::write_compact(plan);
            changes.push(put(keys::TEXTS, keys::numbered(id, number), text));
        }
        for (number, entry) in &entries {
            changes.push(put(keys::ENTRIES, keys::numbered(id, *number), entry.write()));
        }
        let mut record = (*persisted.record).clone();
        record.last = entries.last().map_or(number, |(number, _)| *number);
        record.changed = unwritten.last().map_or_else(time_ms, |entry| entry.at);
        record.changed_by = self.0.window.to_string();
        record.removed = None;
        record.name.clone_from(&persisted.session.shown().plan().name);
        changes.push(put(keys::PLANS, id.to_string(), record.write()));
        let (from, before) = keys::behind(id, number);
        let range = Range { store: keys::ENTRIES, from: &from, before: &before };
        match self.0.database.write(Some(range), &changes).await {
            Ok(Written::Yes) => {
                self.say(id.as_str());
                KeeperNews::Followed { plan: id.clone(), entries, record: Some(Rc::new(record)) }
            }
            Ok(Written::No(found)) => self.followed(id, &found),
            Err(error) => KeeperNews::Trouble(error),
        }
    }

    /// The news of entries that another window appended to a log.
    fn followed(&self, id: &PlanId, found: &[(String, String)]) -> KeeperNews {
        let mut entries = vec![];
        for (key, text) in found {
            match (keys::number_of(key), Entry::read(text)) {
                (Some(number), Ok(entry)) => entries.push((number, Rc::new(entry))),
                // An entry of a newer version of the page is not understood here.
                _ => return KeeperNews::Parted(id.clone()),
            }
        }
        KeeperNews::Followed { plan: id.clone(), entries, record: None }
    }

    /// Reads the entries of a log after a number, and hands them to the store.
    pub(crate) fn catch_up(&self, tell: &Callback<KeeperNews>, id: PlanId, number: u64) {
        let (keeper, tell) = (self.clone(), tell.clone());
        spawn_local(async move {
            let (from, before) = keys::behind(&id, number);
            let found = keeper.0.database.all(keys::ENTRIES, Some((&from, &before))).await;
            if let Some(found) = found.ok().filter(|found| !found.is_empty()) {
                tell.emit(keeper.followed(&id, &found));
            }
        });
    }

    /// Reads the entries of a log after a number.
    ///
    /// # Errors
    /// The browser does not read them, or one of them is of a newer version.
    pub(crate) async fn log_behind(
        &self,
        id: &PlanId,
        number: u64,
    ) -> Result<Vec<(u64, Rc<Entry>)>, StorageError> {
        let (from, before) = keys::behind(id, number);
        let found = self.0.database.all(keys::ENTRIES, Some((&from, &before))).await?;
        match self.followed(id, &found) {
            KeeperNews::Followed { entries, .. } => Ok(entries),
            _ => Err(StorageError::Newer),
        }
    }
}
