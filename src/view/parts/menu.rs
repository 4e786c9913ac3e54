//! A button with a menu beneath it, by the ARIA pattern for menu buttons.

use web_sys::Element;
use yew::prelude::*;

use crate::platform::{Neighbour, focus, neighbour, stays_within};

/// A line of a menu.
#[derive(Clone, PartialEq)]
pub(crate) struct MenuItem {
    /// The words of the line.
    pub(crate) label: AttrValue,
    /// The action of the line.
    pub(crate) act: Callback<()>,
}

/// The properties of [`Menu`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct MenuProps {
    /// The id of the button.
    pub(crate) id: &'static str,
    /// The name of the button.
    pub(crate) label: AttrValue,
    /// The classes of the button.
    pub(crate) class: &'static str,
    /// The content of the button.
    pub(crate) face: Html,
    /// The lines of the menu.
    pub(crate) items: Vec<MenuItem>,
}

/// A button with a menu beneath it.
#[component]
pub(crate) fn Menu(props: &MenuProps) -> Html {
    let MenuProps { id, label, class, face, items } = props.clone();
    let is_open = use_state_eq(|| false);
    let root = use_node_ref();
    let first = format!("{id}-first");
    {
        let first = first.clone();
        use_effect_with(*is_open, move |is_open| {
            if *is_open {
                focus(&first);
            }
        });
    }
    let toggle = {
        let is_open = is_open.clone();
        move |_: MouseEvent| {
            is_open.set(!*is_open);
            if *is_open {
                focus(id);
            }
        }
    };
    // A press on a line must not take the focus out of the menu: that would close the menu before
    // the click.
    let onmousedown = |event: MouseEvent| event.prevent_default();
    let onfocusout = {
        let (is_open, root) = (is_open.clone(), root.clone());
        move |event: FocusEvent| {
            if !stays_within(&event, root.cast::<Element>().as_ref()) {
                is_open.set(false);
            }
        }
    };
    let onkeydown = {
        let (is_open, root) = (is_open.clone(), root.clone());
        move |event: KeyboardEvent| {
            let way = match event.key().as_str() {
                "Escape" if *is_open => {
                    event.prevent_default();
                    is_open.set(false);
                    focus(id);
                    return;
                }
                "ArrowDown" if !*is_open => {
                    event.prevent_default();
                    is_open.set(true);
                    return;
                }
                "ArrowDown" => Neighbour::After,
                "ArrowUp" => Neighbour::Before,
                _ => return,
            };
            event.prevent_default();
            let Some(root) = root.cast::<Element>() else { return };
            if let Some(next) = neighbour(&event, &root, "[role=menuitem]", way) {
                focus(&next.id());
            }
        }
    };
    let items = items.into_iter().enumerate().map(|(at, item)| {
        let is_open = is_open.clone();
        let onclick = move |_| {
            is_open.set(false);
            focus(id);
            item.act.emit(());
        };
        let line = if at == 0 { first.clone() } else { format!("{id}-{at}") };
        html! {
            <button id={line} type="button" role="menuitem" tabindex="-1" {onclick}>
                { item.label }
            </button>
        }
    });
    html! {
        <div class="menu" ref={root.clone()} {onfocusout} {onkeydown} {onmousedown}>
            <button
                {id}
                type="button"
                {class}
                title={label.clone()}
                aria-label={label.clone()}
                aria-haspopup="menu"
                aria-expanded={is_open.to_string()}
                onclick={toggle}
            >
                { face }
            </button>
            if *is_open {
                <div class="menu-items" role="menu" aria-label={label}>{ for items }</div>
            }
        </div>
    }
}
