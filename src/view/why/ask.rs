//! Asking a question of the trace.

use crate::engine;
use crate::view::state::{Action, Store, TraceDraft, Tracer};

/// Asks a question of the trace, as far as it is put together.
pub(crate) fn ask(store: &Store, draft: TraceDraft) {
    store.dispatch(Action::Ask(draft, Tracer::new(engine::trace)));
}
