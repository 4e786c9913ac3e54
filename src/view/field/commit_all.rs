//! Drafts of all fields: putting them into the plan, and having the page tell of them.

use crate::view::state::{Action, Store};

/// Puts every draft that can be read into the plan: what is to come goes by what was typed.
pub(crate) fn commit_all(store: &Store) {
    let drafts = store.drafts.clone();
    for id in &drafts.ids() {
        drafts.commit(id);
    }
    tell(store);
}

/// Has the page tell of the drafts as they are.
pub(super) fn tell(store: &Store) {
    if store.drafts.unfinished() != *store.unfinished {
        store.dispatch(Action::Drafted);
    }
}
