//! Runs the conformance cases: each a plan and exactly what has to come of it.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

use std::path::Path;

use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::{Change, ChangeKind};
use elb_rule_planner::plan::Plan;
use serde_json::{Map, Value, json};

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
        ChangeKind::LowerPriority { rule, from, to, .. } => {
            (json!({ "lower": rule, "from": from, "to": to }), false)
        }
    };
    let fields: &mut Map<String, Value> = rule.as_object_mut().unwrap();
    for own in ["id", "description", "enabled"] {
        fields.remove(own);
    }
    if remote && let Some(remote) = fields.remove("remote") {
        fields.insert("source".to_owned(), remote);
    }
    let place = json!(change.place);
    fields.insert("in".to_owned(), place.as_object().unwrap().values().next().unwrap().clone());
    fields.insert("direction".to_owned(), json!(change.kind.direction()));
    fields.insert("level".to_owned(), json!(change.level));
    rule
}

fn sorted(rows: impl Iterator<Item = Value>) -> Vec<String> {
    let mut rows: Vec<_> = rows.map(|row| row.to_string()).collect();
    rows.sort();
    rows
}

/// The plan of a case, which stands in it or in a file that it names.
fn plan(case: &Value, path: &Path) -> Plan {
    match case["plan_file"].as_str() {
        Some(file) => {
            let text = std::fs::read_to_string(path.parent().unwrap().join(file)).unwrap();
            elb_rule_planner::format::plan::read(&text).unwrap()
        }
        None => serde_json::from_value(case["plan"].clone()).unwrap(),
    }
}

#[test]
fn every_case_comes_out_exactly_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/cases");
    let mut failures = vec![];
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let plan = plan(&case, &path);
        let report = check(&plan);
        let expect = &case["expect"];
        let expected = |list: &str| sorted(expect[list].as_array().unwrap().iter().cloned());
        let rules = sorted(report.changes.iter().map(row));
        let findings = sorted(report.findings.iter().map(|it| json!(it)["finding"].clone()));
        if rules != expected("rules") || findings != expected("findings") || !report.summary.proved
        {
            failures.push(format!(
                "{}\n  rules {rules:#?}\n  wanted {:#?}\n  findings {findings:?}\n  wanted {:?}",
                path.display(),
                expected("rules"),
                expected("findings"),
            ));
        }
        cases += 1;
    }
    assert!(cases > 0, "there are no cases");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
