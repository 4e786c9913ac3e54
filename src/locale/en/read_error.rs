//! The reasons a file, a text or a link is not read as a plan, in English.

use std::borrow::Cow;

use crate::locale::{EncodingError, Language, LinkError, NotJson, ReadError};
use crate::plan::Plan;

const LANGUAGE: Language = Language::English;

pub(in crate::locale) fn text(error: &ReadError) -> Cow<'static, str> {
    match error {
        ReadError::Empty => "the text is empty; give a plan as the planner saves it".into(),
        ReadError::TooLong { found, most } => format!(
            "the text is {found} bytes long; {most} are read at most, so make two plans of it"
        )
        .into(),
        ReadError::TooLarge(error) => error.text(LANGUAGE),
        ReadError::NotJson { line, column, reason } => format!(
            "line {line}, column {column}: this is not JSON: {}; give a plan as the planner saves \
             it",
            reason.text(LANGUAGE)
        )
        .into(),
        ReadError::NotAnObject => {
            "this is JSON, but a plan is an object in braces; give a plan as the planner saves it"
                .into()
        }
        ReadError::NewerVersion(version) => format!(
            "the plan has version `{version}`; this program reads up to version {}, so open it with \
             a newer one",
            Plan::VERSION
        )
        .into(),
        ReadError::Unfit { line, column, path, invalid } => {
            let at = if path.is_empty() { String::new() } else { format!(", at `{path}`") };
            format!("line {line}, column {column}{at}: {}", invalid.text(LANGUAGE)).into()
        }
    }
}

pub(in crate::locale) fn not_json(reason: &NotJson) -> Cow<'static, str> {
    match reason {
        NotJson::EndsAtValue => "the text ends where a value belongs".into(),
        NotJson::EndsInList => "the text ends within a list".into(),
        NotJson::EndsInObject => "the text ends within an object".into(),
        NotJson::EndsInQuotes => "the text ends within quotes".into(),
        NotJson::UnknownWord => "a word stands here that is not `true`, `false` or `null`".into(),
        NotJson::NoValue => "a value belongs here".into(),
        NotJson::NoFieldName => "the name of a field belongs here, in quotes".into(),
        NotJson::TrailingComma => "a comma stands before a closing bracket".into(),
        NotJson::TrailingText => "something stands behind the end of the value".into(),
        NotJson::NestedTooDeeply => "lists and objects are nested too deeply".into(),
        NotJson::ControlCharacter => {
            "a control character stands within quotes; write it like `\\n`".into()
        }
        NotJson::UnknownEscape => "there is no such escape within quotes".into(),
        NotJson::NumberTooLarge => "the number is too large; write a smaller one".into(),
        NotJson::OddNumber => {
            "the number is not written as JSON has it; write it like `80`, with no zero in front"
                .into()
        }
        NotJson::HalfOfLetter => {
            "an escape within quotes is half of a letter; write the letter itself".into()
        }
        NotJson::ListGoesOn => "`,` or `]` belongs here".into(),
        NotJson::ObjectGoesOn => "`,` or `}` belongs here".into(),
        NotJson::NoColon => "`:` belongs here".into(),
        NotJson::Other(said) => said.clone().into(),
    }
}

pub(in crate::locale) fn link(error: &LinkError) -> Cow<'static, str> {
    match error {
        LinkError::Empty => "the link holds no plan; copy it again from where it was made".into(),
        LinkError::UnknownCodec(first) => format!(
            "the link begins with `{first}`, which this program cannot read; it may be newer, so \
             open it with a newer program"
        )
        .into(),
        LinkError::CutOff { found, wanted } => format!(
            "the link was cut off after {found} of {wanted} characters, as some mail and chat \
             programs do; ask for the plan as a file"
        )
        .into(),
        LinkError::Changed => {
            "the link was changed on its way; copy it again from where it was made".into()
        }
        LinkError::TooLarge(most) => format!(
            "the link unpacks to more than {most} bytes, which no plan needs; it is not opened"
        )
        .into(),
        LinkError::Plan(error) => {
            format!("the plan in the link cannot be read: {}", error.text(LANGUAGE)).into()
        }
    }
}

pub(in crate::locale) fn encoding(error: &EncodingError) -> Cow<'static, str> {
    match error {
        EncodingError::NotUtf8 { line, byte, value } => format!(
            "line {line}: byte {byte} of the file, `{value:#04x}`, is not UTF-8 text; save the file \
             as UTF-8"
        )
        .into(),
        EncodingError::NotUtf16 { line, byte } => format!(
            "line {line}: byte {byte} of the file is not UTF-16 text; save the file as UTF-8"
        )
        .into(),
        EncodingError::Wide => {
            "the file is not UTF-8 text, but text of wider letters; save the file as UTF-8".into()
        }
    }
}
