//! Notes on what is odd and not wrong, in English.

use std::borrow::Cow;

use super::grammar::{capital, count, few, rule_of_place, sentences, subject};
use crate::locale::lint::LintName;
use crate::locale::names::RuleName;
use crate::locale::prose::{Prose, code, fill, strong, words};
use crate::locale::{LintLabelText, LintOffText, LintReasonText, LintText};
use crate::plan::Lint;

pub(in crate::locale) fn segments(text: &LintText) -> Prose {
    match &text.0 {
        LintName::OverlappingVpcs { vpcs: [own, other], blocks: [own_block, other_block] } => fill(
            "{} and {} have addresses in common: {} overlaps {}. No route can lead from one to the \
             other.",
            [strong(own), strong(other), code(own_block), code(other_block)],
        ),
        LintName::OutsideVpcs { rule, block } => fill(
            "{} names {}, a private block of which the plan has no address. Is it a block of before? \
             On premises it is right.",
            [named(rule.as_ref()), code(block)],
        ),
        LintName::UnusedGroup(group) => {
            fill("No server has {}, so its rules have no effect.", [strong(group)])
        }
        LintName::UnusedAcl(acl) => {
            fill("No subnet has {}, so its rules have no effect.", [strong(acl)])
        }
        LintName::RiskyPort { rule, services, servers } => {
            let services = services
                .iter()
                .map(|(service, port)| fill("{} ({})", [words(service), code(port.to_string())]));
            let servers = few(servers.iter().map(strong).collect());
            let opens = fill(
                "{} lets everyone in to {} of {}.",
                [named(rule.as_ref()), few(services.collect()), servers],
            );
            sentences(vec![opens, words("Name the addresses that need it as its source.")])
        }
    }
}

fn named(rule: Option<&RuleName>) -> Prose {
    rule.map_or_else(|| words("A rule"), |rule| capital(rule_of_place(rule)))
}

pub(in crate::locale) fn off(text: &LintOffText) -> Prose {
    let kind = words(kind(text.lint));
    let what = match &text.on {
        Some(on) => fill("{} of {}", [kind, subject(on)]),
        None => fill("All {}", [kind]),
    };
    fill("{}: {}", [capital(what), words(&text.reason)])
}

pub(in crate::locale) fn reason(text: &LintReasonText) -> Prose {
    fill(" The reason not to show it: {}", [words(&text.0)])
}

/// The notes of a kind.
fn kind(lint: Lint) -> &'static str {
    match lint {
        Lint::OverlappingVpcs => "notes on VPCs that overlap",
        Lint::OutsideVpcs => "notes on blocks outside of the VPCs",
        Lint::Unused => "notes on groups and network ACLs that guard nothing",
        Lint::RiskyPort => "notes on risky ports",
    }
}

pub(in crate::locale) fn label(text: &LintLabelText) -> Cow<'static, str> {
    match text {
        LintLabelText::Notes => "Notes".into(),
        LintLabelText::SwitchedOff(notes) => {
            format!("Not shown: {}", count(*notes, "note", "notes")).into()
        }
        LintLabelText::DoNotShow => "Do not show this again".into(),
        LintLabelText::Reason => "Reason".into(),
        LintLabelText::ReasonHint => {
            "It is kept in the plan and shown in place of the note.".into()
        }
        LintLabelText::ShowAgain => "Show again".into(),
        LintLabelText::NotesOfAudit => "Notes that are not shown".into(),
        LintLabelText::NothingSwitchedOff => "No notes are switched off.".into(),
    }
}
