//! Changing the shown plan by edits.

use std::rc::Rc;

use super::field_drafts::FieldDrafts;
use super::page_state::State;
use crate::edit::Edit;
use crate::layout::with_room;
use crate::library::Operation;
use crate::plan::ElementId;

impl State {
    /// Makes edits as one step. Elements on the board make room for what the edits place or
    /// enlarge.
    pub(super) fn change(
        &mut self,
        edits: Vec<Edit>,
        topic: Option<&str>,
        select: Option<Vec<ElementId>>,
    ) {
        self.notice = None;
        if edits.iter().any(|edit| matches!(edit, Edit::Open(_))) {
            self.shown = self.shown.wrapping_add(1);
            self.drafts = FieldDrafts::default();
        }
        let before = self.plan().clone();
        let edits = with_room(&before, edits);
        if let Err(error) = self.history.record(&edits, topic) {
            self.fail(error.text(self.language()));
            return;
        }
        if !Rc::ptr_eq(&before, self.plan()) {
            // The number tells two visits of one field apart in the log.
            let topic = topic.map(|topic| format!("{topic} {}", self.seals));
            self.note(&before, Operation::Edit { edits, topic });
        }
        if let Some(ids) = select {
            self.select(ids);
        }
        *self = self.clone().settle();
    }

    /// Makes edits as one step and shows a notice with a button that takes it back. A step that
    /// changes nothing gets no notice.
    pub(super) fn tell(
        &mut self,
        edits: Vec<Edit>,
        select: Option<Vec<ElementId>>,
        text: Option<String>,
    ) {
        let before = self.plan().clone();
        self.change(edits, None, select);
        if let Some(text) = text.filter(|_| !Rc::ptr_eq(&before, self.plan())) {
            self.say_with_undo(text);
        }
    }
}
