//! The library state: what the library page knows and shows.

use std::collections::HashMap;
use std::rc::Rc;

use yew::prelude::*;

use super::when::moment;
use crate::library::{Filter, PlanId, PlanRecord, Standing};
use crate::locale::Moment;
use crate::platform::{Room, StorageError};

/// The state of the library page.
#[derive(Clone, Default, PartialEq)]
pub(super) struct LibraryState {
    /// The plans, the last changed first; nothing until they are read.
    pub(super) records: Option<Rc<Vec<PlanRecord>>>,
    /// The reason why they cannot be read.
    pub(super) trouble: Option<StorageError>,
    /// The filter that is chosen.
    pub(super) filter: Filter,
    /// The text that is searched for.
    pub(super) query: String,
    /// The text of every plan, once something is searched for.
    pub(super) contents: Option<Rc<HashMap<PlanId, String>>>,
    /// The plan that was chosen.
    pub(super) chosen: Option<PlanId>,
    /// True if a narrow screen shows the chosen plan and not the list.
    pub(super) shows_details: bool,
    /// The question that stands in the place of something else.
    pub(super) asked: Option<LibraryQuestion>,
    /// The browser's storage, and when the library was last exported.
    pub(super) storage: Storage,
}

/// A question to the visitor before something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LibraryQuestion {
    /// Asks for the new name of a plan.
    Name(PlanId),
    /// Asks whether to remove a plan for good.
    Forget(PlanId),
    /// Asks the same, since there is no room to keep the plan as a removed one.
    ForgetForRoom(PlanId),
    /// Asks whether to remove all removed plans for good.
    Empty,
}

/// The state of the browser's storage.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Storage {
    /// The bytes that are used and granted.
    pub(super) room: Option<Room>,
    /// The time of the last export of the library, in milliseconds since 1970.
    pub(super) exported: Option<u64>,
    /// True if the browser was asked to keep it, and did not promise to.
    pub(super) is_refused: bool,
}

/// An action on the library state.
pub(super) enum LibraryAction {
    /// Takes over the plans, or the reason why they were not read.
    Listed(Result<Vec<PlanRecord>, StorageError>),
    /// Takes over the texts of the plans.
    Contents(HashMap<PlanId, String>),
    /// Chooses a filter.
    Filter(Filter),
    /// Searches for a text.
    Search(String),
    /// Chooses a plan.
    Choose(PlanId),
    /// Shows the chosen plan on a narrow screen, or the list.
    Details(bool),
    /// Asks a question, or takes it away.
    Ask(Option<LibraryQuestion>),
    /// Takes over the state of the browser's storage.
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

/// The plans that are shown, in their groups.
pub(super) struct ShownPlans<'a> {
    /// Those that were changed recently.
    pub(super) recent: Vec<&'a PlanRecord>,
    /// The others that can be opened.
    pub(super) earlier: Vec<&'a PlanRecord>,
    /// Those that could not be read.
    pub(super) unreadable: Vec<&'a PlanRecord>,
    /// Those that were removed.
    pub(super) removed: Vec<&'a PlanRecord>,
}

impl ShownPlans<'_> {
    /// True if nothing is shown.
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

    /// The number of plans that a filter counts.
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
