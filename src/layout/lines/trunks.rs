//! Trunks: from a group a line runs in the lanes to each container of its members, and along the
//! columns of cards there; each member has a short branch.

use rustc_hash::FxHashMap;
use smallvec::smallvec;

use super::course::{Corners, Course, beside, simplified};
use super::curves::ids;
use super::lanes::{LaneId, Lanes};
use super::link::{Link, LinkEnds, Stop, Strand, Trunk, TrunkStrand};
use super::route::{Leaving, Reach, Route};
use super::wire::{Bundle, Wire};
use crate::engine::report::{FlowId, Verdict};
use crate::layout::geometry::{Point, Rect, number};
use crate::layout::scene::Scene;
use crate::plan::{BackendServerGroupId, ElementId};

/// Between two lines that run beside each other.
const BESIDE: f64 = 4.0;
/// From the middle of the mark of a stop to the card.
const BEFORE_CARD: f64 = 9.0;
/// The part of a card's height in which branches arrive.
const ARRIVAL: f64 = 30.0;
/// The length by which two courses of a trunk lie on each other, under the corner of one.
const JOINT: f64 = 10.0;

/// The place of a line among others in its lanes, from 0 to 1. Those of groups that follow each
/// other are far apart.
pub(super) fn share_of(place: usize) -> f64 {
    (0.5 + number(place) * 0.618_034).fract()
}

/// A line from a listener to its group along the lanes.
pub(super) fn forward(wire: &Wire<'_>, lanes: &Lanes, share: f64) -> Option<Link> {
    let [from, to] = wire.ends.cards();
    let end_y = wire.to.center().y + ARRIVAL * (share - 0.5);
    let start = Reach::of_card(lanes, from, wire.from, wire.start_y, Leaving::Right, share);
    let end = Reach::of_card(lanes, to, wire.to, end_y, Leaving::Either, share);
    let points = simplified(&start.route(&end)?.points(lanes, share));
    let verdict = wire.flows.iter().map(|flow| flow.verdict).max();
    let course = Course::along(&points);
    let strand = Strand { verdict, course, stop: None, is_behind_stop: false };
    let heights = [wire.start_y - wire.from.y, end_y - wire.to.y];
    Some(Link { ends: wire.ends, flows: ids(wire), strands: smallvec![strand], heights })
}

/// The kind of a strand of a trunk: its verdict, and true where a network ACL stops all of it.
type Kind = (Option<Verdict>, bool);

/// The branches of one kind in one lane.
struct Column {
    lane: LaneId,
    highest: f64,
    lowest: f64,
}

/// The part of a trunk on its way.
#[derive(Default)]
struct Growing {
    flows: Vec<FlowId>,
    columns: Vec<Column>,
}

/// The links and trunks of one group.
pub(super) struct Grove<'a> {
    lanes: &'a Lanes,
    scene: &'a Scene,
    group: BackendServerGroupId,
    share: f64,
    reach: Reach,
    growing: FxHashMap<(Option<ElementId>, Kind), Growing>,
    /// The kinds in the order in which they came, so that the answer is always the same.
    order: Vec<(Option<ElementId>, Kind)>,
}

impl<'a> Grove<'a> {
    pub(super) fn new(
        lanes: &'a Lanes,
        scene: &'a Scene,
        group: BackendServerGroupId,
        rect: Rect,
        share: f64,
    ) -> Self {
        let y = rect.center().y;
        let reach = Reach::of_card(lanes, group.into(), rect, y, Leaving::Either, share);
        let (growing, order) = (FxHashMap::default(), vec![]);
        Self { lanes, scene, group, share, reach, growing, order }
    }

    /// The group.
    pub(super) fn group(&self) -> BackendServerGroupId {
        self.group
    }

