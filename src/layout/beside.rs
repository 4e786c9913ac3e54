//! The place of a box beside something in a window, such that it never covers that.

use super::geometry::{Point, Rect, Size};

/// The distance of a box from what it points at, in pixels: its arrow is in between.
const GAP: f64 = 10.0;
/// The least distance of a box from the sides of the window, in pixels.
const MARGIN: f64 = 8.0;
/// From a side of a box to its arrow, in pixels.
const ARROW: f64 = 16.0;
/// The least height in which a box is of use, in pixels.
const LEAST: f64 = 96.0;

/// The share of the thing that may be covered before the box goes to the left or to the right.
const TOLERATED: f64 = 0.05;

/// A side of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Below it.
    Below,
    /// Above it.
    Above,
    /// Right of it.
    Right,
    /// Left of it.
    Left,
}

/// The place of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beside {
    /// The side of the thing on which it is.
    pub side: Side,
    /// Its rectangle; lower than it would be where there is not enough room.
    pub rect: Rect,
    /// The place of its arrow along its edge, from the left or from above.
    pub arrow: f64,
}

impl Beside {
    /// The place of a box of a size that points at a mark. It covers no part of the mark, and of the
    /// thing that the mark belongs to as little as it can.
    #[must_use]
    pub fn of(mark: Rect, thing: Rect, size: Size, window: Size) -> Self {
        let middle = mark.center();
        // Below and above it hangs to the left, to the right, or under its middle.
        let across = [ARROW - size.width, -ARROW, -size.width / 2.0];
        let upright = [Side::Below, Side::Above].into_iter().flat_map(|side| {
            across.map(|shift| {
                let room = room(side, mark, window);
                let height = size.height.min(room.height);
                let y = match side {
                    Side::Above => mark.y - GAP - height,
                    _ => mark.bottom() + GAP,
                };
                let x = within(middle.x + shift, size.width, window.width);
                Self { side, rect: Rect { x, y, width: size.width, height }, arrow: middle.x - x }
            })
        });
        let level = [Side::Right, Side::Left].map(|side| {
            let height = size.height.min(room(side, mark, window).height);
            let x = match side {
                Side::Left => mark.x - GAP - size.width,
                _ => mark.right() + GAP,
            };
            let y = within(middle.y - ARROW, height, window.height);
            Self { side, rect: Rect { x, y, width: size.width, height }, arrow: middle.y - y }
        });
        let best = upright.chain(level).map(|it| (it.cost(thing, size, window), it));
        let best = best.min_by(|one, other| one.0.total_cmp(&other.0));
        let (_, mut best) = best.unwrap_or((
            0.0,
            Self { side: Side::Below, rect: Rect::at(Point::default(), size), arrow: ARROW },
        ));
        let edge = match best.side {
            Side::Below | Side::Above => size.width,
            Side::Right | Side::Left => best.rect.height,
        };
        best.arrow = best.arrow.min(edge - ARROW).max(ARROW);
        best
    }

    /// The disadvantage of a place: what does not fit counts most, then what it covers.
    fn cost(&self, thing: Rect, size: Size, window: Size) -> f64 {
        let Rect { x, width, height, .. } = self.rect;
        let beyond = (MARGIN - x).max(x + width + MARGIN - window.width).max(0.0);
        let cut = size.height - height;
        let is_useless = if height < LEAST.min(size.height) { 1e9 } else { 0.0 };
        let covered = overlap(self.rect, thing) / (thing.width * thing.height).max(1.0);
        // Beside the mark it lies on the line that leads there.
        let is_beside = matches!(self.side, Side::Right | Side::Left);
        let beside = if is_beside { TOLERATED } else { 0.0 };
        is_useless + 1e6 * beyond + 1e3 * cut + 100.0 * (covered + beside)
    }
}

/// The room on a side of a mark.
fn room(side: Side, mark: Rect, window: Size) -> Size {
    let height = match side {
        Side::Below => window.height - mark.bottom() - GAP - MARGIN,
        Side::Above => mark.y - GAP - MARGIN,
        Side::Right | Side::Left => window.height - 2.0 * MARGIN,
    };
    Size { width: window.width, height: height.max(0.0) }
}

/// A place along an extent such that a length fits into it.
fn within(place: f64, length: f64, extent: f64) -> f64 {
    place.min(extent - MARGIN - length).max(MARGIN)
}

/// The area that two rectangles share.
fn overlap(one: Rect, other: Rect) -> f64 {
    let width = one.right().min(other.right()) - one.x.max(other.x);
    let height = one.bottom().min(other.bottom()) - one.y.max(other.y);
    width.max(0.0) * height.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Size = Size { width: 800.0, height: 700.0 };
    const BOX: Size = Size { width: 352.0, height: 280.0 };

    fn mark(x: f64, y: f64) -> Rect {
        Rect { x: x - 9.0, y: y - 9.0, width: 18.0, height: 18.0 }
    }

    #[test]
    fn it_never_covers_the_mark_and_never_leaves_the_window() {
        for x in (0..=800).step_by(20) {
            for y in (0..=700).step_by(20) {
                let mark = mark(f64::from(x), f64::from(y));
                let card = Rect { x: mark.right(), y: mark.y - 16.0, width: 220.0, height: 50.0 };
                let it = Beside::of(mark, card, BOX, WINDOW);
                let Rect { x: left, y: top, .. } = it.rect;
                assert!(!it.rect.overlaps(mark), "{x} {y}: {it:?}");
                assert!(left >= 0.0 && it.rect.right() <= WINDOW.width, "{x} {y}: {it:?}");
                assert!(top >= 0.0 && it.rect.bottom() <= WINDOW.height, "{x} {y}: {it:?}");
                assert!(it.rect.height > 95.0, "{x} {y}: {it:?}");
            }
        }
    }

    #[test]
    fn it_leaves_the_thing_in_sight_where_there_is_room_beside_it() {
        let mark = mark(500.0, 200.0);
        let card = Rect { x: 520.0, y: 180.0, width: 220.0, height: 50.0 };
        let it = Beside::of(mark, card, BOX, WINDOW);
        assert_eq!(it.side, Side::Below);
        assert!(!it.rect.overlaps(card), "{it:?}");
        assert!((it.rect.x + it.arrow - 500.0).abs() < 1e-9, "the arrow is at the mark");
    }

    #[test]
    fn it_goes_above_where_there_is_no_room_below() {
        let mark = mark(500.0, 600.0);
        let it = Beside::of(mark, mark, BOX, WINDOW);
        assert_eq!(it.side, Side::Above);
        assert!((it.rect.height - BOX.height).abs() < 1e-9);
    }

    #[test]
    fn it_is_lower_where_no_side_has_room_for_all_of_it() {
        let tall = Size { height: 900.0, ..BOX };
        let it = Beside::of(mark(400.0, 350.0), mark(400.0, 350.0), tall, WINDOW);
        assert!(it.rect.height < 700.0 && it.rect.height > 300.0);
    }

    #[test]
    fn something_as_large_as_the_window_is_still_answered() {
        let all = Rect { x: 0.0, y: 0.0, width: 800.0, height: 700.0 };
        let it = Beside::of(all, all, BOX, WINDOW);
        assert!(it.rect.width > 0.0);
    }
}
