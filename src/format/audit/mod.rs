//! The audit of the existing rules, written for people and for programs.

mod json;
mod markdown;
mod plain_text;
mod sheet;

use crate::engine::report::{Audit, Report};
use crate::locale::Language;
use crate::plan::Plan;

/// A format in which an audit can be taken away.
#[derive(Debug, Clone, Copy)]
pub struct AuditFormat {
    /// Its name on the command line.
    pub id: &'static str,
    /// Writes a plan's audit, given the report that it belongs to.
    pub write: fn(&Plan, &Report, &Audit, Language) -> String,
}

/// Every format of audits; the first one is the usual one.
pub static AUDIT_FORMATS: &[AuditFormat] = &[
    AuditFormat { id: "text", write: plain_text::write },
    AuditFormat { id: "json", write: json::write },
    AuditFormat { id: "markdown", write: markdown::write },
];

impl AuditFormat {
    /// A format by its id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        AUDIT_FORMATS.iter().find(|format| format.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{audit, check, simpler};
    use crate::format::samples::SAMPLES;

    #[test]
    fn every_format_writes_every_sample() {
        for sample in SAMPLES {
            let plan = crate::format::plan::read(sample.json).unwrap();
            let report = check(&plan);
            let mut audit = audit(&plan, &report);
            audit.simpler = Some(simpler(&plan, &audit));
            for format in AUDIT_FORMATS {
                let text = (format.write)(&plan, &report, &audit, Language::English);
                assert!(text.ends_with('\n'), "{} as {}", sample.id, format.id);
                let lines = text.lines().map(|it| it.chars().count()).max().unwrap();
                assert!(format.id != "text" || lines < 110, "{}: {text}", sample.id);
            }
        }
    }

    #[test]
    fn the_json_holds_the_plan_the_report_and_the_audit() {
        let plan = crate::format::plan::read(SAMPLES[0].json).unwrap();
        let report = check(&plan);
        let mut audit = audit(&plan, &report);
        audit.simpler = Some(simpler(&plan, &audit));
        let text = json::write(&plan, &report, &audit, Language::English);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::from_value::<Audit>(value["audit"].clone()).unwrap(), audit);
        assert_eq!(serde_json::from_value::<Report>(value["report"].clone()).unwrap(), report);
        assert_eq!(crate::format::plan::read(&text).unwrap(), plan);
    }
}
