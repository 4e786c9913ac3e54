//! Reading a document.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::document::Document;

/// The longest document that is read, in bytes.
pub const LONGEST: usize = 64 * 1024 * 1024;

/// The version of plans, reports and certificates that this checker knows.
const VERSION: u64 = 1;

/// The reason a text cannot be checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// There is nothing in it.
    #[error("the text is empty; give a report that was exported as JSON")]
    Empty,
    /// The text is longer than is read.
    #[error("the text is {0} bytes long; {LONGEST} are read at most, so split the plan up")]
    TooLong(usize),
    /// The text is not JSON.
    #[error(
        "line {line}, column {column}: this is not JSON: {reason}; give a report that was exported \
         as JSON"
    )]
    NotJson {
        /// The line, from 1 up.
        line: usize,
        /// The column, from 1 up.
        column: usize,
        /// The message of the parser.
        reason: String,
    },
    /// A part of the document is not there.
    #[error("the document has no {0}; give a report that this version exported as JSON")]
    Lacks(&'static str),
    /// A part of the document is of another version.
    #[error(
        "the {part} has version `{found}`; this program checks version {VERSION}, so use the one \
         that wrote it"
    )]
    Version {
        /// The name of the part.
        part: &'static str,
        /// Its version.
        found: String,
    },
    /// The text is JSON, but something in it does not fit.
    #[error(
        "line {line}, column {column}, at `{path}`: {reason}; give the report as it was exported"
    )]
    Unfit {
        /// The line, from 1 up.
        line: usize,
        /// The column, from 1 up.
        column: usize,
        /// The way to it, such as `report.flows[0].ports`.
        path: String,
        /// The misfit.
        reason: String,
    },
    /// The document takes more comparisons than are made.
    #[error("the document takes too long to check; split the plan up")]
    TooMuch,
}

/// The parts of a document with their versions, which are looked at first.
#[derive(Deserialize)]
#[serde(expecting = "a document, which is an object in braces")]
struct Probe {
    #[serde(default)]
    plan: Option<Versioned>,
    #[serde(default)]
    report: Option<Versioned>,
    #[serde(default)]
    certificate: Option<Versioned>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct Versioned {
    #[serde(default)]
    version: Value,
}

/// Reads a document.
pub(super) fn read(text: &str) -> Result<Document, Unusable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > LONGEST {
        return Err(Unusable::TooLong(text.len()));
    }
    if text.trim().is_empty() {
        return Err(Unusable::Empty);
    }
    let probe: Probe = parse(text)?;
    let parts =
        [("plan", probe.plan), ("report", probe.report), ("certificate", probe.certificate)];
    for (part, found) in parts {
        let version = found.ok_or(Unusable::Lacks(part))?.version;
        if version.as_u64() != Some(VERSION) {
            let found = version.to_string().chars().take(40).collect();
            return Err(Unusable::Version { part, found });
        }
    }
    parse(text)
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Unusable> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        refused(&error.into_inner(), path, text)
    })?;
    json.end().map_err(|error| refused(&error, String::new(), text))?;
    Ok(value)
}

fn refused(error: &serde_json::Error, path: String, text: &str) -> Unusable {
    let (line, column) = (error.line(), error.column());
    let whole = error.to_string();
    let place = format!(" at line {line} column {column}");
    let reason = whole.strip_suffix(&place).unwrap_or(&whole).to_owned();
    // The parser calls some values that do not fit no JSON.
    let is_json = error.is_data() || serde_json::from_str::<IgnoredAny>(text).is_ok();
    if is_json {
        Unusable::Unfit { line, column, path, reason }
    } else {
        Unusable::NotJson { line, column, reason }
    }
}
