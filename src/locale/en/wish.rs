//! The connections of one's own that a cell of the answer who reaches what is about, in English.

use super::grammar::{all_of, sentences};
use crate::locale::prose::{Prose, code, fill, strong, words};
use crate::locale::wish::WishOutcome;
use crate::locale::{Language, ServiceText, WishText};
use crate::plan::ConnectionKind;

/// 'You asked that web reaches db with TCP 5432. TCP 5432 is stopped.'
pub(in crate::locale) fn line(text: &WishText) -> Prose {
    let is_wanted = text.kind == ConnectionKind::MustReach;
    let verb = if is_wanted { "reaches" } else { "does not reach" };
    let wire = match text.wire.is_everything() {
        true => words("everything"),
        false => code(text.wire.text(Language::English)),
    };
    let ends = [strong(&text.from), strong(&text.to), wire];
    let asked = fill(&format!("You asked that {{}} {verb} {{}} with {{}}"), ends);
    let asked = match text.name.is_empty() {
        true => fill("{}.", [asked]),
        false => fill("{} ({}).", [asked, strong(&text.name)]),
    };
    let is_all_in = matches!(text.outcomes.as_slice(), [(WishOutcome::GetsIn, _)]);
    if is_wanted && is_all_in {
        return sentences(vec![asked, words("It gets in.")]);
    }
    let outcomes = text.outcomes.iter().map(|(it, services)| outcome(*it, services, is_wanted));
    sentences(std::iter::once(asked).chain(outcomes).collect())
}

fn outcome(outcome: WishOutcome, services: &[ServiceText], is_wanted: bool) -> Prose {
    let is_one = services.len() == 1;
    let own = all_of(services.iter().map(|it| code(it.text(Language::English))).collect());
    let sentence = match (outcome, is_one, is_wanted) {
        (WishOutcome::GetsIn, true, true) => "{} gets in.",
        (WishOutcome::GetsIn, false, true) => "{} get in.",
        (WishOutcome::GetsIn, true, false) => "{} gets in all the same.",
        (WishOutcome::GetsIn, false, false) => "{} get in all the same.",
        (WishOutcome::WithoutReplies, true, _) => "{} gets in, and the replies are stopped.",
        (WishOutcome::WithoutReplies, false, _) => "{} get in, and the replies are stopped.",
        (WishOutcome::Unclear, true, _) => "Nobody knows whether {} gets in.",
        (WishOutcome::Unclear, false, _) => "Nobody knows whether {} get in.",
        (WishOutcome::Stopped, true, _) => "{} is stopped.",
        (WishOutcome::Stopped, false, _) => "{} are stopped.",
    };
    fill(sentence, [own])
}
