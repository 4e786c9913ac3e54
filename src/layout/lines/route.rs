//! The ways along lanes from one thing to another.

use smallvec::SmallVec;

use super::course::Corners;
use super::lanes::{LaneId, Lanes};
use crate::layout::geometry::{Point, Rect};
use crate::plan::ElementId;

/// A lane that can be reached, and the way there.
#[derive(Debug, Clone, Copy)]
struct Step {
    lane: LaneId,
    /// The place on the lane at which the way comes in.
    entry: f64,
    length: f64,
    /// The step before; none for the first lane.
    before: Option<usize>,
    /// The point on the side of the card where the way begins.
    start: Option<Point>,
}

/// All lanes that can be reached from a thing by going outwards.
#[derive(Debug, Clone, Default)]
pub(super) struct Reach(Vec<Step>);

/// A way along lanes.
#[derive(Debug, Clone, Default)]
pub(super) struct Route {
    /// The point on the side of a card where it begins.
    start: Option<Point>,
    lanes: SmallVec<[LaneId; 8]>,
    end: Option<Point>,
}

/// The sides of a card from which a line may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    /// On the right.
    Right,
    /// On either side.
    Either,
}

impl Reach {
    /// Goes out from the sides of a card, at a height, by a share of each lane.
    pub(super) fn of_card(
        lanes: &Lanes,
        id: ElementId,
        rect: Rect,
        y: f64,
        leaving: Leaving,
        share: f64,
    ) -> Self {
        let mut reach = Self::default();
        let mut holder = Some(id);
        let (mut goes_left, mut goes_right) = (leaving == Leaving::Either, true);
        // From a card at the side of its container a line goes straight on to the outside.
        while let Some(own) = holder.filter(|_| goes_left || goes_right) {
            let Some(sides) = lanes.around(own) else { break };
            let mut go = |lane: LaneId, x: f64| {
                let Some(at) = lanes.lane(lane).map(|it| it.at(share)) else { return };
                let start = Some(Point::new(x, y));
                reach.0.push(Step { lane, entry: y, length: (at - x).abs(), before: None, start });
            };
            if goes_left {
                go(sides.left, rect.x);
            }
            if goes_right {
                go(sides.right, rect.right());
            }
            holder = lanes.holder(own);
            let within = holder.and_then(|it| lanes.within(it));
            goes_left &= within.is_some_and(|it| it.left == sides.left);
            goes_right &= within.is_some_and(|it| it.right == sides.right);
        }
        reach.outwards(lanes, share);
        reach
    }

    /// Goes out from a place on a lane.
    pub(super) fn of_lane(lanes: &Lanes, lane: LaneId, entry: f64, share: f64) -> Self {
        let mut reach = Self(vec![Step { lane, entry, length: 0.0, before: None, start: None }]);
        reach.outwards(lanes, share);
        reach
    }

    fn outwards(&mut self, lanes: &Lanes, share: f64) {
        let mut at = 0;
        while let Some(step) = self.0.get(at).copied() {
            let ends = lanes.lane(step.lane).and_then(|it| Some((it.at(share), it.ends?)));
            for (entry, end) in ends.into_iter().flat_map(|(at, ends)| ends.map(|end| (at, end))) {
                let Some(across) = lanes.lane(end).map(|it| it.at(share)) else { continue };
                let length = step.length + (across - step.entry).abs();
                // A lane is taken again where the way is shorter; the longer one stays unused.
                if self.0.iter().all(|it| it.lane != end || it.length > length + 1e-9) {
                    self.0.push(Step { lane: end, entry, length, before: Some(at), start: None });
                }
            }
            at = at.saturating_add(1);
        }
    }

    /// The shortest way from here to there.
    pub(super) fn route(&self, there: &Self) -> Option<Route> {
        let mut best: Option<(f64, usize, usize)> = None;
        for (at, one) in self.0.iter().enumerate() {
            for (to, other) in there.0.iter().enumerate() {
                let length = one.length + other.length + (one.entry - other.entry).abs();
                if one.lane == other.lane && best.is_none_or(|best| length < best.0) {
                    best = Some((length, at, to));
                }
            }
        }
        let (_, at, to) = best?;
        let (mut lanes, start) = self.way(at);
        let (back, end) = there.way(to);
        lanes.reverse();
        lanes.extend(back.into_iter().skip(1));
        Some(Route { start, lanes, end })
    }

    /// The lanes from a step back to the first one, and the point where the way begins.
    fn way(&self, at: usize) -> (SmallVec<[LaneId; 8]>, Option<Point>) {
        let (mut way, mut start, mut next) = (SmallVec::new(), None, Some(at));
        while let Some(step) = next.and_then(|at| self.0.get(at)) {
            way.push(step.lane);
            (start, next) = (step.start, step.before);
        }
        (way, start)
    }
}

impl Route {
    /// The way, gone on into a lane that lies across its last one.
    pub(super) fn extended(&self, lane: LaneId) -> Self {
        let lanes = self.lanes.iter().copied().chain([lane]).collect();
        Self { lanes, ..self.clone() }
    }

    /// The distance of a line from the middle of its trunk, as far as all lanes of the way but its
    /// last one are wide enough.
    pub(super) fn shift(&self, lanes: &Lanes, wanted: f64) -> f64 {
        let passed = self.lanes.split_last().map_or(&[][..], |(_, passed)| passed);
        let passed = passed.iter().filter_map(|id| lanes.lane(*id));
        passed.fold(wanted, |shift, lane| lane.shift(shift))
    }

    /// The corners of the way, from the card where it begins to the place where it comes into its
    /// last lane, or to the card where it ends.
    pub(super) fn points(&self, lanes: &Lanes, share: f64) -> Corners {
        let mut points = Corners::new();
        let place = |id: &LaneId| lanes.lane(*id).map(|it| (it.is_upright, it.at(share)));
        let mut before = None;
        if let Some(start) = self.start {
            points.push(start);
            before = Some((false, start.y));
        }
        let last = self.end.map(|it| (false, it.y));
        for lane in self.lanes.iter().filter_map(place).chain(last) {
            points.extend(match (before, lane) {
                (Some((false, y)), (true, x)) | (Some((true, x)), (false, y)) => {
                    Some(Point::new(x, y))
                }
                _ => None,
            });
            before = Some(lane);
        }
        points.extend(self.end);
        points
    }
}
