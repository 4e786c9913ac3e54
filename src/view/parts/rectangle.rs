//! Rectangles of pictures.

use yew::prelude::*;

use crate::layout::{Rect, decimal};

/// Draws a rectangle, with round corners where a radius is given.
pub(crate) fn rectangle(
    class: impl Into<Classes>,
    rect: Rect,
    radius: Option<&'static str>,
) -> Html {
    html! {
        <rect
            class={class}
            x={decimal(rect.x)}
            y={decimal(rect.y)}
            width={decimal(rect.width)}
            height={decimal(rect.height)}
            rx={radius}
        />
    }
}
