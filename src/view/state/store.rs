//! The store: the state of the page, as components read it and change it.

use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::page_state::State;
use crate::plan::Plan;

/// The store, as components get it.
pub(crate) type Store = UseReducerHandle<State>;

/// The store of the page.
///
/// # Panics
/// Never: the page's root provides it. Outside of the page a state without a plan is made.
pub(crate) fn use_store() -> impl Hook<Output = Store> {
    StoreHook
}

/// The hook of the store. It is written by hand, since the macro lets no hook run only where another
/// one finds nothing, and a state is much to make for every component that does not need it.
struct StoreHook;

impl Hook for StoreHook {
    type Output = Store;

    fn run(self, context: &mut HookContext) -> Store {
        // A component finds the page's store when it is made or never, so the order of its hooks
        // stays the same.
        match use_context::<Store>().run(context) {
            Some(store) => store,
            None => use_reducer(|| State::new(Plan::default())).run(context),
        }
    }
}
