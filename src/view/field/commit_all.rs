//! The drafts of all fields: putting them into the plan, and telling the page about them.

use crate::view::state::{Action, Store};

/// Puts every draft that can be read into the plan, before something that uses the plan.
pub(crate) fn commit_all(store: &Store) {
    let drafts = store.drafts.clone();
    for id in &drafts.ids() {
        drafts.commit(id);
    }
    tell(store);
}

/// Tells the page if the unfinished drafts are others than it shows.
pub(super) fn tell(store: &Store) {
    if store.drafts.unfinished() != *store.unfinished {
        store.dispatch(Action::Drafted);
    }
}
