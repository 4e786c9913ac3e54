//! The keys of the board: those that act on the thing in focus. The shortcuts of commands are
//! handled elsewhere.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::focus_order;
use super::own_lines;
use super::pointer_input::PointerInput;
use super::pressed::{Pressed, pressed};
use crate::edit::Edit;
use crate::layout::{STEP, nudged};
use crate::page::Tab;
use crate::plan::{ConnectionId, ElementId};
use crate::view::state::Action;

/// The distance that an arrow key moves a thing with Shift.
const LARGE_STEP: i32 = 5 * STEP;

/// Handles a key on the board.
pub(super) fn down(input: &PointerInput, event: &KeyboardEvent) {
    if let Pressed::Connection(id) = pressed(event) {
        return connection(input, id, event);
    }
    let Some(id) = focused(event) else { return ask(input, event) };
    if event.key() == "Tab" {
        return focus_order::step(input, id, event);
    }
    let step = if event.shift_key() { LARGE_STEP } else { STEP };
    let (dx, dy) = match event.key().as_str() {
        "ArrowLeft" => (-step, 0),
        "ArrowRight" => (step, 0),
        "ArrowUp" => (0, -step),
        "ArrowDown" => (0, step),
        "Enter" | " " if !event.ctrl_key() && !event.meta_key() => {
            event.prevent_default();
            if input.store.selection.as_slice() == [id] {
                input.store.dispatch(Action::Show(Tab::Selection));
            } else {
                input.store.dispatch(Action::Select(vec![id]));
            }
            return;
        }
        _ => return,
    };
    if input.store.is_locked() {
        return;
    }
    event.prevent_default();
    nudge(input, id, dx, dy);
}

/// Opens the form of a connection of one's own whose label has the focus, or removes it.
fn connection(input: &PointerInput, id: ConnectionId, event: &KeyboardEvent) {
    let (store, has_modifier) = (&input.store, event.ctrl_key() || event.meta_key());
    match event.key().as_str() {
        "Enter" | " " if !has_modifier => own_lines::open(store, id),
        "Delete" => own_lines::remove(store, id),
        _ => return,
    }
    // The keys would also be those of commands.
    event.prevent_default();
}

/// Shows the reason of the mark that has the focus.
fn ask(input: &PointerInput, event: &KeyboardEvent) {
    let is_pressed = matches!(event.key().as_str(), "Enter" | " ");
    if !is_pressed || event.ctrl_key() || event.meta_key() {
        return;
    }
    let asked = input.asked(event, &input.state.borrow());
    if asked.is_some() {
        event.prevent_default();
        input.store.dispatch(Action::Explain(asked));
    }
}

/// Moves the selection past everything in the way; or only the thing in focus, where that is not
/// selected.
fn nudge(input: &PointerInput, id: ElementId, dx: i32, dy: i32) {
    let selection = &input.store.selection;
    let ids = if selection.contains(&id) { selection.to_vec() } else { vec![id] };
    let places = nudged(input.store.plan(), &ids, (dx, dy)).into_iter();
    let moves = places.map(|(element, position)| Edit::Move { element, into: None, position });
    let edits = moves.collect::<Vec<_>>();
    let select = (!selection.contains(&id)).then(|| vec![id]);
    let topic = Some("nudge".to_owned());
    input.store.dispatch(Action::Edit { edits, topic, select });
}

/// The drawn thing that has the focus.
fn focused(event: &KeyboardEvent) -> Option<ElementId> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let node = target.closest("[data-id]").ok().flatten()?;
    node.get_attribute("data-id")?.parse().ok()
}
