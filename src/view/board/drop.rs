//! How gestures end: each becomes one step of edits.

use super::hands::Hands;
use crate::command::{End, Kind, Spot, add, connect};
use crate::edit::{Container, Edit, transact};
use crate::layout::{Point, Size, container_of, nearest_free, size_of_new, snap};
use crate::locale::ShellText;
use crate::plan::{ElementId, LoadBalancerId, SecurityGroupId, ServerId, SubnetId, VpcId};
use crate::view::store::Action;

/// Puts down what was dragged.
pub(super) fn moved(hands: &Hands, ids: &[ElementId], from: Point, to: Point) {
    let plan = hands.store.plan();
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let mut edits = vec![];
    for id in ids.iter().filter(|id| !is_carried_along(hands, ids, **id)) {
        let (Some(rect), Some(home)) = (hands.scene.rect(*id), container_of(plan, *id)) else {
            continue;
        };
        let corner = Point::new(rect.x + dx, rect.y + dy);
        let container = match ids {
            [_] => hands.landing(Kind::of(*id), to),
            _ => Some(home),
        };
        let Some(container) = container else {
            let name = plan.name_of(*id).unwrap_or_default().to_owned();
            let text = ShellText::UnclearDrop { name };
            hands.store.dispatch(Action::fail(text.text(hands.language)));
            return;
        };
        let inner = hands.scene.inner(plan, container);
        let mut position = snap(corner.moved(-inner.x, -inner.y), container);
        if let [_] = ids {
            let size = Size { width: rect.width, height: rect.height };
            position = nearest_free(plan, container, *id, size, position);
        }
        let into = (container != home).then_some(container);
        edits.push(Edit::Move { element: *id, into, position });
    }
    hands.store.dispatch(Action::edit(edits));
}

/// Whether a thing moves because its container does.
fn is_carried_along(hands: &Hands, ids: &[ElementId], id: ElementId) -> bool {
    let plan = hands.store.plan();
    let mut holder = container_of(plan, id);
    while let Some(container) = holder {
        let at = match container {
            Container::Vpc(id) => ElementId::Vpc(id),
            Container::Subnet(id) => ElementId::Subnet(id),
            Container::Board => return false,
        };
        if ids.contains(&at) {
            return true;
        }
        holder = container_of(plan, at);
    }
    false
}

/// Ends a connection: at a thing, or in an empty place, where what it would lead to is added.
pub(super) fn connected(hands: &Hands, end: End, over: Option<ElementId>, at: Point) {
    let plan = hands.store.plan();
    if let Some(target) = over {
        hands.store.dispatch(Action::edit(connect(plan, end, target)));
        return;
    }
    let kind = match end {
        End::Listener(_) => Kind::BackendServerGroup,
        End::BackendServerGroup(_) => Kind::Server,
        End::SecurityGroup(_) | End::NetworkAcl(_) => return,
    };
    // A slip of the hand at the handle itself adds nothing.
    let is_on_card =
        hands.element_at(at, |id| !matches!(id, ElementId::Vpc(_) | ElementId::Subnet(_)));
    let Some(container) = hands.landing(kind, at).filter(|_| is_on_card.is_none()) else { return };
    let addition = add(plan, &[], kind, Some(spot(hands, kind, container, at)));
    let mut edits = addition.edits;
    if let Ok(changed) = transact(plan, &edits) {
        edits.extend(connect(&changed, end, addition.added));
    }
    hands.store.dispatch(Action::Edit { edits, topic: None, select: Some(vec![addition.added]) });
}

/// Adds what was carried from the palette.
pub(super) fn carried(hands: &Hands, kind: Kind, into: Option<Container>, at: Point) {
    let plan = hands.store.plan();
    let can_be_held = plan.element_ids().any(|id| match id {
        ElementId::Vpc(id) => kind.fits(Container::Vpc(id)),
        ElementId::Subnet(id) => kind.fits(Container::Subnet(id)),
        _ => false,
    });
    if into.is_none() && can_be_held {
        let wanted = match kind {
            Kind::LoadBalancer | Kind::Server => ShellText::DropOnSubnet,
            _ => ShellText::DropOnVpc,
        };
        hands.store.dispatch(Action::fail(wanted.text(hands.language)));
        return;
    }
    let spot = into.map(|container| spot(hands, kind, container, at));
    let addition = add(plan, &[], kind, spot);
    hands.store.dispatch(Action::Edit {
        edits: addition.edits,
        topic: None,
        select: Some(vec![addition.added]),
    });
}

/// The spot at which something new stands in the middle of a place.
fn spot(hands: &Hands, kind: Kind, container: Container, at: Point) -> Spot {
    let size = size_of_new(example(kind));
    let inner = hands.scene.inner(hands.store.plan(), container);
    let (x, y) = match kind {
        // A container is put down by its header.
        Kind::Vpc | Kind::Subnet => (at.x - 48.0, at.y - 20.0),
        _ => (at.x - size.width / 2.0, at.y - size.height / 2.0),
    };
    Spot { container, position: snap(Point::new(x - inner.x, y - inner.y), container) }
}

/// A thing of a kind, for the sake of its size.
pub(super) fn example(kind: Kind) -> ElementId {
    match kind {
        Kind::Vpc => VpcId(0).into(),
        Kind::Subnet => SubnetId(0).into(),
        Kind::LoadBalancer => LoadBalancerId(0).into(),
        Kind::BackendServerGroup => crate::plan::BackendServerGroupId(0).into(),
        Kind::Server | Kind::IpBackend => ServerId(0).into(),
        Kind::SecurityGroup | Kind::NetworkAcl | Kind::AddressGroup => SecurityGroupId(0).into(),
    }
}
