//! Grids of cards with lanes for lines, and lines of things that wrap.

use crate::layout::free_position::up;
use crate::layout::geometry::{Point, Size, number};
use crate::layout::metrics;

/// Between two columns of cards, for the lines to their members.
const LANE: f64 = 40.0;
/// Between two columns that no line passes.
const PAIR_GAP: f64 = 8.0;
/// From the side of a container to a single column of cards.
const SIDE: f64 = 24.0;
/// Above the first card, for the lines that come in.
const TOP: f64 = 16.0;
/// From one card to the one beneath it.
const ROW: f64 = 64.0;

/// The places of so many servers in a grid that is about as wide as high, column by column, and the
/// size of it. Each card has a lane on one of its sides.
pub(super) fn grid(count: usize) -> (Vec<Point>, Size) {
    let card = metrics::SERVER;
    let columns_of = |rows: usize| count.div_ceil(rows.max(1));
    let width_of = |columns: usize| {
        number(columns) * (card.width + PAIR_GAP) + number(columns / 2) * (LANE - PAIR_GAP)
    };
    let is_high = |rows: &usize| number(*rows) * ROW >= width_of(columns_of(*rows));
    let rows = (1..=count).find(is_high).unwrap_or(1);
    let columns = columns_of(rows);
    let mut x = if columns == 1 { SIDE } else { 0.0 };
    let mut places = Vec::with_capacity(count);
    let mut size = Size::default();
    for column in 0..columns {
        if column > 0 {
            let has_lane = column % 2 == 1 || column + 1 == columns;
            x += card.width + if has_lane { LANE } else { PAIR_GAP };
            x = up(x);
        }
        let in_column = rows.min(count - places.len());
        for row in 0..in_column {
            places.push(Point::new(x, TOP + number(row) * ROW));
        }
        let height = TOP + number(in_column) * ROW - (ROW - card.height);
        size = Size { width: x + card.width, height: size.height.max(height) };
    }
    (places, size)
}

/// The places of things in lines no longer than a width, and the size of it all.
pub(super) fn flow(sizes: &[Size], width: f64, gap: f64) -> (Vec<Point>, Size) {
    let (mut at, mut line) = (Point::default(), 0.0_f64);
    let mut whole = Size::default();
    let mut places = Vec::with_capacity(sizes.len());
    for size in sizes {
        if at.x > 0.0 && at.x + size.width > width {
            at = Point::new(0.0, up(at.y + line + gap));
            line = 0.0;
        }
        places.push(at);
        line = line.max(size.height);
        let (right, bottom) = (at.x + size.width, at.y + line);
        whole = Size { width: whole.width.max(right), height: whole.height.max(bottom) };
        at.x = up(right + gap);
    }
    (places, whole)
}

/// The widths to try for things that cover an area, to make the whole about as wide as high.
pub(super) fn widths(area: f64) -> impl Iterator<Item = f64> {
    let side = area.sqrt();
    [0.4, 0.55, 0.7, 0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5, 3.0]
        .into_iter()
        .map(move |it| it * side)
}

/// The difference of a size from a shape, the width as a multiple of the height: 0 is the best.
pub(super) fn oddness(size: Size, shape: f64) -> f64 {
    (size.width.max(1.0) / size.height.max(1.0) / shape).ln().abs()
}
