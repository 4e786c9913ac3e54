//! The tiles of a subnet: each server as a small shape, gathered into one path for each verdict.
//! Where tiles would be too small to be seen, a bar of shares takes their place.

use std::fmt::Write as _;

use super::decimal::Decimal;
use super::geometry::{Point, Rect, number};
use super::overview::{TILE_ORDER, VerdictCounts};
use crate::engine::report::Verdict;

/// From one tile to the next, in pixels.
const PITCH: f64 = 8.0;
/// The part of the pitch that a tile fills.
const FILLED: f64 = 0.8;
/// The least side of a tile, in pixels.
const LEAST_TILE: f64 = 3.0;
/// The most columns of tiles: more than fit on any screen.
const MOST_COLUMNS: usize = 2_000;
/// The height of the bar of shares, in pixels.
const BAR: f64 = 8.0;
/// The least part of the bar that shows something wrong.
const LEAST_SHARE: f64 = 0.1;
/// From the sides of a subnet to its tiles, in pixels.
const MARGIN: f64 = 12.0;

/// The servers of a subnet as they are drawn from far away.
#[derive(Debug, Clone, PartialEq)]
pub enum Tiles {
    /// A shape for each server: for each verdict that occurs the `d` of an SVG path, to be filled.
    Paths(Vec<(Option<Verdict>, String)>),
    /// A bar: for each verdict that occurs its part.
    Shares(Vec<(Option<Verdict>, Rect)>),
}

/// The area of a subnet for its tiles, below a header, in pixels; none where there is no room for a
/// bar of shares.
#[must_use]
pub fn tile_area(subnet: Rect, header: f64) -> Option<Rect> {
    let margin = MARGIN.min(subnet.width / 8.0);
    let area = Rect {
        x: subnet.x + margin,
        y: subnet.y + header,
        width: subnet.width - 2.0 * margin,
        height: subnet.height - header - margin,
    };
    (area.width >= BAR && area.height >= BAR / 2.0).then_some(area)
}

impl Tiles {
    /// The tiles for so many servers in an area, in pixels.
    #[must_use]
    pub fn of(counts: &VerdictCounts, area: Rect) -> Self {
        match grid(counts.servers(), area.width, area.height) {
            Some((columns, pitch)) => Self::paths(counts, area, columns, pitch),
            None => Self::bar(counts, area),
        }
    }

    fn paths(counts: &VerdictCounts, area: Rect, columns: usize, pitch: f64) -> Self {
        let mut place = 0_usize;
        let mut paths = vec![];
        for (verdict, count) in TILE_ORDER.into_iter().zip(counts.0) {
            let mut path = String::new();
            for at in place..place.saturating_add(count) {
                let (row, column) = (at.div_euclid(columns.max(1)), at.rem_euclid(columns.max(1)));
                let corner = Point::new(area.x, area.y);
                let corner = corner.moved(number(column) * pitch, number(row) * pitch);
                draw(&mut path, verdict, corner, pitch * FILLED);
            }
            place = place.saturating_add(count);
            if count > 0 {
                paths.push((verdict, path));
            }
        }
        Self::Paths(paths)
    }

    fn bar(counts: &VerdictCounts, area: Rect) -> Self {
        let height = BAR.min(area.height);
        let mut x = area.x;
        let parts = counts.shares(LEAST_SHARE).into_iter().map(|(verdict, share)| {
            let part = Rect { x, y: area.y, width: share * area.width, height };
            x += part.width;
            (verdict, part)
        });
        Self::Shares(parts.collect())
    }
}

/// The shape of the tile of a verdict, as the `d` of an SVG path, with sides of 10 units.
#[must_use]
pub fn tile(verdict: Option<Verdict>) -> String {
    let mut path = String::new();
    draw(&mut path, verdict, Point::default(), 10.0);
    path
}

/// The number of columns and the pitch, in pixels, at which so many tiles fit into an area; none
/// where they would be too small.
fn grid(count: usize, width: f64, height: f64) -> Option<(usize, f64)> {
    let grids = (1..=MOST_COLUMNS).map(|columns| (columns, PITCH.min(width / number(columns))));
    grids.take_while(|(_, pitch)| pitch * FILLED >= LEAST_TILE).find(|(columns, pitch)| {
        let fills_row = number(columns.saturating_add(1)) * PITCH > width;
        fills_row && number(count.div_ceil(*columns)) * pitch <= height
    })
}

