//! Curves: the lines between cards with free sight of each other, and of what is being dragged.

use smallvec::SmallVec;

use super::course::Course;
use super::link::{Link, LinkEnds, Stop, Strand};
use super::wire::{STRAND_GAP, Wire};
use crate::edit::Container;
use crate::engine::report::{FlowId, Verdict};
use crate::layout::geometry::{Curve, Point, Rect, number};
use crate::layout::scene::Scene;

/// The link of a wire, as curves.
pub(super) fn link(wire: &Wire<'_>, scene: &Scene) -> Link {
    let strands = wire.bundles().into_iter().map(|bundle| {
        let heights = [wire.start_y + bundle.shift, wire.end_y + bundle.shift];
        let curve = curve([wire.from, wire.to], heights);
        strand(scene, wire.ends, curve, bundle.verdict, bundle.stop)
    });
    let heights = [wire.start_y - wire.from.y, wire.end_y - wire.to.y];
    Link { ends: wire.ends, flows: ids(wire), strands: strands.collect(), heights }
}

/// The ids of the flows of a wire.
pub(super) fn ids(wire: &Wire<'_>) -> SmallVec<[FlowId; 4]> {
    wire.flows.iter().map(|flow| flow.id).collect()
}

/// A link as it runs while its cards are dragged: straight through whatever is between them.
pub(super) fn direct(link: &Link, scene: &Scene) -> Option<Link> {
    let [from, to] = link.ends.cards();
    let (from, to) = (scene.rect(from)?, scene.rect(to)?);
    let [start, end] = link.heights;
    let middle = (number(link.strands.len()) - 1.0) / 2.0;
    let strands = (0_u32..).zip(&link.strands).map(|(place, own)| {
        let shift = (f64::from(place) - middle) * STRAND_GAP;
        let curve = curve([from, to], [from.y + start + shift, to.y + end + shift]);
        let stop = match own.is_behind_stop {
            true => Some(Stop::NetworkAcl),
            false => own.stop.as_ref().map(|it| it.0),
        };
        strand(scene, link.ends, curve, own.verdict, stop)
    });
    let strands = strands.collect();
    Some(Link { ends: link.ends, flows: link.flows.clone(), strands, heights: link.heights })
}

/// The curve of a wire.
pub(super) fn curve_of(wire: &Wire<'_>) -> Curve {
    curve([wire.from, wire.to], [wire.start_y, wire.end_y])
}

fn curve([from, to]: [Rect; 2], [start_y, end_y]: [f64; 2]) -> Curve {
    let (start_x, out, end_x, into) = match to.center().x >= from.center().x {
        true => (from.right(), 1.0, to.x, -1.0),
        false => (from.x, -1.0, to.right(), 1.0),
    };
    Curve::level(Point::new(start_x, start_y), out, Point::new(end_x, end_y), into)
}

/// A strand, drawn as a curve up to what stops it.
fn strand(
    scene: &Scene,
    ends: LinkEnds,
    curve: Curve,
    verdict: Option<Verdict>,
    stop: Option<Stop>,
) -> Strand {
    let (course, stop) = match stop {
        Some(stop) => {
            let (before, behind) = curve.split(share_of(scene, ends, stop, curve));
            (before, Some((stop, Course::Curve(behind))))
        }
        None => (curve, None),
    };
    Strand { verdict, course: Course::Curve(course), stop, is_behind_stop: false }
}

/// The part of the way that is left behind a stop: up to the edge of the subnet, or up to the card.
fn share_of(scene: &Scene, ends: LinkEnds, stop: Stop, curve: Curve) -> f64 {
    let near_card = || curve.first(|at| at.distance(curve.end) < 20.0).unwrap_or(0.8);
    match stop {
        Stop::SecurityGroup => near_card(),
        Stop::Unclear => 0.5,
        Stop::NetworkAcl => {
            let subnet = match ends {
                LinkEnds::Member { target, .. } => scene.home(target),
                LinkEnds::Forward { .. } => None,
            };
            let edge = match subnet {
                Some(Container::Subnet(id)) => scene.rect(id.into()),
                _ => None,
            };
            let entered = edge.and_then(|edge| curve.first(|at| edge.contains(at)));
            entered.filter(|share| *share > 0.05).unwrap_or_else(near_card)
        }
    }
}
