//! The frame of a field around its control: a label, a hint, messages.

use yew::prelude::*;

/// The frame of a control.
pub(super) struct Frame<'a> {
    pub(super) id: &'a AttrValue,
    pub(super) label: &'a AttrValue,
    /// True if the label is for screen readers only, because others see it from the surroundings.
    pub(super) is_bare: bool,
    pub(super) hint: Option<&'a AttrValue>,
    pub(super) messages: Vec<AttrValue>,
}

impl Frame<'_> {
    /// The value of `aria-invalid`: `true` if the field has messages.
    pub(super) fn is_invalid(&self) -> Option<&'static str> {
        (!self.messages.is_empty()).then_some("true")
    }

    /// The ids of the hint and the messages, for the control's `aria-describedby`.
    pub(super) fn described_by(&self) -> Option<String> {
        let hint = self.hint.map(|_| format!("{}-hint", self.id));
        let messages = (!self.messages.is_empty()).then(|| format!("{}-messages", self.id));
        let ids = hint.into_iter().chain(messages).collect::<Vec<_>>();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The control with its frame.
    pub(super) fn around(&self, control: Html) -> Html {
        let label_class = self.is_bare.then_some("visually-hidden");
        html! {
            <div class="field">
                <label for={self.id.clone()} class={label_class}>{ self.label.clone() }</label>
                { control }
                { self.below() }
            </div>
        }
    }

    /// The hint and the messages alone.
    pub(super) fn below(&self) -> Html {
        html! {
            <>
                if let Some(hint) = self.hint {
                    <p class="hint" id={format!("{}-hint", self.id)}>{ hint.clone() }</p>
                }
                if !self.messages.is_empty() {
                    <div id={format!("{}-messages", self.id)}>{ messages(&self.messages) }</div>
                }
            </>
        }
    }
}

/// Messages about something that has no field.
pub(crate) fn messages(messages: &[AttrValue]) -> Html {
    html! {
        { for messages.iter().map(|message| html! {
            <p class="message">{ spoken(message) }</p>
        }) }
    }
}

/// A message; the parts between backticks are shown as code.
fn spoken(message: &str) -> Html {
    html! {
        { for message.split('`').enumerate().map(|(at, part)| {
            if at % 2 == 1 {
                html! { <code>{ part.to_owned() }</code> }
            } else {
                html! { { part.to_owned() } }
            }
        }) }
    }
}
