//! The forms of a locked plan: each field shows its value as text.

use yew::prelude::*;

use super::frame::Frame;
use crate::view::state::use_store;

/// True if the fields below only show their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Locked(bool);

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct FormProps {
    pub(crate) children: Html,
}

/// A form of the plan. Its fields only show their values while the plan must not be changed.
#[component]
pub(crate) fn PlanForm(props: &FormProps) -> Html {
    let locked = Locked(use_store().is_locked());
    html! {
        <ContextProvider<Locked> context={locked}>{ props.children.clone() }</ContextProvider<Locked>>
    }
}

/// Tells whether a field only shows its value.
#[hook]
pub(super) fn use_locked() -> bool {
    use_context::<Locked>().unwrap_or_default().0
}

impl Frame<'_> {
    /// The value as text, with its label before it.
    pub(super) fn shown(&self, value: &str, is_mono: bool) -> Html {
        let value = match value.trim() {
            "" => "–",
            value => value,
        };
        html! {
            <div class="field shown" role="group" aria-labelledby={format!("{}-label", self.id)}>
                <span class="label" id={format!("{}-label", self.id)}>{ self.label.clone() }</span>
                <p id={self.id.clone()} class={classes!("value", is_mono.then_some("mono"))}>
                    { value.to_owned() }
                </p>
                { self.below() }
            </div>
        }
    }
}
