//! The rules that can be merged, in English.

use super::grammar::{all_of, capital, rule};
use crate::locale::merge::OneRule;
use crate::locale::names::RuleName;
use crate::locale::prose::{Prose, code, fill, join, words};
use crate::locale::{Language, MergeText};
use crate::plan::{Action, Direction};

/// The number of rules that a sentence lists before it counts the rest.
const RULES: usize = 4;

pub(in crate::locale) fn segments(text: &MergeText) -> Prose {
    let rules = capital(rules(&text.rules));
    match &text.one {
        None => fill("{} can be one rule.", [rules]),
        Some(one) => fill("{} can be one rule: {}.", [rules, said(one)]),
    }
}

/// 'rules 1 and 3', or each security group rule by what it says.
fn rules(names: &[RuleName]) -> Prose {
    let is_acl = names.iter().all(|it| it.priority.is_none());
    let shown = names.iter().take(RULES);
    let mut parts = shown
        .map(|it| match is_acl {
            true => words(it.number.to_string()),
            false => rule(it),
        })
        .collect::<Vec<_>>();
    match names.len().saturating_sub(RULES) {
        0 => {}
        more => parts.push(words(format!("{more} more"))),
    }
    let all = all_of(parts);
    match names.first() {
        Some(first) if is_acl && first.direction == Direction::Outbound => {
            fill("outbound rules {}", [all])
        }
        Some(_) if is_acl => fill("rules {}", [all]),
        _ => all,
    }
}

fn said(one: &OneRule) -> Prose {
    let action = match one.action {
        Action::Allow => "allow",
        Action::Deny => "deny",
    };
    let what = match one.what.is_everything() {
        true => words("everything"),
        false => code(one.what.text(Language::English)),
    };
    let mut parts = vec![fill(&format!("{action} {{}}"), [what])];
    if let Some(from) = &one.from {
        parts.push(fill("from {}", [code(from)]));
    }
    if !one.source_ports.is_all() {
        parts.push(fill("with source ports {}", [code(one.source_ports.to_string())]));
    }
    if let Some(to) = &one.to {
        parts.push(fill("to {}", [code(to)]));
    }
    let all = join(parts, " ");
    match one.number {
        Some(number) => fill(&format!("{{}}, in the place of rule {number}"), [all]),
        None => all,
    }
}