    /// Adds a member, and gives its branch.
    pub(super) fn branch(&mut self, wire: &Wire<'_>) -> Option<Link> {
        let LinkEnds::Member { target, .. } = wire.ends else { return None };
        let sides = self.lanes.around(target)?;
        let [left, right] = [self.lanes.lane(sides.left)?, self.lanes.lane(sides.right)?];
        let is_left = left.width() >= right.width();
        let (id, lane, card_x) = match is_left {
            true => (sides.left, left, wire.to.x),
            false => (sides.right, right, wire.to.right()),
        };
        let middle = wire.to.center().y + ARRIVAL * (self.share - 0.5);
        let holder = self.lanes.holder(target);
        let strands = wire.bundles().into_iter().map(|bundle| {
            let y = middle + bundle.shift;
            let kind = (bundle.verdict, bundle.stop == Some(Stop::NetworkAcl));
            let start = Point::new(lane.at(self.share) + lane.shift(shift_of(bundle.verdict)), y);
            self.grow((holder, kind), id, y, &bundle);
            branch_strand(start, Point::new(card_x, y), &bundle)
        });
        let strands = strands.collect();
        let heights = [wire.from.height / 2.0, middle - wire.to.y];
        Some(Link { ends: wire.ends, flows: ids(wire), strands, heights })
    }

    fn grow(&mut self, key: (Option<ElementId>, Kind), lane: LaneId, y: f64, bundle: &Bundle<'_>) {
        let order = &mut self.order;
        let growing = self.growing.entry(key).or_insert_with(|| {
            order.push(key);
            Growing::default()
        });
        growing.flows.extend(bundle.flows.iter().map(|flow| flow.id));
        match growing.columns.iter_mut().find(|it| it.lane == lane) {
            Some(column) => {
                column.highest = column.highest.min(y);
                column.lowest = column.lowest.max(y);
            }
            None => growing.columns.push(Column { lane, highest: y, lowest: y }),
        }
    }

    /// The trunks to all members that were added.
    pub(super) fn trunks(mut self) -> Vec<Trunk> {
        let mut trunks: Vec<Trunk> = vec![];
        for key in std::mem::take(&mut self.order) {
            let Some(growing) = self.growing.remove(&key) else { continue };
            let (into, kind) = key;
            let strand = self.strand(into, kind, growing);
            match trunks.iter_mut().find(|it| it.into == into) {
                Some(trunk) => trunk.strands.push(strand),
                None => trunks.push(Trunk { group: self.group, into, strands: vec![strand] }),
            }
        }
        trunks
    }

    fn strand(
        &self,
        into: Option<ElementId>,
        (verdict, is_stopped): Kind,
        mut growing: Growing,
    ) -> TrunkStrand {
        let entrance = into.and_then(|id| {
            let is_inside = self.lanes.holder(self.group.into()) == Some(id);
            let top = self.lanes.within(id).filter(|_| !is_inside)?.top;
            let at = self.scene.rect(id)?.center().x;
            let there = Reach::of_lane(self.lanes, top, at, self.share);
            Some((top, self.reach.route(&there)?))
        });
        let from =
            entrance.as_ref().and_then(|(_, route)| route.points(self.lanes, self.share).pop());
        let place = |id: LaneId| self.lanes.lane(id).map_or(0.0, |it| it.at(self.share));
        crate::plan::sort_list(&mut growing.columns, |one, other| {
            let far = |it: &Column| from.map_or(0.0, |from| (place(it.lane) - from.x).abs());
            far(one).total_cmp(&far(other))
        });
        let wanted = shift_of(verdict);
        let edge = into.filter(|_| is_stopped).and_then(|id| self.scene.rect(id));
        let mut strand =
            TrunkStrand { verdict, flows: growing.flows, courses: vec![], rest: vec![] };
        let mut last_corner: Option<Point> = None;
        for column in &growing.columns {
            let across = entrance.as_ref().filter(|(top, _)| {
                let ends = self.lanes.lane(column.lane).and_then(|it| it.ends);
                ends.is_some_and(|ends| ends.contains(top))
            });
            let Some(route) = self.route_to(across, column) else { continue };
            let shift = route.shift(self.lanes, wanted);
            let last = self.lanes.lane(column.lane).map_or(shift, |it| it.shift(wanted));
            let mut points = route.points(self.lanes, self.share);
            let Some(corner) = points.last().copied() else { continue };
            if across.is_some() {
                let on = last_corner.replace(corner);
                if let Some(on) = on.filter(|on| (on.y - corner.y).abs() < 1e-6) {
                    // The way up to the column before is drawn already.
                    let back = (on.x - corner.x).signum() * JOINT;
                    points = Corners::from_slice(&[on.moved(back, 0.0), corner]);
                }
            }
            let other = along(&mut points, corner, column);
            let courses = std::iter::once(points).chain(other);
            for points in courses {
                let points = simplified(&beside(&simplified(&points), shift, last));
                match edge {
                    Some(edge) if strand.courses.is_empty() => {
                        let (before, behind) = cut(points, edge);
                        strand.courses.push(Course::along(&before));
                        strand.rest.push(Course::along(&behind));
                    }
                    Some(_) => strand.rest.push(Course::along(&points)),
                    None => strand.courses.push(Course::along(&points)),
                }
            }
        }
        strand
    }

