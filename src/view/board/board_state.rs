//! The state of the board: the part shown, the pointers, and the gesture under way.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::command::{DrawnKind, LineEnd};
use crate::edit::Container;
use crate::layout::{DrawnArea, Point, Rect, Size, Viewport};
use crate::plan::{ConnectionId, ElementId};
use crate::view::state::Asked;

/// The state of the board between two frames. Events read and change it at once, so that two events
/// within one frame never see an old state.
#[derive(Debug, Default)]
pub(super) struct BoardState {
    pub(super) viewport: Viewport,
    pub(super) size: Size,
    /// The area that is drawn; none if it has to be drawn anew.
    pub(super) drawn: Option<DrawnArea>,
    /// The thing that had the focus last; it stays drawn, so that the focus stays.
    pub(super) focused: Option<ElementId>,
    /// The card that the pointer or the keyboard is on; far away it is shown whole.
    pub(super) hovered: Option<ElementId>,
    /// The thing that gets the focus once it is drawn.
    pub(super) to_focus: Option<ElementId>,
    pub(super) gesture: Gesture,
    /// The place of every pointer that is down, in pixels of the board's window.
    pub(super) pointers: HashMap<i32, Point>,
    /// The pointer that leads the gesture; the others do not change it.
    pub(super) lead: Option<i32>,
    /// The thing that the last click hit.
    pub(super) clicked: Option<ElementId>,
    /// True once the plan has been brought into view.
    pub(super) has_fitted: bool,
    /// The number of the last change of the view that was made.
    pub(super) view_change: u32,
}

/// The gesture of a pointer. Places are on the board unless they are said to be pixels.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Gesture {
    /// Nothing.
    #[default]
    Idle,
    /// It went down and has not moved yet.
    Press {
        /// The place of the press, in pixels.
        at: Point,
        /// The things that a drag from here moves; empty where it pulls the board or draws a frame.
        ids: Vec<ElementId>,
        /// The thing that a click here selects.
        click: Option<ElementId>,
        /// True if the click adds to the selection.
        adds: bool,
        /// The thing of which a click here asks the reason.
        asks: Option<Asked>,
        /// The connection of one's own whose form a click here opens.
        opens: Option<ConnectionId>,
    },
    /// It moves things.
    Drag {
        ids: Vec<ElementId>,
        from: Point,
        to: Point,
        /// The container they would land in.
        into: Option<Container>,
        /// The rectangles that they would take.
        ghosts: Vec<Rect>,
    },
    /// It pulls the board along; the last place in pixels.
    Pan(Point),
    /// It draws a frame around what is to be selected.
    Marquee { from: Point, to: Point },
    /// It draws a connection.
    Connect {
        end: LineEnd,
        from: Point,
        to: Point,
        /// The thing that the connection would lead to.
        over: Option<ElementId>,
    },
    /// It brings something from the palette.
    Carry {
        kind: DrawnKind,
        to: Point,
        /// The container it would land in.
        into: Option<Container>,
        /// The rectangle that it would take; none where it cannot be put down.
        ghost: Option<Rect>,
    },
    /// Two pointers pinch the board; their distance in pixels.
    Pinch(f64),
}

impl BoardState {
    /// Shows the whole card of a thing, if it is one that is far away.
    pub(super) fn look_closer(&mut self, id: ElementId) {
        self.hovered = Some(id).filter(|id| is_card(*id));
    }

    /// Ends the gesture without a result.
    pub(super) fn give_up(&mut self) {
        self.pointers.clear();
        self.gesture = Gesture::Idle;
        self.lead = None;
    }
}

/// True for what is drawn as a card.
pub(super) fn is_card(id: ElementId) -> bool {
    !matches!(id, ElementId::Vpc(_) | ElementId::Subnet(_))
}

/// The kind of thing that the pointer carries from the palette. The palette and the board share it;
/// a change draws nothing, since the board reads it when a pointer moves over it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Carried(Rc<Cell<Option<DrawnKind>>>);

impl PartialEq for Carried {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Carried {
    pub(crate) fn set(&self, kind: Option<DrawnKind>) {
        self.0.set(kind);
    }

    pub(crate) fn get(&self) -> Option<DrawnKind> {
        self.0.get()
    }
}
