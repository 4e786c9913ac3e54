//! Copying things, and putting the copies where they cover nothing.

use super::CommandStep;
use super::command_step::name_of;
use crate::edit::{Container, Edit, apply, duplicate, transact};
use crate::layout::{Scene, landing};
use crate::locale::NoticeText;
use crate::plan::{ElementId, Plan};

/// Puts a copy of some things beside each of them.
#[must_use]
pub fn copy(plan: &Plan, ids: &[ElementId]) -> CommandStep {
    let (mut edits, copies) = duplicate(plan, ids);
    let Ok(mut copied) = transact(plan, &edits) else { return CommandStep::default() };
    // One after the other, so that copies do not cover each other either. What lies in a subnet comes
    // first: it makes the subnet grow, and a group in front of that lies on none of its cards.
    let scene = Scene::of(&copied);
    let is_in_subnet = |id: &ElementId| matches!(scene.home(*id), Some(Container::Subnet(_)));
    let (inner, outer): (Vec<_>, Vec<_>) = copies.iter().copied().partition(is_in_subnet);
    for id in inner.iter().chain(&outer) {
        let scene = Scene::of(&copied);
        let (Some(home), Some(wanted)) = (scene.home(*id), copied.position_of(*id)) else {
            continue;
        };
        let position = landing(&copied, &scene, *id, home, wanted);
        if position == wanted {
            continue;
        }
        let edit = Edit::Move { element: *id, into: None, position };
        if apply(&mut copied, &edit).is_ok() {
            edits.push(edit);
        }
    }
    let said = said(&copied, &copies);
    CommandStep::of(edits).selecting(copies).saying(said)
}

/// The notice about copies that are less or more than one expects.
fn said(plan: &Plan, copies: &[ElementId]) -> Option<NoticeText> {
    let names = |ids: &mut dyn Iterator<Item = ElementId>| {
        ids.map(|id| name_of(plan, id)).collect::<Vec<_>>()
    };
    let is_container = |id: &ElementId| matches!(id, ElementId::Vpc(_) | ElementId::Subnet(_));
    let empty = names(&mut copies.iter().copied().filter(is_container));
    let has_copy = |group: &&crate::plan::BackendServerGroup| {
        group.members.iter().any(|it| copies.contains(&it.target.into()))
            && !copies.contains(&group.id.into())
    };
    let joined = plan.backend_server_groups.iter().filter(has_copy).map(|it| it.id.into());
    let joined = names(&mut joined.into_iter());
    (!empty.is_empty() || !joined.is_empty()).then(|| NoticeText::Duplicated {
        names: names(&mut copies.iter().copied()),
        empty,
        joined,
    })
}
