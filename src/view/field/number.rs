//! Fields for numbers and for a single port.

use std::num::NonZeroU16;

use yew::prelude::*;

use super::{TextField, committed};
use crate::locale::InspectorText;
use crate::plan::number_as_printed;
use crate::view::parts::{say, use_language};

/// The properties of a field for a number.
#[derive(Properties, PartialEq)]
pub(crate) struct NumberProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) value: u8,
    /// The smallest number that it takes; `to` is the largest.
    pub(crate) from: u8,
    pub(crate) to: u8,
    pub(crate) on_change: Callback<u8>,
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) problems: Vec<AttrValue>,
}

/// A field for a number within bounds.
#[component]
pub(crate) fn NumberField(props: &NumberProps) -> Html {
    let language = use_language();
    let (from, to) = (props.from, props.to);
    let read = move |text: &str| match number_as_printed(text.trim()) {
        Some(number) if (from..=to).contains(&number) => Ok(number),
        _ => {
            Err(say(InspectorText::NotANumber { found: text.to_owned(), from, to }.text(language)))
        }
    };
    let on_change = props.on_change.clone();
    html! {
        <TextField
            id={props.id.clone()}
            label={props.label.clone()}
            value={props.value.to_string()}
            inputmode="numeric"
            hint={props.hint.clone()}
            problems={props.problems.clone()}
            commit={committed(read, move |number| on_change.emit(number))}
        />
    }
}

/// The properties of a field for a port.
#[derive(Properties, PartialEq)]
pub(crate) struct PortProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) value: Option<NonZeroU16>,
    pub(crate) on_change: Callback<Option<NonZeroU16>>,
    /// The text in the field while no port is chosen.
    #[prop_or_default]
    pub(crate) placeholder: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) problems: Vec<AttrValue>,
}

/// A field for one port, or none.
#[component]
pub(crate) fn PortField(props: &PortProps) -> Html {
    let language = use_language();
    let read = move |text: &str| match text.trim() {
        "" => Ok(String::new()),
        port if number_as_printed::<NonZeroU16>(port).is_some() => Ok(port.to_owned()),
        port => Err(say(InspectorText::NotAPort { found: port.to_owned() }.text(language))),
    };
    let on_change = props.on_change.clone();
    html! {
        <TextField
            id={props.id.clone()}
            label={props.label.clone()}
            value={props.value.map(|port| port.to_string()).unwrap_or_default()}
            mono=true
            inputmode="numeric"
            placeholder={props.placeholder.clone()}
            hint={props.hint.clone()}
            problems={props.problems.clone()}
            commit={committed(read, move |port| on_change.emit(port.parse().ok()))}
        />
    }
}
