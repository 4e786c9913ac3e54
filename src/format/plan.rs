//! The plan file: a plan as JSON, and nothing else.

use serde::Deserialize;

use super::json_path::path_at;
use crate::plan::Plan;

/// The longest plan that is read, in bytes. A plan of a thousand servers is a tenth of it.
pub const LONGEST: usize = 2 * 1024 * 1024;

/// The longest report that is read for its plan, in bytes. The answer takes many times the room
/// of the plan, and it is skipped.
pub const LONGEST_REPORT: usize = 64 * 1024 * 1024;

/// The most things a plan may hold: drawn things, listeners, members and rules together.
pub const MOST: usize = 20_000;

/// The reason a text is not a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is nothing in it.
    #[error("the text is empty; give a plan as the planner saves it")]
    Empty,
    /// The text is longer than is read.
    #[error("the text is {found} bytes long; {most} are read at most, so split the plan up")]
    TooLong {
        /// How long it is.
        found: usize,
        /// How long it may be.
        most: usize,
    },
    /// The plan holds more than is read.
    #[error(
        "the plan holds {0} things, counting listeners, members and rules; it may hold {MOST}, so \
         split it up"
    )]
    TooMany(usize),
    /// The text is not JSON.
    #[error(
        "line {line}, column {column}: this is not JSON: {reason}; give a plan as the planner \
             saves it"
    )]
    NotJson {
        /// The line, from 1 up.
        line: usize,
        /// The column, from 1 up.
        column: usize,
        /// What the parser says.
        reason: String,
    },
    /// The text is JSON of another kind.
    #[error("this is JSON, but a plan is an object in braces; give a plan as the planner saves it")]
    NotAnObject,
    /// The plan was written by a newer program.
    #[error(
        "the plan has version `{0}`; this program reads up to version {version}, so open it with a \
         newer one",
        version = Plan::VERSION
    )]
    Newer(u64),
    /// The text is JSON, but something in it does not fit a plan.
    #[error("line {line}, column {column}{}: {reason}", at(.path))]
    Unfit {
        /// The line, from 1 up.
        line: usize,
        /// The column, from 1 up.
        column: usize,
        /// The way to it, such as `subnets[0].cidr`; empty for the plan as a whole.
        path: String,
        /// What does not fit.
        reason: String,
    },
}

fn at(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!(", at `{path}`") }
}

/// What is looked at first: whether it is a plan or a report that holds one, and which version.
#[derive(Deserialize)]
#[serde(expecting = "a plan, which is an object in braces")]
struct Probe {
    #[serde(default)]
    version: serde_json::Value,
    #[serde(default)]
    plan: Option<ProbedPlan>,
}

#[derive(Deserialize)]
#[serde(expecting = "a plan, which is an object in braces")]
struct ProbedPlan {
    #[serde(default)]
    version: serde_json::Value,
}

/// A report document, of which the plan is taken.
#[derive(Deserialize)]
struct Document {
    plan: Plan,
}

/// Reads a plan, or the plan inside of a report document.
///
/// # Errors
/// Says where the text is not a plan, and what to do about it.
pub fn read(text: &str) -> Result<Plan, ReadError> {
    // Some editors put a byte order mark in front.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    no_longer_than(text, LONGEST_REPORT)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let probe: Probe = parse(text)?;
    // A list would be taken for the fields in their order.
    if !text.trim_start().starts_with('{') {
        return Err(ReadError::NotAnObject);
    }
    let (version, is_document) = match probe.plan {
        Some(plan) => (plan.version, true),
        None => (probe.version, false),
    };
    if !is_document {
        no_longer_than(text, LONGEST)?;
    }
    if let Some(version) = version.as_u64().filter(|it| *it > u64::from(Plan::VERSION)) {
        return Err(ReadError::Newer(version));
    }
    let plan = if is_document { parse::<Document>(text)?.plan } else { parse::<Plan>(text)? };
    let things = plan
        .element_ids()
        .count()
        .saturating_add(plan.listeners().count())
        .saturating_add(plan.members().count())
        .saturating_add(plan.rule_ids().count());
    if things > MOST {
        return Err(ReadError::TooMany(things));
    }
    Ok(plan)
}

fn no_longer_than(text: &str, most: usize) -> Result<(), ReadError> {
    let found = text.len();
    if found > most { Err(ReadError::TooLong { found, most }) } else { Ok(()) }
}

