//! The audit of the existing rules, written for people and for programs.

mod json;
mod markdown;
mod plain_text;
mod sheet;

pub(super) use json::write as json;
pub(super) use markdown::write as markdown;
pub(super) use plain_text::write as text;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::report::{Audit, Report};
    use crate::engine::{audit, check, simpler};
    use crate::format::FORMATS;
    use crate::format::samples::SAMPLES;
    use crate::locale::Language;

    #[test]
    fn every_format_writes_every_sample() {
        for sample in SAMPLES {
            let plan = crate::format::plan::read(sample.json).unwrap();
            let report = check(&plan);
            let mut audit = audit(&plan, &report);
            audit.simpler = Some(simpler(&plan, &audit));
            for format in FORMATS {
                let Some(write) = format.write_audit else { continue };
                let text = write(&plan, &report, &audit, Language::English);
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
        let text = json(&plan, &report, &audit, Language::English);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::from_value::<Audit>(value["audit"].clone()).unwrap(), audit);
        assert_eq!(serde_json::from_value::<Report>(value["report"].clone()).unwrap(), report);
        assert_eq!(crate::format::plan::read(&text).unwrap(), plan);
    }
}
