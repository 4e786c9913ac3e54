//! Errors for JavaScript, with the mistake as data beside the message.

use elb_rule_planner::format::FORMATS;
use elb_rule_planner::format::link::LinkError;
use elb_rule_planner::format::plan::ReadError;
use elb_rule_planner::locale::{ApiError, Language};
use elb_rule_planner::plan::invisible::one_line;
use elb_rule_planner::plan::limits::TooLarge;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./error.js")]
extern "C" {
    /// The class of everything that is thrown.
    type PlannerError;

    #[wasm_bindgen(constructor)]
    fn new(
        code: &str,
        message: &str,
        path: Option<&str>,
        line: Option<u32>,
        column: Option<u32>,
    ) -> PlannerError;
}

/// The form in which a plan was given.
#[derive(Clone, Copy)]
pub(crate) enum GivenAs {
    /// Text that its author sees: line and column mean something.
    Text,
    /// A value, which has no lines.
    Value,
}

/// The reason a function is not carried out.
pub(crate) enum Refused {
    /// The plan cannot be read.
    Read(ReadError, GivenAs),
    /// The link holds no plan.
    Link(LinkError),
    /// Something else is wrong with what was given.
    Given(ApiError),
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        Self::Given(error)
    }
}

impl From<LinkError> for Refused {
    fn from(error: LinkError) -> Self {
        Self::Link(error)
    }
}

impl Refused {
    /// A format that is not there, or that is no text at all.
    pub(crate) fn format(found: Option<String>) -> Self {
        let ids = FORMATS.iter().map(|format| format!("`{}`", format.id));
        let known = ids.collect::<Vec<_>>().join(", ");
        Self::Given(match found {
            Some(found) => ApiError::UnknownFormat { found, known },
            None => ApiError::FormatNoText { known },
        })
    }

    /// The error that JavaScript gets, with its message in a language.
    pub(crate) fn thrown(&self, language: Language) -> JsValue {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let place = self.place();
        PlannerError::new(
            self.code(),
            &self.message(language),
            self.path(),
            place.map(|(line, _)| number(line)),
            place.map(|(_, column)| number(column)),
        )
        .into()
    }

    fn message(&self, language: Language) -> String {
        let message = match self {
            // A value has no lines to name.
            Self::Read(ReadError::Unfit { path, invalid, .. }, GivenAs::Value) => {
                let (path, invalid) = (path.clone(), invalid.clone());
                ApiError::InvalidValue { path, invalid }.text(language)
            }
            Self::Read(error, _) => error.text(language),
            Self::Link(error) => error.text(language),
            Self::Given(error) => error.text(language),
        };
        // It ends up in logs and on terminals.
        one_line(&message).into_owned()
    }

    /// The plan's own error, where the plan is at fault.
    fn of_plan(&self) -> Option<&ReadError> {
        match self {
            Self::Read(error, _) | Self::Link(LinkError::Plan(error)) => Some(error),
            Self::Link(_) | Self::Given(_) => None,
        }
    }

    fn path(&self) -> Option<&str> {
        match self.of_plan() {
            Some(ReadError::Unfit { path, .. }) => Some(path),
            _ => None,
        }
    }

    fn place(&self) -> Option<(usize, usize)> {
        match self {
            Self::Read(
                ReadError::NotJson { line, column, .. } | ReadError::Unfit { line, column, .. },
                GivenAs::Text,
            ) => Some((*line, *column)),
            _ => None,
        }
    }

    fn code(&self) -> &'static str {
        if let Some(error) = self.of_plan() {
            return match error {
                ReadError::Empty => "empty",
                ReadError::TooLong { .. } | ReadError::TooLarge(TooLarge::Bytes { .. }) => {
                    "too_long"
                }
                ReadError::TooLarge(TooLarge::Things { .. }) => "too_many",
                ReadError::NotJson { .. } => "not_json",
                ReadError::NotAnObject => "not_an_object",
                ReadError::NewerVersion(_) => "newer",
                ReadError::Unfit { .. } => "unfit",
            };
        }
        match self {
            Self::Link(LinkError::Empty) => "link_empty",
            Self::Link(LinkError::UnknownCodec(_)) => "link_unknown_codec",
            Self::Link(LinkError::CutOff { .. }) => "link_cut_off",
            Self::Link(LinkError::TooLarge(_)) => "link_too_large",
            Self::Link(LinkError::Changed | LinkError::Plan(_)) => "link_changed",
            Self::Read(..) => "unfit",
            Self::Given(error) => match error {
                ApiError::NotData => "not_data",
                ApiError::InvalidValue { .. } => "unfit",
                ApiError::TooLong { .. } => "too_long",
                ApiError::LinkNoText => "not_text",
                ApiError::LinkTooLong { .. } => "link_too_large",
                ApiError::FormatNoText { .. } | ApiError::UnknownFormat { .. } => "unknown_format",
                ApiError::UnknownLanguage { .. }
                | ApiError::OptionsNoObject
                | ApiError::OptionsNotData
                | ApiError::OptionsTooLong
                | ApiError::OptionNotData(_)
                | ApiError::Options(_) => "options",
            },
        }
    }
}
