//! What the page of the plans knows and shows.

use std::collections::HashMap;
use std::rc::Rc;

use yew::prelude::*;

use super::when::moment;
use crate::library::{Filter, PlanId, PlanRecord, Standing};
use crate::locale::Moment;
use crate::platform::{Room, StorageError};

/// The state of the page of the plans.
#[derive(Clone, Default, PartialEq)]
pub(super) struct LibraryState {
    /// The plans, those that were changed last first; nothing until they are read.
    pub(super) records: Option<Rc<Vec<PlanRecord>>>,
    /// Why they cannot be read.
    pub(super) trouble: Option<StorageError>,
    /// What is looked at.
    pub(super) filter: Filter,
    /// What is searched for.
    pub(super) query: String,
    /// What the plans hold, once something is searched for.
    pub(super) contents: Option<Rc<HashMap<PlanId, String>>>,
    /// The plan that was chosen.
    pub(super) chosen: Option<PlanId>,
    /// Whether a narrow screen shows the plan that is chosen, and not the list.
    pub(super) shows_details: bool,
    /// What is asked or typed in the place of what is shown otherwise.
    pub(super) asked: Option<LibraryQuestion>,
    /// How much room the browser has, and when the library was last exported.
    pub(super) storage: Storage,
}

/// What is asked, or typed, before something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LibraryQuestion {
    /// The new name of a plan.
    Name(PlanId),
    /// Whether to remove a plan for good.
    Forget(PlanId),
    /// The same, since there is no room to keep it as a removed one.
    ForgetForRoom(PlanId),
    /// Whether to remove all removed plans for good.
    Empty,
}

/// What is known of the browser's storage.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Storage {
    /// How much room there is.
    pub(super) room: Option<Room>,
    /// When the library was last exported, in milliseconds since 1970.
    pub(super) exported: Option<u64>,
    /// Whether the browser was asked to keep it, and did not promise to.
    pub(super) is_refused: bool,
}

/// What happens on the page of the plans.
pub(super) enum LibraryAction {
    /// The plans were read, or not.
    Listed(Result<Vec<PlanRecord>, StorageError>),
    /// What the plans hold was read.
    Contents(HashMap<PlanId, String>),
    /// Other plans are looked at.
    Filter(Filter),
    /// Something is searched for.
    Search(String),
    /// A plan is chosen.
    Choose(PlanId),
    /// A narrow screen shows the plan that is chosen, or the list.
    Details(bool),
    /// Something is asked, or no longer.
    Ask(Option<LibraryQuestion>),
    /// The browser said how much room there is.
    Storage(Storage),
}

impl Reducible for LibraryState {
    type Action = LibraryAction;

    fn reduce(self: Rc<Self>, turn: LibraryAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match turn {
            LibraryAction::Listed(Ok(records)) => {
                next.records = Some(Rc::new(records));
                next.trouble = None;
            }
            LibraryAction::Listed(Err(error)) => next.trouble = Some(error),
            LibraryAction::Contents(contents) => next.contents = Some(Rc::new(contents)),
            LibraryAction::Filter(filter) => {
                next.filter = filter;
                next.shows_details = false;
                next.asked = None;
            }
            LibraryAction::Search(query) => next.query = query,
            LibraryAction::Choose(id) => {
                if next.chosen.as_ref() != Some(&id) {
                    next.asked = None;
                }
                next.chosen = Some(id);
            }
            LibraryAction::Details(is_shown) => next.shows_details = is_shown,
            LibraryAction::Ask(asked) => next.asked = asked,
            LibraryAction::Storage(storage) => next.storage = storage,
        }
        Rc::new(next)
    }
}

/// The plans that are shown, by where they stand.
pub(super) struct ShownPlans<'a> {
    /// Those that were changed not long ago.
    pub(super) recent: Vec<&'a PlanRecord>,
    /// The others that can be opened.
    pub(super) earlier: Vec<&'a PlanRecord>,
    /// Those that could not be read.
    pub(super) unreadable: Vec<&'a PlanRecord>,
    /// Those that were removed.
    pub(super) removed: Vec<&'a PlanRecord>,
}

impl ShownPlans<'_> {
    /// Whether nothing is shown.
    pub(super) fn is_empty(&self) -> bool {
        [&self.recent, &self.earlier, &self.unreadable, &self.removed]
            .iter()
            .all(|list| list.is_empty())
    }
}

impl LibraryState {
    /// Every plan.
    pub(super) fn all(&self) -> &[PlanRecord] {
        self.records.as_ref().map_or(&[], |records| records)
    }

    /// How many plans a filter counts.
    pub(super) fn count(&self, filter: Filter, now: &Moment) -> usize {
        let records = self.all().iter();
        records.filter(|it| filter.counts(it, moment(it.changed).is_recent(now))).count()
    }

    /// The plans that are shown.
    pub(super) fn shown(&self, now: &Moment) -> ShownPlans<'_> {
        let mut shown =
            ShownPlans { recent: vec![], earlier: vec![], unreadable: vec![], removed: vec![] };
        let query = self.query.trim().to_lowercase();
        for record in self.all() {
            let is_recent = moment(record.changed).is_recent(now);
            if !self.filter.shows(record, is_recent) || !self.is_found(record, &query) {
                continue;
            }
            match record.standing() {
                Standing::Kept if is_recent => shown.recent.push(record),
                Standing::Kept => shown.earlier.push(record),
                Standing::Unreadable => shown.unreadable.push(record),
                Standing::Removed => shown.removed.push(record),
            }
        }
        shown
    }

    fn is_found(&self, record: &PlanRecord, query: &str) -> bool {
        let holds = || {
            let contents = self.contents.as_ref().and_then(|it| it.get(&record.id));
            contents.is_some_and(|text| text.contains(query))
        };
        query.is_empty() || record.name.to_lowercase().contains(query) || holds()
    }

    /// The plan whose details are shown: the one that was chosen, else the first one.
    pub(super) fn detailed<'a>(&self, shown: &ShownPlans<'a>) -> Option<&'a PlanRecord> {
        let mut cards = shown.recent.iter().chain(&shown.earlier);
        let first = cards.clone().next();
        cards.find(|it| Some(&it.id) == self.chosen.as_ref()).or(first).copied()
    }
}
