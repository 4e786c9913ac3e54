//! The help. Its lists of formats come from the table of formats.

use super::arguments::{Subject, format_ids};
use crate::format::FORMATS;
use crate::locale::{HelpFormat, HelpText, Language};

/// The name of the program.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_NAME");

/// The text of `--help`.
pub(super) fn text(language: Language) -> String {
    let default = super::default_format().map(|it| it.id);
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
        languages: languages(),
    };
    text.text(language).into_owned()
}

/// The tags of all languages.
pub(super) fn languages() -> String {
    Language::ALL.iter().map(|it| it.tag()).collect::<Vec<_>>().join(", ")
}

/// The text of `verify --help`.
pub(super) fn verify(language: Language) -> String {
    HelpText::Verify { program: PROGRAM }.text(language).into_owned()
}
