//! The formats and the languages that the command line offers, from their tables.

use crate::format::reach::REACH_FORMATS;
use crate::format::{FORMATS, Format};
use crate::locale::Language;

/// The format of an answer where none is named.
pub(super) const DEFAULT_FORMAT: &str = "text";

/// The subjects of answers, each with its own formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// The rules that a plan needs.
    Report,
    /// The rules that are there.
    Audit,
    /// The steps of a change.
    Changes,
    /// The packets that get from one end to another.
    Trace,
    /// The packets that get in, from everywhere to every server.
    Reach,
    /// The packets that a change lets in or keeps out.
    TrafficChange,
}

/// The formats in which a subject can be written, the default one first.
pub(super) fn formats_of(subject: Subject) -> Vec<&'static Format> {
    let mut formats = FORMATS
        .iter()
        .filter(|it| match subject {
            Subject::Report => true,
            Subject::Audit => it.write_audit.is_some(),
            Subject::Changes => it.write_changes.is_some(),
            Subject::Trace => it.write_trace.is_some(),
            Subject::Reach | Subject::TrafficChange => false,
        })
        .collect::<Vec<_>>();
    if subject != Subject::Report {
        formats.sort_by_key(|it| it.id != DEFAULT_FORMAT);
    }
    formats
}

/// The ids of the formats in which a subject can be written.
pub(super) fn format_ids(subject: Subject) -> String {
    let reach = REACH_FORMATS.iter();
    let ids = match subject {
        Subject::Reach => reach.map(|it| it.id).collect(),
        Subject::TrafficChange => {
            reach.filter(|it| it.write_change.is_some()).map(|it| it.id).collect()
        }
        _ => formats_of(subject).iter().map(|it| it.id).collect::<Vec<_>>(),
    };
    ids.join(", ")
}

/// The format of an answer where none is named.
pub(super) fn default_format() -> Option<&'static Format> {
    Format::by_id(DEFAULT_FORMAT).or_else(|| FORMATS.first())
}

/// The tags of all languages.
pub(super) fn languages() -> String {
    Language::ALL.iter().map(|it| it.tag()).collect::<Vec<_>>().join(", ")
}
