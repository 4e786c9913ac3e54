//! Choosing from a list of the browser, with keys or from the unfolded list.
//!
//! On Windows and Linux an arrow key on a folded list chooses the next entry at once, so with three
//! keys one passes by two entries that were never meant. So an entry that keys choose is a draft
//! until the list is left or Enter is pressed; one chosen from the unfolded list counts at once.

use web_sys::{HtmlElement, HtmlSelectElement};
use yew::prelude::*;

use super::commit_all::tell;
use super::keys::Key;
use super::list_props::ListProps;
use super::typing::use_draft_of_field;
use crate::platform;
use crate::view::state::{FieldDraft, use_store};

/// The shown entry of a list and its event handlers.
pub(super) struct Choosing {
    pub(super) control: NodeRef,
    /// The place of the entry that is shown; none where the list does not have the value.
    pub(super) shown: Option<usize>,
    pub(super) onchange: Callback<Event>,
    pub(super) onblur: Callback<FocusEvent>,
    pub(super) onkeydown: Callback<KeyboardEvent>,
    pub(super) onkeyup: Callback<KeyboardEvent>,
}

/// Keeps the entry that keys choose until the list is left or Enter is pressed. Escape gives it up.
#[hook]
pub(super) fn use_choosing(props: &ListProps) -> Choosing {
    let store = use_store();
    let control = use_node_ref();
    let at = props.chosen;
    let name = at.and_then(|at| props.names.get(at).cloned()).unwrap_or_default();
    // The entry that keys have chosen, and the name of the entry that it is to replace.
    let pending = use_state(|| None::<(usize, AttrValue)>);
    let is_by_key = use_mut_ref(|| false);
    let nothing = use_mut_ref(|| None);
    use_draft_of_field(&props.id, &name, &control, &nothing);
    let chosen = pending.as_ref().filter(|(_, before)| *before == name).map(|(at, _)| *at);
    let onchange = {
        let (store, control, pending) = (store.clone(), control.clone(), pending.clone());
        let (id, label, name) = (props.id.clone(), props.label.clone(), name.clone());
        let (names, on_choose) = (props.names.clone(), props.on_choose.clone());
        let is_by_key = is_by_key.clone();
        Callback::from(move |_: Event| {
            let Some(select) = control.cast::<HtmlSelectElement>() else { return };
            let picked = usize::try_from(select.selected_index()).ok();
            let Some((picked, text)) =
                picked.and_then(|picked| Some((picked, names.get(picked)?.clone())))
            else {
                return;
            };
            store.drafts.take(&id);
            if *is_by_key.borrow() {
                if Some(picked) != at {
                    let on_choose = on_choose.clone();
                    store.drafts.keep(FieldDraft {
                        id: id.clone(),
                        label: label.clone(),
                        text,
                        stands_for: name.clone(),
                        outcome: Ok(Callback::from(move |()| on_choose.emit(picked))),
                        is_shown: true,
                    });
                }
                pending.set(Some((picked, name.clone())));
            } else {
                // If the plan does not take the choice, the field goes on showing the old one.
                let old = at.and_then(|at| i32::try_from(at).ok()).unwrap_or(-1);
                select.set_selected_index(old);
                pending.set(None);
                on_choose.emit(picked);
            }
            tell(&store);
        })
    };
    let finish = {
        let (store, pending, id) = (store.clone(), pending.clone(), props.id.clone());
        move || {
            if pending.is_some() {
                store.drafts.commit(&id);
                pending.set(None);
                tell(&store);
            }
        }
    };
    let onblur = {
        let finish = finish.clone();
        Callback::from(move |_: FocusEvent| finish())
    };
    let onkeydown = {
        let (is_by_key, control, id) = (is_by_key.clone(), control.clone(), props.id.clone());
        Callback::from(move |event: KeyboardEvent| {
            *is_by_key.borrow_mut() = chooses(&event);
            match Key::of(&event) {
                Some(Key::Enter) if pending.is_some() => {
                    event.prevent_default();
                    finish();
                }
                // In a dialog, where nothing is to be given up, Escape closes the dialog.
                Some(Key::Escape) if pending.is_some() || store.dialog.is_none() => {
                    event.prevent_default();
                    store.drafts.take(&id);
                    pending.set(None);
                    tell(&store);
                    if let Some(control) = control.cast::<HtmlElement>() {
                        platform::leave(&control);
                    }
                }
                _ => {}
            }
        })
    };
    // A choice that comes after the key is up was not made by a key.
    let onkeyup = Callback::from(move |_: KeyboardEvent| *is_by_key.borrow_mut() = false);
    Choosing { control, shown: chosen.or(at), onchange, onblur, onkeydown, onkeyup }
}

/// True if a key chooses an entry of a folded list: an arrow or paging key, or the first letter of
/// a name.
fn chooses(event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    let key = event.key();
    let moves = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].contains(&key.as_str())
        || ["Home", "End", "PageUp", "PageDown"].contains(&key.as_str());
    moves || key != " " && key.chars().count() == 1
}
