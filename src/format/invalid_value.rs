//! What does not fit in a plan or a report, in words for whoever wrote it. The parser's own words
//! name types of the program, which say nothing to him.

use std::fmt;

/// Something that does not fit where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvalidValue {
    /// A field that is not known there.
    UnknownField {
        /// Its name.
        found: String,
        /// The fields that are known, as a list of names in backticks; empty where there is none.
        known: String,
    },
    /// A word that is not among those of a field.
    UnknownWord {
        /// The word.
        found: String,
        /// The words that are, as a list in backticks.
        known: String,
    },
    /// A field that has to be there.
    Missing(String),
    /// A field that is there twice.
    Twice(String),
    /// A value of another kind, or out of range.
    Other {
        /// What stands there.
        found: String,
        /// What belongs there.
        wanted: String,
    },
    /// A text that is not an address.
    NotAnAddress {
        /// The text, where it is known.
        found: String,
        /// The kind of address.
        wanted: &'static str,
        /// One of that kind.
        example: &'static str,
    },
    /// What the type of the value itself says.
    Said(String),
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField { found, known } if known.is_empty() => {
                write!(f, "there is no field `{found}` here; leave it out")
            }
            Self::UnknownField { found, known } => {
                write!(f, "there is no field `{found}` here; the fields are {known}")
            }
            Self::UnknownWord { found, known } => {
                write!(f, "`{found}` is not known here; write {known}")
            }
            Self::Missing(name) => write!(f, "the field `{name}` is missing; add it"),
            Self::Twice(name) => {
                write!(f, "the field `{name}` is there twice; leave one of them out")
            }
            Self::Other { found, wanted } => write!(f, "{found} stands here; write {wanted}"),
            Self::NotAnAddress { found, wanted, example } => {
                write!(f, "`{found}` is not {wanted}; write it like `{example}`")
            }
            Self::Said(said) => f.write_str(said),
        }
    }
}

impl InvalidValue {
    /// What the parser says, without its place. `before` is the text up to there.
    #[must_use]
    pub fn of(said: &str, before: &str) -> Self {
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
        let address = |wanted, example| {
            let found = last_text(before).to_owned();
            Self::NotAnAddress { found, wanted, example }
        };
        match said {
            "invalid IPv4 address syntax" => address("an IPv4 address", "10.0.1.5"),
            "invalid IPv6 address syntax" => address("an IPv6 address", "2001:db8::5"),
            "invalid IP address syntax" => address("an IP address", "10.0.1.5"),
            _ => Self::Said(said.to_owned()),
        }
    }

    /// What the parser says of a value that is JSON and yet none that it can go on with.
    pub(super) fn of_syntax(said: &str) -> Self {
        match said {
            "expected value" => Self::Other {
                found: "another kind of value".to_owned(),
                wanted: "a word in quotes".to_owned(),
            },
            other => Self::Said(not_json(other).to_owned()),
        }
    }

    /// Whether a list has too many values or too few.
    pub(super) fn is_about_length(&self) -> bool {
        matches!(self, Self::Other { found, .. } if found.starts_with(LIST_OF))
    }

    /// Whether a newer program may have written it: a version gets new fields and new words.
    #[must_use]
    pub fn may_be_newer(&self) -> bool {
        matches!(self, Self::UnknownField { .. } | Self::UnknownWord { .. })
    }
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

/// What is said of a list of another length.
const LIST_OF: &str = "a list of ";

/// What was found, from the words of the parser.
fn found_as(found: &str) -> String {
    if let Some(text) = found.strip_prefix("string ") {
        return format!("the text `{text}`");
    }
    let number = ["integer ", "floating point "].iter().find_map(|it| found.strip_prefix(it));
    if let Some(number) = number {
        return format!("the number {number}");
    }
    if let Some(word) = found.strip_prefix("boolean ") {
        return format!("the word {word}");
    }
    match found {
        "null" | "unit value" => "`null`".to_owned(),
        "sequence" => "a list".to_owned(),
        "map" => "an object".to_owned(),
        count if count.bytes().all(|it| it.is_ascii_digit()) => format!("{LIST_OF}{count}"),
        _ => "something else".to_owned(),
    }
}

/// What was wanted, from the words of the parser.
fn wanted_as(wanted: &str) -> String {
    let whole = |first: &str, last: &str| format!("a whole number from {first} to {last}");
    match wanted {
        "a string" | "a borrowed string" | "string" | "str" => "text in quotes".to_owned(),
        "a boolean" => "`true` or `false`".to_owned(),
        "a sequence" => "a list in brackets".to_owned(),
        "u8" => whole("0", "255"),
        "u16" => whole("0", "65535"),
        "a nonzero u16" => whole("1", "65535"),
        "u32" | "u64" | "usize" => "a whole number, not below 0".to_owned(),
        "i32" | "i64" => "a whole number".to_owned(),
        "string or map" => "a word in quotes".to_owned(),
        _ if wanted.starts_with("an IP") || wanted.starts_with("IP") => {
            "an address in quotes".to_owned()
        }
        _ if wanted.starts_with("enum ") || wanted.starts_with("variant ") => {
            "a word in quotes".to_owned()
        }
        _ if ["struct ", "internally tagged enum ", "a map", "map"]
            .iter()
            .any(|it| wanted.starts_with(it)) =>
        {
            "an object in braces".to_owned()
        }
        // What the program's own types say of themselves.
        other => other.to_owned(),
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

/// What the parser says of a text that is no JSON, in plainer words where its own are those of
/// programs.
pub(super) fn not_json(said: &str) -> &str {
    match said {
        "EOF while parsing a value" => "the text ends where a value belongs",
        "EOF while parsing a list" => "the text ends within a list",
        "EOF while parsing an object" => "the text ends within an object",
        "EOF while parsing a string" => "the text ends within quotes",
        "expected ident" => "a word stands here that is not `true`, `false` or `null`",
        "expected value" => "a value belongs here",
        "key must be a string" => "the name of a field belongs here, in quotes",
        "trailing comma" => "a comma stands before a closing bracket",
        "trailing characters" => "something stands behind the end of the value",
        "recursion limit exceeded" => "lists and objects are nested too deeply",
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "a control character stands within quotes; write it like `\\n`"
        }
        "invalid escape" => "there is no such escape within quotes",
        "number out of range" => "the number is too large",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        InvalidValue::of(text, "").to_string()
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
            InvalidValue::of("invalid IPv4 address syntax", before).to_string(),
            "`10.0.0.300` is not an IPv4 address; write it like `10.0.1.5`"
        );
        assert_eq!(last_text(r#""a\"b\\""#), r#"a\"b\\"#);
        assert_eq!(last_text("no quotes"), "");
    }
}
