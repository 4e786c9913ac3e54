//! The overlay: what a gesture draws above everything else.

use yew::prelude::*;

use super::board_state::Gesture;
use crate::layout::{Curve, Decimal, Point, Rect, Scene};
use crate::plan::ElementId;
use crate::view::parts::{Same, rectangle};

/// The most servers that have frames of their own in a far view.
const MOST_FRAMES: usize = 2_000;

/// Draws the gesture under way.
pub(super) fn overlay(gesture: &Gesture, scene: &Scene) -> Html {
    match gesture {
        Gesture::Marquee { from, to } => rectangle("marquee", Rect::between(*from, *to), Some("2")),
        Gesture::Connect { from, to, over, .. } => {
            let goal = over.and_then(|id| scene.rect(id)).map(|rect| entry(rect, *from));
            let curve = match goal {
                Some((end, into)) => Curve::level(*from, -into, end, into),
                None => Curve::level(*from, 1.0, *to, -1.0),
            };
            html! { <path class="connection" d={curve.path()} /> }
        }
        Gesture::Carry { ghost, .. } => {
            html! { { for ghost.map(|rect| rectangle("ghost", rect, Some("10"))) } }
        }
        Gesture::Drag { ghosts, .. } => {
            html! { { for ghosts.iter().map(|rect| rectangle("ghost", *rect, Some("10"))) } }
        }
        Gesture::Idle | Gesture::Press { .. } | Gesture::Pan(_) | Gesture::Pinch(_) => html! {},
    }
}

/// The selection, and the places of things.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SelectedFramesProps {
    pub(super) selection: Same<Vec<ElementId>>,
    pub(super) scene: Same<Scene>,
}

/// A frame around each server of a selection, which is drawn by itself only near by.
#[component]
pub(super) fn SelectedFrames(props: &SelectedFramesProps) -> Html {
    let servers = props.selection.0.iter().filter(|id| matches!(id, ElementId::Server(_)));
    let rects = servers.filter_map(|id| props.scene.0.rect(*id)).take(MOST_FRAMES);
    let path = rects.map(|rect| {
        let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(Decimal);
        format!("M{x} {y}h{width}v{height}h-{width}z")
    });
    html! { <path class="selected-frames" d={path.collect::<String>()} /> }
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
