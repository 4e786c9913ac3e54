//! A choice of one from a list.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::choosing::{Choosing, use_choosing};
use super::frame::Frame;
use super::locked::use_locked;
use super::opened::use_opened;
use super::select_props::SelectProps;

/// A choice of one from a list.
#[component]
pub(crate) fn SelectField<T: PartialEq + Clone + 'static>(props: &SelectProps<T>) -> Html {
    let choosing = use_choosing(props);
    let is_locked = use_locked();
    let Choosing { control, shown, onchange, onblur, onkeydown, onkeyup } = choosing;
    let (is_drawn, near) = use_opened(props.options.len());
    // Until the visitor is about to choose, only the chosen entry is drawn.
    let drawn = props.options.iter().enumerate();
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
        let name = shown.and_then(|at| props.options.get(at)).map(|(_, name)| name.clone());
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
            { for drawn.map(|(_, (_, name))| html! { <option>{ name.clone() }</option> }) }
        </select>
    })
}
