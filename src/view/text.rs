//! Sentences on the page.

use std::borrow::Cow;

use yew::prelude::*;

use crate::locale::{CommandText, Language, ShellText};

/// The language of the page.
#[hook]
pub(crate) fn use_language() -> Language {
    use_context::<Language>().unwrap_or_default()
}

/// A sentence as the page takes it.
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
