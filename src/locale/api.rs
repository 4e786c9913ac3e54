//! The error messages of the engine for JavaScript.

use super::InvalidValue;

/// The reason a function is not carried out, beside what is wrong with a plan or a link.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum ApiError {
    /// A plan was given that cannot be data.
    NotData,
    /// A plan was given as a value, and something in it does not fit.
    InvalidValue {
        path: String,
        invalid: InvalidValue,
    },
    TooLong {
        most: usize,
    },
    LinkNoText,
    LinkTooLong {
        most: usize,
    },
    /// A format was given that is no text; these are the formats.
    FormatNoText {
        known: String,
    },
    UnknownFormat {
        found: String,
        known: String,
    },
    UnknownLanguage {
        found: String,
        known: String,
    },
    OptionsNoObject,
    OptionsNotData,
    OptionsTooLong,
    /// An option is a function or a symbol.
    OptionNotData(String),
    /// The options do not have the right fields; the parser's words are in this.
    Options(InvalidValue),
}

area!(api, ApiError);
