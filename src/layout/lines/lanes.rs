//! The lanes between cards and containers, in which trunks run.
//!
//! What a container holds is cut apart along the gaps that go right through it, by upright and by
//! level ones in turn. Each gap is a lane; no card lies in it. A lane
//! ends at two lanes that lie across it, so that there is a way from every card to every other.

use rustc_hash::FxHashMap;

use crate::layout::geometry::Rect;
use crate::layout::scene::Scene;
use crate::plan::{ElementId, sort_list};

/// The narrowest gap that is a lane.
const LEAST_GAP: f64 = 6.0;
/// From the sides of a lane to the lines in it.
const MARGIN: f64 = 8.0;
/// The least distance from a line to the cards beside a narrow lane.
const BESIDE_CARD: f64 = 1.0;
/// The greatest part of a lane that lines use.
const MOST_USED: f64 = 44.0;
/// Above the first card of a container, for the lines that come in, below its name.
const ENTRY: f64 = 20.0;
/// Around everything.
const AROUND: f64 = 48.0;
/// The most cuts within each other.
const MOST_CUTS: u32 = 24;

/// The number of a lane.
pub(super) type LaneId = usize;

/// A gap between things.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lane {
    /// True for an upright lane.
    pub(super) is_upright: bool,
    low: f64,
    high: f64,
    /// The lanes across, at which it ends; none at the edge of the board.
    pub(super) ends: Option<[LaneId; 2]>,
}

impl Lane {
    /// The place of a line in the lane, by a share of what lines use of it.
    pub(super) fn at(&self, share: f64) -> f64 {
        let used = (self.high - self.low - 2.0 * MARGIN).clamp(0.0, MOST_USED);
        (self.low + self.high) / 2.0 + used * (share - 0.5)
    }

    pub(super) fn width(&self) -> f64 {
        self.high - self.low
    }

    /// The distance of a line from the middle of its trunk, as far as the lane is wide enough.
    pub(super) fn shift(&self, wanted: f64) -> f64 {
        let room = (self.width() / 2.0 - BESIDE_CARD).max(0.0);
        wanted.clamp(-room, room)
    }
}

/// The lanes around something.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sides {
    pub(super) left: LaneId,
    pub(super) right: LaneId,
    pub(super) top: LaneId,
    pub(super) bottom: LaneId,
}

/// All lanes of a scene.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    lanes: Vec<Lane>,
    /// The lanes around each thing.
    around: FxHashMap<ElementId, Sides>,
    /// The lanes along the inner sides of each container.
    within: FxHashMap<ElementId, Sides>,
    /// The containers in which things are drawn; none for the board.
    holders: FxHashMap<ElementId, Option<ElementId>>,
}

type Things = Vec<(ElementId, Rect)>;

impl Lanes {
    pub(super) fn of(scene: &Scene) -> Self {
        let mut held = held(scene);
        let mut lanes = Self::default();
        let Some(bounds) = scene.bounds() else { return lanes };
        lanes.around.reserve(scene.order().len());
        lanes.holders.reserve(scene.order().len());
        let outer = bounds.grown(AROUND);
        let edge = lanes.ring(outer, bounds, None);
        let mut waiting = vec![(None, edge)];
        while let Some((holder, sides)) = waiting.pop() {
            let Some(things) = held.remove(&holder) else { continue };
            let containers = things.iter().filter(|it| held.contains_key(&Some(it.0)));
            let containers = containers.copied().collect::<Vec<_>>();
            for (id, _) in &things {
                lanes.holders.insert(*id, holder);
            }
            let order = match holder {
                Some(ElementId::Subnet(_)) => Order::UprightFirst,
                _ => Order::LevelFirst,
            };
            lanes.cut(things, sides, order, 0);
            for (id, rect) in containers {
                let contents = held.get(&Some(id)).into_iter().flatten().map(|it| it.1);
                let Some(contents) = contents.reduce(Rect::union) else { continue };
                let outside = lanes.around.get(&id).copied();
                let ring = lanes.ring(rect, contents, outside);
                lanes.within.insert(id, ring);
                waiting.push((Some(id), ring));
            }
        }
        lanes
    }

    pub(super) fn lane(&self, id: LaneId) -> Option<&Lane> {
        self.lanes.get(id)
    }

    /// The lanes around a thing.
    pub(super) fn around(&self, id: ElementId) -> Option<Sides> {
        self.around.get(&id).copied()
    }

    /// The lanes along the inner sides of a container.
    pub(super) fn within(&self, id: ElementId) -> Option<Sides> {
        self.within.get(&id).copied()
    }

    /// The container in which a thing is drawn. A backend server group in front of a subnet is
    /// drawn in it.
    pub(super) fn holder(&self, id: ElementId) -> Option<ElementId> {
        self.holders.get(&id).copied().flatten()
    }

    fn add(
        &mut self,
        is_upright: bool,
        (low, high): (f64, f64),
        ends: Option<[LaneId; 2]>,
    ) -> LaneId {
        self.lanes.push(Lane { is_upright, low, high: high.max(low), ends });
        self.lanes.len().saturating_sub(1)
    }

