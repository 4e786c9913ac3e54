//! A list to pick things from, one after the other; each pick adds a thing.
//!
//! It is a button that unfolds a list, not a list of the browser: there every arrow key chooses, so
//! each entry that one passes by would be added.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::focus::focus_soon;
use super::locked::use_locked;
use crate::platform;
use crate::view::parts::{AT_ONCE, Icon, use_shown_entries};

/// The properties of a list to pick from.
#[derive(Properties, PartialEq)]
pub(crate) struct PickProps<T: PartialEq + Clone + 'static> {
    pub(crate) id: AttrValue,
    /// The label of the button, such as "Add member…".
    pub(crate) label: AttrValue,
    /// Everything that can be picked.
    pub(crate) values: Vec<T>,
    /// The names of values, which are asked for when the list is unfolded.
    pub(crate) names: Callback<Vec<T>, Vec<AttrValue>>,
    pub(crate) on_pick: Callback<T>,
}

/// A list to pick things from.
#[component]
pub(crate) fn PickField<T: PartialEq + Clone + 'static>(props: &PickProps<T>) -> Html {
    let is_locked = use_locked();
    let list = use_node_ref();
    // The place of the entry that Enter would pick, while the list is unfolded.
    let active = use_state(|| None::<usize>);
    let shown = use_shown_entries();
    let last = props.values.len().saturating_sub(1);
    let is_empty = props.values.is_empty();
    let open_at = active.map(|at| at.min(last)).filter(|_| !is_empty);
    // The plan of a form may have thousands of things to name.
    let unfolded = open_at.map(|_| props.values.clone()).unwrap_or_default();
    let names = use_memo(unfolded, |values| match values.as_slice() {
        [] => vec![],
        _ => props.names.emit(values.clone()),
    });
    {
        let list = list.clone();
        use_effect_with(open_at.is_some(), move |is_open| {
            if let Some(list) = list.cast::<HtmlElement>().filter(|_| *is_open) {
                platform::show(&list);
                platform::reveal(&list);
            }
        });
    }
    {
        let entry = open_at.map(|at| entry_id(&props.id, at));
        use_effect_with(entry, |entry| {
            if let Some(entry) = entry {
                platform::reveal_id(entry);
            }
        });
    }
    if is_locked {
        return Html::default();
    }
    let close = {
        let (active, id) = (active.clone(), props.id.to_string());
        move || {
            active.set(None);
            focus_soon(id.clone());
        }
    };
    let pick = {
        let (values, on_pick) = (props.values.clone(), props.on_pick.clone());
        let close = close.clone();
        move |at: usize| {
            close();
            if let Some(value) = values.get(at) {
                on_pick.emit(value.clone());
            }
        }
    };
    let toggle = {
        let active = active.clone();
        move |_: MouseEvent| {
            let next = if active.is_none() && !is_empty { Some(0) } else { None };
            active.set(next);
        }
    };
    let unfold = {
        let active = active.clone();
        move |event: KeyboardEvent| {
            let at = match event.key().as_str() {
                "ArrowDown" => 0,
                "ArrowUp" => last,
                _ => return,
            };
            event.prevent_default();
            if !is_empty {
                active.set(Some(at));
            }
        }
    };
    let onkeydown = {
        let (active, close, pick, names) = (active.clone(), close, pick.clone(), names.clone());
        move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            // Several keys can come before the list is drawn anew.
            let Some(at) = active.map(|at| at.min(last)) else { return };
            let key = event.key();
            let next = match key.as_str() {
                "ArrowDown" => at.saturating_add(1).min(last),
                "ArrowUp" => at.saturating_sub(1),
                "Home" | "PageUp" => 0,
                "End" | "PageDown" => last,
                "Enter" | " " => {
                    event.prevent_default();
                    return pick(at);
                }
                "Escape" => {
                    event.prevent_default();
                    return close();
                }
                key if key.chars().count() == 1 => called(&names, at, key).unwrap_or(at),
                // These keys must not delete what is selected on the board.
                "Delete" | "Backspace" => at,
                _ => return,
            };
            event.prevent_default();
            active.set(Some(next));
        }
    };
    // Moving the focus elsewhere picks nothing. The button closes the list by itself.
    let onblur = {
        let active = active.clone();
        move |_: FocusEvent| active.set(None)
    };
    let is_open = open_at.is_some();
    // More entries are drawn as the keys or the wheel move down a long list.
    let drawn = open_at.unwrap_or_default().saturating_add(AT_ONCE).max(shown.count());
    let list_id = format!("{}-list", props.id);
    html! {
        <div class="pick-field">
            <button
                type="button"
                id={props.id.clone()}
                class="pick"
                aria-haspopup="listbox"
                aria-expanded={is_open.to_string()}
                aria-controls={is_open.then(|| list_id.clone())}
                aria-disabled={is_empty.then_some("true")}
                onclick={toggle}
                onkeydown={unfold}
                onmousedown={move |event: MouseEvent| if is_open { event.prevent_default() }}
            >
                { Icon::Plus.svg() }
                <span class="pick-name">{ props.label.clone() }</span>
            </button>
            if is_open {
                <ul
                    ref={list}
                    id={list_id}
                    class="pick-list"
                    role="listbox"
                    tabindex="-1"
                    aria-label={props.label.clone()}
                    aria-activedescendant={open_at.map(|at| entry_id(&props.id, at))}
                    {onkeydown}
                    {onblur}
                >
                    { for names.iter().enumerate().take(drawn).map(|(at, name)| {
                        let pick = pick.clone();
                        html! {
                            <li
                                key={at}
                                id={entry_id(&props.id, at)}
                                role="option"
                                aria-selected={(open_at == Some(at)).to_string()}
                                onclick={move |_| pick(at)}
                            >
                                { name.clone() }
                            </li>
                        }
                    }) }
                    if drawn < names.len() {
                        <li key="rest" role="presentation">{ shown.silent_rest(names.len()) }</li>
                    }
                </ul>
            }
        </div>
    }
}

/// The id of an entry.
fn entry_id(field: &str, at: usize) -> String {
    format!("{field}-entry-{at}")
}

/// The next entry whose name begins with a letter; the search starts after a place and wraps
/// around.
fn called(names: &[AttrValue], after: usize, letter: &str) -> Option<usize> {
    let letter = letter.to_lowercase();
    let begins =
        |at: &usize| names.get(*at).is_some_and(|name| name.to_lowercase().starts_with(&letter));
    let beyond = after.saturating_add(1)..names.len();
    beyond.chain(0..names.len()).find(begins)
}
