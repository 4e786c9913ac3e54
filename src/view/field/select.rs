//! A choice of one from a list.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::frame::Frame;
use super::locked::use_locked;
use super::opened::use_opened;

/// What a choice is about.
#[derive(Properties, PartialEq)]
pub(crate) struct SelectProps<T: PartialEq + Clone + 'static> {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    /// What is chosen; the field stays blank where the list does not have it.
    pub(crate) value: T,
    pub(crate) options: Vec<(T, AttrValue)>,
    pub(crate) on_change: Callback<T>,
    #[prop_or_default]
    pub(crate) bare: bool,
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) problems: Vec<AttrValue>,
}

/// A choice of one from a list.
#[component]
pub(crate) fn SelectField<T: PartialEq + Clone + 'static>(props: &SelectProps<T>) -> Html {
    let select = use_node_ref();
    let is_locked = use_locked();
    let (is_drawn, near) = use_opened(props.options.len());
    let at = props.options.iter().position(|(value, _)| *value == props.value);
    // As long as nobody is about to choose, the choice stands alone.
    let chosen = at.map(|at| if is_drawn { at } else { 0 });
    let chosen = chosen.and_then(|at| i32::try_from(at).ok()).unwrap_or(-1);
    let drawn = props.options.iter().enumerate();
    let drawn = drawn.filter(|(number, _)| is_drawn || Some(*number) == at);
    // The browser changes the choice by itself; after every drawing it is what the plan says.
    {
        let select = select.clone();
        use_effect(move || {
            if let Some(select) = select.cast::<HtmlSelectElement>() {
                select.set_selected_index(chosen);
            }
        });
    }
    let onchange = {
        let (select, options) = (select.clone(), props.options.clone());
        let on_change = props.on_change.clone();
        Callback::from(move |_: Event| {
            let Some(select) = select.cast::<HtmlSelectElement>() else { return };
            let at = usize::try_from(select.selected_index()).ok().filter(|_| is_drawn);
            // Should the plan not take the choice, the field goes on showing the old one.
            select.set_selected_index(chosen);
            if let Some((value, _)) = at.and_then(|at| options.get(at)) {
                on_change.emit(value.clone());
            }
        })
    };
    let frame = Frame {
        id: &props.id,
        label: &props.label,
        is_bare: props.bare,
        hint: props.hint.as_ref(),
        messages: props.problems.clone(),
    };
    if is_locked {
        let shown = at.and_then(|at| props.options.get(at)).map(|(_, name)| name.clone());
        return frame.shown(&shown.unwrap_or_default(), false);
    }
    frame.around(html! {
        <select
            ref={select}
            id={props.id.clone()}
            aria-invalid={frame.is_invalid()}
            aria-describedby={frame.described_by()}
            {onchange}
            onfocus={near.reform(|_: FocusEvent| ())}
            onpointerenter={near.reform(|_: PointerEvent| ())}
        >
            { for drawn.map(|(_, (_, name))| html! { <option>{ name.clone() }</option> }) }
        </select>
    })
}
