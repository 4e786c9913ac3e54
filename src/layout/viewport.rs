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
    /// The greatest zoom.
    pub const GREATEST: f64 = 3.0;

    /// The least zoom for a plan that fits into the window at a greater one. A larger plan is zoomed
    /// out until all of it is seen.
    const LEAST: f64 = 0.1;

    /// The least zoom at which a plan in an area is shown in a window of a size.
    #[must_use]
    pub fn least(area: Option<Rect>, window: Size) -> f64 {
        let whole = area.map_or(1.0, |area| Self::fitting(area, window).zoom);
        whole.min(Self::LEAST)
    }

    /// The place on the board under a pixel of the window.
    #[must_use]
    pub fn to_board(self, pixel: Point) -> Point {
        Point::new(pixel.x / self.zoom + self.origin.x, pixel.y / self.zoom + self.origin.y)
    }

    /// The part of the board that a window of a size shows.
    #[must_use]
    pub fn seen(self, window: Size) -> Rect {
        let far = Point::new(window.width, window.height);
        Rect::between(self.to_board(Point::default()), self.to_board(far))
    }

    /// The same zoom, with a place in the middle of a window of a size.
    #[must_use]
    pub fn looking_at(self, place: Point, window: Size) -> Self {
        let (x, y) = (window.width / 2.0 / self.zoom, window.height / 2.0 / self.zoom);
        Self { origin: place.moved(-x, -y), ..self }
    }

    /// Another zoom of at least `least`, with the same place under a pixel.
    #[must_use]
    pub fn zoomed(self, zoom: f64, least: f64, pixel: Point) -> Self {
        let zoom = zoom.max(least).min(Self::GREATEST);
        let fixed = self.to_board(pixel);
        Self { origin: fixed.moved(-pixel.x / zoom, -pixel.y / zoom), zoom }
    }

    /// The zoom after the wheel turned by some pixels. A notch of a mouse wheel is a tenth; a pinch
    /// on a touchpad, which comes as many small turns, follows the fingers.
    #[must_use]
    pub fn turned(self, pixels: f64) -> f64 {
        self.zoom * (-pixels * 0.01).clamp(-0.1, 0.1).exp()
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
        let zoom = zoom.min(1.0);
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
        let after = view.zoomed(2.0, 0.1, pixel).to_board(pixel);
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

    #[test]
    fn all_of_a_plan_is_seen_at_any_size() {
        let window = Size { width: 800.0, height: 600.0 };
        let huge = Rect { x: 0.0, y: 0.0, width: 400_000.0, height: 90_000.0 };
        let view = Viewport::fitting(huge, window);
        assert!((huge.right() - view.origin.x) * view.zoom <= 776.1);
        let least = Viewport::least(Some(huge), window);
        assert!((least - view.zoom).abs() < 1e-12, "it can be zoomed out to that");
        let small = Rect { width: 300.0, height: 200.0, ..huge };
        assert!((Viewport::least(Some(small), window) - 0.1).abs() < 1e-12);
        let middle = Point::new(400.0, 300.0);
        assert!((view.zoomed(0.0, least, middle).zoom - least).abs() < 1e-12);
    }

    #[test]
    fn a_notch_of_the_wheel_is_a_small_step_and_turning_back_undoes_it() {
        let view = Viewport::default();
        for notch in [100.0, 120.0] {
            let closer = Viewport { zoom: view.turned(-notch), ..view };
            assert!(closer.zoom > 1.05 && closer.zoom < 1.15, "{}", closer.zoom);
            assert!((closer.turned(notch) - 1.0).abs() < 1e-12);
        }
    }
}