/// Writes a plan. The same plan always gives the same text.
#[must_use]
pub fn write(plan: &Plan) -> String {
    super::json::pretty(plan)
}

/// Writes a plan in as few letters as JSON allows.
#[must_use]
pub fn write_compact(plan: &Plan) -> String {
    // Nothing in a plan can fail to be written: there are no maps with keys other than texts.
    serde_json::to_string(plan).unwrap_or_default()
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ReadError> {
    serde_json::from_str(text).map_err(|error| refused(&error, text))
}

fn refused(error: &serde_json::Error, text: &str) -> ReadError {
    let (line, column) = (error.line(), error.column());
    let whole = error.to_string();
    let place = format!(" at line {line} column {column}");
    let mut reason = whole.strip_suffix(&place).unwrap_or(&whole).to_owned();
    if error.classify() != serde_json::error::Category::Data {
        return ReadError::NotJson { line, column, reason };
    }
    let is_missing = reason.starts_with("missing field");
    if is_missing {
        reason.push_str("; add it");
    }
    ReadError::Unfit { line, column, path: path_at(text, line, column, is_missing), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str =
        r#"{"version": 1, "vpcs": [{"id": "vpc-1", "name": "v", "cidr": "10.0.0.0/16"}]}"#;

    #[test]
    fn a_plan_reads_back_as_it_is_written() {
        let plan = read(SMALL).unwrap();
        let text = write(&plan);
        assert!(text.ends_with("}\n"));
        assert_eq!(read(&text).unwrap(), plan);
        assert_eq!(write(&read(&text).unwrap()), text);
    }

    #[test]
    fn a_byte_order_mark_does_no_harm() {
        assert!(read(&format!("\u{feff}{SMALL}")).is_ok());
    }

    #[test]
    fn the_plan_of_a_report_is_taken() {
        let document =
            format!(r#"{{"program": "p", "version": "9", "plan": {SMALL}, "report": 1}}"#);
        assert_eq!(read(&document).unwrap(), read(SMALL).unwrap());
    }

    fn message(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    #[test]
    fn a_refusal_says_where_and_what_to_do() {
        assert_eq!(
            message(&SMALL.replace("10.0.0.0/16", "10.0.0.1/16")),
            "line 1, column 75, at `vpcs[0].cidr`: `10.0.0.1/16` has bits set behind the prefix; \
             did you mean `10.0.0.0/16`?"
        );
        assert_eq!(message("{}"), "line 1, column 2: missing field `version`; add it");
        assert!(message("{\n nonsense").starts_with("line 2, column 2: this is not JSON:"));
        assert_eq!(read("[1]"), Err(ReadError::NotAnObject));
        assert!(message("7").contains("expected a plan"), "{}", message("7"));
        assert!(message(&format!("{SMALL} x")).contains("trailing characters"));
        assert!(message(r#"{"version": 1, "nodes": []}"#).contains("unknown field `nodes`"));
        let inner = SMALL.replace("vpc-1", "net-1");
        let inside = message(&format!(r#"{{"plan": {inner}}}"#));
        assert!(inside.contains("at `plan.vpcs[0].id`"), "{inside}");
    }

    #[test]
    fn a_newer_plan_is_refused_before_its_fields_are() {
        assert_eq!(
            message(r#"{"version": 2, "nodes": []}"#),
            "the plan has version `2`; this program reads up to version 1, so open it with a newer \
             one"
        );
        assert!(message(r#"{"plan": {"version": 7}}"#).contains("version `7`"));
    }

    #[test]
    fn what_is_too_large_is_refused() {
        assert_eq!(read("  \n"), Err(ReadError::Empty));
        let long = format!("{SMALL}{}", " ".repeat(LONGEST));
        let found = long.len();
        assert_eq!(read(&long), Err(ReadError::TooLong { found, most: LONGEST }));
        // The answer in a report may be longer than any plan.
        let report = format!(r#"{{"plan": {SMALL}, "report": {{}}{}}}"#, " ".repeat(LONGEST));
        assert!(read(&report).is_ok());
        let entry = r#"{"id":"vpc-1","name":"","cidr":"10.0.0.0/16"}"#;
        let many = vec![entry; MOST + 1].join(",");
        let plan = format!(r#"{{"version":1,"vpcs":[{many}]}}"#);
        assert_eq!(read(&plan), Err(ReadError::TooMany(MOST + 1)));
    }
}
