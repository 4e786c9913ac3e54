//! The results of gestures on the board. The board asks while a pointer is on its way, to show
//! where things would land, and again when it is let go, so that both agree.

use super::command_step::name_of;
use super::connect::{LineEnd, join};
use super::{CommandStep, DrawnKind, Spot, add, relocate};
use crate::edit::{Container, Edit, transact};
use crate::layout::{Point, Rect, Scene, landing, landings, leaders, size_of_new, snap};
use crate::locale::NoticeText;
use crate::plan::{ElementId, Plan};

/// The distance from where it began at which a line counts as a slip of the hand, in board units.
const SLIP: f64 = 24.0;

/// The distance that a thing has to be dragged to move at all.
const STILL: f64 = 4.0;

/// The distance beside a card at which a line still hits it.
const REACH: f64 = 6.0;

/// The container in which something new lands at a place.
#[must_use]
pub fn home_of_carried(scene: &Scene, kind: DrawnKind, at: Point) -> Option<Container> {
    scene.container_at(at, |container| kind.fits(container))
}

/// The container in which things that are dragged land at a place: that of the pointer for one
/// thing; several keep their containers, so that they stay side by side.
#[must_use]
pub fn home_of_dragged(scene: &Scene, ids: &[ElementId], at: Point) -> Option<Container> {
    match leaders(scene, ids).as_slice() {
        [id] => scene.container_at(at, |container| DrawnKind::of(*id).fits(container)),
        _ => None,
    }
}

/// Puts down something new at a place.
///
/// # Errors
/// Says where it has to be put down instead.
pub fn carry(
    plan: &Plan,
    scene: &Scene,
    selection: &[ElementId],
    kind: DrawnKind,
    at: Point,
) -> Result<CommandStep, NoticeText> {
    if let Some(container) = home_of_carried(scene, kind, at) {
        let corner = corner_of(kind, at);
        let inner = scene.inner(plan, container);
        let wanted = snap(corner.moved(-inner.x, -inner.y), container);
        let position = landing(plan, scene, kind.example(), container, wanted);
        return Ok(add(plan, selection, kind, Some(Spot { container, position })).step);
    }
    let is_in_subnet = matches!(kind, DrawnKind::LoadBalancer | DrawnKind::Server);
    if is_in_subnet && !plan.subnets.is_empty() {
        return Err(NoticeText::DropOnSubnet);
    }
    let vpc = home_of_carried(scene, DrawnKind::Subnet, at);
    if vpc.is_none() && !plan.vpcs.is_empty() {
        return Err(NoticeText::DropOnVpc);
    }
    Ok(with_containers(plan, scene, kind, vpc, at))
}

/// Puts down something new together with the containers that it needs, which stand so that it lies
/// where it was let go.
fn with_containers(
    plan: &Plan,
    scene: &Scene,
    kind: DrawnKind,
    vpc: Option<Container>,
    at: Point,
) -> CommandStep {
    let within = match vpc {
        Some(Container::Vpc(id)) => vec![ElementId::from(id)],
        _ => vec![],
    };
    let addition = add(plan, &within, kind, None);
    let mut step = addition.step;
    let Ok(changed) = transact(plan, &step.edits) else { return step };
    let new = Scene::of(&changed);
    let holders = new.holders(addition.added).take_while(|it| plan.name_of(*it).is_none());
    let outermost = holders.last().unwrap_or(addition.added);
    let (Some(card), Some(home)) = (new.rect(addition.added), new.home(outermost)) else {
        return step;
    };
    let Some(frame) = new.rect(outermost) else { return step };
    let wanted = corner_of(kind, at);
    let inner = scene.inner(plan, home);
    let corner = Point::new(frame.x + wanted.x - card.x, frame.y + wanted.y - card.y);
    let wanted = snap(corner.moved(-inner.x, -inner.y), home);
    let position = landing(&changed, &new, outermost, home, wanted);
    step.edits.push(Edit::Move { element: outermost, into: None, position });
    step
}

/// The upper left corner of something new that is held at a place. A container is held by its
/// header.
fn corner_of(kind: DrawnKind, at: Point) -> Point {
    let size = size_of_new(kind.example());
    match kind {
        DrawnKind::Vpc | DrawnKind::Subnet => at.moved(-48.0, -20.0),
        _ => at.moved(-size.width / 2.0, -size.height / 2.0),
    }
}

