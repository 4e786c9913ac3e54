//! The window of the board, for what stands beside the board: the part that is seen, a way to look
//! somewhere else, and what is worked out once for both.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::prelude::*;

use crate::engine::report::Report;
use crate::layout::{Overview, Point, Rect, Scene};
use crate::plan::Plan;

/// The window of the board. The board and the map share it; a change draws nothing by itself.
#[derive(Clone, Default)]
pub(crate) struct BoardWindow(Rc<Shared>);

#[derive(Default)]
struct Shared {
    seen: Cell<Rect>,
    on_seen: RefCell<Callback<Rect>>,
    on_look: RefCell<Callback<Point>>,
    /// The last plan, and the plan that it differs from in names alone.
    shape: RefCell<Option<(Rc<Plan>, Rc<Plan>)>>,
    scene: RefCell<Option<(Rc<Plan>, Rc<Scene>)>>,
    overview: RefCell<Option<(Rc<Report>, Rc<Overview>)>>,
}

impl PartialEq for BoardWindow {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl BoardWindow {
    /// The plan of which what is drawn of a plan was worked out: another one under other names, or
    /// itself. A letter typed into a name moves nothing.
    pub(super) fn shape(&self, plan: &Rc<Plan>) -> Rc<Plan> {
        let mut known = self.0.shape.borrow_mut();
        let shape = match known.as_ref() {
            Some((of, shape)) if Rc::ptr_eq(of, plan) => return shape.clone(),
            Some((_, shape)) if shape.differs_in_names_alone(plan) => shape.clone(),
            _ => plan.clone(),
        };
        *known = Some((plan.clone(), shape.clone()));
        shape
    }

    /// The places of what is drawn of a plan.
    pub(crate) fn scene(&self, plan: &Rc<Plan>) -> Rc<Scene> {
        let shape = self.shape(plan);
        let mut known = self.0.scene.borrow_mut();
        if let Some((_, scene)) = known.as_ref().filter(|(of, _)| Rc::ptr_eq(of, &shape)) {
            return scene.clone();
        }
        let scene = Rc::new(Scene::of(&shape));
        *known = Some((shape, scene.clone()));
        scene
    }

    /// The counts of the servers of a plan by the verdicts of its report.
    pub(crate) fn overview(&self, plan: &Plan, report: &Rc<Report>) -> Rc<Overview> {
        let mut known = self.0.overview.borrow_mut();
        if let Some((_, overview)) = known.as_ref().filter(|(of, _)| Rc::ptr_eq(of, report)) {
            return overview.clone();
        }
        let overview = Rc::new(Overview::of(plan, report));
        *known = Some((report.clone(), overview.clone()));
        overview
    }

    /// The part of the board that is seen.
    pub(crate) fn seen(&self) -> Rect {
        self.0.seen.get()
    }

    /// Says which part of the board is seen now.
    pub(super) fn set_seen(&self, seen: Rect) {
        if self.0.seen.replace(seen) != seen {
            let listener = self.0.on_seen.borrow().clone();
            listener.emit(seen);
        }
    }

    /// Looks at a place of the board.
    pub(crate) fn look_at(&self, place: Point) {
        let listener = self.0.on_look.borrow().clone();
        listener.emit(place);
    }

    /// Calls back whenever another part of the board is seen.
    pub(crate) fn listen(&self, on_seen: Callback<Rect>) {
        *self.0.on_seen.borrow_mut() = on_seen;
    }

    /// Calls back when somebody wants to look at a place.
    pub(super) fn on_look(&self, on_look: Callback<Point>) {
        *self.0.on_look.borrow_mut() = on_look;
    }
}
