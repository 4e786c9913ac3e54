//! Typing into a text field: drafts, keys, and putting the text into the plan.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::Commit;
use super::commit_all::tell;
use super::keys::{self, Key};
use crate::platform;
use crate::view::state::{Action, FieldDraft, use_store};

/// The properties of a text field.
pub(crate) struct TypingProps<'a> {
    /// The id of the field, unique on the page.
    pub(crate) id: &'a AttrValue,
    pub(crate) label: &'a AttrValue,
    /// The value in the plan.
    pub(crate) value: &'a AttrValue,
    pub(crate) commit: &'a Commit,
    /// True if every letter goes into the plan at once, because every text makes sense.
    pub(crate) is_live: bool,
    /// True if Enter begins a new line.
    pub(crate) has_lines: bool,
}

/// The content of a text field and its event handlers.
#[derive(Clone, PartialEq)]
pub(crate) struct Typing {
    pub(crate) control: NodeRef,
    pub(crate) text: AttrValue,
    /// The reason why the text cannot be read.
    pub(crate) error: Option<AttrValue>,
    pub(crate) oninput: Callback<String>,
    pub(crate) onblur: Callback<FocusEvent>,
    pub(crate) onkeydown: Callback<KeyboardEvent>,
}

/// The text in a field while it is not the value of the plan, or is written in another way.
struct Typed {
    text: AttrValue,
    error: Option<AttrValue>,
    pub(crate) stands_for: AttrValue,
}

impl Typed {
    fn of(draft: FieldDraft) -> Self {
        let FieldDraft { text, stands_for, outcome, .. } = draft;
        Self { text, error: outcome.err(), stands_for }
    }
}

/// Keeps the typed text until the field is left or Enter is pressed. Then it goes into the plan, if
/// it can be read. Escape gives it up.
#[hook]
pub(crate) fn use_typing(props: &TypingProps<'_>) -> Typing {
    let TypingProps { id, label, value, commit, is_live, has_lines } = *props;
    let store = use_store();
    let control = use_node_ref();
    let typed = use_state(|| store.drafts.get(id).map(Typed::of));
    // The value when typing began.
    let began = use_mut_ref(|| None::<AttrValue>);
    let current = typed.as_ref().filter(|it| it.stands_for == *value);
    let text = current.map_or_else(|| value.clone(), |it| it.text.clone());
    let error = current.and_then(|it| it.error.clone());
    use_draft_of_field(id, value, &control, &began);
    let oninput = {
        let (store, typed, began) = (store.clone(), typed.clone(), began.clone());
        let (id, label) = (id.clone(), label.clone());
        let (value, commit) = (value.clone(), commit.clone());
        Callback::from(move |text: String| {
            began.borrow_mut().get_or_insert_with(|| value.clone());
            let text = AttrValue::from(text);
            let mut stands_for = value.clone();
            let outcome = commit.emit(text.to_string());
            let error = outcome.as_ref().err().cloned();
            store.drafts.take(&id);
            match outcome {
                Ok(ready) if is_live => {
                    ready.put.emit(());
                    stands_for = ready.text;
                }
                Ok(ready) if ready.text == value => {}
                outcome => store.drafts.keep(FieldDraft {
                    id: id.clone(),
                    label: label.clone(),
                    text: text.clone(),
                    stands_for: value.clone(),
                    outcome: outcome.map(|ready| ready.put),
                    is_shown: true,
                }),
            }
            typed.set(Some(Typed { text, error, stands_for }));
            tell(&store);
        })
    };
    // A text that can be read is then shown as the plan writes it; any other stays with the reason.
    let finish = {
        let (store, typed, id) = (store.clone(), typed.clone(), id.clone());
        move || {
            store.drafts.commit(&id);
            if typed.is_some() && store.drafts.get(&id).is_none() {
                typed.set(None);
            }
            tell(&store);
        }
    };
    let onblur = {
        let (store, began, finish) = (store.clone(), began.clone(), finish.clone());
        Callback::from(move |_: FocusEvent| {
            finish();
            if began.take().is_some() {
                store.dispatch(Action::Seal);
            }
        })
    };
    let onkeydown = {
        let (control, id, commit) = (control.clone(), id.clone(), commit.clone());
        Callback::from(move |event: KeyboardEvent| match Key::of(&event) {
            Some(Key::Enter) if !has_lines => {
                event.prevent_default();
                finish();
            }
            Some(Key::Escape) => {
                event.prevent_default();
                store.drafts.take(&id);
                typed.set(None);
                let before = began.borrow().clone().filter(|_| is_live);
                if let Some(Ok(ready)) = before.map(|it| commit.emit(it.to_string())) {
                    ready.put.emit(());
                }
                tell(&store);
                if let Some(control) = control.cast::<HtmlElement>() {
                    platform::leave(&control);
                }
            }
            // While there is a draft, the browser undoes it letter by letter.
            Some(key @ (Key::Undo | Key::Redo)) if store.drafts.get(&id).is_none() => {
                event.prevent_default();
                typed.set(None);
                began.take();
                keys::step(&store, key);
            }
            _ => {}
        })
    };
    Typing { control, text, error, oninput, onblur, onkeydown }
}

/// Keeps the draft of a field in step while the field appears, goes away, or gets another value.
#[hook]
pub(super) fn use_draft_of_field(
    id: &AttrValue,
    value: &AttrValue,
    control: &NodeRef,
    began: &Rc<RefCell<Option<AttrValue>>>,
) {
    let store = use_store();
    {
        let (store, began) = (store.clone(), began.clone());
        use_effect_with(id.clone(), move |id| {
            store.drafts.show(id, true);
            tell(&store);
            let id = id.clone();
            // A field that goes away is left as well, even if the browser sends no event.
            move || {
                store.drafts.commit(&id);
                store.drafts.show(&id, false);
                tell(&store);
                if began.take().is_some() {
                    store.dispatch(Action::Seal);
                }
            }
        });
    }
    {
        let store = store.clone();
        use_effect_with((id.clone(), value.clone()), move |(id, value)| {
            if store.drafts.get(id).is_some_and(|draft| draft.stands_for != *value) {
                store.drafts.take(id);
                tell(&store);
            }
        });
    }
    let (id, control) = (id.clone(), control.clone());
    use_effect(move || {
        if store.drafts.take_wanted(&id)
            && let Some(control) = control.cast::<HtmlElement>()
        {
            platform::show(&control);
        }
    });
}
