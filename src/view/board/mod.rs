//! The drawing board: the picture of the plan, which pointers and keys can change.

mod asked_reason;
mod badge;
mod balancer;
mod board_state;
mod board_window;
mod card;
mod container;
mod controls;
mod drawn_answer;
mod drawn_lines;
mod drop;
mod far_card;
mod far_container;
mod focus_order;
mod keys;
mod labels;
mod layer;
mod lines;
mod listener_row;
mod lit;
mod marks;
mod node;
mod node_properties;
mod old_answer;
mod overlay;
mod own_lines;
mod picture;
mod picture_props;
mod pointer_input;
mod pressed;
mod printing;
mod text_measure;
mod traced;
mod unknown_badges;

pub(crate) use board_state::Carried;
pub(crate) use board_window::BoardWindow;
pub(crate) use marks::changed_places;

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::command::ViewChange;
use crate::edit::Container;
use crate::layout::{
    DetailLevel, DrawnThings, Lines, Point, Rect, Scene, Size, Viewport, connection_lines,
    trace_lines,
};
use crate::locale::ShellText;
use crate::page::Tab;
use crate::plan::ElementId;
use crate::platform::{client_rect, observe_size, on_window, on_window_first};
use crate::view::parts::{Same, shell, use_language, use_listening, use_printing};
use crate::view::state::{use_part, use_store};
use crate::view::why::REASON;

use board_state::{BoardState, Gesture};
use controls::{EmptyBoard, Legend, ZoomBar};
use drawn_answer::DrawnAnswer;
use layer::{use_drawn_area, use_layers};
use lit::Lit;
use marks::NodeMarks;
use old_answer::OldAnswerMark;
use overlay::SelectedFrames;
use picture::Picture;
use picture_props::{PicturePart, PictureProps};
use pointer_input::PointerInput;
use printing::printed_area;

/// The most things that are all drawn, wherever they are.
const SMALL: usize = 300;

/// The most things that are painted at every step of a zoom. More are stretched meanwhile.
const QUICK: usize = 100;

