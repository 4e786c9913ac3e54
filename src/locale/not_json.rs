//! The reasons a text is not JSON.

/// The reason a text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum NotJson {
    EndsAtValue,
    EndsInList,
    EndsInObject,
    EndsInQuotes,
    UnknownWord,
    NoValue,
    NoFieldName,
    TrailingComma,
    TrailingText,
    NestedTooDeeply,
    ControlCharacter,
    UnknownEscape,
    NumberTooLarge,
    OddNumber,
    HalfOfLetter,
    ListGoesOn,
    ObjectGoesOn,
    NoColon,
    /// Another reason, in the words of the parser.
    Other(String),
}

area!(read_error::not_json, NotJson);
