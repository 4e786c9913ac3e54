//! The layers of the board: the dots of the ground, and the drawing above them. They are two
//! pictures, so that the browser paints each by itself.

use yew::prelude::*;

use crate::layout::Viewport;

/// The distance between two dots, in board units.
const DOTS: f64 = 20.0;

/// The least distance between two dots, in pixels. Farther away there are fewer.
const NEAREST: f64 = 10.0;

/// The place of the drawing in the window.
pub(super) fn place(viewport: Viewport) -> String {
    let Viewport { origin, zoom } = viewport;
    format!("scale({zoom}) translate({} {})", -origin.x, -origin.y)
}

/// The dots of the ground, which show that the board moves.
pub(super) fn dots(viewport: Viewport) -> Html {
    let mut step = DOTS * viewport.zoom;
    while step > 0.0 && step < NEAREST {
        step *= 4.0;
    }
    let (x, y) = (-viewport.origin.x * viewport.zoom, -viewport.origin.y * viewport.zoom);
    html! {
        <svg class="dots" aria-hidden="true">
            <defs>
                <pattern
                    id="board-dots"
                    patternUnits="userSpaceOnUse"
                    width={step.to_string()}
                    height={step.to_string()}
                    x={x.to_string()}
                    y={y.to_string()}
                >
                    <circle class="grid-dot" cx="1" cy="1" r="1" />
                </pattern>
            </defs>
            <rect class="ground" width="100%" height="100%" fill="url(#board-dots)" />
        </svg>
    }
}
