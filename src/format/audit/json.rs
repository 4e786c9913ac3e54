//! The audit as JSON, with the plan and the report that it belongs to.

use serde::Serialize;

use crate::engine::report::{Audit, Report};
use crate::format::json_text::pretty;
use crate::locale::Language;
use crate::plan::Plan;

#[derive(Serialize)]
struct Document<'a> {
    program: &'static str,
    version: &'static str,
    plan: &'a Plan,
    report: &'a Report,
    audit: &'a Audit,
}

pub(in crate::format) fn write(plan: &Plan, report: &Report, audit: &Audit, _: Language) -> String {
    pretty(&Document {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        plan,
        report,
        audit,
    })
}
