//! A choice of one from a list.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::choosing::{Choosing, use_choosing};
use super::frame::Frame;
use super::list_props::ListProps;
use super::locked::use_locked;
use super::opened::use_opened;

/// The properties of a choice.
#[derive(Properties, PartialEq)]
pub(crate) struct SelectProps<T: PartialEq + Clone + 'static> {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    /// The chosen value; the field stays blank if the list does not have it.
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
    let names = props.options.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
    let on_choose = {
        let (options, on_change) = (props.options.clone(), props.on_change.clone());
        Callback::from(move |at: usize| {
            if let Some((value, _)) = options.get(at) {
                on_change.emit(value.clone());
            }
        })
    };
    html! {
        <List
            id={props.id.clone()}
            label={props.label.clone()}
            chosen={props.options.iter().position(|(value, _)| *value == props.value)}
            {names}
            {on_choose}
            bare={props.bare}
            hint={props.hint.clone()}
            problems={props.problems.clone()}
        />
    }
}

/// The list itself. It is one component for the values of all types, since each type would bring all
/// of its code once more.
#[component]
fn List(props: &ListProps) -> Html {
    let choosing = use_choosing(props);
    let is_locked = use_locked();
    let Choosing { control, shown, onchange, onblur, onkeydown, onkeyup } = choosing;
    let (is_drawn, near) = use_opened(props.names.len());
    // Until the visitor is about to choose, only the chosen entry is drawn.
    let drawn = props.names.iter().enumerate();
    let drawn = drawn.filter(|(number, _)| is_drawn || Some(*number) == shown);
    let place = shown.map(|at| if is_drawn { at } else { 0 });
    // The browser changes the choice by itself. Each drawing sets it to the value of the plan, or
    // to the draft.
    {
        let control = control.clone();
        let at = place.and_then(|at| i32::try_from(at).ok()).unwrap_or(-1);
        use_effect(move || {
            if let Some(select) = control.cast::<HtmlSelectElement>() {
                select.set_selected_index(at);
            }
        });
    }
    let frame = Frame {
        id: &props.id,
        label: &props.label,
        is_bare: props.bare,
        hint: props.hint.as_ref(),
        messages: props.problems.clone(),
    };
    if is_locked {
        let name = shown.and_then(|at| props.names.get(at).cloned());
        return frame.shown(&name.unwrap_or_default(), false);
    }
    frame.around(html! {
        <select
            ref={control}
            id={props.id.clone()}
            aria-invalid={frame.is_invalid()}
            aria-describedby={frame.described_by()}
            {onchange}
            {onblur}
            {onkeydown}
            {onkeyup}
            onfocus={near.reform(|_: FocusEvent| ())}
            onpointerenter={near.reform(|_: PointerEvent| ())}
        >
            // The entries are put in one by one, and a browser would show the first of them until
            // the effect has run.
            { for drawn.map(|(number, name)| html! {
                <option selected={Some(number) == shown}>{ name.clone() }</option>
            }) }
        </select>
    })
}
