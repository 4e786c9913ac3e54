//! The drawing board: the picture of the plan, which pointers and keys can change.

mod badge;
mod balancer;
mod board_state;
mod bound;
mod card;
mod container;
mod controls;
mod drop;
mod keys;
mod layer;
mod lines;
mod marks;
mod node;
mod node_properties;
mod overlay;
mod picture;
mod picture_props;
mod pointer_input;
mod pressed;
mod text_measure;
mod traced;

pub(crate) use board_state::Carried;
pub(crate) use marks::{changed_places, class_of};

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::command::ViewChange;
use crate::edit::Container;
use crate::layout::{Point, Rect, Scene, Size, Viewport, trace_lines};
use crate::locale::ShellText;
use crate::page::{Tab, View};
use crate::plan::ElementId;
use crate::platform::{client_rect, observe_size, on_window, on_window_first};
use crate::view::parts::{Same, shell, use_language, use_listening};
use crate::view::state::use_store;
use board_state::{BoardState, Gesture};
use bound::{Beyond, use_bound};
use controls::{EmptyBoard, Legend, ZoomBar};
use marks::NodeMarks;
use picture::Picture;
use picture_props::{PicturePart, PictureProps};
use pointer_input::PointerInput;

/// The drawing board.
#[component]
pub(crate) fn Board() -> Html {
    let store = use_store();
    let language = use_language();
    let carried = use_context::<Carried>().unwrap_or_default();
    let root = use_node_ref();
    let state = use_mut_ref(BoardState::default);
    let redraw = use_force_update();
    let plan = store.plan().clone();
    let report = store.report.clone();

    let bound = use_bound();
    let scene = use_memo(Same(plan.clone()), |Same(plan)| Scene::of(plan));
    let marks = use_memo((Same(report.clone()), store.highlight), |(Same(report), highlight)| {
        NodeMarks::of(&plan, report, *highlight)
    });

    {
        let (state, redraw, root) = (state.clone(), redraw.clone(), root.clone());
        use_effect_with((), move |()| {
            let element = root.cast::<Element>();
            let observed = element.clone().and_then(|element| {
                observe_size(&element.clone(), move || {
                    let rect = client_rect(&element);
                    state.borrow_mut().size = Size { width: rect.width, height: rect.height };
                    redraw.force_update();
                })
            });
            move || drop(observed)
        });
    }
    use_giving_up(&state, &carried, &redraw);
    let least = if store.options.view == View::Full { 0.5 } else { 0.42 };
    follow(&state, &scene, &store.selection, store.view_change, least);

    let input = PointerInput {
        state: state.clone(),
        store: store.clone(),
        scene: scene.clone(),
        carried,
        root: root.clone(),
        redraw,
        language,
    };
    let (viewport, gesture, has_fitted) = {
        let state = state.borrow();
        (state.viewport, state.gesture.clone(), state.has_fitted)
    };

    // Dragged things are drawn where they would land, and their lines follow; the plan changes only
    // when they are put down.
    let dragged = match &gesture {
        Gesture::Drag { ids, .. } => ids.clone(),
        _ => vec![],
    };
    let lifted = use_memo((Same(plan.clone()), dragged), |(_, ids)| scene.with_contents(ids));
    let shown = match &gesture {
        Gesture::Drag { from, to, .. } => {
            Rc::new(scene.with_moved(&lifted, to.x - from.x, to.y - from.y))
        }
        _ => scene.clone(),
    };
    let traced = match &store.traced {
        Some(trace) if store.tab == Tab::Trace => trace_lines(&plan, trace, &shown),
        _ => vec![],
    };
    let drawing = classes!("drawing", (!has_fitted).then_some("unfitted"));
    let is_empty = plan.is_empty();
    let picture = PictureProps {
        part: PicturePart::Ground,
        plan,
        report,
        scene,
        marks,
        selection: store.selection.clone(),
        target: target_of(&gesture),
        lifted: lifted.clone(),
        language,
        limit: bound.limit(),
    };
    let moved = (!lifted.is_empty()).then(|| PictureProps {
        part: PicturePart::Lifted,
        scene: shown.clone(),
        target: None,
        ..picture.clone()
    });
    let is_traced = (!traced.is_empty()).then_some("tracing");
    let class = classes!("board", gesture_class(&gesture), is_traced);
    html! {
        <>
            <div
                ref={root}
                {class}
                role="group"
                aria-label={shell(ShellText::Board, language)}
                aria-describedby="board-help"
                onpointerdown={handler(&input, |input, event| input.down(&event))}
                onpointermove={handler(&input, |input, event| input.moved(&event))}
                onpointerup={handler(&input, |input, event| input.up(&event))}
                onpointerleave={handler(&input, |input, _: PointerEvent| input.left())}
                onpointercancel={handler(&input, |input, _: PointerEvent| input.cancel())}
                onlostpointercapture={handler(&input, |input, event| input.lost(&event))}
                onwheel={handler(&input, |input, event| input.wheel(&event))}
                ondblclick={handler(&input, |input, _: MouseEvent| input.double_click())}
                onfocusin={handler(&input, |input, event| input.focused(&event))}
                onkeydown={handler(&input, |input, event| keys::down(input, &event))}
            >
                { layer::dots(viewport) }
                <svg class={drawing}>
                    <g transform={layer::place(viewport)}>
                        <Picture ..picture />
                        { traced::traced(&traced) }
                        { overlay::overlay(&gesture, &shown) }
                        { for moved.map(|moved| html! {
                            <g class="moved" aria-hidden="true"><Picture ..moved /></g>
                        }) }
                    </g>
                </svg>
            </div>
            <p id="board-help" class="visually-hidden">{ shell(ShellText::BoardHelp, language) }</p>
            <Beyond {bound} />
            if is_empty {
                <EmptyBoard />
            } else {
                <Legend />
            }
            <ZoomBar zoom={viewport.zoom} />
        </>
    }
}

