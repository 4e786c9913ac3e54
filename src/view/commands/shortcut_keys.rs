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

/// Where it is kept that single keys run_command no commands.
const KEY: &str = "elb-rule-planner.single-keys";

/// Whether keys without Ctrl run_command commands. People who speak to their machine, or whose hands slip,
/// can switch them off.
pub(crate) fn has_single_keys() -> bool {
    load(KEY).as_deref() != Some("off")
}

/// Says whether keys without Ctrl run_command commands.
pub(crate) fn set_single_keys(is_on: bool) {
    // A browser that keeps nothing leaves them on.
    let _ = store(KEY, if is_on { "on" } else { "off" });
}

/// Gives commands by their keys, unless a dialog is open. In a field, keys without Ctrl belong to
/// the field, and so do those that edit text. A command goes by what was typed until then.
#[hook]
pub(crate) fn use_shortcuts(store: &Store, run_command: Callback<CommandText>) {
    // The listener is there once and for all and looks up what holds now, which may not be drawn
    // yet: were it exchanged after every drawing, or did it go by what was drawn last, a key that
    // is pressed before the next drawing would be lost.
    let now = use_mut_ref(|| (store.clone(), run_command.clone()));
    *now.borrow_mut() = (store.clone(), run_command);
    {
        // Who reloads or closes the page does not leave the field first.
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
                // What is on the board is out of sight, and its keys with it.
                if key == "Escape" {
                    event.prevent_default();
                    store.dispatch(Action::Visit(Page::Board));
                } else if key == "?" && !is_typing() && has_single_keys() {
                    event.prevent_default();
                    run_command.emit(CommandText::Shortcuts);
                }
                return;
            }
            // A field for text says itself whether there is something to take back in it.
            let takes_back = matches!(key.as_str(), "z" | "y" | "Z");
            let is_of_field = matches!(key.as_str(), "a" | "d") || takes_back && is_typing_text();
            if is_typing() && (!ctrl || is_of_field) {
                // Who is done with a field goes back to the page, and what is selected stays so.
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
