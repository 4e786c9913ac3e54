//! The traffic that a change of a plan opens and closes, in English.

use std::borrow::Cow;

use super::grammar::{all_of, sentences};
use crate::engine::reach::{Access, ChangeVerdict, Ends, Passage, Purposes};
use crate::locale::prose::{Prose, code, fill, strong, words};
use crate::locale::{ChangePart, ChangedTrafficText, Language, TrafficChangeText};

pub(in crate::locale) fn text(text: &TrafficChangeText) -> Cow<'static, str> {
    match text {
        TrafficChangeText::Title => "What the change opens and closes",
        TrafficChangeText::Headline { is_empty: true, .. } => {
            "The change opens nothing and closes nothing."
        }
        TrafficChangeText::Headline { verdict: ChangeVerdict::Harmless, .. } => {
            "The change closes nothing that is required, and opens nothing else."
        }
        TrafficChangeText::Headline {
            verdict: ChangeVerdict::OpensMore,
            opens_unwanted: false,
            ..
        } => "The change opens something that nothing requires.",
        TrafficChangeText::Headline { verdict: ChangeVerdict::OpensMore, .. } => {
            "The change opens something that must not get in."
        }
        TrafficChangeText::Headline {
            verdict: ChangeVerdict::ClosesRequired,
            opens_unwanted: false,
            ..
        } => "The change closes something that is required.",
        TrafficChangeText::Headline { verdict: ChangeVerdict::ClosesRequired, .. } => {
            "The change closes something that is required, and opens something that must not get in."
        }
        TrafficChangeText::Part(part) => match part {
            ChangePart::OpensUnwanted => "Open, and must not be",
            ChangePart::Verdict(ChangeVerdict::ClosesRequired) => "Required, and closed",
            ChangePart::Verdict(ChangeVerdict::OpensMore) => "Open, and not required",
            ChangePart::Verdict(ChangeVerdict::Harmless) => "Other changes",
        },
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
    let is_required = text.required != Purposes::NONE || text.is_wished;
    let is_certain = |it: Passage| it == Passage { access: Access::Open, ..Passage::STOPPED };
    let change = match (text.before, text.after) {
        (Passage::STOPPED, after) if is_certain(after) => match is_required {
            true => " is new, and is required.",
            false => " is new.",
        }
        .to_owned(),
        (before, Passage::STOPPED) if is_certain(before) => match is_required {
            true => " no longer gets in, and is required.",
            false => " no longer gets in.",
        }
        .to_owned(),
        (before, after) => {
            let required = if is_required { " It is required." } else { "" };
            format!(": {} before, {} now.{required}", fate(before), fate(after))
        }
    };
    let subject = fill(&format!("{{}} from {{}} to {{}}{change}"), ends);
    let wish = match (text.is_wished, text.is_unwanted) {
        (false, false) => vec![],
        (true, false) => words("Your own connection asks for it."),
        (false, true) => words("It must not get in, by your own connection."),
        (true, true) => words("One connection of your own asks for it, another one forbids it."),
    };
    let note = match text.ends {
        Ends::InBoth => vec![],
        Ends::New => words("The sender or the server is new."),
        Ends::Gone => words("The sender or the server is gone."),
    };
    sentences(vec![subject, wish, note])
}

/// The fate of packets in one state, as it stands before 'before' or 'now'.
fn fate(passage: Passage) -> String {
    let by_rules = match passage.access {
        Access::Open => "gets in",
        Access::RepliesIfStateful => "gets in with replies only if network ACLs are stateful",
        Access::WithoutReplies => "gets in without replies",
        Access::ReadingsDiffer => "unclear, as the readings of several security groups differ,",
        Access::Unknown => "unclear, as the plan names no security group,",
        Access::Stopped => "stopped",
    };
    match passage.past_rules {
        Purposes { traffic: false, health_checks: false } => by_rules.to_owned(),
        Purposes { traffic: true, health_checks: true } => "exempt from rules".to_owned(),
        Purposes { traffic: true, .. } => format!("{by_rules} (forwarded traffic exempt)"),
        Purposes { .. } => format!("{by_rules} (health checks exempt)"),
    }
}
