//! The target of a pointer or a key event, read from the attributes of the pressed element.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::command::LineEnd;
use crate::plan::{ConnectionId, ElementId};

/// The thing that a gesture starts on.
pub(super) enum Pressed {
    End(LineEnd),
    Badge(ElementId),
    Node(ElementId),
    /// The label of a connection of one's own.
    Connection(ConnectionId),
    Nothing,
}

pub(super) fn pressed(event: &Event) -> Pressed {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return Pressed::Nothing;
    };
    let attribute = |name: &str| {
        let holder = target.closest(&format!("[{name}]")).ok().flatten()?;
        holder.get_attribute(name)
    };
    if let Some(end) = attribute("data-end").and_then(|text| end_of(&text)) {
        return Pressed::End(end);
    }
    if let Some(id) = attribute("data-connection").and_then(|text| text.parse().ok()) {
        return Pressed::Connection(id);
    }
    if let Some(id) = attribute("data-select").and_then(|text| text.parse().ok()) {
        return Pressed::Badge(id);
    }
    attribute("data-id").and_then(|text| text.parse().ok()).map_or(Pressed::Nothing, Pressed::Node)
}

/// The thing whose reason a press or a key asks for: its text, the card that it belongs to, and the
/// element that stands for it, which is a line, a mark or a badge.
pub(super) fn asked(event: &Event) -> Option<(String, ElementId, Element)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let mark = target.closest("[data-why]").ok().flatten()?;
    // A badge is on the card that it belongs to.
    let card = mark.closest("[data-on], [data-id]").ok().flatten()?;
    let on = card.get_attribute("data-on").or_else(|| card.get_attribute("data-id"))?;
    Some((mark.get_attribute("data-why")?, on.parse().ok()?, mark))
}

/// Finds the end that a handle stands for, by its id.
fn end_of(text: &str) -> Option<LineEnd> {
    if let Ok(listener) = text.parse() {
        return Some(LineEnd::Listener(listener));
    }
    match text.parse().ok()? {
        ElementId::BackendServerGroup(id) => Some(LineEnd::BackendServerGroup(id)),
        ElementId::SecurityGroup(id) => Some(LineEnd::SecurityGroup(id)),
        ElementId::NetworkAcl(id) => Some(LineEnd::NetworkAcl(id)),
        _ => None,
    }
}
