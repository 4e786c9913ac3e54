//! What a change of a plan opens and closes, in English.

use std::borrow::Cow;

use super::grammar::{all_of, sentences};
use crate::engine::reach::{Access, ChangeVerdict, Ends, Passage, Purposes};
use crate::locale::prose::{Prose, code, fill, strong, words};
use crate::locale::{ChangedTrafficText, Language, TrafficChangeText};

pub(in crate::locale) fn text(text: &TrafficChangeText) -> Cow<'static, str> {
    match text {
        TrafficChangeText::Title => "What the change opens and closes",
        TrafficChangeText::Headline { is_empty: true, .. } => {
            "The change opens nothing and closes nothing."
        }
        TrafficChangeText::Headline { verdict: ChangeVerdict::Harmless, .. } => {
            "The change closes nothing that is required, and opens nothing else."
        }
        TrafficChangeText::Headline { verdict: ChangeVerdict::OpensMore, .. } => {
            "The change opens something that nothing requires."
        }
        TrafficChangeText::Headline { verdict: ChangeVerdict::ClosesRequired, .. } => {
            "The change closes something that is required."
        }
        TrafficChangeText::Part(ChangeVerdict::ClosesRequired) => "Required, and closed",
        TrafficChangeText::Part(ChangeVerdict::OpensMore) => "Open, and not required",
        TrafficChangeText::Part(ChangeVerdict::Harmless) => "Other changes",
    }
    .into()
}

pub(in crate::locale) fn line(text: &ChangedTrafficText) -> Prose {
    let services = text.services.iter().map(|it| code(it.text(Language::English))).collect();
    let title = text.from.text(Language::English);
    let detail = text.from_detail.text(Language::English);
    let from = match detail.is_empty() {
        true => strong(title),
        false => fill("{} ({})", [strong(title), words(detail)]),
    };
    let ends = [all_of(services), from, strong(text.to.text(Language::English))];
    let is_required = text.required != Purposes::NONE;
    let is_certain = |it: Passage| it == Passage { access: Access::Open, ..Passage::STOPPED };
    let change = match (text.before, text.after) {
        (Passage::STOPPED, after) if is_certain(after) => match is_required {
            true => "is new, and is required.",
            false => "is new.",
        }
        .to_owned(),
        (before, Passage::STOPPED) if is_certain(before) => match is_required {
            true => "no longer gets in, and is required.",
            false => "no longer gets in.",
        }
        .to_owned(),
        (before, after) => {
            let required = if is_required { " It is required." } else { "" };
            format!("{} before, and {} now.{required}", fate(before), fate(after))
        }
    };
    let subject = fill(&format!("{{}} from {{}} to {{}} {change}"), ends);
    let note = match text.ends {
        Ends::InBoth => vec![],
        Ends::New => words("The sender or the server is new."),
        Ends::Gone => words("The sender or the server is gone."),
    };
    sentences(vec![subject, note])
}

fn fate(passage: Passage) -> &'static str {
    match (passage.access, passage.past_rules == Purposes::NONE) {
        (Access::Open, _) => "gets in",
        (Access::RepliesIfStateful, true) => {
            "gets in, with replies only if network ACLs are stateful,"
        }
        (Access::WithoutReplies, true) => "gets in without replies",
        (Access::ReadingsDiffer, true) => {
            "gets in by one reading of several security groups and not by the other"
        }
        (Access::Unknown, true) => "may get in, as the plan names no security group,",
        (Access::Stopped, true) => "is stopped",
        (_, false) => "is sent past the rules",
    }
}
