//! Sentences on the page.

use std::borrow::Cow;

use yew::prelude::*;

use crate::locale::{CommandText, Language, Segment, ShellText};

/// The language of the page.
#[hook]
pub(crate) fn use_language() -> Language {
    use_context::<Language>().unwrap_or_default()
}

/// Turns a sentence into the type that Yew takes.
pub(crate) fn say(sentence: Cow<'static, str>) -> AttrValue {
    match sentence {
        Cow::Borrowed(text) => AttrValue::Static(text),
        Cow::Owned(text) => AttrValue::from(text),
    }
}

/// The name of a command.
pub(crate) fn name_of(command: CommandText, language: Language) -> AttrValue {
    say(command.text(language))
}

/// A sentence of the page's frame.
pub(crate) fn shell(text: ShellText, language: Language) -> AttrValue {
    say(text.text(language))
}

/// Sentences with names and addresses set apart.
pub(crate) fn prose(segments: &[Segment]) -> Html {
    html! {
        { for segments.iter().map(|segment| match segment {
            Segment::Words(words) => html! { { words.clone() } },
            Segment::Code(code) => html! { <code>{ code.clone() }</code> },
            Segment::Strong(name) => html! { <b>{ name.clone() }</b> },
        }) }
    }
}
