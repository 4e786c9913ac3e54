//! What reads plans from the database and writes to it, for one window.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::UseReducerDispatcher;
use yew::platform::spawn_local;

use super::kept::{Kept, StorageState};
use super::opening::{Loaded, Unopened, load};
use super::state::Heard;
use crate::format::plan as plan_file;
use crate::library::{Entry, LibraryFile, PlanId, PlanRecord, keys};
use crate::platform::{
    Change, Channel, Database, Range, StorageError, Written, forget, time_ms, unique, wait,
};
use crate::view::store::{Action, State};

/// How long to wait until something is tried again that could not be written, in milliseconds.
const AGAIN_AFTER: u32 = 5_000;

/// The word on the channel for a change of the list of plans. Else the word is the id of a plan
/// to whose log something was added.
const LIST: &str = "list";

/// What reads and writes. All clones are one.
#[derive(Clone)]
pub(crate) struct Keeper(Rc<Inner>);

struct Inner {
    database: Database,
    /// This window, as entries name it.
    window: Rc<str>,
    channel: RefCell<Option<Channel>>,
    is_writing: Cell<bool>,
    /// Who wants to hear that it has.
    on_change: RefCell<Option<Rc<dyn Fn()>>>,
    /// The keys of what an earlier load of the page left unfinished and this one has taken up.
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

