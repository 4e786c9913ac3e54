//! The library context: what every part of the library page works with.

use yew::prelude::*;

use super::library_state::{LibraryAction, LibraryQuestion, LibraryState};
use crate::library::{PlanId, PlanRecord};
use crate::locale::{GeneralText, Language, LibraryText, ShellText};
use crate::platform::StorageError;
use crate::view::parts::{not_saved, say};
use crate::view::persistence::{Keeper, OpenError};
use crate::view::state::{Action, Store};

/// The store, the library and the language.
#[derive(Clone, PartialEq)]
pub(super) struct LibraryContext {
    pub(super) store: Store,
    pub(super) library: UseReducerHandle<LibraryState>,
    pub(super) language: Language,
}

impl LibraryContext {
    /// The keeper, which reads and writes plans.
    pub(super) fn keeper(&self) -> Keeper {
        self.store.persistence.keeper.clone()
    }

    /// A sentence of the library page.
    pub(super) fn text(&self, text: LibraryText) -> AttrValue {
        say(text.text(self.language))
    }

    /// A word that every area uses.
    pub(super) fn general(&self, text: GeneralText) -> AttrValue {
        say(text.text(self.language))
    }

    /// True if a plan is the one on the board.
    pub(super) fn is_on_board(&self, id: &PlanId) -> bool {
        self.store.persistence.persisted.as_ref().is_some_and(|kept| kept.record.id == *id)
    }

    /// True if another window changed a plan while this page was open.
    pub(super) fn is_changed_elsewhere(&self, record: &PlanRecord) -> bool {
        let window = self.store.persistence.keeper.window();
        !record.changed_by.is_empty()
            && *record.changed_by != **window
            && super::when::is_of_this_visit(record.changed)
    }

    /// Asks a question, or takes it away.
    pub(super) fn ask(&self, asked: Option<LibraryQuestion>) {
        self.library.dispatch(LibraryAction::Ask(asked));
    }

    /// Says in a notice that something was done.
    pub(super) fn tell(&self, text: LibraryText) {
        self.store.dispatch(Action::say(text.text(self.language)));
    }

    /// Says in a notice that something went wrong.
    pub(super) fn fail(&self, text: LibraryText) {
        self.store.dispatch(Action::fail(text.text(self.language)));
    }

    /// Says in a notice that nothing was done, since the browser does not store or read.
    pub(super) fn fail_for(&self, error: &StorageError) {
        self.fail(LibraryText::NotDone(self.why(error)));
    }

    /// The words for a refusal of the browser.
    pub(super) fn why(&self, error: &StorageError) -> String {
        LibraryText::Why(not_saved(error)).text(self.language).into_owned()
    }

    /// Says in a notice why a plan was not opened. If it cannot be read, that is noted in its
    /// record.
    pub(super) async fn fail_to_open(&self, id: &PlanId, name: &str, why: OpenError) {
        match why {
            OpenError::Gone => self.fail(LibraryText::GoneMeanwhile),
            OpenError::Storage(error) => self.fail_for(&error),
            OpenError::Unreadable(why) => {
                self.keeper().note_unreadable(id, why.clone()).await;
                self.fail(LibraryText::CannotBeRead { name: name.to_owned(), why });
            }
        }
    }

    /// The name of a plan, which may have none.
    pub(super) fn name(&self, name: &str) -> AttrValue {
        if name.is_empty() {
            say(ShellText::UntitledPlan.text(self.language))
        } else {
            AttrValue::from(name.to_owned())
        }
    }
}
