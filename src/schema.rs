//! The JSON Schemas in `static/`, made from the types, so that they cannot fall behind.
//!
//! `cargo xtask update` writes them anew.

#[cfg(test)]
mod typescript;

use std::path::PathBuf;

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};

use serde_json::Value;

use crate::engine::compare::ChangePlan;
use crate::engine::reach::{Reach, TrafficChange};
use crate::engine::report::{Audit, Certificate, Report};
use crate::engine::trace::Trace;
use crate::format::FORMATS;
use crate::locale::Language;
use crate::plan::{Plan, Problem};

fn generator() -> SchemaGenerator {
    let mut settings = SchemaSettings::draft2020_12();
    settings.transforms.push(Box::new(RecursiveTransform(plain)));
    settings.into_generator()
}

fn schema<T: JsonSchema>(title: &str, description: &str) -> serde_json::Result<String> {
    let mut schema: Schema = generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    schema.insert("description".to_owned(), description.into());
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}

/// Takes the marks of code links out of a description; whoever writes a plan by hand reads text.
fn plain(schema: &mut Schema) {
    let Some(Value::String(text)) = schema.get_mut("description") else { return };
    for mark in ["[`", "`]", "`"] {
        *text = text.replace(mark, "");
    }
}

/// Compares a schema with its file, or writes the file where that is asked for.
fn is_current(file: &str, schema: &str) -> std::io::Result<()> {
    is_current_at(&format!("static/{file}"), schema)
}

fn is_current_at(file: &str, schema: &str) -> std::io::Result<()> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE_KEPT").is_some() {
        std::fs::write(&path, schema)?;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == schema, "`{file}` does not fit the types; run `cargo xtask update`");
    Ok(())
}

#[test]
fn the_schema_of_plans_is_current() -> std::io::Result<()> {
    let about = "A plan of the ELB Rule Planner: VPCs, security groups, network ACLs, load \
                 balancers and their backends.";
    is_current("plan.schema.json", &schema::<Plan>("ELB Rule Planner plan", about)?)
}

#[test]
fn the_schema_of_reports_is_current() -> std::io::Result<()> {
    let about = "The answer to a plan: what has to flow, how far it gets, and which rules to add.";
    is_current("report.schema.json", &schema::<Report>("ELB Rule Planner report", about)?)
}

#[test]
fn the_schema_of_traces_is_current() -> std::io::Result<()> {
    let about = "The answer to a question about packets: which of them pass, and what stops the \
                 others, hop by hop.";
    is_current("trace.schema.json", &schema::<Trace>("ELB Rule Planner trace", about)?)
}

#[test]
fn the_schema_of_reach_is_current() -> std::io::Result<()> {
    let about = "The answer to the question who reaches what: for every server, the packets that get \
                 in, from where.";
    is_current("reach.schema.json", &schema::<Reach>("ELB Rule Planner reach", about)?)
}

#[test]
fn the_schema_of_traffic_changes_is_current() -> std::io::Result<()> {
    let about = "What a change of a plan opens and closes, server by server.";
    let schema = schema::<TrafficChange>("ELB Rule Planner traffic change", about)?;
    is_current("traffic-change.schema.json", &schema)
}

#[test]
fn the_schema_of_change_plans_is_current() -> std::io::Result<()> {
    let about = "The steps from one state of a plan to another, in an order that closes nothing \
                 that is in use.";
    is_current("change-plan.schema.json", &schema::<ChangePlan>("ELB Rule Planner change", about)?)
}

#[test]
fn the_schema_of_certificates_is_current() -> std::io::Result<()> {
    let about = "What shows that a report is right: how the rules decide on everything that must \
                 pass, before and after the changes.";
    let schema = schema::<Certificate>("ELB Rule Planner certificate", about)?;
    is_current("certificate.schema.json", &schema)
}

#[test]
fn the_schema_of_audits_is_current() -> std::io::Result<()> {
    let about = "The audit of the rules of a plan: what is odd about each, and what happens if it \
                 goes.";
    is_current("audit.schema.json", &schema::<Audit>("ELB Rule Planner audit", about)?)
}

#[test]
fn the_types_of_typescript_are_current() -> std::io::Result<()> {
    let mut generator = generator();
    generator.subschema_for::<Plan>();
    generator.subschema_for::<Report>();
    generator.subschema_for::<Certificate>();
    generator.subschema_for::<Problem>();
    let mut types = typescript::types(&generator.take_definitions(true));
    let ids = FORMATS.iter().map(|format| format.id);
    types.push_str(&typescript::words("FormatId", "The export formats.", ids));
    let tags = Language::ALL.iter().map(|language| language.tag());
    types.push_str(&typescript::words("LanguageTag", "The languages, by their tags.", tags));
    is_current_at("npm/types.d.ts", &types)
}
