//! The layers of the board: the dots of the ground, and the drawing above them.
//!
//! Each is a layer of the browser's own. Looking around moves the layers as they are painted; moved
//! by the picture's own units, all of it would be painted anew at every step.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::Element;
use yew::prelude::*;

use super::board_state::BoardState;
use crate::layout::{Decimal, DrawnArea, Viewport, decimal};
use crate::platform::{set_style, whole_pixels};

/// The distance between two dots, in board units.
const DOTS: f64 = 20.0;

/// The least distance between two dots, in pixels. Farther away there are fewer. The style
/// sheet has the layer of dots reach as far beyond the window as this can lead to.
const NEAREST: f64 = 10.0;

/// The time from the last step of a zoom until the drawing is painted anew, in milliseconds.
const SETTLING: u32 = 120;

/// Returns the area that is drawn. It stays while the window moves within its margin. While
/// somebody zooms, the drawing is stretched as it is painted, and is painted anew once the zoom
/// has settled; one that is quick to paint is painted at every step.
#[hook]
pub(super) fn use_drawn_area(
    state: &Rc<RefCell<BoardState>>,
    is_quick: bool,
    redraw: &UseForceUpdateHandle,
) -> DrawnArea {
    let (zoom, drawn) = {
        let mut state = state.borrow_mut();
        let (viewport, window) = (state.viewport, state.size);
        let serves = |drawn: &DrawnArea| {
            drawn.covers(viewport, window) && !(is_quick && drawn.zoom != viewport.zoom)
        };
        let drawn =
            state.drawn.filter(serves).unwrap_or_else(|| DrawnArea::around(viewport, window));
        state.drawn = Some(drawn);
        (viewport.zoom, drawn)
    };
    let (state, redraw) = (state.clone(), redraw.clone());
    use_effect_with((zoom, drawn.zoom), move |(zoom, drawn)| {
        let settled = (zoom != drawn).then(|| {
            Timeout::new(SETTLING, move || {
                state.borrow_mut().drawn = None;
                redraw.force_update();
            })
        });
        move || drop(settled)
    });
    drawn
}

/// The two layers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layers {
    pub(super) dots: NodeRef,
    pub(super) drawing: NodeRef,
}

/// Returns the layers, and moves them to their places in the window after each drawing.
#[hook]
pub(super) fn use_layers(viewport: Viewport, drawn: DrawnArea) -> Layers {
    let layers = Layers { dots: use_node_ref(), drawing: use_node_ref() };
    {
        let layers = layers.clone();
        use_effect_with((viewport, drawn), move |(viewport, drawn)| {
            if let Some(dots) = layers.dots.cast::<Element>() {
                place_dots(&dots, *viewport);
            }
            if let Some(drawing) = layers.drawing.cast::<Element>() {
                place_drawing(&drawing, *viewport, *drawn);
            }
        });
    }
    layers
}

/// Puts the drawing at its place, by whole pixels of the screen, so that texts stay sharp. A
/// drawing that is painted at another zoom is stretched.
fn place_drawing(drawing: &Element, viewport: Viewport, drawn: DrawnArea) {
    let pixels = |place: f64, origin: f64| whole_pixels((place - origin) * viewport.zoom);
    let (x, y) = (pixels(drawn.area.x, viewport.origin.x), pixels(drawn.area.y, viewport.origin.y));
    let (x, y) = (Decimal(x), Decimal(y));
    let stretch = viewport.zoom / drawn.zoom;
    let place = match stretch == 1.0 {
        true => format!("translate({x}px,{y}px)"),
        false => format!("translate({x}px,{y}px) scale({})", Decimal(stretch)),
    };
    set_style(drawing, "transform", &place);
    set_style(drawing, "--zoom", &decimal(drawn.zoom));
}

/// Puts the dots of the ground at their places; they show that the board moves.
fn place_dots(dots: &Element, viewport: Viewport) {
    let mut step = DOTS * viewport.zoom;
    while step > 0.0 && step < NEAREST {
        step *= 4.0;
    }
    let offset = |origin: f64| whole_pixels((-origin * viewport.zoom).rem_euclid(step) - step);
    let (x, y) = (offset(viewport.origin.x), offset(viewport.origin.y));
    let [x, y, step] = [x, y, step].map(Decimal);
    set_style(dots, "background-size", &format!("{step}px {step}px"));
    set_style(dots, "transform", &format!("translate({x}px,{y}px)"));
}

/// The view box, the width and the height of the drawing, in pixels, and the transform that puts the
/// board's units into it.
pub(super) fn frame(drawn: DrawnArea) -> (String, String, String, String) {
    let DrawnArea { area, zoom } = drawn;
    let (width, height) = (area.width * zoom, area.height * zoom);
    (
        format!("0 0 {} {}", Decimal(width), Decimal(height)),
        decimal(width),
        decimal(height),
        format!("scale({}) translate({} {})", Decimal(zoom), Decimal(-area.x), Decimal(-area.y)),
    )
}
