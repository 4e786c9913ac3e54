//! Buttons.

use yew::prelude::*;

use super::icon::Icon;

/// The weight of a button beside others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ButtonLook {
    /// One of several that are equal.
    #[default]
    Plain,
    /// The step that most people want next.
    Primary,
    /// A step beside the matter.
    Quiet,
    /// A step that removes something.
    Danger,
}

impl ButtonLook {
    fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Primary => Some("primary"),
            Self::Quiet => Some("quiet"),
            Self::Danger => Some("danger"),
        }
    }
}

/// The properties of a button.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct ButtonProps {
    /// The words on it. A button of an icon alone says them to screen readers and when it is
    /// pointed at.
    pub(crate) label: AttrValue,
    pub(crate) onclick: Callback<MouseEvent>,
    #[prop_or_default]
    pub(crate) id: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) look: ButtonLook,
    #[prop_or_default]
    pub(crate) small: bool,
    /// A sign before the words.
    #[prop_or_default]
    pub(crate) icon: Option<Icon>,
    /// True if the sign stands alone.
    #[prop_or_default]
    pub(crate) icon_alone: bool,
    /// Words for screen readers that say more than the label, which others see beside its row.
    #[prop_or_default]
    pub(crate) spoken: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) disabled: bool,
    /// True while it is pressed in, for a button that switches something; nothing for others.
    #[prop_or_default]
    pub(crate) pressed: Option<bool>,
    /// True if it changes the plan: it is not there where nothing may be changed.
    #[prop_or_default]
    pub(crate) edits: bool,
    /// A class for its place in the page.
    #[prop_or_default]
    pub(crate) class: Option<&'static str>,
}

/// A button.
#[component]
pub(crate) fn Button(props: &ButtonProps) -> Html {
    let classes = classes!(
        "button",
        props.small.then_some("small"),
        props.look.class(),
        props.icon_alone.then_some("square"),
        props.edits.then_some("edits"),
        props.class,
    );
    let spoken = props.spoken.clone().or_else(|| props.icon_alone.then(|| props.label.clone()));
    html! {
        <button
            type="button"
            id={props.id.clone()}
            class={classes}
            title={props.icon_alone.then(|| props.label.clone())}
            aria-label={spoken}
            aria-pressed={props.pressed.map(|it| it.to_string())}
            disabled={props.disabled}
            onclick={props.onclick.clone()}
        >
            if let Some(icon) = props.icon {
                { icon.svg() }
            }
            if !props.icon_alone {
                { props.label.clone() }
            }
        </button>
    }
}
