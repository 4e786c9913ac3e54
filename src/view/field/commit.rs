//! Reading what was typed.

use std::fmt::Display;
use std::str::FromStr;

use yew::prelude::*;

/// Takes a text as it was typed. Where it can be read, the plan is changed and the answer is the
/// text as the plan now has it; where not, the answer says why and the plan is as it was.
pub(crate) type Commit = Callback<String, Result<AttrValue, AttrValue>>;

/// Reads a text with a reader of one's own and hands on what it says.
pub(crate) fn committed<V: Display + 'static>(
    read: impl Fn(&str) -> Result<V, AttrValue> + 'static,
    then: impl Fn(V) + 'static,
) -> Commit {
    Callback::from(move |text: String| {
        let value = read(&text)?;
        let normal = AttrValue::from(value.to_string());
        then(value);
        Ok(normal)
    })
}

/// Reads a text as its type is written.
pub(crate) fn commit<V>(then: impl Fn(V) + 'static) -> Commit
where
    V: FromStr<Err: Display> + Display + 'static,
{
    committed(read, then)
}

/// Reads a text, with the reason as a sentence where it cannot be read.
pub(super) fn read<V: FromStr<Err: Display>>(text: &str) -> Result<V, AttrValue> {
    text.parse().map_err(|error: V::Err| AttrValue::from(error.to_string()))
}