    /// This window, as entries name it.
    pub(crate) fn window(&self) -> &Rc<str> {
        &self.0.window
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub(crate) async fn load(&self, id: &PlanId, made: u64) -> Result<Loaded, Unopened> {
        let (loaded, recovered) = load(&self.0.database, id, &self.0.window, made).await?;
        let recovered = recovered.into_iter().map(|key| (id.clone(), key));
        self.0.recovered.borrow_mut().extend(recovered);
        Ok(loaded)
    }

    /// Notes that a text in local storage can go once all of a plan is written.
    pub(super) fn forget_once_written(&self, plan: PlanId, key: String) {
        self.0.recovered.borrow_mut().push((plan, key));
    }

    /// Lets go of what was left unfinished of a plan, now that it is written.
    pub(super) fn forget_recovered(&self, plan: &PlanId) {
        self.0.recovered.borrow_mut().retain(|(id, key)| {
            if id == plan {
                forget(key);
            }
            id != plan
        });
    }

    /// Listens to the other windows; `appended` is told of a plan to whose log one has added.
    pub(super) fn listen(&self, appended: impl Fn(PlanId) + 'static) {
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

    /// Writes what is unwritten of some plans, one after the other. What becomes of it is told to
    /// the store, which then asks for what came meanwhile.
    pub(super) fn write(
        &self,
        store: &UseReducerDispatcher<State>,
        plans: Vec<Kept>,
        storage: &StorageState,
    ) {
        if self.0.is_writing.get() {
            return;
        }
        let Some(kept) = plans.into_iter().find(Kept::is_unwritten) else { return };
        self.0.is_writing.set(true);
        let (keeper, store, tries) = (self.clone(), store.clone(), storage.tries);
        spawn_local(async move {
            let heard = keeper.append(&kept).await;
            let is_trouble = matches!(heard, Heard::Trouble(_));
            keeper.0.is_writing.set(false);
            store.dispatch(Action::HearKeeper(heard));
            if is_trouble {
                // The first time at once: the connection may only have been lost.
                wait(if tries == 0 { 50 } else { AGAIN_AFTER }).await;
                store.dispatch(Action::HearKeeper(Heard::Again));
            }
        });
    }

    /// Appends what this window did to the log of a plan, if nobody appended anything since this
    /// window has followed it.
    pub(super) async fn append(&self, kept: &Kept) -> Heard {
        let id = kept.session.plan();
        let number = kept.session.number();
        let unwritten = kept.session.unwritten();
        let entries = (number.saturating_add(1)..).zip(unwritten.iter().cloned());
        let entries = entries.collect::<Vec<_>>();
        let put = |store, key, text| Change::Put { store, key, text };
        let mut changes = vec![];
        if let Some(plan) = &kept.unstored {
            let text = plan_file::write_compact(plan);
            changes.push(put(keys::TEXTS, keys::numbered(id, number), text));
        }
        for (number, entry) in &entries {
            changes.push(put(keys::ENTRIES, keys::numbered(id, *number), entry.write()));
        }
        let mut record = (*kept.record).clone();
        record.last = entries.last().map_or(number, |(number, _)| *number);
        record.changed = unwritten.last().map_or_else(time_ms, |entry| entry.at);
        record.changed_by = self.0.window.to_string();
        record.removed = None;
        record.name.clone_from(&kept.session.shown().plan().name);
        changes.push(put(keys::PLANS, id.to_string(), record.write()));
        let (from, before) = keys::behind(id, number);
        let range = Range { store: keys::ENTRIES, from: &from, before: &before };
        match self.0.database.write(Some(range), &changes).await {
            Ok(Written::Yes) => {
                self.say(id.as_str());
                Heard::Followed { plan: id.clone(), entries, record: Some(Rc::new(record)) }
            }
            Ok(Written::No(found)) => self.followed(id, &found),
            Err(error) => Heard::Trouble(error),
        }
    }

    /// What another window appended to a log, as it was found.
    fn followed(&self, id: &PlanId, found: &[(String, String)]) -> Heard {
        let mut entries = vec![];
        for (key, text) in found {
            match (keys::number_of(key), Entry::read(text)) {
                (Some(number), Ok(entry)) => entries.push((number, Rc::new(entry))),
                // What a newer version of the page did is not known here.
                _ => return Heard::Parted(id.clone()),
            }
        }
        Heard::Followed { plan: id.clone(), entries, record: None }
    }

    /// Reads what was appended to a log behind a number.
    pub(super) fn catch_up(&self, store: &UseReducerDispatcher<State>, id: PlanId, number: u64) {
        let (keeper, store) = (self.clone(), store.clone());
        spawn_local(async move {
            let (from, before) = keys::behind(&id, number);
            let found = keeper.0.database.all(keys::ENTRIES, Some((&from, &before))).await;
            if let Some(found) = found.ok().filter(|found| !found.is_empty()) {
                store.dispatch(Action::HearKeeper(keeper.followed(&id, &found)));
            }
        });
    }

    /// The entries of a log behind a number.
    ///
    /// # Errors
    /// The browser does not read them, or one of them is of a newer version.
    pub(super) async fn log_behind(
        &self,
        id: &PlanId,
        number: u64,
    ) -> Result<Vec<(u64, Rc<Entry>)>, StorageError> {
        let (from, before) = keys::behind(id, number);
        let found = self.0.database.all(keys::ENTRIES, Some((&from, &before))).await?;
        match self.followed(id, &found) {
            Heard::Followed { entries, .. } => Ok(entries),
            _ => Err(StorageError::Newer),
        }
    }

    /// Keeps a text that belongs to a plan, or forgets it.
    pub(super) async fn keep_text(
        &self,
        key: String,
        text: Option<String>,
    ) -> Result<(), StorageError> {
        let change = match text {
            Some(text) => Change::Put { store: keys::TEXTS, key, text },
            None => Change::Delete { store: keys::TEXTS, key },
        };
        self.0.database.write(None, &[change]).await.map(drop)
    }

    /// Notes which plan was shown last.
    pub(super) async fn note_shown(&self, id: &PlanId) {
        let (key, text) = (keys::LAST_SHOWN.to_owned(), id.to_string());
        let change = Change::Put { store: keys::SETTINGS, key, text };
        // Where it is not noted, another plan is shown at the next visit.
        drop(self.0.database.write(None, &[change]).await);
    }

    /// The records of all plans, those that were changed last first.
    ///
    /// # Errors
    /// The browser does not read them.
    pub(crate) async fn list(&self) -> Result<Vec<PlanRecord>, StorageError> {
        let found = self.0.database.all(keys::PLANS, None).await?;
        let mut records =
            found.iter().map(|(id, text)| PlanRecord::read(id, text)).collect::<Vec<_>>();
        records.sort_by(|one, other| other.changed.cmp(&one.changed).then(one.id.cmp(&other.id)));
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
        let Some(text) = self.0.database.get(keys::PLANS, id.as_str()).await? else {
            return Ok(());
        };
        let mut record = PlanRecord::read(id.as_str(), &text);
        // A record that a newer program wrote stays as it is.
        if record.version > PlanRecord::VERSION {
            return Err(StorageError::Newer);
        }
        change(&mut record);
        let change = Change::Put { store: keys::PLANS, key: id.to_string(), text: record.write() };
        self.0.database.write(None, &[change]).await?;
        self.say(LIST);
        Ok(())
    }

    /// Lets go of plans for good, with everything that belongs to them.
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
        self.0.database.write(None, &changes.collect::<Vec<_>>()).await?;
        self.say(LIST);
        Ok(())
    }

    /// A text that was put aside because it could not be read.
    ///
    /// # Errors
    /// The browser does not read it.
    pub(crate) async fn unread_text(&self, id: &PlanId) -> Result<Option<String>, StorageError> {
        if let Some(text) = self.0.database.get(keys::TEXTS, &keys::unread(id)).await? {
            return Ok(Some(text));
        }
        let (from, before) = keys::all_of(id);
        let texts = self.0.database.all(keys::TEXTS, Some((&from, &before))).await?;
        Ok(texts.into_iter().next_back().map(|(_, text)| text))
    }

    /// Writes plans from another library beside those that are there. One that is there with
    /// the same log already is not there twice; one that has gone another way comes beside it.
    /// Returns how many were written.
    ///
    /// # Errors
    /// None of them is written: there is no room, or the browser does not write.
    pub(crate) async fn bring(&self, library: &LibraryFile) -> Result<usize, StorageError> {
        let mut changes = vec![];
        let mut seen = vec![];
        let mut count = 0_usize;
        for plan in &library.plans {
            let there = self.0.database.get(keys::PLANS, plan.record.id.as_str()).await?;
            let there = there.map(|text| PlanRecord::read(plan.record.id.as_str(), &text));
            let mut record = plan.record.clone();
            if there.as_ref() == Some(&record) {
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
        self.0.database.write(None, &changes).await?;
        self.say(LIST);
        Ok(count)
    }

    /// The whole library, as it is stored.
    ///
    /// # Errors
    /// The browser does not read it.
    pub(crate) async fn take(&self) -> Result<LibraryFile, StorageError> {
        let mut plans = vec![];
        for record in self.list().await? {
            let (from, before) = keys::all_of(&record.id);
            let texts = self.0.database.all(keys::TEXTS, Some((&from, &before))).await?;
            let entries = self.0.database.all(keys::ENTRIES, Some((&from, &before))).await?;
            let rest = |key: &str| key.split_once('/').map(|(_, rest)| rest.to_owned());
            let texts = texts.into_iter().filter_map(|(key, text)| Some((rest(&key)?, text)));
            let entries = entries.into_iter();
            let entries = entries.filter_map(|(key, text)| Some((keys::number_of(&key)?, text)));
            let (texts, entries) = (texts.collect(), entries.collect());
            plans.push(crate::library::PlanFile { record, texts, entries });
        }
        let (key, text) = (keys::LAST_EXPORTED.to_owned(), time_ms().to_string());
        let noted = Change::Put { store: keys::SETTINGS, key, text };
        // Where it is not noted, nobody is told when it was.
        drop(self.0.database.write(None, &[noted]).await);
        Ok(LibraryFile::new(plans))
    }

    /// When the library was last taken away as a file, in milliseconds since 1970.
    pub(crate) async fn last_taken(&self) -> Option<u64> {
        let text = self.0.database.get(keys::SETTINGS, keys::LAST_EXPORTED).await.ok()??;
        text.parse().ok()
    }
}
