//! What every field has around its control: a label, a hint, messages.

use yew::prelude::*;

/// A control's surroundings.
pub(super) struct Frame<'a> {
    pub(super) id: &'a AttrValue,
    pub(super) label: &'a AttrValue,
    /// Whether the label is there for screen readers only, because the place says it to others.
    pub(super) is_bare: bool,
    pub(super) hint: Option<&'a AttrValue>,
    pub(super) messages: Vec<AttrValue>,
}

impl Frame<'_> {
    /// Whether something is wrong with the field.
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

    /// The control with its surroundings.
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

/// Messages that stand alone, because what they are about has no field.
pub(crate) fn messages(messages: &[AttrValue]) -> Html {
    html! {
        { for messages.iter().map(|message| html! {
            <p class="message">{ spoken(message) }</p>
        }) }
    }
}

/// A message, with what it quotes between backticks set apart.
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
