//! The plan file: a plan as JSON, and nothing else.

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, Visitor};

use super::invalid_value::{InvalidValue, unfit};
use super::json_path::path_at;
use super::shape::misplaced;
pub use crate::locale::ReadError;
use crate::plan::Plan;
use crate::plan::limits::{Limit, MOST_BYTES_INDENTED, Size};

/// The longest report that is read for its plan, in bytes. The answer takes many times the room
/// of the plan, and it is skipped.
pub const LONGEST_REPORT: usize = 1024 * 1024 * 1024;

/// The part that is looked at first: whether it is a plan or a report that holds one, and its
/// version.
#[derive(Deserialize)]
#[serde(expecting = "map")]
struct Probe {
    #[serde(default)]
    version: Version,
    #[serde(default)]
    plan: Option<ProbedPlan>,
}

#[derive(Deserialize)]
#[serde(expecting = "map")]
struct ProbedPlan {
    #[serde(default)]
    version: Version,
}

/// The number of a version; none where something else stands there, however large that is.
#[derive(Default)]
struct Version(Option<u64>);

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(VersionVisitor)
    }
}

struct VersionVisitor;

impl<'de> Visitor<'de> for VersionVisitor {
    type Value = Version;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the number of a version")
    }

    fn visit_u64<E>(self, number: u64) -> Result<Version, E> {
        Ok(Version(Some(number)))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Version, E> {
        Ok(Version(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Version, E> {
        Ok(Version(None))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Version, E> {
        Ok(Version(None))
    }

    fn visit_str<E>(self, _: &str) -> Result<Version, E> {
        Ok(Version(None))
    }

    fn visit_unit<E>(self) -> Result<Version, E> {
        Ok(Version(None))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Version, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Version(None))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut fields: A) -> Result<Version, A::Error> {
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Version(None))
    }
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
    no_longer_than(text.len(), LONGEST_REPORT)?;
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
    no_longer_than(text.len(), if is_document { LONGEST_REPORT } else { MOST_BYTES_INDENTED })?;
    if let Some(version) = version.0.filter(|it| *it > u64::from(Plan::VERSION)) {
        return Err(ReadError::NewerVersion(version));
    }
    let plan = if is_document { parse::<Document>(text)?.plan } else { parse::<Plan>(text)? };
    if let Some(found) = misplaced(text, is_document) {
        let before = text.get(..found.at).unwrap_or_default();
        let line = before.matches('\n').count().saturating_add(1);
        let column = before.len().saturating_sub(before.rfind('\n').map_or(0, |it| it + 1));
        return Err(ReadError::Unfit {
            line,
            column: column.saturating_add(1),
            path: path_at(text, line, column, true),
            invalid: InvalidValue::Other { found: found.found, wanted: found.wanted },
        });
    }
    Limit::PLAN.check(Size::of(&plan))?;
    Ok(plan)
}

fn no_longer_than(found: usize, most: usize) -> Result<(), ReadError> {
    if found > most { Err(ReadError::TooLong { found, most }) } else { Ok(()) }
}

/// Writes a plan. The same plan always gives the same text.
#[must_use]
pub fn write(plan: &Plan) -> String {
    super::json_text::pretty(plan)
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
    let invalid = match unfit(error, text) {
        Ok(invalid) => invalid,
        Err(reason) => return ReadError::NotJson { line, column, reason },
    };
    let is_missing = matches!(invalid, InvalidValue::Missing(_));
    let mut path = path_at(text, line, column, is_missing);
    // The parser stands behind the last value of a list that is too long or too short.
    if let (true, Some(at)) = (invalid.is_about_length(), path.rfind('[')) {
        path.truncate(at);
    }
    ReadError::Unfit { line, column, path, invalid }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;
    use crate::plan::limits::{MOST_THINGS, TooLarge};

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
        read(text).unwrap_err().text(Language::English).into_owned()
    }

    #[test]
    fn a_refusal_says_where_and_what_to_do() {
        assert_eq!(
            message(&SMALL.replace("10.0.0.0/16", "10.0.0.1/16")),
            "line 1, column 75, at `vpcs[0].cidr`: `10.0.0.1/16` has bits set behind the prefix; \
             did you mean `10.0.0.0/16`?"
        );
        assert_eq!(message("{}"), "line 1, column 2: the field `version` is missing; add it");
        assert!(message("{\n nonsense").starts_with("line 2, column 2: this is not JSON:"));
        assert_eq!(read("[1]"), Err(ReadError::NotAnObject));
        assert!(message("7").contains("write an object in braces"), "{}", message("7"));
        assert!(message(&format!("{SMALL} x")).contains("something stands behind the end"));
        assert!(
            message(r#"{"version": 1, "nodes": []}"#)
                .contains("there is no field `nodes` here; the fields are `version`")
        );
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
        let (found, most) = (LONGEST_REPORT + 1, LONGEST_REPORT);
        assert_eq!(no_longer_than(found, most), Err(ReadError::TooLong { found, most }));
        assert_eq!(no_longer_than(most, most), Ok(()));
        let entry = r#"{"id":"vpc-1","name":"","cidr":"0.0.0.0/0"}"#;
        let many = vec![entry; MOST_THINGS + 1].join(",");
        let plan = format!(r#"{{"version":1,"vpcs":[{many}]}}"#);
        let (found, most) = (MOST_THINGS + 1, MOST_THINGS);
        assert_eq!(read(&plan), Err(TooLarge::Things { found, most }.into()));
    }

    #[test]
    fn what_only_seems_to_be_a_plan_is_refused_where_it_is_not() {
        let with = |field: &str| format!("{{\"version\": 1,\n {field}}}");
        let cases = [
            (
                r#"{"version": 0}"#.to_owned(),
                "line 1, column 14, at `version`: `0` is not a version that this program reads; write `1`",
            ),
            (
                r#"{"version": "1"}"#.to_owned(),
                "line 1, column 15, at `version`: the text `\"1\"` stands here; write a whole number, not below 0",
            ),
            (
                with(r#""vpcs": [["vpc-1","v","10.0.0.0/16"]]"#),
                "line 2, column 11, at `vpcs[0]`: a list stands here; write an object in braces",
            ),
            (
                with(r#""settings": []"#),
                "line 2, column 14, at `settings`: a list stands here; write an object in braces",
            ),
            (
                with(r#""settings": {"rule_ports": {"merged": null}}"#),
                "line 2, column 29, at `settings.rule_ports`: an object stands here; write a word in quotes",
            ),
            (
                with(
                    r#""vpcs": [{"id": "vpc-1", "name": "v", "cidr": "10.0.0.0/16", "position": [1,2,3]}]"#,
                ),
                "line 2, column 81, at `vpcs[0].position`: a list of 3 stands here; write two whole numbers in brackets, such as `[80, 40]`",
            ),
            (
                with(
                    r#""vpcs": [{"id": "vpc-1", "name": "v", "cidr": "10.0.0.0/16", "position": [1]}]"#,
                ),
                "line 2, column 77, at `vpcs[0].position`: a list of 1 stands here; write two whole numbers in brackets, such as `[80, 40]`",
            ),
            (
                with(r#""vpcs": [{"id": "vpc-1", "name": "v", "cidr": "10.0.0.0/16 "}]"#),
                "line 2, column 62, at `vpcs[0].cidr`: `10.0.0.0/16 ` has blanks in it; write it like `10.0.0.0/16`",
            ),
        ];
        for (text, wanted) in cases {
            assert_eq!(message(&text), wanted, "{text}");
        }
    }

    /// Every value of a plan, with every other kind of value in its place: what is refused is
    /// refused without the words of the program.
    #[test]
    fn no_refusal_speaks_of_types_of_the_program() {
        use serde_json::{Value, json};
        fn places(value: &Value, at: &str, all: &mut Vec<String>) {
            all.push(at.to_owned());
            match value {
                Value::Object(fields) => {
                    fields.iter().for_each(|(key, it)| places(it, &format!("{at}/{key}"), all));
                }
                Value::Array(list) => {
                    let items = list.iter().enumerate();
                    items.for_each(|(index, it)| places(it, &format!("{at}/{index}"), all));
                }
                _ => {}
            }
        }
        // One thing of each kind says as much as many.
        fn shortened(value: Value) -> Value {
            match value {
                Value::Object(fields) => Value::Object(
                    fields.into_iter().map(|(key, it)| (key, shortened(it))).collect(),
                ),
                Value::Array(list) if list.first().is_some_and(Value::is_object) => {
                    Value::Array(list.into_iter().take(1).map(shortened).collect())
                }
                other => other,
            }
        }
        let forbidden = [
            "u8",
            "u16",
            "u32",
            "i32",
            "u64",
            "nonzero",
            "struct",
            "enum",
            "variant",
            "invalid",
            "expected",
            "sequence",
            "integer",
            "tuple",
            "EOF",
            "ident",
            "syntax",
            "missing field",
            "string",
            "boolean",
            "map",
            "unit",
            "not JSON",
            "unknown field",
        ];
        let whole: Value =
            serde_json::from_str(include_str!("../../static/samples/everything-wrong.json"))
                .unwrap();
        let whole = shortened(whole);
        let mut all = vec![];
        places(&whole, "", &mut all);
        let values = [
            json!(null),
            json!(true),
            json!(7),
            json!(-7),
            json!(1.5),
            json!(1e300),
            json!("?"),
            json!([]),
            json!([7, 7, 7]),
            json!([[]]),
            json!({}),
            json!({"odd": {}}),
            json!(70_000),
            json!(5_000_000_000_u64),
        ];
        let mut refused = 0;
        for at in &all {
            for value in &values {
                let mut broken = whole.clone();
                *broken.pointer_mut(at).unwrap() = value.clone();
                let Err(error) = read(&broken.to_string()) else { continue };
                let said = error.text(Language::English);
                let words = said.split(|it: char| !it.is_alphanumeric()).collect::<Vec<_>>();
                for word in forbidden {
                    let is_there = match word.contains(' ') {
                        true => said.contains(word),
                        false => words.contains(&word),
                    };
                    assert!(!is_there, "{at} = {value}: {said}");
                }
                refused += 1;
            }
        }
        assert!(refused > 1_000, "only {refused} were refused");
    }
}
