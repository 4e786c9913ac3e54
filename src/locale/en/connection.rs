//! Connections of one's own, in English.

use std::borrow::Cow;

use crate::engine::report::ConnectionVerdict;
use crate::locale::prose::{Prose, code, fill, strong, words};
use crate::locale::{
    ConnectionEndsText, ConnectionLabel, ConnectionText, ConnectionVerdictText, Language,
};
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

pub(in crate::locale) fn label(text: &ConnectionLabel) -> Cow<'static, str> {
    match text {
        ConnectionLabel::Kind => "Connection".into(),
        ConnectionLabel::MustReach => "Must reach".into(),
        ConnectionLabel::MustNotReach => "Must not reach".into(),
        ConnectionLabel::Internet => "Internet".into(),
        ConnectionLabel::Add => "Add connection".into(),
        ConnectionLabel::Hint => {
            "What must reach and is stopped is among the rules to add. What must not reach and does \
             is among the warnings."
                .into()
        }
        ConnectionLabel::Edit => "Edit".into(),
        ConnectionLabel::EditTitle => "Edit connection".into(),
        ConnectionLabel::Save => "Save".into(),
        ConnectionLabel::Cancel => "Cancel".into(),
        ConnectionLabel::NoName => "Called by its ends".into(),
        ConnectionLabel::ChooseEnd => "Choose an end.".into(),
        ConnectionLabel::EnterBlock => "Enter an address or a block, such as `10.0.1.0/24`.".into(),
        ConnectionLabel::EditLine(it) if it.name.is_empty() => {
            format!("Edit {}: {}", it.title(), line_label(it)).into()
        }
        ConnectionLabel::EditLine(it) => format!("Edit {}", line_label(it)).into(),
        ConnectionLabel::Remove(name) => format!("Remove {name}").into(),
        ConnectionLabel::Line(it) => line_label(it).into(),
    }
}

/// 'TCP 5432, stopped', 'must not reach, everything', 'Orders: TCP 5432, stopped'.
fn line_label(text: &ConnectionText) -> String {
    match text.name.as_str() {
        "" => line_words(text),
        name => format!("{name}: {}", line_words(text)),
    }
}

fn line_words(text: &ConnectionText) -> String {
    let wire = match text.wire.is_everything() {
        true => "everything".to_owned(),
        false => text.wire.text(Language::English).into_owned(),
    };
    match text.verdict {
        ConnectionVerdict::Open => wire,
        ConnectionVerdict::GetsIn => format!("must not reach, {wire} gets in"),
        ConnectionVerdict::KeptOut => format!("must not reach, {wire}"),
        verdict => format!("{wire}, {}", ConnectionVerdictText(verdict).text(Language::English)),
    }
}

/// 'web must reach db, TCP 5432'.
pub(in crate::locale) fn ends(text: &ConnectionEndsText) -> Prose {
    let text = &text.0;
    let verb = match text.kind {
        ConnectionKind::MustReach => "must reach",
        ConnectionKind::MustNotReach => "must not reach",
    };
    let wire = match text.wire.is_everything() {
        true => words("everything"),
        false => code(text.wire.text(Language::English)),
    };
    let line =
        fill(&format!("{{}} {verb} {{}}, {{}}"), [strong(&text.from), strong(&text.to), wire]);
    if text.name.is_empty() { line } else { fill("{}: {}", [strong(&text.name), line]) }
}

/// 'web must reach db, TCP 5432: stopped'.
pub(in crate::locale) fn line(text: &ConnectionText) -> Prose {
    let verdict = words(ConnectionVerdictText(text.verdict).text(Language::English));
    fill("{}: {}", [ends(&text.ends()), verdict])
}
