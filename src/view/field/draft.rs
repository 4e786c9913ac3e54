//! What is being typed, while it is not yet, or not in these words, in the plan.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::Commit;
use crate::view::store::use_store;

/// A text on its way.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    text: String,
    /// Why it cannot be read.
    error: Option<AttrValue>,
    /// The value in the plan that it stands before. Once the plan has another one, because a
    /// step was undone, the draft is out of date.
    stands_for: AttrValue,
}

/// The texts that cannot be read, by the ids of their fields: they are there again when the form
/// of the same thing is shown again. Those of one plan are of no use to another.
#[derive(Clone, Default)]
pub(crate) struct Drafts(Rc<RefCell<Vec<(AttrValue, Draft)>>>);

impl PartialEq for Drafts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Drafts {
    /// The text in a field.
    fn get(&self, id: &AttrValue) -> Option<Draft> {
        self.0.borrow().iter().find(|(field, _)| field == id).map(|(_, draft)| draft.clone())
    }

    /// Keeps the text in a field where it cannot be read.
    fn keep(&self, id: &AttrValue, draft: &Draft) {
        let mut drafts = self.0.borrow_mut();
        drafts.retain(|(field, _)| field != id);
        if draft.error.is_some() {
            drafts.push((id.clone(), draft.clone()));
        }
    }
}

/// A text field's content and what it does with what is typed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Typing {
    pub(super) text: AttrValue,
    pub(super) error: Option<AttrValue>,
    pub(super) oninput: Callback<String>,
    pub(super) onblur: Callback<FocusEvent>,
}

/// Keeps what is typed: `22,` is on its way to `22,80`, and while it is, it is neither in the plan
/// nor lost.
#[hook]
pub(super) fn use_typing(id: &AttrValue, value: &AttrValue, commit: &Commit) -> Typing {
    let drafts = use_store().drafts.clone();
    let draft = use_state(|| drafts.get(id));
    let current = draft.as_ref().filter(|draft| draft.stands_for == *value);
    let text = current.map_or_else(|| value.clone(), |it| AttrValue::from(it.text.clone()));
    let error = current.and_then(|it| it.error.clone());
    let oninput = {
        let (draft, value, commit) = (draft.clone(), value.clone(), commit.clone());
        let id = id.clone();
        Callback::from(move |text: String| {
            let (error, stands_for) = match commit.emit(text.clone()) {
                Ok(normal) => (None, normal),
                Err(error) => (Some(error), value.clone()),
            };
            let next = Draft { text, error, stands_for };
            drafts.keep(&id, &next);
            draft.set(Some(next));
        })
    };
    let onblur = {
        let is_sound = error.is_none();
        // What could be read is shown as the plan has it; what could not stays with its reason.
        Callback::from(move |_| {
            if is_sound {
                draft.set(None);
            }
        })
    };
    Typing { text, error, oninput, onblur }
}
