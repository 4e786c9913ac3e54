//! The schemas in `static/` accept what the program reads and writes, and refuse what it refuses.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

#[path = "conformance/list.rs"]
mod list;

use std::path::Path;

use boon::{Compiler, SchemaIndex, Schemas};
use elb_rule_planner::engine::reach::ReachQuestion;
use elb_rule_planner::engine::{certify, check, reach, traffic_change};
use elb_rule_planner::plan::Plan;
use serde_json::{Value, json};

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A schema, ready to judge values.
struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn of(file: &str) -> Self {
        let text = std::fs::read_to_string(root("static").join(file)).unwrap();
        let schema: Value = serde_json::from_str(&text).unwrap();
        // Without an id of its own the schema can be read from wherever it is kept.
        assert!(schema.get("$id").is_none());
        assert!(schema["title"].is_string() && schema["description"].is_string());
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let place = format!("file:///{file}");
        compiler.add_resource(&place, schema).unwrap();
        let index = compiler.compile(&place, &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn refusal(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.index).err().map(|error| format!("{error:#}"))
    }
}

/// The plans of all conformance cases. Each sample is the plan of one of them.
fn plans() -> Vec<Value> {
    list::cases().into_iter().map(|(_, case)| case["plan"].clone()).collect()
}

#[test]
fn plans_and_reports_fit_their_schemas() {
    let (plan_schema, report_schema) =
        (Validator::of("plan.schema.json"), Validator::of("report.schema.json"));
    let certificate_schema = Validator::of("certificate.schema.json");
    let plans = plans();
    assert!(plans.len() > 60);
    for value in plans {
        assert_eq!(plan_schema.refusal(&value), None);
        let plan: Plan = serde_json::from_value(value).unwrap();
        assert_eq!(plan_schema.refusal(&json!(plan)), None);
        let report = check(&plan);
        assert_eq!(report_schema.refusal(&json!(report)), None);
        assert_eq!(certificate_schema.refusal(&json!(certify(&plan, &report))), None);
    }
}

#[test]
fn who_reaches_what_and_changes_of_it_fit_their_schemas() {
    let (reach_schema, change_schema) =
        (Validator::of("reach.schema.json"), Validator::of("traffic-change.schema.json"));
    for value in plans() {
        let plan: Plan = serde_json::from_value(value).unwrap();
        let report = check(&plan);
        let answer = reach(&plan, &report, &ReachQuestion::default());
        assert_eq!(reach_schema.refusal(&json!(answer)), None);
        let mut bare = plan.clone();
        bare.security_groups.iter_mut().for_each(|group| group.inbound.clear());
        let change = traffic_change((&plan, &report), (&bare, &check(&bare)));
        assert_eq!(change_schema.refusal(&json!(change)), None);
    }
}

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    let schema = Validator::of("plan.schema.json");
    let rich = |plan: &Value| {
        ["/network_acls/0/inbound/0", "/security_groups/0/inbound/0", "/servers/0"]
            .iter()
            .all(|place| plan.pointer(place).is_some())
    };
    let base = plans().into_iter().find(rich).unwrap();
    let rule = "/security_groups/0/inbound/0";
    let breaks: Vec<(&str, &str, Value)> = vec![
        ("", "version", json!("one")),
        ("", "colour", json!("red")),
        ("/vpcs/0", "cidr", json!("somewhere")),
        ("/vpcs/0", "id", json!("subnet-1")),
        ("/subnets/0", "vpc", json!(1)),
        ("/subnets/0", "id", json!("subnet-0")),
        (rule, "priority", json!(0)),
        (rule, "priority", json!(101)),
        (rule, "action", json!("maybe")),
        (rule, "type", json!("IPv5")),
        (rule, "protocol", json!("http")),
        (rule, "ports", json!("80-")),
        (rule, "remote", json!("member-1")),
        ("/network_acls/0/inbound/0", "source", json!("sg-1")),
        ("/load_balancers/0", "kind", json!("big")),
        ("/load_balancers/0/listeners/0", "protocol", json!("SCTP")),
        ("/backend_server_groups/0/health_check", "port", json!(0)),
        ("/backend_server_groups/0/members/0", "target", json!("elb-1")),
        ("/servers/0", "ipv4", json!(7)),
    ];
    for (at, field, value) in breaks {
        let mut plan = base.clone();
        plan.pointer_mut(at).unwrap()[field] = value.clone();
        assert!(schema.refusal(&plan).is_some(), "the schema takes {at}/{field}: {value}");
        let read = serde_json::from_value::<Plan>(plan);
        assert!(read.is_err(), "the program takes {at}/{field}: {value}");
    }
    let mut plan = base;
    plan.as_object_mut().unwrap().remove("version");
    assert!(schema.refusal(&plan).is_some() && serde_json::from_value::<Plan>(plan).is_err());
}

/// Collects the names of fields and of choices in a schema.
fn names(schema: &Value, all: &mut std::collections::BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            if let Some(properties) = fields.get("properties").and_then(Value::as_object) {
                all.extend(properties.keys().cloned());
            }
            let constant = fields.get("const").into_iter();
            let choices = fields.get("enum").and_then(Value::as_array).into_iter().flatten();
            all.extend(constant.chain(choices).filter_map(Value::as_str).map(ToOwned::to_owned));
            // A field may have the name of a keyword; its schema is looked at all the same.
            fields.values().for_each(|value| names(value, all));
        }
        Value::Array(values) => values.iter().for_each(|value| names(value, all)),
        _ => {}
    }
}

#[test]
fn the_report_format_names_every_field_and_kind() {
    let read = |path: &str| std::fs::read_to_string(root(path)).unwrap();
    let schema = |file: &str| serde_json::from_str::<Value>(&read(file)).unwrap();
    let page = read("docs/report-format.md");
    // Only what stands as code, outside of the example, describes the format.
    let (described, example) = page.split_once("## Example").unwrap();
    assert!(example.contains("```json"));
    let code = described.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let is_part = |letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '-'));
    let described: std::collections::BTreeSet<&str> =
        code.flat_map(|code| code.split(is_part)).collect();
    // The plan within a report has a schema of its own.
    let plan = schema("static/plan.schema.json");
    let of_plan = plan["$defs"].as_object().unwrap();
    let mut missing = vec![];
    for file in ["static/report.schema.json", "static/audit.schema.json"] {
        let own = schema(file);
        let definitions = own["$defs"].as_object().unwrap().iter();
        let definitions = definitions.filter(|(name, _)| !of_plan.contains_key(*name));
        // The ids of clauses stand in `docs/clauses.md`.
        let described_here = |name: &str| !["Plan", "ClauseId"].contains(&name);
        let mut count = 0;
        for (name, definition) in definitions.filter(|(name, _)| described_here(name)) {
            let mut found = std::collections::BTreeSet::new();
            names(definition, &mut found);
            count += found.len();
            let unknown = found.iter().filter(|it| !described.contains(it.as_str()));
            missing.extend(unknown.map(|it| format!("{name}: {it}")));
        }
        assert!(count > 30, "{file} has only {count} names");
    }
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "docs/report-format.md does not name {missing:#?}");
}
