//! The places where things land that are put down: where they were let go, or the nearest place
//! where they cover nothing.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap};

use super::geometry::{Point, Rect};
use super::metrics::GRID;
use super::overlap::{OverlapRule, overlap_rule};
use super::scene::Scene;
use crate::edit::Container;
use crate::plan::{ElementId, Plan};

/// The number of places that are tried before things stay where they were let go.
const MOST: usize = 3_000;

/// The distance from what is in the way of a thing that cannot land where it was let go.
const AIR: f64 = 6.0;

/// The distance between things that make way for each other.
pub(super) const GAP: f64 = 16.0;

/// Something that is put down, with all that goes along with it.
#[derive(Debug, Clone)]
pub(super) struct Mover {
    /// The rectangle where it is, or would be.
    pub(super) rect: Rect,
    /// The upper left corner that it cannot pass; none on the board.
    pub(super) corner: Option<Point>,
    /// The rectangles that it cannot lie on.
    pub(super) others: Vec<Rect>,
}

/// A step on the grid, in steps right and down.
type Steps = (i32, i32);

impl Mover {
    /// A thing of a rectangle in a container, and what it cannot lie on there. Things that move
    /// with it are not in its way; neither is what it lay on already, where that is allowed.
    pub(super) fn of(
        plan: &Plan,
        scene: &Scene,
        id: ElementId,
        (home, rect): (Container, Rect),
        moving: &BTreeSet<ElementId>,
    ) -> Self {
        let before = scene.rect(id).filter(|_| scene.home(id) == Some(home));
        let others = scene.order().iter().filter_map(|other| {
            let there = scene.rect(*other)?;
            let stands = !moving.contains(other) && is_near(scene, home, *other);
            let is_in_the_way = stands
                && match overlap_rule(scene, id, home, *other) {
                    OverlapRule::Free => false,
                    OverlapRule::Apart => true,
                    // A group goes where it is put; a subnet is not put under a group.
                    OverlapRule::InFront => {
                        matches!(id, ElementId::Subnet(_))
                            && !before.is_some_and(|before| before.overlaps(there))
                    }
                };
            is_in_the_way.then_some(there)
        });
        let corner = (home != Container::Board).then(|| scene.inner(plan, home));
        Self { rect, corner, others: others.collect() }
    }

    /// The rectangle that it lies on, moved by some steps.
    fn hits(&self, steps: Steps) -> Option<(Rect, Rect)> {
        let here = moved(self.rect, steps);
        self.others.iter().find(|other| other.overlaps(here)).map(|other| (here, *other))
    }
}

/// Tells whether a thing can be in the way of what is put into a container. A group stands in the
/// way of cards in a subnet only where it stands in front of that subnet: one beside it makes way
/// when the subnet grows.
fn is_near(scene: &Scene, home: Container, other: ElementId) -> bool {
    let Container::Subnet(subnet) = home else { return true };
    if scene.home(other) == Some(home) {
        return true;
    }
    let (Some(area), Some(rect)) = (scene.rect(subnet.into()), scene.rect(other)) else {
        return false;
    };
    area.overlaps(rect)
}

/// The steps to the place nearest to a wanted one where none of some things covers anything; none
/// where there is no such place nearby.
pub(super) fn nearest(movers: &[Mover], wanted: Steps) -> Option<Steps> {
    let start = bounded(movers, wanted);
    let mut tried = BTreeSet::from([start]);
    let mut open = BinaryHeap::from([Reverse(Candidate::of(start, start))]);
    for _ in 0..MOST {
        let Reverse(Candidate { steps, .. }) = open.pop()?;
        let Some((here, other)) = movers.iter().find_map(|it| it.hits(steps)) else {
            return Some(steps);
        };
        let (x, y) = steps;
        let other = other.grown(AIR);
        let ways = [
            (x.saturating_add(past(other.right() - here.x)), y),
            (x, y.saturating_add(past(other.bottom() - here.y))),
            (x.saturating_sub(past(here.right() - other.x)), y),
            (x, y.saturating_sub(past(here.bottom() - other.y))),
        ];
        for way in ways {
            if bounded(movers, way) == way && tried.insert(way) {
                open.push(Reverse(Candidate::of(way, start)));
            }
        }
    }
    None
}

/// The steps in one direction: as many as are wanted, or more, past what is in the way. Nothing
/// where the edge of the container is reached before.
pub(super) fn onward(movers: &[Mover], wanted: Steps) -> Option<Steps> {
    let mut steps = bounded(movers, wanted);
    if steps == (0, 0) {
        return None;
    }
    loop {
        let Some((here, other)) = movers.iter().find_map(|it| it.hits(steps)) else {
            return Some(steps);
        };
        let (x, y) = steps;
        steps = match wanted {
            (1.., _) => (x.saturating_add(past(other.right() - here.x)), y),
            (..0, _) => (x.saturating_sub(past(here.right() - other.x)), y),
            (0, 1..) => (x, y.saturating_add(past(other.bottom() - here.y))),
            (0, _) => (x, y.saturating_sub(past(here.bottom() - other.y))),
        };
        if bounded(movers, steps) != steps {
            return None;
        }
    }
}

/// Steps, held back so that nothing passes the corner of its container. What stands beyond it
/// already need not come back.
fn bounded(movers: &[Mover], steps: Steps) -> Steps {
    let most = |room: f64| -past((room.max(0.0) / GRID).floor() * GRID);
    movers.iter().fold(steps, |(x, y), it| match it.corner {
        Some(corner) => (x.max(most(it.rect.x - corner.x)), y.max(most(it.rect.y - corner.y))),
        None => (x, y),
    })
}

/// A rectangle, moved by steps on the grid.
pub(super) fn moved(rect: Rect, (x, y): Steps) -> Rect {
    rect.moved(f64::from(x) * GRID, f64::from(y) * GRID)
}

/// The number of steps that cover a distance.
pub(super) fn past(distance: f64) -> i32 {
    // The board is far smaller than what fits.
    #[expect(clippy::cast_possible_truncation, reason = "clamped to what fits just before")]
    let steps = (distance / GRID).ceil().clamp(-1e6, 1e6) as i32;
    steps
}

/// A place to try; the nearer one comes first, then the upper, then the left.
#[derive(PartialEq, Eq)]
struct Candidate {
    far: i64,
    steps: Steps,
}

impl Candidate {
    fn of(steps: Steps, from: Steps) -> Self {
        let x = i64::from(steps.0) - i64::from(from.0);
        let y = i64::from(steps.1) - i64::from(from.1);
        Self { far: x * x + y * y, steps }
    }

    fn key(&self) -> (i64, i32, i32) {
        (self.far, self.steps.1, self.steps.0)
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
