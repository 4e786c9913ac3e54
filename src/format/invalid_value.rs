//! The mistakes in a plan or a report, from the words of the parser. These name types of the
//! program, which say nothing to whoever wrote the document; `locale` has the sentences.

use serde::de::IgnoredAny;

pub use crate::locale::InvalidValue;
use crate::locale::{AddressKind, FoundValue, NotJson, WantedValue};
use crate::plan::{Position, ValueError};

impl InvalidValue {
    /// The mistake that the parser found, from its words without the place. `before` is the text up
    /// to there.
    #[must_use]
    pub fn of(said: &str, before: &str) -> Self {
        if let Some(error) = ValueError::carried(said) {
            return Self::Refused(error);
        }
        let named = |start: &str| said.strip_prefix(start)?.strip_suffix('`').map(str::to_owned);
        if let Some((found, known)) = unknown(said, "unknown field `") {
            return Self::UnknownField { found, known };
        }
        if let Some((found, known)) = unknown(said, "unknown variant `") {
            return Self::UnknownWord { found, known };
        }
        if let Some(name) = named("missing field `") {
            return Self::Missing(name);
        }
        if let Some(name) = named("duplicate field `") {
            return Self::Twice(name);
        }
        let expected = ["invalid type: ", "invalid value: ", "invalid length "];
        let rest = expected.iter().find_map(|start| said.strip_prefix(start));
        if let Some((found, wanted)) = rest.and_then(|rest| rest.rsplit_once(", expected ")) {
            return Self::Other { found: found_as(found), wanted: wanted_as(wanted) };
        }
        let address = |wanted| Self::NotAnAddress { found: last_text(before).to_owned(), wanted };
        match said {
            "invalid IPv4 address syntax" => address(AddressKind::IPv4),
            "invalid IPv6 address syntax" => address(AddressKind::IPv6),
            "invalid IP address syntax" => address(AddressKind::Either),
            _ => match not_json(said) {
                NotJson::NoValue => {
                    Self::Other { found: FoundValue::AnotherKind, wanted: WantedValue::Word }
                }
                NotJson::Other(said) => Self::Said(said),
                reason => Self::NotJson(reason),
            },
        }
    }

    /// The mistake in a text that the parser refused.
    #[must_use]
    pub fn of_parser(error: &serde_json::Error, text: &str) -> Self {
        unfit(error, text).unwrap_or_else(Self::NotJson)
    }

    /// Tells whether a list has too many values or too few.
    pub(super) fn is_about_length(&self) -> bool {
        matches!(self, Self::Other { found: FoundValue::ListOf(_), .. })
    }

    /// Tells whether a newer program may have written it: a version gets new fields and new words.
    #[must_use]
    pub fn may_be_newer(&self) -> bool {
        matches!(self, Self::UnknownField { .. } | Self::UnknownWord { .. })
    }
}

/// The mistake in a text that the parser refused, where that is JSON; else the reason why it is none.
pub(super) fn unfit(error: &serde_json::Error, text: &str) -> Result<InvalidValue, NotJson> {
    let (line, column) = (error.line(), error.column());
    let whole = error.to_string();
    let place = format!(" at line {line} column {column}");
    let said = whole.strip_suffix(&place).unwrap_or(&whole);
    // The parser calls some values that do not fit no JSON.
    let is_json = error.is_data() || serde_json::from_str::<IgnoredAny>(text).is_ok();
    match is_json {
        true => Ok(InvalidValue::of(said, before(text, line, column))),
        false => Err(not_json(said)),
    }
}

/// The text up to a place, where that is at the end of a letter.
fn before(text: &str, line: usize, column: usize) -> &str {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text.get(..start.saturating_add(column)).unwrap_or_default()
}

/// An unknown name and those that are known.
fn unknown(said: &str, start: &str) -> Option<(String, String)> {
    let rest = said.strip_prefix(start)?;
    // The name may hold anything; what follows it never holds this.
    match rest.rsplit_once("`, expected ") {
        Some((found, known)) => {
            let known = known.strip_prefix("one of ").unwrap_or(known);
            Some((found.to_owned(), known.to_owned()))
        }
        None => {
            let (found, _) = rest.rsplit_once("`, there are no ")?;
            Some((found.to_owned(), String::new()))
        }
    }
}

/// The value that was found, from the words of the parser.
fn found_as(found: &str) -> FoundValue {
    if let Some(text) = found.strip_prefix("string ") {
        return FoundValue::Text(text.to_owned());
    }
    let number = ["integer ", "floating point "].iter().find_map(|it| found.strip_prefix(it));
    if let Some(number) = number {
        return FoundValue::Number(number.to_owned());
    }
    if let Some(word) = found.strip_prefix("boolean ") {
        return FoundValue::Word(word.to_owned());
    }
    match found {
        "null" | "unit value" => FoundValue::Null,
        "sequence" => FoundValue::List,
        "map" => FoundValue::Object,
        count if count.bytes().all(|it| it.is_ascii_digit()) => {
            FoundValue::ListOf(count.to_owned())
        }
        _ => FoundValue::Something,
    }
}

