//! Reading typed text.

use std::cell::Cell;
use std::fmt::Display;
use std::rc::Rc;
use std::str::FromStr;

use yew::prelude::*;

use crate::locale::Language;
use crate::plan::ValueError;
use crate::view::parts::say;

/// Reads a typed text. The answer is a value to put into the plan, or the reason why the text
/// cannot be read. Reading changes nothing.
pub(crate) type Commit = Callback<String, Result<Ready, AttrValue>>;

/// A value that was read and can be put into the plan.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ready {
    /// The text as the plan will have it.
    pub(super) text: AttrValue,
    /// Puts the value into the plan, once; a second call does nothing.
    pub(super) put: Callback<()>,
}

/// Reads a text with a given reader and hands on the value.
pub(crate) fn committed<V: Display + 'static>(
    read: impl Fn(&str) -> Result<V, AttrValue> + 'static,
    then: impl Fn(V) + 'static,
) -> Commit {
    let then = Rc::new(then);
    Callback::from(move |text: String| {
        let value = read(&text)?;
        let text = AttrValue::from(value.to_string());
        let (value, then) = (Cell::new(Some(value)), Rc::clone(&then));
        let put = Callback::from(move |()| {
            if let Some(value) = value.take() {
                then(value);
            }
        });
        Ok(Ready { text, put })
    })
}

/// Reads a text with the parser of its type; the error is a sentence.
pub(crate) fn commit<V>(language: Language, then: impl Fn(V) + 'static) -> Commit
where
    V: FromStr<Err = ValueError> + Display + 'static,
{
    committed(move |text| text.parse().map_err(|error| refused(&error, language)), then)
}

/// Takes any text.
pub(crate) fn any_text(then: impl Fn(String) + 'static) -> Commit {
    committed(|text| Ok(text.to_owned()), then)
}

/// The sentence for a refused value.
pub(crate) fn refused(error: &ValueError, language: Language) -> AttrValue {
    say(error.text(language))
}
