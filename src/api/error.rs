//! What is thrown: JavaScript's errors, with what went wrong as data beside the message.

use elb_rule_planner::format::FORMATS;
use elb_rule_planner::format::link::LinkError;
use elb_rule_planner::format::plan::ReadError;
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

/// What a plan was given as.
#[derive(Clone, Copy)]
pub(crate) enum GivenAs {
    /// Text that its author sees: line and column mean something.
    Text,
    /// A value, which has no lines.
    Value,
}

/// Why something was not done.
pub(crate) struct Refused {
    code: &'static str,
    message: String,
    path: Option<String>,
    place: Option<(usize, usize)>,
}

impl Refused {
    fn new(code: &'static str, message: String) -> Self {
        Self { code, message, path: None, place: None }
    }

    /// What was given as a plan cannot be data at all.
    pub(crate) fn not_data() -> Self {
        let message = "a plan is data: give an object as the planner saves it, or its JSON text";
        Self::new("not_data", message.to_owned())
    }

    /// What was given as a plan is a list, or another object that is no plan.
    pub(crate) fn not_an_object() -> Self {
        Self::read(&ReadError::NotAnObject, GivenAs::Value)
    }

    /// What was given as a plan is longer than any that is read.
    pub(crate) fn too_long(most: usize) -> Self {
        let message = format!("the plan has more than the {most} bytes that are read");
        Self::new("too_long", message)
    }

    /// What was given as a link is no text.
    pub(crate) fn not_a_link() -> Self {
        let message = "a link is a text; give the whole address, or what stands behind its `#p=`";
        Self::new("not_text", message.to_owned())
    }

    /// What was given as a link is longer than any link.
    pub(crate) fn long_link(most: usize) -> Self {
        let message = format!("the link has more than the {most} bytes that are read");
        Self::new("link_too_large", message)
    }

    /// What was given as a format is no text, or one that is longer than any name.
    pub(crate) fn not_a_format() -> Self {
        let ids = FORMATS.iter().map(|format| format.id).collect::<Vec<_>>().join("`, `");
        Self::new("unknown_format", format!("a format is one of `{ids}`, as a text"))
    }

    /// There is no such export format.
    pub(crate) fn unknown_format(format: &str) -> Self {
        let ids = FORMATS.iter().map(|format| format.id).collect::<Vec<_>>().join("`, `");
        let message = format!("there is no format `{format}`; the formats are `{ids}`");
        Self::new("unknown_format", message)
    }

    /// The options do not fit.
    pub(crate) fn options(reason: &str) -> Self {
        Self::new("options", format!("the options cannot be used: {reason}"))
    }

    /// What was given cannot be read as a plan.
    pub(crate) fn read(error: &ReadError, from: GivenAs) -> Self {
        let code = match error {
            ReadError::Empty => "empty",
            ReadError::TooLong { .. } => "too_long",
            ReadError::TooLarge(TooLarge::Things { .. }) => "too_many",
            ReadError::TooLarge(TooLarge::Bytes { .. }) => "too_long",
            ReadError::NotJson { .. } => "not_json",
            ReadError::NotAnObject => "not_an_object",
            ReadError::NewerVersion(_) => "newer",
            ReadError::Unfit { .. } => "unfit",
        };
        let mut refused = Self::new(code, error.to_string());
        match error {
            ReadError::NotJson { line, column, .. } => refused.place = Some((*line, *column)),
            ReadError::Unfit { line, column, path, invalid } => {
                refused.path = Some(path.clone());
                refused.place = Some((*line, *column));
                if let GivenAs::Value = from {
                    refused.message = match path.is_empty() {
                        true => invalid.to_string(),
                        false => format!("at `{path}`: {invalid}"),
                    };
                }
            }
            _ => {}
        }
        if let GivenAs::Value = from {
            refused.place = None;
        }
        refused
    }
}

impl From<LinkError> for Refused {
    fn from(error: LinkError) -> Self {
        let code = match &error {
            LinkError::Empty => "link_empty",
            LinkError::UnknownCodec(_) => "link_unknown_codec",
            LinkError::CutOff { .. } => "link_cut_off",
            LinkError::Changed => "link_changed",
            LinkError::TooLarge(_) => "link_too_large",
            LinkError::Plan(inner) => {
                let refused = Self::read(inner, GivenAs::Value);
                return Self { message: error.to_string(), ..refused };
            }
        };
        Self::new(code, error.to_string())
    }
}

impl From<Refused> for JsValue {
    fn from(refused: Refused) -> Self {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        PlannerError::new(
            refused.code,
            &refused.message,
            refused.path.as_deref(),
            refused.place.map(|(line, _)| number(line)),
            refused.place.map(|(_, column)| number(column)),
        )
        .into()
    }
}
