//! A list to pick things from, one after the other: it adds, and goes back to its prompt.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::locked::use_locked;
use super::opened::use_opened;

/// What is picked from.
#[derive(Properties, PartialEq)]
pub(crate) struct PickProps<T: PartialEq + Clone + 'static> {
    pub(crate) id: AttrValue,
    /// What picking does, such as "Add member…"; it is both the label and the prompt.
    pub(crate) label: AttrValue,
    pub(crate) options: Vec<(T, AttrValue)>,
    pub(crate) on_pick: Callback<T>,
}

/// A list to pick things from.
#[component]
pub(crate) fn PickField<T: PartialEq + Clone + 'static>(props: &PickProps<T>) -> Html {
    let select = use_node_ref();
    let is_locked = use_locked();
    let (is_drawn, near) = use_opened(props.options.len());
    // The browser would choose the entry that it was given first.
    {
        let select = select.clone();
        use_effect(move || {
            if let Some(select) = select.cast::<HtmlSelectElement>() {
                select.set_selected_index(0);
            }
        });
    }
    let onchange = {
        let (select, options) = (select.clone(), props.options.clone());
        let on_pick = props.on_pick.clone();
        Callback::from(move |_: Event| {
            let Some(select) = select.cast::<HtmlSelectElement>() else { return };
            // The prompt is the first entry.
            let at = usize::try_from(select.selected_index()).ok().and_then(|at| at.checked_sub(1));
            select.set_selected_index(0);
            if let Some((value, _)) = at.and_then(|at| options.get(at)) {
                on_pick.emit(value.clone());
            }
        })
    };
    if is_locked {
        return Html::default();
    }
    html! {
        <select
            ref={select}
            id={props.id.clone()}
            class="pick"
            aria-label={props.label.clone()}
            disabled={props.options.is_empty()}
            {onchange}
            onfocus={near.reform(|_: FocusEvent| ())}
            onpointerenter={near.reform(|_: PointerEvent| ())}
        >
            <option>{ props.label.clone() }</option>
            if is_drawn {
                { for props.options.iter().map(|(_, name)| {
                    html! { <option>{ name.clone() }</option> }
                }) }
            }
        </select>
    }
}
