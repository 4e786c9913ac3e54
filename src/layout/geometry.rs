//! Points, rectangles and curves.

use std::fmt;

use super::decimal::Decimal;

/// A count as a number of units.
pub(super) fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// A place on the board.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Units to the right.
    pub x: f64,
    /// Units down.
    pub y: f64,
}

impl Point {
    /// A place.
    #[must_use]
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The place that lies between this one and another, at a share of the way.
    #[must_use]
    pub fn toward(self, other: Self, share: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }

    /// The distance to another place.
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The place, moved.
    #[must_use]
    pub fn moved(self, dx: f64, dy: f64) -> Self {
        Self { x: self.x + dx, y: self.y + dy }
    }
}

impl fmt::Display for Point {
    /// Writes it as SVG paths have it, to a tenth of a unit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", Decimal::tenths(self.x), Decimal::tenths(self.y))
    }
}

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// Units across.
    pub width: f64,
    /// Units down.
    pub height: f64,
}

/// A rectangle by its upper left corner and its size.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// The left side.
    pub x: f64,
    /// The upper side.
    pub y: f64,
    /// Units across.
    pub width: f64,
    /// Units down.
    pub height: f64,
}

impl Rect {
    /// A rectangle of a size at a place.
    #[must_use]
    pub fn at(corner: Point, size: Size) -> Self {
        Self { x: corner.x, y: corner.y, width: size.width, height: size.height }
    }

    /// The rectangle between two corners.
    #[must_use]
    pub fn between(one: Point, other: Point) -> Self {
        let (x, y) = (one.x.min(other.x), one.y.min(other.y));
        Self { x, y, width: (one.x - other.x).abs(), height: (one.y - other.y).abs() }
    }

    /// The right side.
    #[must_use]
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// The lower side.
    #[must_use]
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// The middle.
    #[must_use]
    pub fn center(self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Tells whether a place lies within.
    #[must_use]
    pub fn contains(self, point: Point) -> bool {
        (self.x..=self.right()).contains(&point.x) && (self.y..=self.bottom()).contains(&point.y)
    }

    /// Tells whether another rectangle lies within, the sides included.
    #[must_use]
    pub fn encloses(self, other: Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// The place within that is nearest to another one.
    #[must_use]
    pub fn nearest(self, point: Point) -> Point {
        Point::new(point.x.max(self.x).min(self.right()), point.y.max(self.y).min(self.bottom()))
    }

    /// The distance of a place from the outside; 0 within.
    #[must_use]
    pub fn distance(self, point: Point) -> f64 {
        self.nearest(point).distance(point)
    }

    /// Tells whether two rectangles share a place.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// The rectangle, wider by a margin on each side.
    #[must_use]
    pub fn grown(self, margin: f64) -> Self {
        Self {
            x: self.x - margin,
            y: self.y - margin,
            width: self.width + 2.0 * margin,
            height: self.height + 2.0 * margin,
        }
    }

    /// The smallest rectangle around two.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self {
            x,
            y,
            width: self.right().max(other.right()) - x,
            height: self.bottom().max(other.bottom()) - y,
        }
    }

    /// The rectangle, moved.
    #[must_use]
    pub fn moved(self, dx: f64, dy: f64) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..self }
    }
}

/// A cubic Bézier curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// The start.
    pub start: Point,
    /// The direction from the start.
    pub start_control: Point,
    /// The direction at the end.
    pub end_control: Point,
    /// The end.
    pub end: Point,
}

impl Curve {
    /// A curve that leaves and arrives level. `out` and `into` are -1 where it leaves or arrives
    /// on the left side of a card, and 1 on the right.
    #[must_use]
    pub fn level(start: Point, out: f64, end: Point, into: f64) -> Self {
        let reach = ((end.x - start.x).abs() / 2.0).max(28.0).min(90.0 + start.distance(end) / 6.0);
        Self {
            start,
            start_control: start.moved(out * reach, 0.0),
            end_control: end.moved(into * reach, 0.0),
            end,
        }
    }

    /// The place at a share of the way, 0 to 1.
    #[must_use]
    pub fn point(self, share: f64) -> Point {
        self.split(share).0.end
    }

    /// The parts before and behind a share of the way (de Casteljau).
    #[must_use]
    pub fn split(self, share: f64) -> (Self, Self) {
        let first = self.start.toward(self.start_control, share);
        let middle = self.start_control.toward(self.end_control, share);
        let last = self.end_control.toward(self.end, share);
        let (left, right) = (first.toward(middle, share), middle.toward(last, share));
        let cut = left.toward(right, share);
        (
            Self { start: self.start, start_control: first, end_control: left, end: cut },
            Self { start: cut, start_control: right, end_control: last, end: self.end },
        )
    }

    /// The first share of the way, in steps of 1/64, at which a place satisfies a test.
    #[must_use]
    pub fn first(self, test: impl Fn(Point) -> bool) -> Option<f64> {
        (0..=64_u32).map(|step| f64::from(step) / 64.0).find(|share| test(self.point(*share)))
    }

    /// A rectangle around the curve: it lies between its ends and its control points.
    #[must_use]
    pub fn bounds(self) -> Rect {
        Rect::between(self.start, self.end)
            .union(Rect::between(self.start_control, self.end_control))
    }

    /// The curve as the `d` of an SVG path.
    #[must_use]
    pub fn path(self) -> String {
        let Self { start, start_control: a, end_control: b, end } = self;
        format!("M{start}C{a} {b} {end}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_curve_meet_where_it_is_cut() {
        let curve = Curve::level(Point::new(0.0, 0.0), 1.0, Point::new(100.0, 50.0), -1.0);
        let (before, behind) = curve.split(0.5);
        assert_eq!(before.end, behind.start);
        assert_eq!(before.end, Point::new(50.0, 25.0));
        assert_eq!(behind.end, curve.end);
    }

    #[test]
    fn rectangles_that_only_touch_do_not_overlap() {
        let one = Rect { x: 0.0, y: 0.0, width: 10.0, height: 10.0 };
        assert!(!one.overlaps(one.moved(10.0, 0.0)));
        assert!(one.overlaps(one.moved(9.0, 9.0)));
        assert_eq!(one.union(one.moved(5.0, 0.0)).width, 15.0);
    }
}
