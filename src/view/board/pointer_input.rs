//! The pointer input of the board: select, move, connect, add, pull, zoom.
//!
//! Mouse, pen and touch are one kind of event here. The thing under a pointer is found in the
//! scene; only at the start of a gesture is it read from the element that was pressed.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::board_state::{BoardState, Carried, Gesture, is_card};
use super::drop::{end, end_line, ghost, ghosts};
use super::own_lines;
use super::pressed::{Pressed, asked, pressed};
use crate::command::{DrawnKind, Line, carry, drag, home_of_carried, home_of_dragged, line};
use crate::layout::{DetailLevel, Point, Rect, SUBNET_HEADER, Scene, VPC_HEADER, Viewport};
use crate::locale::Language;
use crate::page::{Tab, View};
use crate::plan::ElementId;
use crate::platform::{ClientRect, client_rect, is_topmost};
use crate::view::state::{Action, Asked, Store};

/// The distance, in pixels, that a pointer moves before a press becomes a drag.
const SLACK: f64 = 4.0;

/// Everything that a gesture needs.
#[derive(Clone)]
pub(super) struct PointerInput {
    pub(super) state: Rc<RefCell<BoardState>>,
    pub(super) store: Store,
    pub(super) scene: Rc<Scene>,
    pub(super) carried: Carried,
    pub(super) root: NodeRef,
    pub(super) redraw: UseForceUpdateHandle,
    /// True while the reason of something is shown.
    pub(super) is_asked: bool,
    pub(super) language: Language,
}

impl PointerInput {
    /// A pointer's place in pixels of the board's window.
    fn pixel(&self, event: &PointerEvent) -> Point {
        self.pixel_of(f64::from(event.client_x()), f64::from(event.client_y()))
    }

    fn pixel_of(&self, x: f64, y: f64) -> Point {
        let corner = self.root.cast::<Element>().map(|root| client_rect(&root)).unwrap_or_default();
        Point::new(x - corner.x, y - corner.y)
    }

    pub(super) fn down(&self, event: &PointerEvent) {
        let pixel = self.pixel(event);
        let mut state = self.state.borrow_mut();
        state.pointers.insert(event.pointer_id(), pixel);
        if let Some(root) = self.root.cast::<Element>() {
            // Without the capture a gesture ends at the board's edge, which is bearable.
            drop(root.set_pointer_capture(event.pointer_id()));
        }
        let is_carrying = self.carried.get().is_some();
        if state.pointers.len() > 1 || is_carrying {
            // A second finger gives up the gesture of the first one; two pinch the board.
            self.carried.set(None);
            state.lead = None;
            state.gesture = pinched(&state).map_or(Gesture::Idle, Gesture::Pinch);
            drop(state);
            self.redraw.force_update();
            return;
        }
        state.lead = Some(event.pointer_id());
        if event.button() == 1 {
            event.prevent_default();
            state.gesture = Gesture::Pan(pixel);
            return;
        }
        if event.button() != 0 {
            return;
        }
        let point = state.viewport.to_board(pixel);
        let adds = event.shift_key() || event.ctrl_key() || event.meta_key();
        let asks = self.asked(event, &state).filter(|_| !adds);
        let press = |ids: Vec<ElementId>, click: Option<ElementId>| {
            let asks = asks.clone();
            Gesture::Press { at: pixel, ids, click, adds, asks, opens: None }
        };
        state.gesture = match pressed(event) {
            Pressed::Connection(id) => {
                let opens = Some(id).filter(|_| !self.store.is_locked());
                Gesture::Press { at: pixel, ids: vec![], click: None, adds, asks: None, opens }
            }
            Pressed::Node(id) if self.store.is_locked() => press(vec![], Some(id)),
            Pressed::End(_) if self.store.is_locked() => press(vec![], None),
            Pressed::End(end) => Gesture::Connect { end, from: point, to: point, over: None },
            Pressed::Node(id) if self.is_body(id, point) => press(vec![], Some(id)),
            Pressed::Node(id) => {
                let selection = &self.store.selection;
                let ids = if selection.contains(&id) { selection.to_vec() } else { vec![id] };
                press(ids, Some(id))
            }
            Pressed::Badge(id) => press(vec![], Some(id)),
            // A press on a line selects what it leads to.
            Pressed::Nothing => press(vec![], asks.as_ref().map(|asked| asked.on)),
        };
        drop(state);
        self.redraw.force_update();
    }

