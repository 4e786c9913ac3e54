//! The area of the board that is drawn: the window with a margin, at a zoom.

use std::collections::HashSet;

use super::geometry::{Rect, Size};
use super::viewport::Viewport;
use crate::plan::ElementId;

/// The margin around the window, in pixels. Looking around draws nothing anew within it.
const MARGIN: f64 = 200.0;

/// The amount of detail that things are drawn in, from far away to near by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DetailLevel {
    /// Subnets are blocks that say how many servers they hold and the worst that holds for them.
    Blocks,
    /// Things show their names.
    Names,
    /// Things are whole cards.
    Cards,
}

impl DetailLevel {
    /// The zoom from which on things show their names.
    pub const NAMES_FROM: f64 = 0.25;

    /// The zoom from which on things are whole cards.
    pub const CARDS_FROM: f64 = 0.6;

    /// The level of detail at a zoom.
    #[must_use]
    pub fn at(zoom: f64) -> Self {
        if zoom < Self::NAMES_FROM {
            Self::Blocks
        } else if zoom < Self::CARDS_FROM {
            Self::Names
        } else {
            Self::Cards
        }
    }

    /// Tells whether a kind of thing is drawn by itself at this level. Seen from far away, servers
    /// are a part of their subnet.
    #[must_use]
    pub fn shows(self, id: ElementId) -> bool {
        self > Self::Blocks || !matches!(id, ElementId::Server(_))
    }
}

/// The area that is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnArea {
    /// The area, in board units.
    pub area: Rect,
    /// The zoom at which it is drawn, in pixels for each unit.
    pub zoom: f64,
}

impl DrawnArea {
    /// The area around a window.
    #[must_use]
    pub fn around(viewport: Viewport, window: Size) -> Self {
        Self { area: viewport.seen(window).grown(MARGIN / viewport.zoom), zoom: viewport.zoom }
    }

    /// Tells whether the area covers all that a window shows.
    #[must_use]
    pub fn covers(self, viewport: Viewport, window: Size) -> bool {
        self.area.encloses(viewport.seen(window))
    }

    /// The zoom for which texts are set that keep their size. It changes by steps, so that not every
    /// card changes with every step of a zoom: texts are a tenth larger or smaller between two.
    #[must_use]
    pub fn text_zoom(self) -> f64 {
        const STEP: f64 = 1.25;
        let steps = (self.zoom / DetailLevel::NAMES_FROM).ln() / STEP.ln();
        DetailLevel::NAMES_FROM * STEP.powf(steps.round())
    }

    /// The level of detail of what is drawn.
    #[must_use]
    pub fn detail(self) -> DetailLevel {
        DetailLevel::at(self.zoom)
    }
}

/// The choice of the things that are drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnThings {
    /// The area that is drawn.
    pub area: DrawnArea,
    /// True if things are drawn wherever they are.
    pub everywhere: bool,
    /// The things that are drawn wherever they are: those that the keyboard leads to.
    pub kept: HashSet<ElementId>,
}

impl DrawnThings {
    /// Tells whether a thing is drawn that is at a place.
    #[must_use]
    pub fn shows(&self, id: ElementId, rect: Rect) -> bool {
        (self.reaches(rect) && self.area.detail().shows(id)) || self.kept.contains(&id)
    }

    /// Tells whether something is drawn that takes up a rectangle.
    #[must_use]
    pub fn reaches(&self, rect: Rect) -> bool {
        self.everywhere || rect.overlaps(self.area.area)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Point;
    use crate::plan::{ServerId, VpcId};

    const WINDOW: Size = Size { width: 800.0, height: 600.0 };

    #[test]
    fn looking_around_draws_anew_only_beyond_the_margin() {
        let view = Viewport { origin: Point::new(0.0, 0.0), zoom: 0.5 };
        let drawn = DrawnArea::around(view, WINDOW);
        assert!(drawn.covers(view, WINDOW));
        assert!(drawn.covers(view.panned(199.0, -199.0), WINDOW));
        assert!(!drawn.covers(view.panned(201.0, 0.0), WINDOW));
        assert!(!drawn.covers(view.panned(0.0, -201.0), WINDOW));
        // Farther away the window shows more than was drawn, nearer by less.
        let middle = Point::new(400.0, 300.0);
        assert!(!drawn.covers(view.zoomed(0.2, 0.1, middle), WINDOW));
        assert!(drawn.covers(view.zoomed(2.0, 0.1, middle), WINDOW));
    }

    #[test]
    fn far_away_servers_are_a_part_of_their_subnets() {
        let levels = [0.1, 0.25, 0.59, 0.6, 3.0].map(DetailLevel::at);
        use DetailLevel::{Blocks, Cards, Names};
        assert_eq!(levels, [Blocks, Names, Names, Cards, Cards]);
        let server = ElementId::Server(ServerId(1));
        assert!(!Blocks.shows(server) && Names.shows(server));
        assert!(Blocks.shows(ElementId::Vpc(VpcId(1))));
    }

    #[test]
    fn texts_keep_their_size_to_a_tenth() {
        let mut zoom = 0.01;
        let mut sizes = std::collections::BTreeSet::new();
        while zoom < 0.6 {
            let area = DrawnArea { area: Rect::default(), zoom };
            let stretch = zoom / area.text_zoom();
            assert!((0.89..1.13).contains(&stretch), "{zoom}: {stretch}");
            sizes.insert((area.text_zoom() * 1e6).round().to_string());
            zoom *= 1.01;
        }
        assert!(sizes.len() < 22);
    }

    #[test]
    fn things_beyond_the_area_are_drawn_only_if_they_are_kept() {
        let view = Viewport { origin: Point::new(0.0, 0.0), zoom: 1.0 };
        let server = ElementId::Server(ServerId(1));
        let mut things = DrawnThings {
            area: DrawnArea::around(view, WINDOW),
            everywhere: false,
            kept: HashSet::new(),
        };
        let near = Rect { x: 900.0, y: 0.0, width: 200.0, height: 50.0 };
        let far = Rect { x: 1_100.0, ..near };
        assert!(things.shows(server, near) && !things.shows(server, far));
        things.kept.insert(server);
        assert!(things.shows(server, far));
        assert!(!things.reaches(far));
        things.everywhere = true;
        assert!(things.reaches(far));
    }
}