    /// The lanes between the sides of a container and its contents. The level ones lead out.
    fn ring(&mut self, outer: Rect, contents: Rect, outside: Option<Sides>) -> Sides {
        let out = outside.map(|it| [it.left, it.right]);
        let above = (contents.y - ENTRY).max(outer.y);
        let top = self.add(false, (above, contents.y), out);
        let bottom = self.add(false, (contents.bottom(), outer.bottom()), out);
        let left = self.add(true, (outer.x, contents.x), Some([top, bottom]));
        let right = self.add(true, (contents.right(), outer.right()), Some([top, bottom]));
        Sides { left, right, top, bottom }
    }

    /// Cuts things apart, and their parts in turn.
    fn cut(&mut self, mut things: Things, sides: Sides, order: Order, depth: u32) {
        let is_done = things.len() < 2
            || depth > MOST_CUTS
            || order == Order::UprightFirst && is_column(&things);
        let axes = match order {
            Order::UprightFirst => [true, false],
            Order::LevelFirst => [false, true],
        };
        for is_upright in axes.into_iter().filter(|_| !is_done) {
            let mut runs = runs(&mut things, is_upright);
            if runs.len() < 2 {
                continue;
            }
            if order == Order::LevelFirst && is_upright {
                runs = with_level_rest(&things, runs);
            }
            let mut rest = things.into_iter();
            let mut before = if is_upright { sides.left } else { sides.top };
            for (at, run) in runs.iter().enumerate() {
                let part = rest.by_ref().take(run.count).collect::<Things>();
                let across = match is_upright {
                    true => [sides.top, sides.bottom],
                    false => [sides.left, sides.right],
                };
                let behind = match runs.get(at + 1) {
                    Some(next) => self.add(is_upright, (run.end, next.start), Some(across)),
                    None if is_upright => sides.right,
                    None => sides.bottom,
                };
                let of_part = match is_upright {
                    true => Sides { left: before, right: behind, ..sides },
                    false => Sides { top: before, bottom: behind, ..sides },
                };
                self.cut(part, of_part, order, depth.saturating_add(1));
                before = behind;
            }
            return;
        }
        for (id, _) in things {
            self.around.entry(id).or_insert(sides);
        }
    }
}

/// The gaps that are looked for first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// The lanes between columns of cards, from the top of a subnet to its foot.
    UprightFirst,
    /// The lanes between rows, so that lines run along their own row.
    LevelFirst,
}

/// Runs side by side, of which those behind the first or second are one where level lanes divide
/// them: on the left of all rows stands what belongs to all of them.
fn with_level_rest(things: &Things, runs: Vec<Run>) -> Vec<Run> {
    for first in 1..runs.len().min(3) {
        let before = runs.iter().take(first).map(|it| it.count).sum::<usize>();
        let mut rest = things.iter().skip(before).copied().collect::<Things>();
        if self::runs(&mut rest, false).len() > 1 {
            let mut runs = runs;
            let behind = runs.split_off(first);
            let start = behind.first().map_or(0.0, |it| it.start);
            let end = behind.last().map_or(0.0, |it| it.end);
            runs.push(Run { count: rest.len(), start, end });
            return runs;
        }
    }
    runs
}

/// Things that no gap divides.
struct Run {
    count: usize,
    start: f64,
    end: f64,
}

/// Sorts things across the gaps, and gathers those between which there is none.
fn runs(things: &mut Things, is_upright: bool) -> Vec<Run> {
    let extent = |rect: &Rect| match is_upright {
        true => (rect.x, rect.right()),
        false => (rect.y, rect.bottom()),
    };
    sort_list(things, |one, other| extent(&one.1).0.total_cmp(&extent(&other.1).0));
    let mut runs: Vec<Run> = vec![];
    for (_, rect) in things.iter() {
        let (start, end) = extent(rect);
        match runs.last_mut().filter(|run| start - run.end < LEAST_GAP) {
            Some(run) => {
                run.count = run.count.saturating_add(1);
                run.end = run.end.max(end);
            }
            None => runs.push(Run { count: 1, start, end }),
        }
    }
    runs
}

/// Tells whether things stand exactly below each other.
fn is_column(things: &Things) -> bool {
    let mut sides = things.iter().map(|it| (it.1.x, it.1.width));
    let first = sides.next();
    sides.all(|it| Some(it) == first)
}

/// The things in each container, by where they are drawn.
fn held(scene: &Scene) -> FxHashMap<Option<ElementId>, Things> {
    let mut held: FxHashMap<Option<ElementId>, Things> = FxHashMap::default();
    let mut in_front = vec![];
    for id in scene.order() {
        let Some(rect) = scene.rect(*id) else { continue };
        let holder = scene.holders(*id).next();
        let can_be_in_front =
            matches!(id, ElementId::BackendServerGroup(_) | ElementId::IpBackend(_));
        match holder {
            Some(_) if can_be_in_front => in_front.push((*id, rect, holder)),
            _ => held.entry(holder).or_default().push((*id, rect)),
        }
    }
    for (id, rect, holder) in in_front {
        let beside = held.get(&holder).into_iter().flatten();
        let before = beside.filter(|it| it.1.contains(rect.center())).map(|it| Some(it.0)).next();
        held.entry(before.unwrap_or(holder)).or_default().push((id, rect));
    }
    held
}
