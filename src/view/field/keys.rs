//! Keys that mean the same in every field.

use yew::prelude::*;

use crate::view::state::{Action, Store};

/// What a key means in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// Takes over what is in the field.
    Enter,
    /// Gives it up and leaves.
    Escape,
    /// Takes the last step back.
    Undo,
    /// Makes it again.
    Redo,
}

impl Key {
    /// What a key means, where it means something.
    pub(super) fn of(event: &KeyboardEvent) -> Option<Self> {
        // What is put together from several keys is not yet typed.
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

/// Goes a step back or forward in the plan, where there is one.
pub(super) fn step(store: &Store, key: Key) {
    match key {
        Key::Undo if store.history.can_undo() => store.dispatch(Action::Undo),
        Key::Redo if store.history.can_redo() => store.dispatch(Action::Redo),
        _ => {}
    }
}
