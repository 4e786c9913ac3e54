//! Fields for text: one line, or several.

use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::Commit;
use super::frame::Frame;
use super::locked::use_locked;
use super::typing::{Typing, TypingProps, use_typing};

/// The properties of a field for text.
#[derive(Properties, PartialEq)]
pub(crate) struct TextProps {
    /// The control's id, unique on the page.
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    /// The text in the plan.
    pub(crate) value: AttrValue,
    pub(crate) commit: Commit,
    /// True if every letter goes into the plan at once. This is only for free text, which makes
    /// sense at every letter.
    #[prop_or_default]
    pub(crate) live: bool,
    /// True if the label is for screen readers only.
    #[prop_or_default]
    pub(crate) bare: bool,
    /// True if it holds an address or ports.
    #[prop_or_default]
    pub(crate) mono: bool,
    /// The keyboard that a phone shows.
    #[prop_or_default]
    pub(crate) inputmode: Option<&'static str>,
    #[prop_or_default]
    pub(crate) placeholder: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) maxlength: Option<&'static str>,
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// The problems of the value in the plan.
    #[prop_or_default]
    pub(crate) problems: Vec<AttrValue>,
}

impl TextProps {
    /// The text shown while the field is locked: the value, or for an empty field its placeholder.
    fn shown(&self) -> &str {
        match (&*self.value, &self.placeholder) {
            ("", Some(meaning)) => meaning,
            (value, _) => value,
        }
    }

    /// The frame. A reading error replaces the problems of the value in the plan.
    fn frame(&self, error: Option<AttrValue>) -> Frame<'_> {
        let messages = match error {
            Some(error) => vec![error],
            None => self.problems.clone(),
        };
        Frame {
            id: &self.id,
            label: &self.label,
            is_bare: self.bare,
            hint: self.hint.as_ref(),
            messages,
        }
    }

    fn typing(&self, has_lines: bool) -> TypingProps<'_> {
        TypingProps {
            id: &self.id,
            label: &self.label,
            value: &self.value,
            commit: &self.commit,
            is_live: self.live,
            has_lines,
        }
    }
}

/// A field for one line of text.
#[component]
pub(crate) fn TextField(props: &TextProps) -> Html {
    let Typing { control, text, error, oninput, onblur, onkeydown } =
        use_typing(&props.typing(false));
    let is_locked = use_locked();
    let frame = props.frame(error);
    if is_locked {
        return frame.shown(props.shown(), props.mono);
    }
    let oninput =
        oninput.reform(|event: InputEvent| typed::<HtmlInputElement>(&event, |it| it.value()));
    frame.around(html! {
        <input
            ref={control}
            type="text"
            id={props.id.clone()}
            class={props.mono.then_some("mono")}
            value={text}
            autocomplete="off"
            spellcheck="false"
            inputmode={props.inputmode}
            placeholder={props.placeholder.clone()}
            maxlength={props.maxlength}
            aria-invalid={frame.is_invalid()}
            aria-describedby={frame.described_by()}
            {oninput}
            {onblur}
            {onkeydown}
        />
    })
}

/// A field for several lines of text.
#[component]
pub(crate) fn NoteField(props: &TextProps) -> Html {
    let Typing { control, text, error, oninput, onblur, onkeydown } =
        use_typing(&props.typing(true));
    let is_locked = use_locked();
    let frame = props.frame(error);
    if is_locked {
        return frame.shown(props.shown(), props.mono);
    }
    let oninput =
        oninput.reform(|event: InputEvent| typed::<HtmlTextAreaElement>(&event, |it| it.value()));
    // One row more than there are lines leaves room to go on.
    let rows = text.lines().count().saturating_add(1).clamp(2, 10);
    frame.around(html! {
        <textarea
            ref={control}
            id={props.id.clone()}
            class={props.mono.then_some("mono")}
            value={text}
            rows={rows.to_string()}
            autocomplete="off"
            spellcheck={if props.mono { "false" } else { "true" }}
            placeholder={props.placeholder.clone()}
            aria-invalid={frame.is_invalid()}
            aria-describedby={frame.described_by()}
            {oninput}
            {onblur}
            {onkeydown}
        />
    })
}

/// The text in the control that an event comes from.
fn typed<T: JsCast>(event: &InputEvent, value: impl Fn(&T) -> String) -> String {
    let control = event.target().and_then(|target: EventTarget| target.dyn_into::<T>().ok());
    control.as_ref().map(value).unwrap_or_default()
}