    fn route_to(&self, across: Option<&(LaneId, Route)>, column: &Column) -> Option<Route> {
        match across {
            Some((_, route)) => Some(route.extended(column.lane)),
            None => {
                let (lane, y) = (column.lane, column.highest);
                self.reach.route(&Reach::of_lane(self.lanes, lane, y, self.share))
            }
        }
    }
}

/// The distance of a line from the middle of its trunk.
fn shift_of(verdict: Option<Verdict>) -> f64 {
    BESIDE
        * match verdict {
            Some(Verdict::Open) => -0.5,
            Some(Verdict::Blocked) => 0.5,
            Some(Verdict::Exempt) => -1.5,
            Some(Verdict::Attention) => 1.5,
            None => 0.0,
        }
}

/// The branch from a place in a lane to a card.
fn branch_strand(start: Point, end: Point, bundle: &Bundle<'_>) -> Strand {
    let path = |from, to| Course::Path(smallvec![from, to]);
    let strand = Strand {
        verdict: bundle.verdict,
        course: path(start, end),
        stop: None,
        is_behind_stop: bundle.stop == Some(Stop::NetworkAcl),
    };
    match bundle.stop {
        Some(stop) if !strand.is_behind_stop => {
            let length = (end.x - start.x).abs();
            let back = BEFORE_CARD.min(length) * (start.x - end.x).signum();
            let at = end.moved(back, 0.0);
            Strand { course: path(start, at), stop: Some((stop, path(at, end))), ..strand }
        }
        _ => strand,
    }
}

/// Leads a way on along a column from where it comes in: to the farther end, and a second way to
/// the other one where that lies on the other side.
fn along(points: &mut Corners, corner: Point, column: &Column) -> Option<Corners> {
    let to = |y: f64| Point::new(corner.x, y);
    if column.lowest <= corner.y {
        points.push(to(column.highest));
        return None;
    }
    points.push(to(column.lowest));
    (column.highest < corner.y - 1.0).then(|| Corners::from_slice(&[corner, to(column.highest)]))
}

/// Cuts a way in two where it comes into a container; one that begins inside is cut where it begins.
fn cut(points: Corners, edge: Rect) -> (Corners, Corners) {
    let inside = points.iter().position(|it| edge.contains(*it)).unwrap_or(0);
    let (Some(from), Some(to)) =
        (inside.checked_sub(1).and_then(|it| points.get(it)), points.get(inside))
    else {
        return (points.iter().take(1).copied().collect(), points);
    };
    let at = edge.nearest(*from);
    let at =
        if (from.y - to.y).abs() < 1e-6 { Point::new(at.x, to.y) } else { Point::new(to.x, at.y) };
    let before = points.iter().take(inside).copied().chain([at]).collect();
    let behind = [at].into_iter().chain(points.iter().skip(inside).copied()).collect();
    (before, behind)
}
