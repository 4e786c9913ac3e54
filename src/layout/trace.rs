//! The courses of a trace's paths: from the card where they begin to the card where they end, up to
//! the layer that stops them.

use super::geometry::{Curve, Point, Rect};
use super::scene::{Scene, container_of};
use crate::edit::Container;
use crate::engine::trace::{Fate, HopStage, Path, PathEnd, PathEndKind, Trace, TraceVerdict};
use crate::plan::{ElementId, Plan};

/// The most lines that are drawn; more are one tangle.
const MOST: usize = 40;

/// One way of a trace.
#[derive(Debug, Clone, PartialEq)]
pub struct TraceLine {
    /// The verdict: how much of it passes.
    pub verdict: TraceVerdict,
    /// The line, as far as all of its packets get.
    pub curve: Curve,
    /// The line behind the first layer that stops some of them, or may.
    pub rest: Option<Curve>,
}

/// Runs the ways of a trace.
#[must_use]
pub fn trace_lines(plan: &Plan, trace: &Trace, scene: &Scene) -> Vec<TraceLine> {
    let mut lines = vec![];
    for path in &trace.paths {
        let (starts, ends) = (cards(&path.from), cards(&path.to));
        for start in &starts {
            for end in &ends {
                if lines.len() < MOST && start != end {
                    lines.extend(line(plan, path, scene, *start, *end));
                }
            }
        }
    }
    lines
}

/// The cards at an end; none for what lies outside of the drawing.
fn cards(spot: &PathEnd) -> Vec<Option<ElementId>> {
    match &spot.what {
        PathEndKind::LoadBalancer { load_balancer, .. } => vec![Some((*load_balancer).into())],
        PathEndKind::Servers(ids) => ids.iter().map(|id| Some((*id).into())).collect(),
        PathEndKind::Subnet(id) => vec![Some((*id).into())],
        PathEndKind::Vpc(id) => vec![Some((*id).into())],
        PathEndKind::IpBackend(id) => vec![Some((*id).into())],
        PathEndKind::Outside => vec![None],
    }
}

fn line(
    plan: &Plan,
    path: &Path,
    scene: &Scene,
    from: Option<ElementId>,
    to: Option<ElementId>,
) -> Option<TraceLine> {
    let rect = |id: Option<ElementId>| id.and_then(|id| scene.rect(id));
    let (start, end) = (rect(from), rect(to));
    // An end outside is beside everything, to the left as a source and to the right as a goal.
    let beside = |other: Rect, is_start: bool| {
        let bounds = scene.bounds().unwrap_or(other);
        let x = if is_start { bounds.x - 60.0 } else { bounds.right() + 60.0 };
        Rect { x, y: other.center().y, width: 0.0, height: 0.0 }
    };
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) => (start, end),
        (None, Some(end)) if from.is_none() => (beside(end, true), end),
        (Some(start), None) if to.is_none() => (start, beside(start, false)),
        _ => return None,
    };
    let curve = between(start, end);
    let Some(stage) = first_stop(path) else {
        return Some(TraceLine { verdict: path.verdict, curve, rest: None });
    };
    let share = share_of(plan, scene, (from, to), stage, curve);
    let (before, behind) = curve.split(share);
    Some(TraceLine { verdict: path.verdict, curve: before, rest: Some(behind) })
}

/// A curve that leaves and enters on the sides that face each other.
pub(super) fn between(start: Rect, end: Rect) -> Curve {
    let point = |rect: Rect, right: bool| {
        Point::new(if right { rect.right() } else { rect.x }, rect.center().y)
    };
    // Cards above each other are joined on one side, around what is between them.
    let (out, into) = if start.right() <= end.x {
        (1.0, -1.0)
    } else if end.right() <= start.x {
        (-1.0, 1.0)
    } else {
        (1.0, 1.0)
    };
    Curve::level(point(start, out > 0.0), out, point(end, into > 0.0), into)
}

/// The first layer that stops something, or may.
fn first_stop(path: &Path) -> Option<HopStage> {
    let stops = |fate| {
        path.hops
            .iter()
            .filter(|hop| hop.counts)
            .find(|hop| hop.parts.iter().any(|part| part.fate == fate))
            .map(|hop| hop.stage)
    };
    stops(Fate::Stopped).or_else(|| stops(Fate::Unclear))
}

/// The part of the way before a layer.
fn share_of(
    plan: &Plan,
    scene: &Scene,
    (from, to): (Option<ElementId>, Option<ElementId>),
    stage: HopStage,
    curve: Curve,
) -> f64 {
    let subnet = |id: Option<ElementId>| {
        let id = id?;
        match (id, container_of(plan, id)) {
            (ElementId::Subnet(_), _) => scene.rect(id),
            (_, Some(Container::Subnet(subnet))) => scene.rect(subnet.into()),
            _ => None,
        }
    };
    let near_start = || curve.first(|at| at.distance(curve.start) > 20.0).unwrap_or(0.2);
    let near_end = || curve.first(|at| at.distance(curve.end) < 20.0).unwrap_or(0.8);
    match stage {
        HopStage::SourceSecurityGroups => near_start(),
        HopStage::SourceNetworkAcl => subnet(from)
            .and_then(|edge| curve.first(|at| !edge.contains(at)))
            .filter(|share| *share > 0.05)
            .unwrap_or_else(near_start),
        HopStage::Routes => 0.5,
        HopStage::DestinationNetworkAcl => subnet(to)
            .and_then(|edge| curve.first(|at| edge.contains(at)))
            .filter(|share| *share > 0.05 && *share < 0.95)
            .unwrap_or_else(near_end),
        HopStage::DestinationSecurityGroups | HopStage::Listeners => near_end(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trace;
    use crate::engine::trace::{Question, TraceEnd};
    use crate::plan::{LoadBalancerId, ServerId};

    fn shop() -> Plan {
        let text = include_str!("../../static/samples/shop.json");
        crate::layout::placed(serde_json::from_str(text).unwrap())
    }

    fn lines(from: TraceEnd, to: TraceEnd) -> (Scene, Vec<TraceLine>) {
        let plan = shop();
        let scene = Scene::of(&plan);
        let lines = trace_lines(&plan, &trace(&plan, &Question::all(from, to)), &scene);
        (scene, lines)
    }

    #[test]
    fn a_line_ends_at_the_layer_that_stops_it() {
        let (scene, lines) =
            lines(TraceEnd::LoadBalancer(LoadBalancerId(1)), TraceEnd::Server(ServerId(1)));
        let [line] = lines.as_slice() else { panic!("{lines:?}") };
        let rest = line.rest.unwrap();
        let card = scene.rect(ServerId(1).into()).unwrap();
        let subnet = scene.rect(shop().servers[0].subnet.into()).unwrap();
        // The network ACL stops a part of it, at the edge of the subnet.
        assert!(subnet.grown(4.0).contains(line.curve.end), "{line:?}");
        assert!(!card.contains(line.curve.end));
        assert_eq!(rest.end.x, card.x);
    }

    #[test]
    fn what_is_outside_of_the_drawing_is_beside_it() {
        let (scene, lines) =
            lines(TraceEnd::Server(ServerId(1)), TraceEnd::Address("192.0.2.1".parse().unwrap()));
        let bounds = scene.bounds().unwrap();
        assert!(lines[0].rest.map_or(lines[0].curve.end, |rest| rest.end).x > bounds.right());
    }
}