/// Adds the shape of a verdict: a small square for open, a diamond for exempt, a full square for
/// blocked, a triangle for attention, a hollow square for no load balancer.
fn draw(path: &mut String, verdict: Option<Verdict>, corner: Point, side: f64) {
    let square = |path: &mut String, inset: f64, is_reversed: bool| {
        let at = corner.moved(inset, inset);
        let side = side - 2.0 * inset;
        // The other way round, what lies within is not filled.
        let (first, second) = if is_reversed { ('v', 'h') } else { ('h', 'v') };
        let side = Decimal::tenths(side);
        write!(path, "M{at}{first}{side}{second}{side}{first}-{side}z")
    };
    let top = corner.moved(side / 2.0, 0.0);
    let (half, whole) = (Decimal::tenths(side / 2.0), Decimal::tenths(side));
    // Writing into a text cannot fail.
    let _ = match verdict {
        Some(Verdict::Blocked) => square(path, 0.0, false),
        Some(Verdict::Open) => square(path, side * 0.12, false),
        None => square(path, side * 0.06, false).and_then(|()| square(path, side * 0.26, true)),
        Some(Verdict::Attention) => write!(path, "M{top}l{half} {whole}h-{whole}z"),
        Some(Verdict::Exempt) => {
            write!(path, "M{top}l{half} {half}l-{half} {half}l-{half} -{half}z")
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A subnet, seen at a zoom.
    fn subnet(zoom: f64) -> Rect {
        Rect { x: 100.0 * zoom, y: 50.0 * zoom, width: 4000.0 * zoom, height: 2400.0 * zoom }
    }

    fn counts() -> VerdictCounts {
        VerdictCounts([120, 4, 6, 3, 12])
    }

    /// The corners of the shapes of a path.
    fn corners(path: &str) -> Vec<Point> {
        let starts = path.split('M').filter(|it| !it.is_empty());
        starts
            .map(|shape| {
                let end = shape.find(|it: char| it.is_alphabetic()).unwrap();
                let (x, y) = shape[..end].split_once(' ').unwrap();
                Point::new(x.parse().unwrap(), y.parse().unwrap())
            })
            .collect()
    }

    #[test]
    fn there_is_a_shape_for_each_server_and_none_leaves_the_area() {
        for zoom in [0.04, 0.05, 0.06, 0.1] {
            let area = tile_area(subnet(zoom), 40.0).unwrap();
            let Tiles::Paths(paths) = Tiles::of(&counts(), area) else { panic!("{zoom}") };
            for (verdict, path) in &paths {
                let shapes = corners(path);
                let shapes_of_one = if verdict.is_none() { 2 } else { 1 };
                assert_eq!(shapes.len(), counts().of(*verdict) * shapes_of_one);
                assert!(shapes.iter().all(|it| area.contains(*it)), "{zoom} {verdict:?}");
            }
            assert_eq!(paths.len(), 5);
        }
    }

    #[test]
    fn tiles_that_could_not_be_seen_become_a_bar_of_shares() {
        let zoom = 0.02;
        let many = VerdictCounts([20_000, 0, 0, 0, 1]);
        let area = tile_area(subnet(zoom), 20.0).unwrap();
        let Tiles::Shares(parts) = Tiles::of(&many, area) else { panic!() };
        let [(_, open), (verdict, blocked)] = parts[..] else { panic!("{parts:?}") };
        assert_eq!(verdict, Some(Verdict::Blocked));
        assert!(blocked.width > area.width / 20.0 && (open.right() - blocked.x).abs() < 1e-6);
        assert!((blocked.right() - area.right()).abs() < 1e-6 && blocked.bottom() <= area.bottom());
        assert_eq!(tile_area(subnet(zoom), 80.0), None, "the header fills it");
    }

    #[test]
    fn tiles_are_no_smaller_than_what_can_be_seen() {
        for count in [1, 10, 300, 900, 2_000] {
            if let Some((columns, pitch)) = grid(count, 200.0, 80.0) {
                assert!(pitch * FILLED >= LEAST_TILE && number(columns) * pitch <= 200.0 + 1e-9);
                assert!(number(count.div_ceil(columns)) * pitch <= 80.0 + 1e-9);
            } else {
                assert!(count > 900, "{count}");
            }
        }
    }
}