/// The zoom at which something is shown that was too far away.
const READABLE: f64 = 0.5;

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

    let window = use_context::<BoardWindow>().unwrap_or_default();
    let scene = window.scene(&plan);
    let answer = DrawnAnswer { shape: window.shape(&plan), report: report.clone() };
    let marks = use_memo(answer.clone(), |it| NodeMarks::of(&it.shape, &it.report));
    let highlight = use_part(|state| state.highlight.0);
    let asked = use_part(|state| state.asked.0.clone());
    let about = asked.as_ref().map(|asked| asked.about.clone());
    let of_lit = (Same(report.clone()), highlight, about);
    let lit = use_memo(of_lit, |(Same(report), highlight, about)| {
        Lit::of(report, *highlight, about.clone())
    });
    let selection = use_memo(Same(store.selection.clone()), |Same(selection)| {
        selection.iter().copied().collect::<HashSet<_>>()
    });
    let lines = use_memo(answer, |it| Lines::of(&it.shape, &it.report, &scene));

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
    focus_order::use_focus(&state);
    follow(&state, &scene, &store.selection, store.view_change);
    use_window(&window, &state, &redraw);

    let input = PointerInput {
        state: state.clone(),
        store: store.clone(),
        scene: scene.clone(),
        carried,
        root: root.clone(),
        redraw: redraw.clone(),
        is_asked: asked.is_some(),
        language,
    };
    let (viewport, gesture, has_fitted, size) = {
        let state = state.borrow();
        (state.viewport, state.gesture.clone(), state.has_fitted, state.size)
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
    if asked.is_some() && REASON.loaded().is_none() {
        asked_reason::load(&store, language, &redraw);
    }
    let look = {
        let window = window.clone();
        Callback::from(move |place| window.look_at(place))
    };
    let reason = asked_reason::reason(asked.as_ref(), &shown, (viewport, size), &look);
    let traced = match &store.traced {
        Some(trace) if store.tab == Tab::Trace => trace_lines(&plan, trace, &shown),
        _ => vec![],
    };
    // From far away subnets are blocks, and what is in them is not drawn.
    let own = match store.has_answer() && !plan.connections.is_empty() {
        true => connection_lines(&plan, &report, &shown),
        false => vec![],
    };
    let drawn = use_drawn_things(&state, &scene, &redraw);
    let area = drawn.area;
    let detail = area.detail();
    let is_far = detail < DetailLevel::Cards;
    let overview = is_far.then(|| Same(window.overview(&plan, &report)));
    let closer = state.borrow().hovered.filter(|_| is_far && gesture == Gesture::Idle);
    let layers = use_layers(viewport, area);
    let level = match detail {
        DetailLevel::Blocks => Some("far blocks"),
        DetailLevel::Names => Some("far names"),
        DetailLevel::Cards => None,
    };
    let drawing = classes!("drawing", level, (!has_fitted).then_some("unfitted"));
    let is_empty = plan.is_empty();
    let picture = PictureProps {
        part: PicturePart::Ground,
        plan: Same(plan.clone()),
        scene: Same(scene),
        lines: Same(lines),
        marks: Same(marks),
        lit: Same(lit),
        overview,
        is_answered: store.has_answer(),
        selection: Same(selection),
        target: target_of(&gesture),
        lifted: Same(lifted.clone()),
        drawn: Same(drawn),
        language,
    };
    let moved = (!lifted.is_empty()).then(|| {
        let picture = PictureProps {
            part: PicturePart::Lifted,
            scene: Same(shown.clone()),
            target: None,
            ..picture.clone()
        };
        html! { <g class="moved" aria-hidden="true"><Picture ..picture /></g> }
    });
    let closer = closer.map(|id| {
        let picture = PictureProps {
            part: PicturePart::Closer,
            lifted: Same(Rc::new(HashSet::from([id]))),
            ..picture.clone()
        };
        html! { <g class="closer" aria-hidden="true"><Picture ..picture /></g> }
    });
    let (view_box, width, height, place) = layer::frame(area);
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
                <div ref={layers.dots} class="dots" aria-hidden="true" />
                <svg ref={layers.drawing} class={drawing} viewBox={view_box} {width} {height}>
                    <g transform={place}>
                        <Picture ..picture />
                        { own_lines::own_lines(&own, &store, language) }
                        { traced::traced(&traced) }
                        { overlay::overlay(&gesture, &shown) }
                        if detail == DetailLevel::Blocks {
                            <SelectedFrames
                                selection={Same(store.selection.clone())}
                                scene={Same(shown.clone())}
                            />
                        }
                        // Each stands for one thing, drawn or not: were the number of things to
                        // change, those before would be made anew, and lose the focus.
                        { closer.unwrap_or_default() }
                        { moved.unwrap_or_default() }
                    </g>
                </svg>
            </div>
            <p id="board-help" class="visually-hidden">{ shell(ShellText::BoardHelp, language) }</p>
            <OldAnswerMark />
            { reason.unwrap_or_default() }
            if is_empty {
                <EmptyBoard />
            } else {
                <Legend is_far={detail == DetailLevel::Blocks} />
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

/// Tells what stands beside the board which part of it is seen, and looks where that wants to.
#[hook]
fn use_window(
    window: &BoardWindow,
    state: &Rc<RefCell<BoardState>>,
    redraw: &UseForceUpdateHandle,
) {
    let seen = {
        let state = state.borrow();
        state.viewport.seen(state.size)
    };
    let (window, state, redraw) = (window.clone(), state.clone(), redraw.clone());
    use_effect_with((), {
        let window = window.clone();
        move |()| {
            window.on_look(Callback::from(move |place| {
                {
                    let mut state = state.borrow_mut();
                    state.viewport = state.viewport.looking_at(place, state.size);
                }
                redraw.force_update();
            }));
        }
    });
    use_effect_with(seen, move |seen| window.set_seen(*seen));
}

/// Returns the choice of what is drawn.
#[hook]
fn use_drawn_things(
    state: &Rc<RefCell<BoardState>>,
    scene: &Rc<Scene>,
    redraw: &UseForceUpdateHandle,
) -> Rc<DrawnThings> {
    let things = scene.order().len();
    let seen = use_drawn_area(state, things <= QUICK, redraw);
    // A thing keeps the focus until the next one is drawn: keys can come in between.
    let focused = [state.borrow().focused, state.borrow().to_focus];
    let sheet = if use_printing() { printed_area(scene) } else { None };
    let everywhere = things <= SMALL || sheet.is_some();
    let area = sheet.unwrap_or(seen);
    let chosen = (Same(scene.clone()), area, everywhere, focused);
    use_memo(chosen, |(Same(scene), area, everywhere, focused)| {
        // The keyboard comes in at the first thing or at the last one.
        let ends = [scene.order().first(), scene.order().last()].into_iter().flatten();
        let kept = ends.chain(focused.iter().flatten()).copied().collect();
        DrawnThings { area: *area, everywhere: *everywhere, kept }
    })
}

/// Gives up a gesture on Escape, wherever the focus is, and when the window loses the pointer.
#[hook]
fn use_giving_up(
    state: &Rc<RefCell<BoardState>>,
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
    state: &Rc<RefCell<BoardState>>,
    scene: &Scene,
    selection: &[ElementId],
    (number, change): (u32, Option<ViewChange>),
) {
    let mut state = state.borrow_mut();
    let window = state.size;
    if window.width <= 0.0 {
        return;
    }
    if !state.has_fitted {
        state.has_fitted = true;
        state.viewport = fitted(scene, window);
    }
    if state.view_change == number {
        return;
    }
    state.view_change = number;
    state.drawn = None;
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
            scene.rect(id).map_or(view, |rect| revealing(view, id, rect, window))
        }
        None => view,
    };
}

/// Brings a thing into view; one that is too far away to be drawn by itself also comes nearer.
fn revealing(view: Viewport, id: ElementId, rect: Rect, window: Size) -> Viewport {
    if DetailLevel::at(view.zoom).shows(id) {
        return view.revealing(rect, window);
    }
    Viewport { zoom: READABLE, ..view }.looking_at(rect.center(), window)
}

fn fitted(scene: &Scene, window: Size) -> Viewport {
    scene.bounds().map_or_else(Viewport::default, |bounds| Viewport::fitting(bounds, window))
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
