//! The description of the report names every finding.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The names that a schema has for the field `finding` of an object.
fn names(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            let finding = schema.pointer("/properties/finding");
            let one = finding.and_then(|it| it["const"].as_str());
            let several = finding.and_then(|it| it["enum"].as_array()).into_iter().flatten();
            found.extend(one.into_iter().chain(several.filter_map(Value::as_str)).map(str::to_owned));
            fields.values().for_each(|it| names(it, found));
        }
        Value::Array(items) => items.iter().for_each(|it| names(it, found)),
        _ => {}
    }
}

#[test]
fn every_finding_has_a_row_in_the_description_of_the_report() {
    let schema: Value = serde_json::from_str(&read("static/report.schema.json")).unwrap();
    let mut findings = BTreeSet::new();
    names(&schema, &mut findings);
    let page = read("docs/report-format.md");
    let (_, table) = page.split_once("\n| `finding` | what it says |\n").unwrap();
    let rows = table.lines().skip(1).take_while(|line| line.starts_with("| `"));
    let rows: BTreeSet<String> =
        rows.map(|line| line.split('`').nth(1).unwrap().to_owned()).collect();
    assert!(findings.len() > 20, "only {findings:?}");
    assert_eq!(rows, findings);
}
