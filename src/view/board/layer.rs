//! The layers of the board: the dots of the ground, and the drawing above them.
//!
//! Each is a layer of the browser's own, and looking around moves the layers as they are painted.
//! Moved by the picture's own units, all of it would be painted anew at every step.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::board_state::BoardState;
use crate::layout::Viewport;
use crate::platform::whole_pixels;

/// The distance between two dots, in board units.
const DOTS: f64 = 20.0;

/// The least distance between two dots, in pixels. Farther away there are fewer.
const NEAREST: f64 = 10.0;

/// The most things that are painted anew at every step of a zoom.
const SHARP_AT_ONCE: usize = 300;

/// The time from the last step of a zoom until the drawing is painted anew, in milliseconds.
const SETTLING: u32 = 120;

/// Returns the zoom at which the drawing is painted. While somebody zooms, a large drawing is
/// stretched as it was painted; it is painted anew once the zoom has settled.
#[hook]
pub(super) fn use_painted_zoom(
    state: &Rc<RefCell<BoardState>>,
    things: usize,
    redraw: &UseForceUpdateHandle,
) -> f64 {
    let (zoom, painted) = {
        let mut state = state.borrow_mut();
        let zoom = state.viewport.zoom;
        if things <= SHARP_AT_ONCE || state.painted_zoom <= 0.0 {
            state.painted_zoom = zoom;
        }
        (zoom, state.painted_zoom)
    };
    let (state, redraw) = (state.clone(), redraw.clone());
    use_effect_with((zoom, painted), move |(zoom, painted)| {
        let settled = (zoom != painted).then(|| {
            Timeout::new(SETTLING, move || {
                let zoom = state.borrow().viewport.zoom;
                state.borrow_mut().painted_zoom = zoom;
                redraw.force_update();
            })
        });
        move || drop(settled)
    });
    painted
}

/// The style that moves the drawing to its place in the window, by whole pixels of the screen, so
/// that texts stay sharp. A drawing that is painted at another zoom is stretched.
pub(super) fn shift(viewport: Viewport, painted: f64) -> String {
    let (x, y) = (-viewport.origin.x * viewport.zoom, -viewport.origin.y * viewport.zoom);
    let place = format!("transform:translate({}px,{}px)", whole_pixels(x), whole_pixels(y));
    match viewport.zoom == painted {
        true => place,
        false => format!("{place} scale({})", viewport.zoom / painted),
    }
}

/// The dots of the ground, which show that the board moves.
pub(super) fn dots(viewport: Viewport) -> Html {
    let mut step = DOTS * viewport.zoom;
    while step > 0.0 && step < NEAREST {
        step *= 4.0;
    }
    let offset = |origin: f64| whole_pixels((-origin * viewport.zoom).rem_euclid(step));
    let (x, y) = (offset(viewport.origin.x), offset(viewport.origin.y));
    let style = format!(
        "background-size:{step}px {step}px;inset:-{step}px;transform:translate({x}px,{y}px)"
    );
    html! { <div class="dots" {style} aria-hidden="true" /> }
}
