//! Finding a free place, and keeping to the grid.

use super::geometry::{Point, Rect, Size};
use super::metrics;
use super::scene::{Scene, container_of};
use crate::edit::Container;
use crate::plan::{ElementId, Plan, Position};

/// Things are put down on a grid of this many units.
pub const GRID: f64 = 8.0;

/// How far apart things are put that find a place by themselves.
const GAP: f64 = 16.0;

/// The nearest place on the grid. Within a container nothing stands left of or above its inner
/// corner.
#[must_use]
pub fn snap(point: Point, container: Container) -> Position {
    let on_grid = |value: f64| {
        let steps = (value / GRID).round() * GRID;
        let limit = f64::from(Position::LIMIT);
        // Within the limit every number of units fits.
        #[expect(clippy::cast_possible_truncation, reason = "clamped to what fits just before")]
        let units = steps.clamp(-limit, limit) as i32;
        if container == Container::Board { units } else { units.max(0) }
    };
    Position::new(on_grid(point.x), on_grid(point.y))
}

/// How large a thing of this kind is when it is new.
#[must_use]
pub fn size_of_new(kind: ElementId) -> Size {
    match kind {
        ElementId::Vpc(_) => metrics::MIN_VPC,
        ElementId::Subnet(_) => metrics::MIN_SUBNET,
        ElementId::LoadBalancer(_) => metrics::balancer_with(1),
        ElementId::BackendServerGroup(_) => metrics::GROUP,
        ElementId::Server(_) | ElementId::IpBackend(_) => metrics::SERVER,
        ElementId::SecurityGroup(_) | ElementId::NetworkAcl(_) | ElementId::AddressGroup(_) => {
            metrics::RULE_CARD
        }
    }
}

/// The first place in a container where something of a size touches nothing: beneath what is
/// there in a subnet, to the right of it elsewhere. Cards of rules stand below everything else.
#[must_use]
pub fn free_position(plan: &Plan, container: Container, size: Size) -> Position {
    let scene = Scene::of(plan);
    let inner = scene.inner(plan, container);
    let taken = scene
        .order()
        .iter()
        .filter(|id| container_of(plan, **id) == Some(container))
        .filter_map(|id| scene.rect(*id))
        .map(|rect| rect.grown(GAP - 1.0))
        .collect::<Vec<_>>();
    let downward = matches!(container, Container::Subnet(_));
    let mut at = Point::default();
    if container == Container::Board && size == metrics::RULE_CARD {
        let others = scene.order().iter().filter(|id| !is_rule_card(**id));
        let bottom = others.filter_map(|id| scene.rect(*id)).map(Rect::bottom).reduce(f64::max);
        at.y = bottom.map_or(0.0, |bottom| bottom + GAP);
    }
    // Each step passes at least one thing that is in the way, so there are no more steps than
    // things, row by row.
    for _ in 0..=taken.len() {
        let here = Rect::at(at.moved(inner.x, inner.y), size);
        let Some(other) = taken.iter().find(|other| other.overlaps(here)) else { break };
        if downward {
            at.y = (other.bottom() - inner.y).max(at.y + GRID);
        } else {
            at.x = (other.right() - inner.x).max(at.x + GRID);
        }
    }
    let up = |value: f64| (value / GRID).ceil() * GRID;
    snap(Point::new(up(at.x), up(at.y)), container)
}

/// The place nearest to a wanted one where something of a size covers no card of its container, so
/// that nothing is lost beneath it. The thing itself, and containers, are not in its way.
#[must_use]
pub fn nearest_free(
    plan: &Plan,
    container: Container,
    id: ElementId,
    size: Size,
    wanted: Position,
) -> Position {
    const REACH: i32 = 40;
    let is_container = |id| matches!(id, ElementId::Vpc(_) | ElementId::Subnet(_));
    let scene = Scene::of(plan);
    let inner = scene.inner(plan, container);
    let in_the_way = |other: &&ElementId| {
        **other != id
            && is_container(**other) == is_container(id)
            && container_of(plan, **other) == Some(container)
    };
    let taken = scene.order().iter().filter(in_the_way).filter_map(|id| scene.rect(*id));
    let taken = taken.collect::<Vec<_>>();
    let is_free = |at: &Position| {
        let corner = Point::new(f64::from(at.x), f64::from(at.y)).moved(inner.x, inner.y);
        !taken.iter().any(|other| other.overlaps(Rect::at(corner, size)))
    };
    if is_free(&wanted) {
        return wanted;
    }
    let mut around =
        (-REACH..=REACH).flat_map(|x| (-REACH..=REACH).map(move |y| (x, y))).collect::<Vec<_>>();
    let far = |(x, y): &(i32, i32)| x * x + y * y;
    crate::plan::put_in_order(&mut around, |one, other| far(one).cmp(&far(other)));
    let places = around.into_iter().map(|(x, y)| {
        let (dx, dy) = (f64::from(x) * GRID, f64::from(y) * GRID);
        snap(Point::new(f64::from(wanted.x) + dx, f64::from(wanted.y) + dy), container)
    });
    places.into_iter().find(is_free).unwrap_or(wanted)
}

/// Whether a thing is a card of rules or addresses.
pub(super) fn is_rule_card(id: ElementId) -> bool {
    matches!(
        id,
        ElementId::SecurityGroup(_) | ElementId::NetworkAcl(_) | ElementId::AddressGroup(_)
    )
}
