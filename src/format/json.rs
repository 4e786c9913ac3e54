//! The report as JSON, with the plan that it answers. `docs/report-format.md` describes it field
//! by field.

use serde::Serialize;

use super::json_text::pretty;
use super::{Format, audit, compare, trace};
use crate::engine::certify;
use crate::engine::report::{Certificate, Report};
use crate::locale::{FormatText, Language};
use crate::plan::Plan;

/// This format.
pub(super) const FORMAT: Format = Format {
    id: "json",
    label: FormatText::Json,
    extension: "json",
    media_type: "application/json",
    write,
    write_steps: |steps, _| compare::json(&steps.steps),
    write_audit: Some(audit::json),
    write_changes: Some(|steps, _| compare::json(steps)),
    write_trace: Some(|_, answer, _| trace::json(answer)),
};

/// The document: who answered, the question, the answer, and what shows that it is right.
#[derive(Serialize)]
struct Document<'a> {
    program: &'static str,
    version: &'static str,
    plan: &'a Plan,
    report: &'a Report,
    certificate: Certificate,
}

fn write(plan: &Plan, report: &Report, _: Language) -> String {
    pretty(&Document {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        plan,
        report,
        certificate: certify(plan, report),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::check;

    #[test]
    fn the_example_of_the_description_is_what_is_written() {
        let page = include_str!("../../docs/report-format.md");
        let (_, example) = page.split_once("```json\n").unwrap();
        let (example, _) = example.split_once("```").unwrap();
        let plan = super::super::plan::read(example).unwrap();
        let written: serde_json::Value =
            serde_json::from_str(&write(&plan, &check(&plan), Language::English)).unwrap();
        let mut shown: serde_json::Value = serde_json::from_str(example).unwrap();
        shown["version"] = written["version"].clone();
        assert_eq!(shown, written, "{written:#}");
    }
}