    /// The thing whose reason a press or a key asks for. A line is as long as the way that it runs, so
    /// the place where it was pressed stands for it.
    pub(super) fn asked(&self, event: &Event, state: &BoardState) -> Option<Asked> {
        let (about, on, element) = asked(event)?;
        let card = self.scene.rect(on)?;
        let is_line = element.matches(".wire").unwrap_or(false);
        let pointer = event.dyn_ref::<PointerEvent>().filter(|_| is_line);
        let rect = match pointer.map(|it| (f64::from(it.client_x()), f64::from(it.client_y()))) {
            Some((x, y)) => ClientRect { x, y, width: 0.0, height: 0.0 },
            None => client_rect(&element),
        };
        let mark = self.rect_of(rect, state);
        let mark = Rect { x: mark.x - card.x, y: mark.y - card.y, ..mark };
        Some(Asked { about: about.into(), on, mark: Some(mark) })
    }

    /// A rectangle of the page in board units.
    fn rect_of(&self, rect: ClientRect, state: &BoardState) -> Rect {
        let Point { x, y } = state.viewport.to_board(self.pixel_of(rect.x, rect.y));
        let zoom = state.viewport.zoom;
        Rect { x, y, width: rect.width / zoom, height: rect.height / zoom }
    }

    /// True if a place is on the body of a container. A drag from there pulls the board, so that
    /// one can look around even over large containers.
    fn is_body(&self, id: ElementId, point: Point) -> bool {
        let header = match id {
            ElementId::Vpc(_) => VPC_HEADER,
            ElementId::Subnet(_) => SUBNET_HEADER,
            _ => return false,
        };
        self.scene.rect(id).is_some_and(|rect| point.y > rect.y + header)
    }

    pub(super) fn moved(&self, event: &PointerEvent) {
        let pixel = self.pixel(event);
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        if state.pointers.contains_key(&event.pointer_id()) {
            state.pointers.insert(event.pointer_id(), pixel);
        }
        let point = state.viewport.to_board(pixel);
        let is_led = state.lead.is_none_or(|lead| lead == event.pointer_id());
        if !is_led {
            return;
        }
        if event.buttons() == 0 && !matches!(state.gesture, Gesture::Idle | Gesture::Pinch(_)) {
            // The pointer went up outside of the page.
            self.carried.set(None);
            state.give_up();
            self.redraw.force_update();
            return;
        }
        let is_over = self.is_over(event);
        let next = match std::mem::take(&mut state.gesture) {
            Gesture::Idle => match self.carried.get() {
                Some(kind) => {
                    state.lead = Some(event.pointer_id());
                    self.carrying(kind, point)
                }
                None => {
                    // Near by every card is whole.
                    let is_far = state.drawn.is_some_and(|it| it.detail() < DetailLevel::Cards);
                    let hovered = match is_far.then(|| pressed(event)) {
                        Some(Pressed::Node(id)) if is_card(id) => Some(id),
                        _ => None,
                    };
                    if state.hovered != hovered {
                        state.hovered = hovered;
                        self.redraw.force_update();
                    }
                    return;
                }
            },
            // A thing that was let go outside of the board is no longer carried.
            Gesture::Carry { .. } if self.carried.get().is_none() => {
                state.lead = None;
                Gesture::Idle
            }
            Gesture::Carry { kind, .. } => self.carrying(kind, point),
            press @ Gesture::Press { at, .. } if at.distance(pixel) < SLACK => press,
            Gesture::Press { at, ids, click, adds, .. } => {
                let from = state.viewport.to_board(at);
                if !ids.is_empty() {
                    if let (Some(id), false) = (click, self.store.selection.as_slice() == ids) {
                        self.store.dispatch(Action::Select(vec![id]));
                    }
                    self.dragging(ids, from, point, is_over)
                } else if adds {
                    Gesture::Marquee { from, to: point }
                } else {
                    state.viewport = state.viewport.panned(pixel.x - at.x, pixel.y - at.y);
                    Gesture::Pan(pixel)
                }
            }
            Gesture::Drag { ids, from, .. } => self.dragging(ids, from, point, is_over),
            Gesture::Pan(last) => {
                state.viewport = state.viewport.panned(pixel.x - last.x, pixel.y - last.y);
                Gesture::Pan(pixel)
            }
            Gesture::Marquee { from, .. } => Gesture::Marquee { from, to: point },
            Gesture::Connect { end, from, .. } => {
                let over = Line { end, from, to: point }.target(&self.scene);
                Gesture::Connect { end, from, to: point, over: over.filter(|_| is_over) }
            }
            Gesture::Pinch(last) => match pinched(state) {
                Some(distance) => {
                    let middle = middle(state);
                    let zoom = state.viewport.zoom * distance / last.max(1.0);
                    let least = Viewport::least(self.scene.bounds(), state.size);
                    state.viewport = state.viewport.zoomed(zoom, least, middle);
                    Gesture::Pinch(distance)
                }
                None => Gesture::Idle,
            },
        };
        state.gesture = next;
        self.redraw.force_update();
    }

