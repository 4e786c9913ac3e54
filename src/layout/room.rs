//! Making room: what grows or comes pushes what it would cover.
//!
//! A step of edits goes on with the moves that keep things apart. Only what the step itself changed
//! pushes: things that lay on each other before, in a plan that came from elsewhere, stay as they
//! are until somebody moves them.

use std::collections::HashMap;

use super::free_position::{is_rule_card, stepped};
use super::geometry::{Point, Rect};
use super::landing::{GAP, moved, past};
use super::overlap::{OverlapRule, overlap_rule};
use super::scene::Scene;
use crate::edit::{Container, Edit, apply, transact};
use crate::plan::{ElementId, Plan, sort_list};

/// The edits, and the moves that make room for what they put, move or enlarge.
#[must_use]
pub fn with_room(plan: &Plan, edits: Vec<Edit>) -> Vec<Edit> {
    let can_cover =
        |edit: &Edit| matches!(edit, Edit::Put(_) | Edit::Move { .. } | Edit::PutListener { .. });
    let opens = edits.iter().any(|edit| matches!(edit, Edit::Open(_)));
    if opens || !edits.iter().any(can_cover) {
        return edits;
    }
    let Ok(after) = transact(plan, &edits) else { return edits };
    // A letter typed into a name moves nothing, and the places of all things take long to work out.
    if plan.differs_in_names_alone(&after) {
        return edits;
    }
    let (old, new) = (Scene::of(plan), Scene::of(&after));
    if old == new {
        return edits;
    }
    let mut room = Room { before: plan, old, plan: after, edits };
    // From within outwards: what a subnet makes room for decides how large it is in its VPC.
    let subnets = plan_order(&room.plan.subnets, |it| Container::Subnet(it.id));
    let vpcs = plan_order(&room.plan.vpcs, |it| Container::Vpc(it.id));
    let mut scene = new;
    for level in [subnets, vpcs, vec![Container::Board]] {
        if room.make(&scene, &level) {
            scene = Scene::of(&room.plan);
        }
    }
    room.edits
}

fn plan_order<T>(things: &[T], container: impl Fn(&T) -> Container) -> Vec<Container> {
    things.iter().map(container).collect()
}

/// A step on its way.
struct Room<'a> {
    /// The plan before the step, and where things stood in it.
    before: &'a Plan,
    old: Scene,
    /// The plan after it.
    plan: Plan,
    edits: Vec<Edit>,
}

/// Something in a container; its places count from the container's inner corner.
#[derive(Debug, Clone)]
struct Item {
    id: ElementId,
    /// The rectangle where it is.
    rect: Rect,
    /// The rectangle where it was; none where it is new there.
    was: Option<Rect>,
    /// Tells whether the step put it where it is.
    is_placed: bool,
    /// Tells whether it is elsewhere or larger than before.
    is_changed: bool,
}

