//! How gestures end, and where what they move would come to lie.

use super::pointer_input::PointerInput;
use crate::command::{CommandStep, DrawnKind, carry, drag};
use crate::edit::transact;
use crate::layout::{Point, Rect, Scene, leaders, with_room};
use crate::locale::NoticeText;
use crate::plan::ElementId;
use crate::view::state::Action;

/// Makes the step that a gesture comes to, or says why it comes to nothing.
pub(super) fn end(hands: &PointerInput, step: Result<CommandStep, NoticeText>) {
    match step {
        Ok(step) if step.edits.is_empty() => {}
        Ok(step) => hands.store.dispatch(Action::Take(step)),
        Err(why) => hands.store.dispatch(Action::fail(why.text(hands.language))),
    }
}

/// The same for a line. One that leads nowhere changed nothing, which is no error.
pub(super) fn end_line(hands: &PointerInput, step: Result<CommandStep, NoticeText>) {
    match step {
        Err(why) => hands.store.dispatch(Action::say(why.text(hands.language))),
        step => end(hands, step),
    }
}

/// Where something new would come to lie that is let go at a place.
pub(super) fn ghost(hands: &PointerInput, kind: DrawnKind, at: Point) -> Option<Rect> {
    let plan = hands.store.plan();
    let step = carry(plan, &hands.scene, &hands.store.selection, kind, at).ok()?;
    let after = Scene::of(&transact(plan, &with_room(plan, step.edits)).ok()?);
    step.select?.into_iter().find_map(|id| after.rect(id))
}

/// Where things that are dragged would come to lie.
pub(super) fn ghosts(hands: &PointerInput, ids: &[ElementId], from: Point, to: Point) -> Vec<Rect> {
    let plan = hands.store.plan();
    let Ok(step) = drag(plan, &hands.scene, ids, (from, to)) else { return vec![] };
    let Ok(after) = transact(plan, &with_room(plan, step.edits)) else { return vec![] };
    let after = Scene::of(&after);
    leaders(&hands.scene, ids).into_iter().filter_map(|id| after.rect(id)).collect()
}