    pub(super) fn up(&self, event: &PointerEvent) {
        let pixel = self.pixel(event);
        let (gesture, point) = {
            let mut state = self.state.borrow_mut();
            state.pointers.remove(&event.pointer_id());
            if state.lead.is_some_and(|lead| lead != event.pointer_id()) {
                return;
            }
            state.lead = None;
            (std::mem::take(&mut state.gesture), state.viewport.to_board(pixel))
        };
        self.carried.set(None);
        // A thing that is let go beside the board, or on the controls above it, changes nothing.
        let is_over = self.is_over(event);
        let (plan, scene) = (self.store.plan(), &self.scene);
        match gesture {
            Gesture::Press { opens: Some(id), .. } => {
                self.state.borrow_mut().clicked = None;
                own_lines::open(&self.store, id);
            }
            Gesture::Press { click, adds, asks, .. } => {
                self.state.borrow_mut().clicked = click;
                self.click(click, adds);
                // A click beside what is explained closes its box.
                if asks.is_some() || self.is_asked {
                    self.store.dispatch(Action::Explain(asks));
                }
            }
            Gesture::Drag { ids, from, .. } if is_over => {
                end(&self.store, self.language, drag(plan, scene, &ids, (from, point)));
            }
            Gesture::Marquee { from, to } => {
                let mut ids = self.store.selection.to_vec();
                let framed = self.scene.within(Rect::between(from, to));
                ids.extend(framed.into_iter().filter(|id| !self.store.selection.contains(id)));
                self.store.dispatch(Action::Select(ids));
            }
            Gesture::Connect { end, from, .. } if is_over => {
                end_line(
                    &self.store,
                    self.language,
                    line(plan, scene, Line { end, from, to: point }),
                );
            }
            Gesture::Carry { kind, .. } if is_over => {
                end(
                    &self.store,
                    self.language,
                    carry(plan, scene, &self.store.selection, kind, point),
                );
            }
            Gesture::Drag { .. } | Gesture::Connect { .. } | Gesture::Carry { .. } => {}
            Gesture::Idle | Gesture::Pan(_) | Gesture::Pinch(_) => {}
        }
        self.redraw.force_update();
    }

    /// True if a pointer is over the board itself, not beside it or over the controls above it. A
    /// captured pointer sends its events from everywhere.
    fn is_over(&self, event: &PointerEvent) -> bool {
        let (x, y) = (event.client_x(), event.client_y());
        self.root
            .cast::<Element>()
            .is_some_and(|root| is_topmost(&root, f64::from(x), f64::from(y)))
    }

    fn carrying(&self, kind: DrawnKind, to: Point) -> Gesture {
        let into = home_of_carried(&self.scene, kind, to);
        Gesture::Carry { kind, to, into, ghost: ghost(&self.store, &self.scene, kind, to) }
    }

    fn dragging(&self, ids: Vec<ElementId>, from: Point, to: Point, is_over: bool) -> Gesture {
        let into = home_of_dragged(&self.scene, &ids, to).filter(|_| is_over);
        let ghosts =
            if is_over { ghosts(&self.store, &self.scene, &ids, from, to) } else { vec![] };
        Gesture::Drag { ids, from, to, into, ghosts }
    }

    /// Handles a pointer that left the board: a thing carried from the palette is hidden until the
    /// pointer comes back.
    pub(super) fn left(&self) {
        let mut state = self.state.borrow_mut();
        if state.hovered.take().is_some() {
            self.redraw.force_update();
        }
        if let Gesture::Carry { .. } = state.gesture {
            state.gesture = Gesture::Idle;
            state.lead = None;
            self.redraw.force_update();
        }
    }

