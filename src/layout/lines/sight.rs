//! The sight between cards: which curves cross no other card.

use rustc_hash::FxHashMap;

use crate::layout::geometry::{Curve, Point, Rect};
use crate::layout::scene::Scene;
use crate::plan::ElementId;

/// The side of a square of the board.
const SQUARE: f64 = 512.0;
/// The greatest distance that is seen.
const FARTHEST: f64 = 1200.0;
/// From a card to the lines beside it.
const MARGIN: f64 = 3.0;
/// The number of places of a curve that are looked at.
const PLACES: u32 = 64;

/// The cards of a scene by where they are.
pub(super) struct Sight(FxHashMap<(i64, i64), Vec<(ElementId, Rect)>>);

impl Sight {
    pub(super) fn of(scene: &Scene) -> Self {
        let mut squares: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for id in scene.cards() {
            let Some(rect) = scene.rect(*id).map(|it| it.grown(MARGIN)) else { continue };
            let (left, top) = square(Point::new(rect.x, rect.y));
            let (right, bottom) = square(Point::new(rect.right(), rect.bottom()));
            for x in left..=right {
                for y in top..=bottom {
                    squares.entry((x, y)).or_default().push((*id, rect));
                }
            }
        }
        Self(squares)
    }

    /// Tells whether a curve is short and crosses no card but those that it connects.
    pub(super) fn is_free(&self, curve: Curve, ends: [ElementId; 2]) -> bool {
        let is_free = |at: Point| {
            let cards = self.0.get(&square(at)).map_or(&[][..], Vec::as_slice);
            !cards.iter().any(|(id, rect)| rect.contains(at) && !ends.contains(id))
        };
        curve.start.distance(curve.end) <= FARTHEST
            && (0..=PLACES).all(|at| is_free(curve.point(f64::from(at) / f64::from(PLACES))))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the board has an end, far within these")]
fn square(at: Point) -> (i64, i64) {
    ((at.x / SQUARE).floor() as i64, (at.y / SQUARE).floor() as i64)
}