/// The value that was wanted, from the words of the parser.
fn wanted_as(wanted: &str) -> WantedValue {
    match wanted {
        "a string" | "a borrowed string" | "string" | "str" => WantedValue::Text,
        "a boolean" => WantedValue::TrueOrFalse,
        "a sequence" => WantedValue::List,
        "u8" => WantedValue::WholeNumber { first: 0, last: 255 },
        "u16" => WantedValue::WholeNumber { first: 0, last: 65535 },
        "a nonzero u16" => WantedValue::WholeNumber { first: 1, last: 65535 },
        "u32" | "u64" | "usize" => WantedValue::WholeNumberFromZero,
        "i32" | "i64" => WantedValue::AnyWholeNumber,
        "string or map" => WantedValue::Word,
        Position::EXPECTED => WantedValue::Position,
        _ if wanted.starts_with("an IP") || wanted.starts_with("IP") => WantedValue::Address,
        _ if wanted.starts_with("enum ") || wanted.starts_with("variant ") => WantedValue::Word,
        _ if ["struct ", "internally tagged enum ", "a map", "map"]
            .iter()
            .any(|it| wanted.starts_with(it)) =>
        {
            WantedValue::Object
        }
        other => WantedValue::Said(other.to_owned()),
    }
}

/// The text in quotes that ends here, as it is written.
fn last_text(before: &str) -> &str {
    let Some((rest, _)) = before.rsplit_once('"') else { return "" };
    let starts = rest.rmatch_indices('"');
    let mut starts = starts.filter(|(at, _)| {
        let escapes = rest.get(..*at).unwrap_or_default();
        let escapes = escapes.len().saturating_sub(escapes.trim_end_matches('\\').len());
        escapes % 2 == 0
    });
    starts.next().and_then(|(at, _)| rest.get(at.saturating_add(1)..)).unwrap_or_default()
}

/// The reason a text is no JSON, from the words of the parser.
#[must_use]
pub fn not_json(said: &str) -> NotJson {
    match said {
        "EOF while parsing a value" => NotJson::EndsAtValue,
        "EOF while parsing a list" => NotJson::EndsInList,
        "EOF while parsing an object" => NotJson::EndsInObject,
        "EOF while parsing a string" => NotJson::EndsInQuotes,
        "expected ident" => NotJson::UnknownWord,
        "expected value" => NotJson::NoValue,
        "key must be a string" => NotJson::NoFieldName,
        "trailing comma" => NotJson::TrailingComma,
        "trailing characters" => NotJson::TrailingText,
        "recursion limit exceeded" => NotJson::NestedTooDeeply,
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            NotJson::ControlCharacter
        }
        "invalid escape" => NotJson::UnknownEscape,
        "number out of range" => NotJson::NumberTooLarge,
        "invalid number" => NotJson::OddNumber,
        "lone leading surrogate in hex escape"
        | "unexpected end of hex escape"
        | "invalid unicode code point" => NotJson::HalfOfLetter,
        "expected `,` or `]`" => NotJson::ListGoesOn,
        "expected `,` or `}`" => NotJson::ObjectGoesOn,
        "expected `:`" => NotJson::NoColon,
        other => NotJson::Other(other.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    fn said(text: &str) -> String {
        InvalidValue::of(text, "").text(Language::English).into_owned()
    }

    #[test]
    fn what_does_not_fit_is_said_without_the_words_of_the_program() {
        assert_eq!(
            said("invalid type: integer `7`, expected a string"),
            "the number `7` stands here; write text in quotes"
        );
        assert_eq!(
            said("invalid value: integer `0`, expected a nonzero u16"),
            "the number `0` stands here; write a whole number from 1 to 65535"
        );
        assert_eq!(
            said("invalid type: sequence, expected struct Vpc"),
            "a list stands here; write an object in braces"
        );
        assert_eq!(
            said("unknown variant `maybe`, expected `allow` or `deny`"),
            "`maybe` is not known here; write `allow` or `deny`"
        );
        assert_eq!(
            said("invalid type: string \"a, expected u8\", expected u8"),
            "the text `\"a, expected u8\"` stands here; write a whole number from 0 to 255"
        );
    }

    #[test]
    fn a_name_cannot_pretend_to_be_what_follows_it() {
        let invalid = InvalidValue::of("unknown field `a`, expected `b`, expected `c` or `d`", "");
        let found = "a`, expected `b".to_owned();
        let known = "`c` or `d`".to_owned();
        assert_eq!(invalid, InvalidValue::UnknownField { found, known });
    }

    #[test]
    fn an_address_is_shown_as_it_was_written() {
        let before = r#"{"a": "x", "ipv4": "10.0.0.300""#;
        assert_eq!(
            InvalidValue::of("invalid IPv4 address syntax", before).text(Language::English),
            "`10.0.0.300` is not an IPv4 address; write it like `10.0.1.5`"
        );
        assert_eq!(last_text(r#""a\"b\\""#), r#"a\"b\\"#);
        assert_eq!(last_text("no quotes"), "");
    }
}
