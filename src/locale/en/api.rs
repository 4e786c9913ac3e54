//! The error messages of the engine for JavaScript, in English.

use std::borrow::Cow;

use crate::locale::{ApiError, Language};

pub(in crate::locale) fn text(error: &ApiError) -> Cow<'static, str> {
    let options = |why: &str| format!("the options cannot be used: {why}").into();
    match error {
        ApiError::NotData => {
            "a plan is data: give an object as the planner saves it, or its JSON text".into()
        }
        ApiError::InvalidValue { path, invalid } if path.is_empty() => {
            invalid.text(Language::English)
        }
        ApiError::InvalidValue { path, invalid } => {
            format!("at `{path}`: {}", invalid.text(Language::English)).into()
        }
        ApiError::TooLong { most } => {
            format!("the plan has more than the {most} bytes that are read").into()
        }
        ApiError::LinkNoText => {
            "a link is a text; give the whole address, or what stands behind its `#p=`".into()
        }
        ApiError::LinkTooLong { most } => {
            format!("the link has more than the {most} bytes that are read").into()
        }
        ApiError::FormatNoText { known } => format!("a format is one of {known}, as a text").into(),
        ApiError::UnknownFormat { found, known } => {
            format!("there is no format `{found}`; the formats are {known}").into()
        }
        ApiError::UnknownLanguage { found, known } => {
            format!("there is no language `{found}`; the languages are {known}").into()
        }
        ApiError::OptionsNoObject => options("give an object, such as `{ certificate: true }`"),
        ApiError::OptionsNotData => options("they cannot be read as data"),
        ApiError::OptionsTooLong => options("they are longer than any options"),
        ApiError::OptionNotData(name) => options(&format!("`{name}` is no data")),
        ApiError::Options(invalid) => options(&invalid.text(Language::English)),
    }
}
