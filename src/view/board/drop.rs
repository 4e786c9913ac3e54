//! The ends of gestures: the steps that they make, and the places of the things that they move.

use crate::command::{CommandStep, DrawnKind, carry, drag};
use crate::edit::transact;
use crate::layout::{Point, Rect, Scene, leaders, with_room};
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

/// The rectangle of a new thing if it is let go at a point; none where it cannot be put.
pub(super) fn ghost(store: &Store, scene: &Scene, kind: DrawnKind, at: Point) -> Option<Rect> {
    let plan = store.plan();
    let step = carry(plan, scene, &store.selection, kind, at).ok()?;
    let after = Scene::of(&transact(plan, &with_room(plan, step.edits)).ok()?);
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
    let Ok(after) = transact(plan, &with_room(plan, step.edits)) else { return vec![] };
    let after = Scene::of(&after);
    leaders(scene, ids).into_iter().filter_map(|id| after.rect(id)).collect()
}
