//! The values and fields that do not fit, in English.

use std::borrow::Cow;

use crate::locale::{AddressKind, FoundValue, InvalidValue, Language, WantedValue};

pub(in crate::locale) fn text(invalid: &InvalidValue) -> Cow<'static, str> {
    match invalid {
        InvalidValue::UnknownField { found, known } if known.is_empty() => {
            format!("there is no field `{found}` here; leave it out").into()
        }
        InvalidValue::UnknownField { found, known } => {
            format!("there is no field `{found}` here; the fields are {known}").into()
        }
        InvalidValue::UnknownWord { found, known } => {
            format!("`{found}` is not known here; write {known}").into()
        }
        InvalidValue::Missing(name) => format!("the field `{name}` is missing; add it").into(),
        InvalidValue::Twice(name) => {
            format!("the field `{name}` is there twice; leave one of them out").into()
        }
        InvalidValue::Other { found: value, wanted: other } => {
            format!("{} stands here; write {}", found(value), wanted(other)).into()
        }
        InvalidValue::NotAnAddress { found, wanted } => {
            let (wanted, example) = match wanted {
                AddressKind::IPv4 => ("an IPv4 address", "10.0.1.5"),
                AddressKind::IPv6 => ("an IPv6 address", "2001:db8::5"),
                AddressKind::Either => ("an IP address", "10.0.1.5"),
            };
            format!("`{found}` is not {wanted}; write it like `{example}`").into()
        }
        InvalidValue::Refused(error) => error.text(Language::English),
        InvalidValue::NotJson(reason) => reason.text(Language::English),
        InvalidValue::Said(said) => said.clone().into(),
    }
}

fn found(value: &FoundValue) -> Cow<'_, str> {
    match value {
        FoundValue::Text(text) => format!("the text `{text}`").into(),
        FoundValue::Number(number) => format!("the number {number}").into(),
        FoundValue::Word(word) => format!("the word {word}").into(),
        FoundValue::Null => "`null`".into(),
        FoundValue::List => "a list".into(),
        FoundValue::ListOf(count) => format!("a list of {count}").into(),
        FoundValue::Object => "an object".into(),
        FoundValue::AnotherKind => "another kind of value".into(),
        FoundValue::Something => "something else".into(),
    }
}

fn wanted(value: &WantedValue) -> Cow<'_, str> {
    match value {
        WantedValue::Text => "text in quotes".into(),
        WantedValue::TrueOrFalse => "`true` or `false`".into(),
        WantedValue::List => "a list in brackets".into(),
        WantedValue::WholeNumber { first, last } => {
            format!("a whole number from {first} to {last}").into()
        }
        WantedValue::WholeNumberFromZero => "a whole number, not below 0".into(),
        WantedValue::AnyWholeNumber => "a whole number".into(),
        WantedValue::Word => "a word in quotes".into(),
        WantedValue::Address => "an address in quotes".into(),
        WantedValue::Object => "an object in braces".into(),
        WantedValue::Position => "two whole numbers in brackets, such as `[80, 40]`".into(),
        WantedValue::Said(said) => said.as_str().into(),
    }
}
