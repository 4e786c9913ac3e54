//! Keyboard shortcuts for the whole page.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::command::by_shortcut;
use crate::locale::CommandText;
use crate::platform::{is_typing, is_typing_text, leave_field, load, on_window, store};
use crate::view::field::commit_all;
use crate::view::parts::use_listening;
use crate::view::saving::put_down_unwritten;
use crate::view::state::{Action, Page, Store};

/// The storage key of the setting that switches off single keys.
const KEY: &str = "elb-rule-planner.single-keys";

/// True if keys without Ctrl run commands. People who speak to their machine, or whose hands slip,
/// can switch them off.
pub(crate) fn has_single_keys() -> bool {
    load(KEY).as_deref() != Some("off")
}

/// Sets whether keys without Ctrl run commands.
pub(crate) fn set_single_keys(is_on: bool) {
    // If this fails, they stay on.
    let _ = store(KEY, if is_on { "on" } else { "off" });
}

/// Runs commands by their keys, unless a dialog is open. In a field, keys without Ctrl belong to
/// the field, and so do those that edit text. A command sees what was typed until then.
#[hook]
pub(crate) fn use_shortcuts(store: &Store, run_command: Callback<CommandText>) {
    // The listener is added once and looks up the latest store, which may not be drawn yet. A
    // listener that is exchanged after every drawing, or that uses the store drawn last, would lose
    // a key pressed before the next drawing.
    let now = use_mut_ref(|| (store.clone(), run_command.clone()));
    *now.borrow_mut() = (store.clone(), run_command);
    {
        // Reloading or closing the page does not leave the field first.
        let now = now.clone();
        use_listening(move || {
            ["beforeunload", "pagehide"].map(|leaving| {
                let now = now.clone();
                on_window(leaving, move |_| {
                    let (store, _) = now.borrow().clone();
                    commit_all(&store);
                    put_down_unwritten(&store);
                })
            })
        });
    }
    use_listening(move || {
        on_window("keydown", move |event| {
            let (store, run_command) = now.borrow().clone();
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if event.default_prevented() || event.alt_key() || event.is_composing() {
                return;
            }
            let ctrl = event.ctrl_key() || event.meta_key();
            let key = event.key();
            if store.dialog.is_some() {
                // The browser closes a dialog on Escape, but not one that it is yet to show.
                if key == "Escape" {
                    store.dispatch(Action::Close);
                }
                return;
            }
            if store.page == Page::Plans {
                // The board is out of sight, so its keys do nothing.
                if key == "Escape" {
                    event.prevent_default();
                    store.dispatch(Action::Visit(Page::Board));
                } else if key == "?" && !is_typing() && has_single_keys() {
                    event.prevent_default();
                    run_command.emit(CommandText::Shortcuts);
                }
                return;
            }
            // A text field has an undo of its own.
            let takes_back = matches!(key.as_str(), "z" | "y" | "Z");
            let is_of_field = matches!(key.as_str(), "a" | "d") || takes_back && is_typing_text();
            if is_typing() && (!ctrl || is_of_field) {
                // Escape leaves a field, and keeps the selection.
                if key == "Escape" {
                    leave_field();
                }
                return;
            }
            let is_single = !ctrl && key.chars().count() == 1;
            if is_single && !has_single_keys() {
                return;
            }
            if let Some(command) = by_shortcut(&key, ctrl, event.shift_key()) {
                event.prevent_default();
                run_command.emit(command.name);
            }
        })
    });
}
