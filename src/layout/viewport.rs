//! The part of the board that the window shows.

use super::geometry::{Point, Rect, Size};

/// The conversion of board units to pixels: `pixel = (unit - origin) × zoom`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// The place in the window's upper left corner.
    pub origin: Point,
    /// Pixels for each unit.
    pub zoom: f64,
}

impl Default for Viewport {
    fn default() -> Self {
        Self { origin: Point::new(-24.0, -24.0), zoom: 1.0 }
    }
}

impl Viewport {
    /// The least and the greatest zoom.
    pub const ZOOMS: (f64, f64) = (0.1, 3.0);

    /// The place on the board under a pixel of the window.
    #[must_use]
    pub fn to_board(self, pixel: Point) -> Point {
        Point::new(pixel.x / self.zoom + self.origin.x, pixel.y / self.zoom + self.origin.y)
    }

    /// Another zoom, with the same place under a pixel.
    #[must_use]
    pub fn zoomed(self, zoom: f64, pixel: Point) -> Self {
        let zoom = zoom.clamp(Self::ZOOMS.0, Self::ZOOMS.1);
        let fixed = self.to_board(pixel);
        Self { origin: fixed.moved(-pixel.x / zoom, -pixel.y / zoom), zoom }
    }

    /// The board pulled along by some pixels.
    #[must_use]
    pub fn panned(self, dx: f64, dy: f64) -> Self {
        Self { origin: self.origin.moved(-dx / self.zoom, -dy / self.zoom), ..self }
    }

    /// All of an area in a window of a size, no closer than 100 %. Pixels at the lower side are
    /// kept free for what floats there.
    #[must_use]
    pub fn fitting(area: Rect, window: Size) -> Self {
        const MARGIN: f64 = 24.0;
        const FLOATING: f64 = 44.0;
        let room = Size {
            width: (window.width - 2.0 * MARGIN).max(1.0),
            height: (window.height - 2.0 * MARGIN - FLOATING).max(1.0),
        };
        let zoom = (room.width / area.width.max(1.0)).min(room.height / area.height.max(1.0));
        let zoom = zoom.clamp(Self::ZOOMS.0, 1.0);
        let free_x = (window.width - area.width * zoom) / 2.0;
        let free_y = (window.height - FLOATING - area.height * zoom) / 2.0;
        Self { origin: Point::new(area.x - free_x / zoom, area.y - free_y / zoom), zoom }
    }

    /// The least pull that brings an area into a window of a size.
    #[must_use]
    pub fn revealing(self, area: Rect, window: Size) -> Self {
        const MARGIN: f64 = 48.0;
        let pull = |low: f64, high: f64, origin: f64, extent: f64| {
            let (first, last) = ((low - origin) * self.zoom, (high - origin) * self.zoom);
            if first < MARGIN {
                MARGIN - first
            } else if last > extent - MARGIN {
                (extent - MARGIN - last).max(MARGIN - first)
            } else {
                0.0
            }
        };
        let dx = pull(area.x, area.right(), self.origin.x, window.width);
        let dy = pull(area.y, area.bottom(), self.origin.y, window.height);
        self.panned(dx, dy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_the_place_under_the_pointer() {
        let view = Viewport::default();
        let pixel = Point::new(300.0, 200.0);
        let before = view.to_board(pixel);
        let after = view.zoomed(2.0, pixel).to_board(pixel);
        assert!(before.distance(after) < 1e-9);
    }

    #[test]
    fn what_fits_is_shown_whole_and_never_enlarged() {
        let area = Rect { x: 10.0, y: 10.0, width: 100.0, height: 50.0 };
        let window = Size { width: 800.0, height: 600.0 };
        assert!((Viewport::fitting(area, window).zoom - 1.0).abs() < 1e-9);
        let large = Rect { width: 4000.0, ..area };
        let view = Viewport::fitting(large, window);
        assert!((area.x - view.origin.x) * view.zoom >= 23.9);
        assert!((large.right() - view.origin.x) * view.zoom <= 776.1);
    }
}
