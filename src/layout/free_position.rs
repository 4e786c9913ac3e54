//! Finding a free place, and keeping to the grid.

use std::collections::BTreeSet;

use super::geometry::{Point, Rect, Size};
use super::landing::{GAP, Mover, nearest, onward, past};
use super::metrics::{self, GRID, STEP};
use super::scene::Scene;
use crate::edit::Container;
use crate::plan::{ElementId, Plan, Position, set_of};

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

/// Rounds up to the grid.
pub(super) fn up(value: f64) -> f64 {
    (value / GRID).ceil() * GRID
}

/// The size of a new thing of this kind.
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

/// The first place in a container where a thing touches nothing: beneath what is there in a subnet,
/// to the right of it elsewhere. Cards of rules stand below everything else. A thing that is not
/// drawn yet has the size of a new one.
#[must_use]
pub fn free_position(plan: &Plan, container: Container, id: ElementId) -> Position {
    let scene = Scene::of(plan);
    let inner = scene.inner(plan, container);
    let size = size_in(&scene, id);
    let is_beside = |other: &&ElementId| **other != id && scene.home(**other) == Some(container);
    let beside = scene.order().iter().filter(is_beside).filter_map(|other| scene.rect(*other));
    let moving = set_of([id]);
    let mover = Mover::of(plan, &scene, id, (container, Rect::at(inner, size)), &moving);
    let taken = beside.chain(mover.others).map(|rect| rect.grown(GAP - 1.0)).collect::<Vec<_>>();
    let downward = matches!(container, Container::Subnet(_));
    let mut at = Point::default();
    if container == Container::Board && is_rule_card(id) {
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
    snap(Point::new(up(at.x), up(at.y)), container)
}

/// Finds where a thing lands that is put into a container: at a place, or in the nearest one where
/// it covers nothing.
#[must_use]
pub fn landing(
    plan: &Plan,
    scene: &Scene,
    id: ElementId,
    container: Container,
    wanted: Position,
) -> Position {
    let inner = scene.inner(plan, container);
    let corner = inner.moved(f64::from(wanted.x), f64::from(wanted.y));
    let rect = Rect::at(corner, size_in(scene, id));
    let moving = carried(scene, &[id]);
    let mover = Mover::of(plan, scene, id, (container, rect), &moving);
    stepped(wanted, nearest(&[mover], (0, 0)).unwrap_or_default())
}

/// Finds where several things land that move together by a distance within their containers: there,
/// or in the nearest places where none of them covers anything.
#[must_use]
pub fn landings(
    plan: &Plan,
    scene: &Scene,
    ids: &[ElementId],
    (dx, dy): (f64, f64),
) -> Vec<(ElementId, Position)> {
    let steps = |distance: f64| past((distance / GRID).round() * GRID);
    together(plan, scene, ids, |movers| nearest(movers, (steps(dx), steps(dy))))
}

/// Finds where things land that go some units in one direction within their containers: there, or,
/// where something is in the way, behind it. Nothing where they are at the edge.
#[must_use]
pub fn nudged(plan: &Plan, ids: &[ElementId], (dx, dy): (i32, i32)) -> Vec<(ElementId, Position)> {
    let scene = Scene::of(plan);
    together(plan, &scene, ids, |movers| onward(movers, (dx / STEP, dy / STEP)))
}

/// Finds the steps that things take together.
fn together(
    plan: &Plan,
    scene: &Scene,
    ids: &[ElementId],
    find: impl Fn(&[Mover]) -> Option<(i32, i32)>,
) -> Vec<(ElementId, Position)> {
    let moving = carried(scene, ids);
    let led = leaders(scene, ids);
    let movers = led.iter().filter_map(|id| {
        let home = scene.home(*id)?;
        Some(Mover::of(plan, scene, *id, (home, scene.rect(*id)?), &moving))
    });
    let Some(steps) = find(&movers.collect::<Vec<_>>()) else { return vec![] };
    let place = |id: &ElementId| Some((*id, stepped(plan.position_of(*id)?, steps)));
    led.iter().filter_map(place).collect()
}

/// Those of some things that no other one of them holds: the rest goes along.
#[must_use]
pub fn leaders(scene: &Scene, ids: &[ElementId]) -> Vec<ElementId> {
    let is_led = |id: &&ElementId| !scene.holders(**id).any(|holder| ids.contains(&holder));
    ids.iter().filter(is_led).copied().collect()
}

/// Some things, and all that they hold.
fn carried(scene: &Scene, ids: &[ElementId]) -> BTreeSet<ElementId> {
    let ids = set_of(ids.iter().copied());
    let goes = |id: &&ElementId| {
        ids.contains(*id) || scene.holders(**id).any(|holder| ids.contains(&holder))
    };
    set_of(scene.order().iter().filter(goes).copied())
}

/// The size of a thing as it is drawn, or as it will be when it is new.
fn size_in(scene: &Scene, id: ElementId) -> Size {
    let drawn = scene.rect(id).map(|rect| Size { width: rect.width, height: rect.height });
    drawn.unwrap_or_else(|| size_of_new(id))
}

/// A place, so many steps further on.
pub(super) fn stepped(Position { x, y }: Position, steps: (i32, i32)) -> Position {
    let units = |steps: i32| steps.saturating_mul(STEP);
    Position::new(x.saturating_add(units(steps.0)), y.saturating_add(units(steps.1)))
}

/// Tells whether a thing is a card of rules or addresses.
pub(super) fn is_rule_card(id: ElementId) -> bool {
    matches!(
        id,
        ElementId::SecurityGroup(_) | ElementId::NetworkAcl(_) | ElementId::AddressGroup(_)
    )
}
