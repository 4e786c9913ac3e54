//! The courses of lines: a curve, or straight parts with rounded corners.

use std::fmt::Write as _;

use smallvec::SmallVec;

use crate::layout::geometry::{Curve, Point, Rect};

/// The radius of a corner.
const RADIUS: f64 = 8.0;

/// The course of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Course {
    /// A curve between two cards with free sight.
    Curve(Curve),
    /// Level and upright parts from point to point.
    Path(SmallVec<[Point; 2]>),
}

impl Course {
    /// The place where it begins.
    #[must_use]
    pub fn start(&self) -> Point {
        match self {
            Self::Curve(curve) => curve.start,
            Self::Path(points) => points.first().copied().unwrap_or_default(),
        }
    }

    /// The place where it ends.
    #[must_use]
    pub fn end(&self) -> Point {
        match self {
            Self::Curve(curve) => curve.end,
            Self::Path(points) => points.last().copied().unwrap_or_default(),
        }
    }

    /// A rectangle around it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let dot = |it: &Point| Rect::between(*it, *it);
        match self {
            Self::Curve(it) => it.bounds(),
            Self::Path(points) => points.iter().map(dot).reduce(Rect::union).unwrap_or_default(),
        }
    }

    /// A course along some corners.
    pub(super) fn along(corners: &[Point]) -> Self {
        Self::Path(corners.iter().copied().collect())
    }

    /// The course as curves, one for each part of it.
    #[must_use]
    pub fn curves(&self) -> Vec<Curve> {
        let straight = |(start, end): (&Point, &Point)| Curve {
            start: *start,
            start_control: *start,
            end_control: *end,
            end: *end,
        };
        match self {
            Self::Curve(curve) => vec![*curve],
            Self::Path(points) => points.iter().zip(points.iter().skip(1)).map(straight).collect(),
        }
    }

    /// The place where the line enters an area from outside.
    #[must_use]
    pub fn entry(&self, area: Rect) -> Option<Point> {
        let inside = |curve: &Curve| curve.first(|at| area.contains(at)).map(|at| curve.point(at));
        let points = match self {
            Self::Curve(curve) => return inside(curve),
            Self::Path(points) => points,
        };
        points.windows(2).find_map(|part| {
            let [from, to] = part else { return None };
            let edge = area.nearest(*from);
            // The parts are level or upright, so the nearest place of the area is on the way or it
            // is not met.
            let way = Rect::between(*from, *to);
            way.contains(edge).then_some(edge)
        })
    }

    /// The course as the `d` of an SVG path.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Curve(curve) => curve.path(),
            Self::Path(points) => rounded(points),
        }
    }
}

/// Straight parts with corners that are rounded as far as the parts are long enough.
fn rounded(points: &[Point]) -> String {
    let mut path = String::new();
    let mut before: Option<Point> = None;
    // Writing into a text cannot fail.
    for (at, point) in points.iter().enumerate() {
        let Some(from) = before else {
            let _ = write!(path, "M{point}");
            before = Some(*point);
            continue;
        };
        before = Some(*point);
        let Some(next) = points.get(at + 1) else {
            let _ = write!(path, "L{point}");
            continue;
        };
        let radius = RADIUS.min(from.distance(*point) / 2.0).min(point.distance(*next) / 2.0);
        let near = |other: Point| match point.distance(other) {
            length if length > 0.0 => point.toward(other, radius / length),
            _ => *point,
        };
        let (first, last) = (near(from), near(*next));
        let _ = write!(path, "L{first}Q{point} {last}");
    }
    path
}

/// The corners of a way that is being worked out. Most ways have no more.
pub(super) type Corners = SmallVec<[Point; 10]>;

/// The points without those that lie on a straight way between two others.
pub(super) fn simplified(points: &[Point]) -> Corners {
    let mut kept = Corners::new();
    for point in points {
        if let [.., before, last] = kept[..] {
            let is_straight = |a: f64, b: f64, c: f64| (a - b).abs() < 1e-6 && (b - c).abs() < 1e-6;
            if is_straight(before.x, last.x, point.x) || is_straight(before.y, last.y, point.y) {
                kept.pop();
            }
        }
        if kept.last().is_none_or(|last| last.distance(*point) > 1e-6) {
            kept.push(*point);
        }
    }
    kept
}

/// Points moved to the side, so that two lines that go the same way run beside each other. A last
/// part that is upright goes to the right whichever way it runs, by a distance of its own.
pub(super) fn beside(points: &[Point], shift: f64, last_shift: f64) -> Corners {
    let side = |from: Point, to: Point, is_last: bool| {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        match dx.abs() >= dy.abs() {
            true => (0.0, -dx.signum() * shift),
            false if is_last => (last_shift, 0.0),
            false => (dy.signum() * shift, 0.0),
        }
    };
    let count = points.len();
    let parts = points.iter().zip(points.iter().skip(1)).enumerate();
    let sides = parts.map(|(at, (from, to))| side(*from, *to, at + 2 == count));
    let sides = sides.collect::<SmallVec<[(f64, f64); 10]>>();
    let moved = points.iter().enumerate().map(|(at, point)| {
        let before = at.checked_sub(1).and_then(|at| sides.get(at)).copied().unwrap_or_default();
        let behind = sides.get(at).copied().unwrap_or_default();
        // At a corner one part moves across and the other one up or down.
        let (x, y) = match (before, behind) {
            ((0.0, y), (x, 0.0)) | ((x, 0.0), (0.0, y)) => (x, y),
            (before, _) => before,
        };
        point.moved(x, y)
    });
    moved.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(all: &[(f64, f64)]) -> Vec<Point> {
        all.iter().map(|(x, y)| Point::new(*x, *y)).collect()
    }

    #[test]
    fn corners_are_rounded_and_ends_are_not() {
        let course = Course::Path(points(&[(0.0, 0.0), (50.0, 0.0), (50.0, 100.0)]).into());
        assert_eq!(course.path(), "M0 0L42 0Q50 0 50 8L50 100");
        assert_eq!(course.bounds(), Rect { x: 0.0, y: 0.0, width: 50.0, height: 100.0 });
    }

    #[test]
    fn a_line_beside_another_keeps_its_distance_at_corners() {
        let course =
            points(&[(0.0, 0.0), (50.0, 0.0), (50.0, 100.0), (90.0, 100.0), (90.0, 150.0)]);
        let expected = [(0.0, -3.0), (53.0, -3.0), (53.0, 97.0), (92.0, 97.0), (92.0, 150.0)];
        assert_eq!(beside(&course, 3.0, 2.0).to_vec(), points(&expected));
    }

    #[test]
    fn points_on_a_straight_way_are_left_out() {
        let course = points(&[(0.0, 0.0), (5.0, 0.0), (5.0, 0.0), (9.0, 0.0), (9.0, 4.0)]);
        assert_eq!(simplified(&course).to_vec(), points(&[(0.0, 0.0), (9.0, 0.0), (9.0, 4.0)]));
    }
}
