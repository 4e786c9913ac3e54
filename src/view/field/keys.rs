//! The keys that mean the same in every field.

use yew::prelude::*;

use crate::view::state::{Action, Store};

/// The meaning of a key in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// Takes over the text in the field.
    Enter,
    /// Gives up the text and leaves the field.
    Escape,
    /// Undoes the last step.
    Undo,
    /// Redoes a step.
    Redo,
}

impl Key {
    /// The meaning of a key, if it has one.
    pub(super) fn of(event: &KeyboardEvent) -> Option<Self> {
        // While an input method composes a letter, nothing is typed yet.
        if event.is_composing() || event.alt_key() {
            return None;
        }
        let ctrl = event.ctrl_key() || event.meta_key();
        match (event.key().as_str(), ctrl, event.shift_key()) {
            ("Enter", false, false) => Some(Self::Enter),
            ("Escape", false, false) => Some(Self::Escape),
            ("z", true, false) => Some(Self::Undo),
            ("y", true, false) | ("z" | "Z", true, true) => Some(Self::Redo),
            _ => None,
        }
    }
}

/// Undoes or redoes a step of the plan, if there is one.
pub(super) fn step(store: &Store, key: Key) {
    match key {
        Key::Undo if store.history.can_undo() => store.dispatch(Action::Undo),
        Key::Redo if store.history.can_redo() => store.dispatch(Action::Redo),
        _ => {}
    }
}
