//! An option that is on or off.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::frame::Frame;
use super::locked::use_locked;
use crate::locale::InspectorText;
use crate::view::parts::{say, use_language};

/// The properties of an option.
#[derive(Properties, PartialEq)]
pub(crate) struct ToggleProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) is_on: bool,
    pub(crate) on_change: Callback<bool>,
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) problems: Vec<AttrValue>,
}

/// An option that is on or off.
#[component]
pub(crate) fn Toggle(props: &ToggleProps) -> Html {
    let language = use_language();
    let is_locked = use_locked();
    let onchange = props.on_change.reform(|event: Event| {
        event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked())
    });
    let frame = Frame {
        id: &props.id,
        label: &props.label,
        is_bare: false,
        hint: props.hint.as_ref(),
        messages: props.problems.clone(),
    };
    if is_locked {
        let state = if props.is_on { InspectorText::On } else { InspectorText::Off };
        return frame.shown(&say(state.text(language)), false);
    }
    html! {
        <div class="field toggle">
            <input
                type="checkbox"
                id={props.id.clone()}
                checked={props.is_on}
                aria-invalid={frame.is_invalid()}
                aria-describedby={frame.described_by()}
                {onchange}
            />
            <div class="toggle-text">
                <label for={props.id.clone()}>{ props.label.clone() }</label>
                { frame.below() }
            </div>
        </div>
    }
}
