//! A list of addresses, one in a line.

use std::fmt::{self, Display};
use std::str::FromStr;

use yew::prelude::*;

use super::{Commit, NoteField, committed};
use crate::locale::{InspectorText, Language};
use crate::plan::ValueError;
use crate::view::parts::say;

/// The entries as they are written in the field: one in a line.
struct Lines<T>(Vec<T>);

impl<T: Display> Display for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, entry) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            entry.fmt(f)?;
        }
        Ok(())
    }
}

/// Reads entries, one in a line. Commas part them as well, so that a pasted list can be read. The
/// error names the line of an entry that cannot be read.
pub(crate) fn lines<T>(language: Language, then: impl Fn(Vec<T>) + 'static) -> Commit
where
    T: FromStr<Err = ValueError> + Display + Clone + 'static,
{
    lines_of(language, str::parse::<T>, then)
}

/// Reads entries, one in a line, with a given reader.
pub(crate) fn lines_of<T>(
    language: Language,
    read: fn(&str) -> Result<T, ValueError>,
    then: impl Fn(Vec<T>) + 'static,
) -> Commit
where
    T: Display + Clone + 'static,
{
    let read_all = move |text: &str| {
        let mut entries = vec![];
        for (at, line) in text.lines().enumerate() {
            for entry in line.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
                entries.push(read(entry).map_err(|why| {
                    let line = at.saturating_add(1);
                    say(InspectorText::WrongLine { line, why: why.text(language).into_owned() }
                        .text(language))
                })?);
            }
        }
        Ok(Lines(entries))
    };
    committed(read_all, move |Lines(entries)| then(entries))
}

/// The properties of a list of addresses.
#[derive(Properties, PartialEq)]
pub(crate) struct AddressListProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    /// The entries as the plan has them.
    pub(crate) entries: Vec<String>,
    /// Made by [`lines`].
    pub(crate) commit: Commit,
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) problems: Vec<AttrValue>,
}

/// A list of addresses, one in a line.
#[component]
pub(crate) fn AddressListField(props: &AddressListProps) -> Html {
    html! {
        <NoteField
            id={props.id.clone()}
            label={props.label.clone()}
            value={props.entries.join("\n")}
            mono=true
            hint={props.hint.clone()}
            problems={props.problems.clone()}
            commit={props.commit.clone()}
        />
    }
}
