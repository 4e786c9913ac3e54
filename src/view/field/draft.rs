//! What is being typed, while it is not yet, or not in these words, in the plan.

use yew::prelude::*;

use super::Commit;

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
pub(super) fn use_typing(value: &AttrValue, commit: &Commit) -> Typing {
    let draft = use_state(|| None::<Draft>);
    let current = draft.as_ref().filter(|draft| draft.stands_for == *value);
    let text = current.map_or_else(|| value.clone(), |it| AttrValue::from(it.text.clone()));
    let error = current.and_then(|it| it.error.clone());
    let oninput = {
        let (draft, value, commit) = (draft.clone(), value.clone(), commit.clone());
        Callback::from(move |text: String| {
            let (error, stands_for) = match commit.emit(text.clone()) {
                Ok(normal) => (None, normal),
                Err(error) => (Some(error), value.clone()),
            };
            draft.set(Some(Draft { text, error, stands_for }));
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
