//! Reading a plan of the library from its stored states and its log.

use std::rc::Rc;

use super::persisted_plan::{PersistedPlan, UnreplayedLog};
use super::recovery::left_over;
use crate::edit::History;
use crate::format::invalid_value::InvalidValue;
use crate::format::plan as plan_file;
use crate::format::plan::ReadError;
use crate::layout::placed;
use crate::library::{Entry, EntryId, PlanId, PlanRecord, Readable, Replay, Session, keys};
use crate::locale::Language;
use crate::plan::Plan;
use crate::platform::{Database, StorageError};

/// The most work of replaying a log before the plan is shown: the letters of the state times the
/// entries. Beyond that the plan is shown first, and its undo steps come a little later.
const AT_ONCE: usize = 20_000_000;

/// A plan of the library, as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LoadedPlan {
    /// The plan, with its undo steps as far as they are worked out.
    pub(crate) history: History,
    /// The plan as it is persisted.
    pub(crate) persisted: PersistedPlan,
    /// The state from which a change of it is planned.
    pub(crate) remembered: Option<Rc<Plan>>,
}

/// The reason why a plan was not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OpenError {
    /// There is no plan with this id.
    Gone,
    /// The stored plan cannot be read, for this reason.
    Unreadable(String),
    /// The browser does not read it.
    Storage(StorageError),
}

impl From<StorageError> for OpenError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

/// Everything that is stored of a plan.
pub(super) struct StoredPlan {
    record: PlanRecord,
    /// Its states by their numbers, the oldest first.
    pub(super) states: Vec<(u64, String)>,
    /// Its entries by their numbers.
    entries: Vec<(u64, String)>,
    /// The ids of the entries that can be read.
    ids: Vec<EntryId>,
}

/// Reads a plan, and the local-storage keys under which an earlier load of the page left entries of
/// it that could not be written. `made` is the number of entries that this window has made.
pub(super) async fn load(
    database: &Database,
    id: &PlanId,
    window: &Rc<str>,
    made: u64,
) -> Result<(LoadedPlan, Vec<String>), OpenError> {
    let stored = read(database, id).await?;
    let before = database.get(keys::TEXTS, &keys::before_change(id)).await?;
    let remembered = before.and_then(|text| plan_file::read(&text).ok()).map(Rc::new);
    let cloud = database.get(keys::TEXTS, &keys::cloud(id)).await?;
    let (base, number, mut history, rest) = assemble(&stored)?;
    if let Some(states) = cloud.and_then(|text| serde_json::from_str(&text).ok()) {
        *history.cloud_mut() = states;
    } else {
        history.cloud_mut().open_at(stored.record.made);
    }
    let stated = stored.states.last().map_or(base, |(number, _)| *number);
    // No two entries of a window may have the same number, so counting goes on after the highest
    // one stored.
    let own = stored.ids.iter().filter(|it| *it.window == **window).map(|it| it.number).max();
    let made = made.max(own.unwrap_or_default());
    let mut session = Session::new(id.clone(), window.clone(), made, number, history);
    let mut recovered = vec![];
    for (key, left) in left_over() {
        if left.record.id == *id {
            let is_written = |entry: &Entry| stored.ids.contains(&entry.id);
            session.recover(left.entries.into_iter().filter(|it| !is_written(it)).collect());
            recovered.push(key);
        }
    }
    let history = session.shown();
    let record = Rc::new(stored.record);
    let (unstored, is_wanted) = (None, true);
    let persisted = PersistedPlan { record, session, base, unstored, is_wanted, stated, rest };
    Ok((LoadedPlan { history, persisted, remembered }, recovered))
}

pub(super) async fn read(database: &Database, id: &PlanId) -> Result<StoredPlan, OpenError> {
    let record = database.get(keys::PLANS, id.as_str()).await?.ok_or(OpenError::Gone)?;
    let record = PlanRecord::read(id.as_str(), &record);
    if let Readable::No(why) = &record.readable {
        return Err(OpenError::Unreadable(why.clone()));
    }
    let (from, before) = keys::up_to(id, u64::MAX / 2);
    let states = database.all(keys::TEXTS, Some((&from, &before))).await?;
    let entries = database.all(keys::ENTRIES, Some((&from, &before))).await?;
    let numbered = |texts: Vec<(String, String)>| {
        let texts = texts.into_iter();
        texts.filter_map(|(key, text)| Some((keys::number_of(&key)?, text))).collect::<Vec<_>>()
    };
    let entries = numbered(entries);
    let ids = entries.iter().filter_map(|(_, text)| Some(Entry::read(text).ok()?.id)).collect();
    Ok(StoredPlan { record, states: numbered(states), entries, ids })
}

/// The number before the log, the number of its last entry, the plan there, and the log if its undo
/// steps are yet to be worked out.
type Assembled = (u64, u64, History, Option<Rc<UnreplayedLog>>);

/// Puts a plan together from its states and its log: from the oldest state that can be read with
/// all entries after it.
fn assemble(stored: &StoredPlan) -> Result<Assembled, OpenError> {
    let mut why = OpenError::Gone;
    for (number, text) in &stored.states {
        match plan_file::read(text) {
            Ok(plan) => match log(stored, *number) {
                Ok(entries) => {
                    return Ok(replayed(stored, placed(plan), text.len(), *number, entries));
                }
                Err(reason) => why = OpenError::Unreadable(reason),
            },
            Err(error) => why = OpenError::Unreadable(reason(&error)),
        }
    }
    Err(why)
}

/// The reason why a stored plan cannot be read, as a sentence that the library stores with the
/// plan.
pub(crate) fn reason(error: &ReadError) -> String {
    error.text(Language::default()).into_owned()
}

/// The entries after a number. All of them have to be there and readable.
pub(super) fn log(stored: &StoredPlan, number: u64) -> Result<Vec<(u64, Rc<Entry>)>, String> {
    let behind = stored.entries.iter().filter(|(at, _)| *at > number);
    let mut entries = vec![];
    for ((at, text), due) in behind.zip(number.saturating_add(1)..) {
        if *at != due {
            return Err(format!("step {due} of what was done to it is missing"));
        }
        let entry = Entry::read(text).map_err(|error| {
            let error = InvalidValue::of_parser(&error, text).text(Language::default());
            format!("step {at} of what was done to it is of a newer version, or damaged: {error}")
        })?;
        entries.push((*at, Rc::new(entry)));
    }
    Ok(entries)
}

fn replayed(
    stored: &StoredPlan,
    plan: Plan,
    length: usize,
    base: u64,
    entries: Vec<(u64, Rc<Entry>)>,
) -> Assembled {
    let last = entries.last().map_or(base, |(number, _)| *number);
    let whole = Replay::new(plan, base, entries);
    if length.saturating_mul(stored.entries.len()) <= AT_ONCE {
        let (history, number) = whole.finish();
        return (base, number, history, None);
    }
    let newest = stored.states.iter().rev().find_map(|(number, text)| {
        let plan = plan_file::read(text).ok()?;
        Some(Replay::new(placed(plan), *number, log(stored, *number).ok()?))
    });
    match newest {
        Some(newest) => {
            let (history, number) = newest.finish();
            let at_once = AT_ONCE.checked_div(length.saturating_mul(20)).unwrap_or(1).max(1);
            (
                base,
                number,
                history,
                Some(Rc::new(UnreplayedLog { replay: whole, number: last, at_once })),
            )
        }
        None => {
            let (history, number) = whole.finish();
            (base, number, history, None)
        }
    }
}
