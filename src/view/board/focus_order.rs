//! The order of the keyboard: Tab leads through all things of a plan, drawn or not.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::board_state::BoardState;
use super::node::element_id;
use super::pointer_input::PointerInput;
use crate::plan::ElementId;
use crate::platform::{focus, has_element};

/// Moves the focus from a thing to the next one, or with Shift to the one before. Where that is not
/// drawn it is brought into view first; else the browser moves the focus, as it does from the last
/// thing to what comes behind the board.
pub(super) fn step(input: &PointerInput, from: ElementId, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let mut state = input.state.borrow_mut();
    // Keys can be pressed faster than things are drawn.
    let from = state.to_focus.unwrap_or(from);
    let order = input.scene.order();
    let Some(at) = order.iter().position(|id| *id == from) else { return };
    let next = if event.shift_key() { at.checked_sub(1) } else { at.checked_add(1) };
    let Some(next) = next.and_then(|at| order.get(at)).copied() else { return };
    if state.to_focus.is_none() && has_element(&element_id(next)) {
        return;
    }
    event.prevent_default();
    state.to_focus = Some(next);
    state.look_closer(next);
    if let Some(rect) = input.scene.rect(next) {
        state.viewport = state.viewport.revealing(rect, state.size);
    }
    drop(state);
    input.redraw.force_update();
}

/// Gives a thing the focus that was waiting for it to be drawn.
#[hook]
pub(super) fn use_focus(state: &Rc<RefCell<BoardState>>) {
    let state = state.clone();
    use_effect(move || {
        let waiting = state.borrow().to_focus.map(element_id);
        if let Some(element) = waiting.filter(|it| has_element(it)) {
            state.borrow_mut().to_focus = None;
            focus(&element);
        }
    });
}
