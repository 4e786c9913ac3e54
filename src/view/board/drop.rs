//! The ends of gestures: the steps that they make, and the places of the things that they move.

use crate::command::{CommandStep, DrawnKind, carry, drag};
use crate::edit::{Edit, transact};
use crate::layout::{Point, Rect, Scene, leaders};
use crate::locale::{Language, NoticeText};
use crate::plan::ElementId;
use crate::view::state::{Action, Store};

/// Makes the step of a gesture, or tells why there is none.
pub(super) fn end(store: &Store, language: Language, step: Result<CommandStep, NoticeText>) {
    match step {
        Ok(step) if step.edits.is_empty() => {}
        Ok(step) => store.dispatch(Action::Take(step)),
        Err(why) => store.dispatch(Action::fail(why.text(language))),
    }
}

/// Makes the step of a line. A line that leads nowhere changes nothing, which is no error.
pub(super) fn end_line(store: &Store, language: Language, step: Result<CommandStep, NoticeText>) {
    match step {
        Err(why) => store.dispatch(Action::say(why.text(language))),
        step => end(store, language, step),
    }
}

/// The rectangle of a new thing if it is let go at a point; none where it cannot be put. What is put
/// down stays where it is put, and so do the containers around it; only others make room.
pub(super) fn ghost(store: &Store, scene: &Scene, kind: DrawnKind, at: Point) -> Option<Rect> {
    let plan = store.plan();
    let step = carry(plan, scene, &store.selection, kind, at).ok()?;
    let after = Scene::of(&transact(plan, &step.edits).ok()?);
    step.select?.into_iter().find_map(|id| after.rect(id))
}

/// The rectangles of dragged things if they are let go.
pub(super) fn ghosts(
    store: &Store,
    scene: &Scene,
    ids: &[ElementId],
    from: Point,
    to: Point,
) -> Vec<Rect> {
    let plan = store.plan();
    let Ok(step) = drag(plan, scene, ids, (from, to)) else { return vec![] };
    let ghost = |id: ElementId| {
        let size = scene.rect(id)?;
        let of_thing = |edit: &Edit| match edit {
            Edit::Move { element, into, position } if *element == id => Some((*into, *position)),
            _ => None,
        };
        let Some((into, position)) = step.edits.iter().find_map(of_thing) else {
            return Some(size);
        };
        let corner = scene.inner(plan, into.or_else(|| scene.home(id))?);
        let corner = corner.moved(f64::from(position.x), f64::from(position.y));
        Some(Rect { x: corner.x, y: corner.y, ..size })
    };
    leaders(scene, ids).into_iter().filter_map(ghost).collect()
}
