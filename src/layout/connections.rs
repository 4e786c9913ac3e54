//! The courses of connections of one's own: from the thing that one begins at to the thing that it
//! ends at, each with a label in the middle.

use super::geometry::{Curve, Point, Rect};
use super::scene::Scene;
use super::trace::between;
use crate::engine::report::{ConnectionVerdict, Report};
use crate::plan::{ConnectionEnd, ConnectionId, Plan};

/// The most connections that are drawn; more are one tangle.
const MOST: usize = 60;

/// A connection on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct ConnectionLine {
    /// The connection.
    pub connection: ConnectionId,
    /// The verdict on it.
    pub verdict: ConnectionVerdict,
    /// Its course.
    pub curve: Curve,
    /// The place of its label.
    pub label: Point,
}

/// Runs the connections of a plan, in its order.
#[must_use]
pub fn connection_lines(plan: &Plan, report: &Report, scene: &Scene) -> Vec<ConnectionLine> {
    let line = |at: usize, id: ConnectionId| {
        let connection = plan.connection(id)?;
        let verdict = report.connection(id)?.verdict;
        let curve = course(scene, connection.from, connection.to)?;
        // Labels of connections between the same things do not lie on each other.
        let share = [0.5, 0.35, 0.65].get(at.checked_rem(3)?).copied()?;
        Some(ConnectionLine { connection: id, verdict, curve, label: curve.point(share) })
    };
    let all = plan.connections.iter().take(MOST).enumerate();
    all.filter_map(|(at, it)| line(at, it.id)).collect()
}

/// The course between two ends. Addresses lie beside the drawing: to the left where they send, to
/// the right where they receive. None where neither end is drawn, and from a thing to itself.
fn course(scene: &Scene, from: ConnectionEnd, to: ConnectionEnd) -> Option<Curve> {
    let rect = |end: ConnectionEnd| end.element().and_then(|id| scene.rect(id));
    let beside = |other: Rect, is_start: bool| {
        let bounds = scene.bounds().unwrap_or(other);
        let x = if is_start { bounds.x - 60.0 } else { bounds.right() + 60.0 };
        Rect { x, y: other.center().y, width: 0.0, height: 0.0 }
    };
    let (start, end) = match (rect(from), rect(to)) {
        (Some(start), Some(end)) => (start, end),
        (None, Some(end)) => (beside(end, true), end),
        (Some(start), None) => (start, beside(start, false)),
        (None, None) => return None,
    };
    (start != end).then(|| between(start, end))
}
