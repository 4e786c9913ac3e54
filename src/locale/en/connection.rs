//! Connections of one's own, in English.

use std::borrow::Cow;

use crate::engine::report::ConnectionVerdict;
use crate::locale::prose::{Prose, code, fill, strong, words};
use crate::locale::{ConnectionText, ConnectionVerdictText, Language};
use crate::plan::ConnectionKind;

pub(in crate::locale) fn verdict(text: &ConnectionVerdictText) -> Cow<'static, str> {
    match text.0 {
        ConnectionVerdict::Open => "open",
        ConnectionVerdict::Stopped => "stopped",
        ConnectionVerdict::KeptOut => "nothing gets in",
        ConnectionVerdict::GetsIn => "gets in",
        ConnectionVerdict::Unclear => "unclear",
        ConnectionVerdict::Unanswered => "nothing to send",
    }
    .into()
}

/// 'web to db must reach, TCP 5432: stopped'.
pub(in crate::locale) fn line(text: &ConnectionText) -> Prose {
    let verb = match text.kind {
        ConnectionKind::MustReach => "must reach",
        ConnectionKind::MustNotReach => "must not reach",
    };
    let wire = match text.wire.is_everything() {
        true => words("everything"),
        false => code(text.wire.text(Language::English)),
    };
    let verdict = words(ConnectionVerdictText(text.verdict).text(Language::English));
    let ends = [strong(&text.from), strong(&text.to), wire, verdict];
    let line = fill(&format!("{{}} {verb} {{}}, {{}}: {{}}"), ends);
    if text.name.is_empty() { line } else { fill("{}: {}", [strong(&text.name), line]) }
}
