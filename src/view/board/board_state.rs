//! What the board holds that is only about looking and about gestures under way.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::command::{DrawnKind, LineEnd};
use crate::edit::Container;
use crate::layout::{Point, Rect, Size, Viewport};
use crate::plan::ElementId;

/// The state of the board between two frames. It is read and changed by events as they come, so
/// that two events within one frame never see what is past.
#[derive(Debug, Default)]
pub(super) struct BoardState {
    pub(super) viewport: Viewport,
    pub(super) size: Size,
    pub(super) gesture: Gesture,
    /// Where every pointer that is down is, in pixels of the board's window.
    pub(super) pointers: HashMap<i32, Point>,
    /// The pointer that leads the gesture: what others do is none of its business.
    pub(super) lead: Option<i32>,
    /// What the last click hit.
    pub(super) clicked: Option<ElementId>,
    /// Whether the plan has been brought into view once.
    pub(super) has_fitted: bool,
    /// The number of the last wish about the view that was fulfilled.
    pub(super) view_change: u32,
}

/// What a pointer is doing. Places are on the board unless they are said to be pixels.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Gesture {
    /// Nothing.
    #[default]
    Idle,
    /// It went down and has not moved yet.
    Press {
        /// Where, in pixels.
        at: Point,
        /// What a drag from here would move; nothing where it would pull the board.
        ids: Vec<ElementId>,
        /// What a click here selects.
        click: Option<ElementId>,
        /// Whether it adds to the selection.
        adds: bool,
    },
    /// It moves things.
    Drag {
        ids: Vec<ElementId>,
        from: Point,
        to: Point,
        /// The container they would land in.
        into: Option<Container>,
        /// Where they would come to lie.
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
        /// What the connection would lead to.
        over: Option<ElementId>,
    },
    /// It brings something from the palette.
    Carry {
        kind: DrawnKind,
        to: Point,
        /// The container it would land in.
        into: Option<Container>,
        /// Where it would come to lie; nothing where it cannot be put down.
        ghost: Option<Rect>,
    },
    /// Two pointers pinch the board; their distance in pixels.
    Pinch(f64),
}

impl BoardState {
    /// Ends whatever is under way without a result.
    pub(super) fn give_up(&mut self) {
        self.pointers.clear();
        self.gesture = Gesture::Idle;
        self.lead = None;
    }
}

/// What the palette's pointer carries. It is shared by the palette and the board and tells nobody
/// when it changes: the board asks when a pointer comes by.
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
