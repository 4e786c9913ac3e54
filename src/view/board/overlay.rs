//! The overlay: what a gesture draws above everything else.

use yew::prelude::*;

use super::board_state::Gesture;
use crate::layout::{Curve, Point, Rect, Scene};

/// Draws the gesture under way.
pub(super) fn overlay(gesture: &Gesture, scene: &Scene) -> Html {
    match gesture {
        Gesture::Marquee { from, to } => rectangle("marquee", Rect::between(*from, *to), "2"),
        Gesture::Connect { from, to, over, .. } => {
            let goal = over.and_then(|id| scene.rect(id)).map(|rect| entry(rect, *from));
            let curve = match goal {
                Some((end, into)) => Curve::level(*from, -into, end, into),
                None => Curve::level(*from, 1.0, *to, -1.0),
            };
            html! { <path class="connection" d={curve.path()} /> }
        }
        Gesture::Carry { ghost, .. } => {
            html! { { for ghost.map(|rect| rectangle("ghost", rect, "10")) } }
        }
        Gesture::Drag { ghosts, .. } => {
            html! { { for ghosts.iter().map(|rect| rectangle("ghost", *rect, "10")) } }
        }
        Gesture::Idle | Gesture::Press { .. } | Gesture::Pan(_) | Gesture::Pinch(_) => html! {},
    }
}

/// The point where a connection from a place meets a card, and the side of it: -1 left, 1 right.
fn entry(rect: Rect, from: Point) -> (Point, f64) {
    let middle = rect.center();
    if middle.x >= from.x {
        (Point::new(rect.x, middle.y), -1.0)
    } else {
        (Point::new(rect.right(), middle.y), 1.0)
    }
}

fn rectangle(class: &'static str, rect: Rect, radius: &'static str) -> Html {
    html! {
        <rect
            {class}
            x={rect.x.to_string()}
            y={rect.y.to_string()}
            width={rect.width.to_string()}
            height={rect.height.to_string()}
            rx={radius}
        />
    }
}
