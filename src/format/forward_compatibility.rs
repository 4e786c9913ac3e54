//! Plans that a newer program wrote: read as far as this one understands them, with a list of what
//! it does not.

use serde_json::Value;

use super::invalid_value::InvalidValue;
use super::plan::{ReadError, read};
use super::values::holds_too_many;
use crate::plan::Plan;

/// The most kinds of things that are passed over; a text with more is of another kind.
const MOST: usize = 64;

/// A plan and, where a newer program wrote it, what is missing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The plan, as far as it is understood.
    pub plan: Plan,
    /// The content of a newer program beside that.
    pub newer: Option<NotUnderstood>,
}

/// The content of a newer program that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotUnderstood {
    /// The version of the plan.
    pub version: u64,
    /// The fields and values that are not understood, such as `servers[].gpu`.
    pub unknown: Vec<String>,
    /// The text as it was, so that nothing of it is lost.
    pub text: String,
}

/// Reads a plan. Where a newer program wrote it, what this one does not understand is left out and
/// named.
///
/// # Errors
/// As [`read`], for what no newer program would write.
pub fn read_as_far_as_known(text: &str) -> Result<Opened, ReadError> {
    let refused = match read(text) {
        Ok(plan) => return Ok(Opened { plan, newer: None }),
        Err(refused) if may_be_newer(&refused) => refused,
        Err(refused) => return Err(refused),
    };
    if holds_too_many(text) {
        return Err(refused);
    }
    let Ok(mut value) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else {
        return Err(refused);
    };
    let version = lower_version(&mut value);
    let is_newer = version > u64::from(Plan::VERSION);
    let mut unknown: Vec<String> = vec![];
    for _ in 0..MOST {
        match read(&value.to_string()) {
            Ok(plan) => {
                let newer = Some(NotUnderstood { version, unknown, text: text.to_owned() });
                return Ok(Opened { plan, newer });
            }
            Err(ReadError::Unfit { path, invalid, .. }) if is_newer || invalid.may_be_newer() => {
                let steps = steps(&path);
                let is_field = matches!(invalid, InvalidValue::UnknownField { .. });
                let steps = steps.iter().map(|step| match step {
                    // A new field stands in every thing of its kind.
                    PathStep::At(_) if is_field => PathStep::Each,
                    other => other.clone(),
                });
                let steps = steps.collect::<Vec<_>>();
                if !remove(&mut value, &steps) {
                    break;
                }
                unknown.push(written(&steps));
            }
            Err(_) => break,
        }
    }
    Err(refused)
}

fn may_be_newer(refused: &ReadError) -> bool {
    match refused {
        ReadError::NewerVersion(_) => true,
        ReadError::Unfit { invalid, .. } => invalid.may_be_newer(),
        _ => false,
    }
}

/// The version, which is then put down to the one that is read here.
fn lower_version(value: &mut Value) -> u64 {
    let plan = match value.get("plan") {
        Some(_) => value.get_mut("plan"),
        None => Some(value),
    };
    let Some(version) = plan.and_then(|plan| plan.get_mut("version")) else { return 0 };
    let found = version.as_u64().unwrap_or_default();
    if found > u64::from(Plan::VERSION) {
        *version = Plan::VERSION.into();
    }
    found
}

/// A step on the way to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum PathStep {
    Field(String),
    At(usize),
    Each,
}

/// The steps of a way such as `subnets[0].cidr`.
fn steps(path: &str) -> Vec<PathStep> {
    let parts = path.split(['.', '[']).filter(|part| !part.is_empty());
    let steps = parts.map(|part| match part.strip_suffix(']').and_then(|it| it.parse().ok()) {
        Some(at) => PathStep::At(at),
        None => PathStep::Field(part.to_owned()),
    });
    steps.collect()
}

fn written(steps: &[PathStep]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            PathStep::Field(name) if text.is_empty() => text.push_str(name),
            PathStep::Field(name) => {
                text.push('.');
                text.push_str(name);
            }
            PathStep::At(at) => text.push_str(&format!("[{at}]")),
            PathStep::Each => text.push_str("[]"),
        }
    }
    text
}

/// Takes away what is at the end of a way; says whether something was there.
fn remove(value: &mut Value, steps: &[PathStep]) -> bool {
    match (steps, value) {
        ([PathStep::Field(name)], Value::Object(fields)) => fields.remove(name).is_some(),
        ([PathStep::At(at)], Value::Array(list)) if *at < list.len() => {
            list.remove(*at);
            true
        }
        ([PathStep::Field(name), rest @ ..], Value::Object(fields)) => {
            fields.get_mut(name).is_some_and(|value| remove(value, rest))
        }
        ([PathStep::At(at), rest @ ..], Value::Array(list)) => {
            list.get_mut(*at).is_some_and(|value| remove(value, rest))
        }
        ([PathStep::Each, rest @ ..], Value::Array(list)) => {
            list.iter_mut().filter_map(|value| remove(value, rest).then_some(())).count() > 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(text: &str) -> (Plan, NotUnderstood) {
        let opened = read_as_far_as_known(text).unwrap();
        (opened.plan, opened.newer.unwrap())
    }

    #[test]
    fn a_plan_of_this_version_is_read_as_ever() {
        let text = r#"{"version": 1, "name": "x"}"#;
        assert_eq!(
            read_as_far_as_known(text),
            Ok(Opened { plan: read(text).unwrap(), newer: None })
        );
    }

    #[test]
    fn what_a_newer_version_adds_is_named_and_its_text_is_kept() {
        let text = r#"{"version": 7, "name": "x", "moons": [1], "vpcs": [
            {"id": "vpc-1", "name": "a", "cidr": "10.0.0.0/16", "gravity": {"g": 9}},
            {"id": "vpc-2", "name": "b", "cidr": "10.1.0.0/16", "gravity": null},
            {"id": "vpc-3", "name": "c", "cidr": {"from": "10.2.0.0"}}]}"#;
        let (plan, newer) = opened(text);
        assert_eq!((newer.version, newer.text.as_str()), (7, text));
        assert_eq!(newer.unknown, ["moons", "vpcs[].gravity", "vpcs[2].cidr", "vpcs[2]"]);
        assert_eq!(plan.vpcs.len(), 2);
    }

    #[test]
    fn new_words_and_fields_within_a_version_are_passed_over_and_mistakes_are_not() {
        let (_, newer) = opened(r#"{"version": 1, "moons": 2}"#);
        assert_eq!((newer.version, newer.unknown.as_slice()), (1, ["moons".to_owned()].as_slice()));
        let wrong = r#"{"version": 1, "moons": 2, "vpcs": [{"id": "vpc-1", "name": "", "cidr": "10.0.0.1/16"}]}"#;
        assert!(read_as_far_as_known(wrong).is_err());
        assert!(read_as_far_as_known("{").is_err());
        assert!(read_as_far_as_known("[]").is_err());
    }

    #[test]
    fn a_text_with_no_end_of_unknown_things_is_refused() {
        let fields = (0..100).map(|at| format!("\"f{at}\": 1")).collect::<Vec<_>>().join(",");
        assert!(read_as_far_as_known(&format!("{{\"version\": 2, {fields}}}")).is_err());
    }
}
