//! The drafts in fields: text and choices that are not in the plan.
//!
//! Typed text goes into the plan when the field is left, not letter by letter: `9000-80` may be on
//! its way to `9000-8080`. Until then it is a draft.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::field_home::FieldHome;
use crate::plan::{Plan, RuleId};

/// The content of a field that is not in the plan.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FieldDraft {
    /// The id of the field.
    pub(crate) id: AttrValue,
    /// Its label.
    pub(crate) label: AttrValue,
    pub(crate) text: AttrValue,
    /// The value in the plan when the draft was typed. Once the plan has another one, as after an
    /// undo, the draft is out of date.
    pub(crate) stands_for: AttrValue,
    /// The callback that puts it into the plan, or the reason why it cannot be read.
    pub(crate) outcome: Result<Callback<()>, AttrValue>,
    /// True if its field is on the page.
    pub(crate) is_shown: bool,
}

/// A field whose content is not in the plan, for the warnings of the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct UnfinishedField {
    /// The id of the field.
    pub(crate) id: AttrValue,
    /// Its label.
    pub(crate) label: AttrValue,
    pub(crate) home: FieldHome,
    /// True if its content cannot be read.
    pub(crate) is_wrong: bool,
    /// True if the field is on the page.
    pub(crate) is_shown: bool,
}

/// The drafts of a plan by the ids of their fields. They outlive the forms: an unreadable draft is
/// there again when its form is shown again. Another plan begins without drafts.
#[derive(Clone, Default)]
pub(crate) struct FieldDrafts(Rc<DraftList>);

#[derive(Default)]
struct DraftList {
    drafts: RefCell<Vec<FieldDraft>>,
    /// The id of the field that is to take the focus once it is on the page.
    wanted: RefCell<Option<AttrValue>>,
}

impl PartialEq for FieldDrafts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl FieldDrafts {
    /// The ids of the fields with drafts.
    pub(crate) fn ids(&self) -> Vec<AttrValue> {
        self.0.drafts.borrow().iter().map(|draft| draft.id.clone()).collect()
    }

    /// The draft in a field.
    pub(crate) fn get(&self, id: &AttrValue) -> Option<FieldDraft> {
        self.0.drafts.borrow().iter().find(|draft| draft.id == *id).cloned()
    }

    /// Stores the draft of a field in the place of the one before.
    pub(crate) fn keep(&self, draft: FieldDraft) {
        self.take(&draft.id);
        self.0.drafts.borrow_mut().push(draft);
    }

    /// Removes and returns the draft in a field.
    pub(crate) fn take(&self, id: &AttrValue) -> Option<FieldDraft> {
        let mut drafts = self.0.drafts.borrow_mut();
        let at = drafts.iter().position(|draft| draft.id == *id)?;
        Some(drafts.remove(at))
    }

    /// Sets whether the field of a draft is on the page.
    pub(crate) fn show(&self, id: &AttrValue, is_shown: bool) {
        let mut drafts = self.0.drafts.borrow_mut();
        for draft in drafts.iter_mut().filter(|draft| draft.id == *id) {
            draft.is_shown = is_shown;
        }
    }

    /// Puts the draft in a field into the plan; one that cannot be read stays.
    pub(crate) fn commit(&self, id: &AttrValue) {
        if self.get(id).is_some_and(|draft| draft.outcome.is_ok()) {
            // Putting it into the plan may read the drafts, so it is removed first.
            let draft = self.take(id);
            if let Some(Ok(put)) = draft.map(|draft| draft.outcome) {
                put.emit(());
            }
        }
    }

    /// Removes the drafts about elements that the plan no longer has.
    pub(crate) fn keep_those_of(&self, plan: &Plan) {
        let mut drafts = self.0.drafts.borrow_mut();
        drafts.retain(|draft| FieldHome::of(&draft.id).is_none_or(|home| home.is_in(plan)));
    }

    /// The fields with drafts, for the warnings of the page.
    pub(crate) fn unfinished(&self) -> Vec<UnfinishedField> {
        let drafts = self.0.drafts.borrow();
        let told = drafts.iter().filter_map(|draft| {
            Some(UnfinishedField {
                id: draft.id.clone(),
                label: draft.label.clone(),
                home: FieldHome::of(&draft.id)?,
                is_wrong: draft.outcome.is_err(),
                is_shown: draft.is_shown,
            })
        });
        told.collect()
    }

    /// Asks a field to take the focus as soon as it is on the page.
    pub(crate) fn want(&self, id: AttrValue) {
        *self.0.wanted.borrow_mut() = Some(id);
    }

    /// True if a field was asked to take the focus; the request is then done with.
    pub(crate) fn take_wanted(&self, id: &AttrValue) -> bool {
        let is_wanted = self.0.wanted.borrow().as_ref() == Some(id);
        is_wanted && self.0.wanted.take().is_some()
    }

    /// The rule whose form has the field that is to take the focus.
    pub(crate) fn wanted_rule(&self) -> Option<RuleId> {
        self.0.wanted.borrow().as_deref().and_then(FieldHome::of).and_then(FieldHome::rule)
    }
}
