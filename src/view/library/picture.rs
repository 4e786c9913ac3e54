//! The small picture of a plan.

use std::fmt::Write;

use yew::prelude::*;

use crate::library::{Picture, PictureLine, PictureShape};
use crate::view::parts::Icon;

/// The margin around the drawing, in the board's units.
const MARGIN: i32 = 24;

/// The least width and height that a picture shows, so that a small plan is not blown up.
const LEAST: (i32, i32) = (680, 327);

/// The kinds of lines with their classes. The most important is drawn last, so that it lies on top.
const LINES: [(PictureLine, &str); 5] = [
    (PictureLine::Nothing, "nothing"),
    (PictureLine::Exempt, "exempt"),
    (PictureLine::Open, "open"),
    (PictureLine::Attention, "attention"),
    (PictureLine::Blocked, "blocked"),
];

/// The small picture of a plan. It is hidden from screen readers, since the words beside it say it
/// all.
pub(super) fn picture(picture: &Picture) -> Html {
    if picture.shapes.is_empty() {
        return html! { <div class="plan-picture none">{ Icon::Folder.large() }</div> };
    }
    let room = |length: i32, least: i32| length.saturating_add(2 * MARGIN).max(least);
    let (width, height) = (room(picture.width, LEAST.0), room(picture.height, LEAST.1));
    let middle = |room: i32, length: i32| length.saturating_sub(room) / 2;
    let (x, y) = (middle(width, picture.width), middle(height, picture.height));
    let shapes = picture.shapes.iter().map(|(shape, [x, y, width, height])| {
        let (class, radius) = match shape {
            PictureShape::Vpc => ("vpc", "16"),
            PictureShape::Subnet => ("subnet", "12"),
            PictureShape::Card => ("card", "9"),
        };
        html! {
            <rect
                {class}
                x={x.to_string()}
                y={y.to_string()}
                width={width.to_string()}
                height={height.to_string()}
                rx={radius}
            />
        }
    });
    // Lines run over the containers and under the cards, as they do on the board.
    let (grounds, cards): (Vec<_>, Vec<_>) =
        picture.shapes.iter().zip(shapes).partition(|((shape, _), _)| *shape != PictureShape::Card);
    let lines = LINES.iter().filter_map(|(line, class)| {
        let path = path_of(picture, *line);
        (!path.is_empty()).then(|| html! { <path class={*class} d={path} /> })
    });
    html! {
        <svg class="plan-picture" viewBox={format!("{x} {y} {width} {height}")} aria-hidden="true">
            { for grounds.into_iter().map(|it| it.1) }
            { for lines }
            { for cards.into_iter().map(|it| it.1) }
        </svg>
    }
}

fn path_of(picture: &Picture, line: PictureLine) -> String {
    let mut path = String::new();
    for (_, [ax, ay, bx, by, cx, cy, dx, dy]) in picture.lines.iter().filter(|it| it.0 == line) {
        // Writing to a text does not fail.
        let _ = write!(path, "M{ax} {ay}C{bx} {by} {cx} {cy} {dx} {dy}");
    }
    path
}