    /// Ends a gesture without a result: the system took the pointer away.
    pub(super) fn cancel(&self) {
        self.state.borrow_mut().give_up();
        self.carried.set(None);
        self.redraw.force_update();
    }

    /// Handles the end of a capture. A pointer that did not go up before was taken away by the
    /// system.
    pub(super) fn lost(&self, event: &PointerEvent) {
        let is_down = self.state.borrow().pointers.contains_key(&event.pointer_id());
        if is_down {
            self.cancel();
        }
    }

    fn click(&self, id: Option<ElementId>, adds: bool) {
        let selection = match (id, adds) {
            (None, true) => return,
            (None, false) => vec![],
            (Some(id), false) => vec![id],
            (Some(id), true) => toggled(&self.store.selection, id),
        };
        self.store.dispatch(Action::Select(selection));
    }

    /// Opens the form of the thing under a double click. The event itself is sent to the whole
    /// board, which captured the pointer, so the thing that the last click hit is used.
    pub(super) fn double_click(&self) {
        let clicked = self.state.borrow().clicked;
        if let Some(id) = clicked {
            self.store.dispatch(Action::Select(vec![id]));
            self.store.dispatch(Action::Show(Tab::Selection));
        }
    }

    /// Brings a thing that gets the focus by the keyboard into the window. A thing that a pointer
    /// presses is there already.
    pub(super) fn focused(&self, event: &FocusEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let by_keyboard = target.is_some_and(|it| it.matches(":focus-visible").unwrap_or(false));
        let Pressed::Node(id) = pressed(event) else {
            return self.focused_mark(event, by_keyboard);
        };
        let mut state = self.state.borrow_mut();
        state.focused = Some(id);
        let Some(rect) = self.scene.rect(id).filter(|_| by_keyboard) else { return };
        state.look_closer(id);
        state.viewport = state.viewport.revealing(rect, state.size);
        self.redraw.force_update();
    }

    /// Brings a mark that gets the focus by the keyboard into the window.
    fn focused_mark(&self, event: &FocusEvent, by_keyboard: bool) {
        let mut state = self.state.borrow_mut();
        if !by_keyboard {
            return;
        }
        let mark = match own_lines::label_of(event) {
            Some(label) => Some(self.rect_of(client_rect(&label), &state)),
            None => self.asked(event, &state).and_then(|asked| {
                let (card, mark) = (self.scene.rect(asked.on)?, asked.mark?);
                Some(Rect { x: card.x + mark.x, y: card.y + mark.y, ..mark })
            }),
        };
        if let Some(mark) = mark {
            state.viewport = state.viewport.revealing(mark, state.size);
            drop(state);
            self.redraw.force_update();
        }
    }

    pub(super) fn wheel(&self, event: &WheelEvent) {
        // A visitor who scrolls past an embedded board scrolls the page around it.
        let is_embedded = self.store.options.view != View::Full;
        if is_embedded && !event.ctrl_key() && !event.meta_key() {
            return;
        }
        event.prevent_default();
        let pixel = self.pixel_of(f64::from(event.client_x()), f64::from(event.client_y()));
        // Lines and pages come in other units than pixels.
        let unit = match event.delta_mode() {
            1 => 16.0,
            2 => 400.0,
            _ => 1.0,
        };
        let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
        let mut state = self.state.borrow_mut();
        let view = state.viewport;
        state.viewport = if event.ctrl_key() || event.meta_key() {
            view.zoomed(view.turned(dy), Viewport::least(self.scene.bounds(), state.size), pixel)
        } else if event.shift_key() && dx == 0.0 {
            view.panned(-dy, 0.0)
        } else {
            view.panned(-dx, -dy)
        };
        self.redraw.force_update();
    }
}

fn toggled(selection: &[ElementId], id: ElementId) -> Vec<ElementId> {
    if selection.contains(&id) {
        selection.iter().copied().filter(|other| *other != id).collect()
    } else {
        selection.iter().copied().chain([id]).collect()
    }
}

/// The distance of two pointers that are both down.
fn pinched(state: &BoardState) -> Option<f64> {
    let points = state.pointers.values().copied().collect::<Vec<_>>();
    match points.as_slice() {
        [one, other] => Some(one.distance(*other)),
        _ => None,
    }
}

fn middle(state: &BoardState) -> Point {
    let points = state.pointers.values().copied().collect::<Vec<_>>();
    match points.as_slice() {
        [one, other] => one.toward(*other, 0.5),
        _ => Point::default(),
    }
}
