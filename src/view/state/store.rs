//! The store: the state of the page, as components read it and change it.

use yew::prelude::*;

use super::page_state::State;
use crate::plan::Plan;

/// The store, as components get it.
pub(crate) type Store = UseReducerHandle<State>;

/// The store of the page.
///
/// # Panics
/// Never: the page's root provides it. Outside of the page a state without a plan is made.
#[hook]
pub(crate) fn use_store() -> Store {
    let fallback = use_reducer(|| State::new(Plan::default()));
    use_context::<Store>().unwrap_or(fallback)
}