/// Puts down things that were dragged by a distance, with the pointer at a place.
///
/// # Errors
/// Says where they have to be put down instead.
pub fn drag(
    plan: &Plan,
    scene: &Scene,
    ids: &[ElementId],
    (from, to): (Point, Point),
) -> Result<CommandStep, NoticeText> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    if from.distance(to) < STILL {
        return Ok(CommandStep::default());
    }
    let led = leaders(scene, ids);
    let [id] = led.as_slice() else {
        let places = landings(plan, scene, &led, (dx, dy)).into_iter();
        let moves = places.map(|(element, position)| Edit::Move { element, into: None, position });
        return Ok(CommandStep::of(moves.collect()));
    };
    let unclear = || NoticeText::UnclearDrop { name: name_of(plan, *id) };
    let rect = scene.rect(*id).ok_or_else(unclear)?;
    let container = home_of_dragged(scene, &led, to).ok_or_else(unclear)?;
    let inner = scene.inner(plan, container);
    let corner = Point::new(rect.x + dx, rect.y + dy);
    let wanted = snap(corner.moved(-inner.x, -inner.y), container);
    let position = landing(plan, scene, *id, container, wanted);
    Ok(relocate(plan, *id, container, position))
}

/// A line that was drawn from an end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// The end.
    pub end: LineEnd,
    /// The thing where it began.
    pub from: Point,
    /// The point where it was let go.
    pub to: Point,
}

impl Line {
    /// The thing that the line leads to where it ends.
    #[must_use]
    pub fn target(&self, scene: &Scene) -> Option<ElementId> {
        self.under(scene, |id| self.end.leads_to(id))
    }

    /// The topmost thing that passes a test where the line ends.
    fn under(&self, scene: &Scene, fits: impl Fn(ElementId) -> bool) -> Option<ElementId> {
        let is_hit = |rect: Rect| rect.grown(REACH).contains(self.to);
        let mut above = scene.order().iter().rev().copied();
        above.find(|id| fits(*id) && scene.rect(*id).is_some_and(is_hit))
    }

    /// The card that the line comes from.
    fn source(&self, plan: &Plan) -> Option<ElementId> {
        match self.end {
            LineEnd::Listener(id) => Some(plan.listener(id)?.0.id.into()),
            LineEnd::BackendServerGroup(id) => Some(id.into()),
            LineEnd::SecurityGroup(id) => Some(id.into()),
            LineEnd::NetworkAcl(id) => Some(id.into()),
        }
    }
}

/// Ends a line. It connects what it leads to. In an empty place it makes what is missing: a group
/// for a listener without one, a first server for a group without members. Elsewhere it changes
/// nothing; a slip of the hand at the handle does so without a word.
///
/// # Errors
/// Says what the line has to lead to.
pub fn line(plan: &Plan, scene: &Scene, line: Line) -> Result<CommandStep, NoticeText> {
    if let Some(target) = line.target(scene) {
        return join(plan, line.end, target);
    }
    let is_card = |id| !matches!(id, ElementId::Vpc(_) | ElementId::Subnet(_));
    let card = line.under(scene, is_card);
    if line.from.distance(line.to) < SLIP || (card.is_some() && card == line.source(plan)) {
        return Ok(CommandStep::default());
    }
    let wanted = line.end.wanted();
    let kind = match line.end {
        LineEnd::Listener(id) => {
            let is_idle = plan.listener(id).is_some_and(|(_, it)| it.groups().is_empty());
            is_idle.then_some(DrawnKind::BackendServerGroup)
        }
        LineEnd::BackendServerGroup(id) => {
            let is_empty = plan.backend_server_group(id).is_some_and(|it| it.members.is_empty());
            is_empty.then_some(DrawnKind::Server)
        }
        LineEnd::SecurityGroup(_) | LineEnd::NetworkAcl(_) => None,
    };
    let kind = kind.filter(|_| card.is_none()).ok_or_else(|| wanted.clone())?;
    let container = home_of_carried(scene, kind, line.to).ok_or(wanted)?;
    let inner = scene.inner(plan, container);
    let place = snap(corner_of(kind, line.to).moved(-inner.x, -inner.y), container);
    let position = landing(plan, scene, kind.example(), container, place);
    let addition = add(plan, &[], kind, Some(Spot { container, position }));
    let mut step = addition.step;
    if let Ok(changed) = transact(plan, &step.edits) {
        step.edits.extend(super::connect(&changed, line.end, addition.added));
        let source = line.source(plan).map(|id| name_of(plan, id));
        let with = changed
            .element_ids()
            .filter(|id| *id != addition.added && plan.name_of(*id).is_none())
            .map(|id| name_of(&changed, id));
        step.said = Some(NoticeText::Added {
            name: name_of(&changed, addition.added),
            with: with.collect(),
            joined: source.into_iter().collect(),
        });
    }
    Ok(step)
}