impl Room<'_> {
    /// Makes room in containers of one level; says whether anything had to move.
    fn make(&mut self, scene: &Scene, containers: &[Container]) -> bool {
        let mut held: HashMap<Container, Vec<ElementId>> = HashMap::new();
        for id in scene.order() {
            if let Some(container) = scene.home(*id) {
                held.entry(container).or_default().push(*id);
            }
        }
        let mut moves = vec![];
        for container in containers {
            let ids = held.get(container).map_or(&[][..], Vec::as_slice);
            moves.extend(self.settle(scene, *container, ids, &held));
        }
        for (id, by) in &moves {
            let Some(position) = self.plan.position_of(*id) else { continue };
            let position = stepped(position, *by);
            let edit = Edit::Move { element: *id, into: None, position };
            if apply(&mut self.plan, &edit).is_ok() {
                self.edits.push(edit);
            }
        }
        !moves.is_empty()
    }

    /// The number of steps that things in a container move so that nothing is covered that was not
    /// before: what the step placed stays, then what grew, and the others make way one after the
    /// other.
    fn settle(
        &self,
        scene: &Scene,
        container: Container,
        ids: &[ElementId],
        held: &HashMap<Container, Vec<ElementId>>,
    ) -> Vec<(ElementId, (i32, i32))> {
        let corners = (scene.inner(&self.plan, container), self.old.inner(self.before, container));
        let item = |id: &ElementId| self.item(scene, *id, corners);
        let mut waiting = ids.iter().filter_map(item).collect::<Vec<_>>();
        let cards = |subnet: ElementId| match subnet {
            ElementId::Subnet(id) => {
                held.get(&Container::Subnet(id)).map_or(&[][..], Vec::as_slice)
            }
            _ => &[][..],
        };
        let in_subnets = ids.iter().flat_map(|id| cards(*id)).filter_map(item);
        if !waiting.iter().cloned().chain(in_subnets).any(|it| it.is_changed) {
            return vec![];
        }
        sort_list(&mut waiting, |one, other| {
            // A card of rules that comes with something else, such as the first security group with
            // the first server, makes way for it.
            let is_extra = |it: &Item| it.was.is_none() && is_rule_card(it.id);
            let turn = |it: &Item| match (it.is_placed, it.is_changed, it.id) {
                (true, ..) if !is_extra(it) => 0,
                (false, true, _) => 1,
                (true, ..) => 2,
                (.., ElementId::BackendServerGroup(_)) => 4,
                _ => 3,
            };
            let near = |it: &Item| it.rect.x + it.rect.y;
            turn(one).cmp(&turn(other)).then(near(one).total_cmp(&near(other)))
        });
        let mut settled: Vec<Item> = vec![];
        let mut moves = vec![];
        let mut carried: HashMap<ElementId, (i32, i32)> = HashMap::new();
        for at in 0..waiting.len() {
            let Some(mut it) = waiting.get(at).cloned() else { break };
            let along = carried.get(&it.id).copied().unwrap_or_default();
            if along != (0, 0) {
                it.rect = moved(it.rect, along);
                it.is_changed = true;
            }
            let pushed = self.pushed(scene, &it, &settled);
            let steps = (along.0.saturating_add(pushed.0), along.1.saturating_add(pushed.1));
            it.rect = moved(it.rect, pushed);
            it.is_changed |= pushed != (0, 0);
            if pushed != (0, 0) && matches!(it.id, ElementId::Subnet(_)) {
                // A thing in front of a subnet goes along with it.
                let before = it.was.unwrap_or(it.rect);
                let is_before = |other: &&Item| {
                    matches!(other.id, ElementId::BackendServerGroup(_))
                        && !other.is_placed
                        && other.was.is_some_and(|was| before.contains(was.center()))
                };
                let others = waiting.iter().skip(at).filter(is_before);
                carried.extend(others.map(|other| (other.id, pushed)));
            }
            for card in cards(it.id).iter().filter_map(item) {
                let is_changed = card.is_changed || it.is_changed;
                settled.push(Item { rect: moved(card.rect, steps), is_changed, ..card });
            }
            if steps != (0, 0) {
                moves.push((it.id, steps));
            }
            settled.push(it);
        }
        moves
    }

    fn item(&self, scene: &Scene, id: ElementId, corners: (Point, Point)) -> Option<Item> {
        let from = |rect: Rect, corner: Point| rect.moved(-corner.x, -corner.y);
        let rect = from(scene.rect(id)?, corners.0);
        let stays = self.old.home(id) == scene.home(id);
        let was = self.old.rect(id).filter(|_| stays).map(|was| from(was, corners.1));
        let is_placed = was.is_none_or(|was| (was.x, was.y) != (rect.x, rect.y));
        let is_larger = |was: Rect| rect.width > was.width || rect.height > was.height;
        let is_changed = is_placed || was.is_some_and(is_larger);
        Some(Item { id, rect, was, is_placed, is_changed })
    }

    /// The number of steps that a thing goes right or down until it lies on nothing that is settled.
    fn pushed(&self, scene: &Scene, it: &Item, settled: &[Item]) -> (i32, i32) {
        let hit = |rect: Rect| settled.iter().find(|other| is_hit(scene, it, rect, other));
        let Some(first) = hit(it.rect) else { return (0, 0) };
        let along = |is_level: bool| {
            let mut steps = (0, 0);
            while let Some(other) = hit(moved(it.rect, steps)) {
                let here = moved(it.rect, steps);
                let way = match is_level {
                    true => (past(other.rect.right() + GAP - here.x).max(1), 0),
                    false => (0, past(other.rect.bottom() + GAP - here.y).max(1)),
                };
                steps = (steps.0.saturating_add(way.0), steps.1.saturating_add(way.1));
            }
            steps
        };
        // A thing that stood beside goes aside, one that stood below goes down.
        match (it.was, first.was) {
            (Some(it), Some(first)) if it.x >= first.right() => along(true),
            (Some(it), Some(first)) if it.y >= first.bottom() => along(false),
            _ => {
                let (level, down) = (along(true), along(false));
                if level.0 < down.1 { level } else { down }
            }
        }
    }
}

/// Tells whether a thing at a place lies on another one that it may not lie on.
fn is_hit(scene: &Scene, it: &Item, rect: Rect, other: &Item) -> bool {
    if !rect.overlaps(other.rect) || !(it.is_changed || other.is_changed || rect != it.rect) {
        return false;
    }
    let Some(home) = scene.home(it.id) else { return false };
    match overlap_rule(scene, it.id, home, other.id) {
        OverlapRule::Free => false,
        OverlapRule::Apart => true,
        OverlapRule::InFront => {
            let is_put_there = [it, other]
                .into_iter()
                .any(|one| one.is_placed && matches!(one.id, ElementId::BackendServerGroup(_)));
            let was_so = match (it.was, other.was) {
                (Some(it), Some(other)) => it.overlaps(other),
                _ => false,
            };
            !(was_so || is_put_there && rect == it.rect)
        }
    }
}