fn handler<E: 'static>(
    input: &PointerInput,
    act: impl Fn(&PointerInput, E) + 'static,
) -> Callback<E> {
    let input = input.clone();
    Callback::from(move |event| act(&input, event))
}

/// Gives up a gesture on Escape, wherever the focus is, and when the window loses the pointer.
#[hook]
fn use_giving_up(
    state: &Rc<std::cell::RefCell<BoardState>>,
    carried: &Carried,
    redraw: &UseForceUpdateHandle,
) {
    let give_up = {
        let (state, carried, redraw) = (state.clone(), carried.clone(), redraw.clone());
        move || {
            let is_busy = state.borrow().gesture != Gesture::Idle || carried.get().is_some();
            state.borrow_mut().give_up();
            carried.set(None);
            redraw.force_update();
            is_busy
        }
    };
    use_listening(move || {
        let on_blur = give_up.clone();
        let blurred = on_window("blur", move |_| {
            on_blur();
        });
        // It runs before the key runs a command.
        let escaped = on_window_first("keydown", move |event| {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
            if key.as_deref() == Some("Escape") && give_up() {
                event.prevent_default();
                event.stop_propagation();
            }
        });
        (blurred, escaped)
    });
}

/// Makes a change of the view, and brings the plan into view when the board first has a size.
fn follow(
    state: &Rc<std::cell::RefCell<BoardState>>,
    scene: &Scene,
    selection: &[ElementId],
    (number, change): (u32, Option<ViewChange>),
    least_zoom: f64,
) {
    let mut state = state.borrow_mut();
    let window = state.size;
    if window.width <= 0.0 {
        return;
    }
    if !state.has_fitted {
        state.has_fitted = true;
        state.viewport = legible(scene, window, least_zoom);
    }
    if state.view_change == number {
        return;
    }
    state.view_change = number;
    let middle = Point::new(window.width / 2.0, window.height / 2.0);
    let least = Viewport::least(scene.bounds(), window);
    let view = state.viewport;
    state.viewport = match change {
        Some(ViewChange::ZoomIn) => view.zoomed(view.zoom * 1.25, least, middle),
        Some(ViewChange::ZoomOut) => view.zoomed(view.zoom / 1.25, least, middle),
        Some(ViewChange::To100) => view.zoomed(1.0, least, middle),
        Some(ViewChange::FitSelection) => {
            let area = selection.iter().filter_map(|id| scene.rect(*id)).reduce(Rect::union);
            area.map_or(view, |area| Viewport::fitting(area, window))
        }
        Some(ViewChange::Fit) => fitted(scene, window),
        Some(ViewChange::Reveal(id)) => {
            scene.rect(id).map_or(view, |rect| view.revealing(rect, window))
        }
        None => view,
    };
}

fn fitted(scene: &Scene, window: Size) -> Viewport {
    scene.bounds().map_or_else(Viewport::default, |bounds| Viewport::fitting(bounds, window))
}

/// Shows the whole plan; on a window too small to read it, the upper left part.
fn legible(scene: &Scene, window: Size, least_zoom: f64) -> Viewport {
    let whole = fitted(scene, window);
    match scene.bounds() {
        Some(bounds) if whole.zoom < least_zoom => {
            Viewport { origin: Point::new(bounds.x - 16.0, bounds.y - 16.0), zoom: least_zoom }
        }
        _ => whole,
    }
}

/// The thing that a gesture would end on.
fn target_of(gesture: &Gesture) -> Option<ElementId> {
    let container = match gesture {
        Gesture::Connect { over, .. } => return *over,
        Gesture::Drag { into, .. } | Gesture::Carry { into, .. } => (*into)?,
        _ => return None,
    };
    match container {
        Container::Vpc(id) => Some(id.into()),
        Container::Subnet(id) => Some(id.into()),
        Container::Board => None,
    }
}

fn gesture_class(gesture: &Gesture) -> Option<&'static str> {
    match gesture {
        Gesture::Drag { .. } | Gesture::Carry { .. } => Some("dragging"),
        Gesture::Pan(_) => Some("panning"),
        Gesture::Connect { .. } => Some("connecting"),
        _ => None,
    }
}
