//! The expectations of a case and the answer to it, side by side.

use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::{Change, ChangeKind, Report};
use elb_rule_planner::plan::Plan;
use serde_json::{Map, Value, json};

#[path = "beyond.rs"]
pub(crate) mod beyond;

/// A change in the columns of the cases. What a rule does not say is left out.
fn row(change: &Change) -> Value {
    let (mut rule, remote) = match &change.kind {
        ChangeKind::AddSecurityGroupRule { rule, .. } => (json!(rule), true),
        ChangeKind::AddNetworkAclRule { rule, above, .. } => {
            let mut rule = json!(rule);
            if let Some(above) = above {
                rule["above"] = json!(above);
            }
            (rule, false)
        }
        ChangeKind::LowerPriority { rule, from, to, sets_free, .. } => {
            let mut rule = json!({ "lower": rule, "from": from, "to": to });
            if !sets_free.is_empty() {
                rule["sets_free"] = json!(sets_free);
            }
            (rule, false)
        }
    };
    rule = columns(rule, remote);
    let fields: &mut Map<String, Value> = rule.as_object_mut().unwrap();
    let place = json!(change.place);
    fields.insert("in".to_owned(), place.as_object().unwrap().values().next().unwrap().clone());
    fields.insert("direction".to_owned(), json!(change.kind.direction()));
    fields.insert("level".to_owned(), json!(change.level));
    rule
}

/// A rule in the console's columns. In a security group its other end is its `source`.
fn columns(mut rule: Value, remote: bool) -> Value {
    let fields = rule.as_object_mut().unwrap();
    for own in ["id", "description", "enabled"] {
        fields.remove(own);
    }
    if remote && let Some(remote) = fields.remove("remote") {
        fields.insert("source".to_owned(), remote);
    }
    rule
}

/// The rows of a list in a case; none where it is left out.
fn rows(list: &Value) -> Vec<String> {
    sorted(list.as_array().into_iter().flatten().cloned())
}

fn sorted(rows: impl Iterator<Item = Value>) -> Vec<String> {
    let mut rows: Vec<_> = rows.map(|row| row.to_string()).collect();
    rows.sort();
    rows
}

/// The plan of a case.
pub(crate) fn plan(case: &Value) -> Plan {
    serde_json::from_value(case["plan"].clone()).unwrap()
}

/// The expectations that an answer does not meet; nothing if it is exactly as the case says.
pub(crate) fn difference(case: &Value, report: &Report) -> Option<String> {
    let expect = &case["expect"];
    let expected = |list: &str| sorted(expect[list].as_array().unwrap().iter().cloned());
    let beyond = beyond::differences(case, report);
    if !beyond.is_empty() {
        return Some(beyond.join("\n  "));
    }
    let rules = sorted(report.changes.iter().map(row));
    let findings = sorted(report.findings.iter().map(|it| json!(it)["finding"].clone()));
    let verdicts =
        report.connections.iter().map(|it| (it.connection.to_string(), json!(it.verdict)));
    let verdicts = Value::Object(verdicts.collect());
    let wanted = expect.get("connections");
    if wanted.is_some_and(|it| *it != verdicts) {
        return Some(format!("connections {verdicts}\n  wanted {wanted:?}"));
    }
    let same = rules == expected("rules") && findings == expected("findings");
    if same && report.summary.proved {
        return None;
    }
    Some(format!(
        "rules {rules:#?}\n  wanted {:#?}\n  findings {findings:?}\n  wanted {:?}\n  proved {}",
        expected("rules"),
        expected("findings"),
        report.summary.proved,
    ))
}

/// Runs cases and says which do not come out exactly as they say.
pub(crate) fn failures(cases: &[(&str, Value)]) -> Vec<String> {
    let failure = |(name, case): &(&str, Value)| {
        difference(case, &check(&plan(case))).map(|what| format!("{name}\n  {what}"))
    };
    cases.iter().filter_map(failure).collect()
}
