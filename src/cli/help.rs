//! The help. Its lists of formats come from the table of formats.

use super::formats::{Subject, default_format, format_ids, languages};
use crate::format::FORMATS;
use crate::locale::{HelpFormat, HelpText, Language};

/// The name of the program.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_NAME");

/// The text of `--help`.
pub(super) fn text(language: Language) -> String {
    let default = default_format().map(|it| it.id);
    let formats = FORMATS.iter().map(|it| HelpFormat {
        id: it.id,
        label: it.label,
        is_default: default == Some(it.id),
    });
    let text = HelpText::Program {
        program: PROGRAM,
        formats: formats.collect(),
        audit_formats: format_ids(Subject::Audit),
        change_formats: format_ids(Subject::Changes),
        trace_formats: format_ids(Subject::Trace),
        reach_formats: format_ids(Subject::Reach),
        traffic_formats: format_ids(Subject::TrafficChange),
        languages: languages(),
    };
    text.text(language).into_owned()
}

/// The text of `verify --help`.
pub(super) fn verify(language: Language) -> String {
    HelpText::Verify { program: PROGRAM }.text(language).into_owned()
}
