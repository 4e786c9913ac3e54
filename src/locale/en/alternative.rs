//! Other ways to let pass what a change lets pass, in English.

use std::borrow::Cow;

use super::grammar::{count, few, names, place, rule_of_place, sentences, verb};
use crate::locale::alternative::Way;
use crate::locale::names::RuleName;
use crate::locale::prose::{Prose, code, fill, strong, words};
use crate::locale::{AlternativeText, AlternativesLabel, Language};

pub(in crate::locale) fn label(text: &AlternativesLabel) -> Cow<'static, str> {
    match text {
        AlternativesLabel::Find => "Other ways",
        AlternativesLabel::Title => "Instead of this rule",
        AlternativesLabel::AnotherWay => "Another way:",
        AlternativesLabel::Nothing => {
            "There is no other way that the planner can show to be as good."
        }
        AlternativesLabel::Take => "Do this",
    }
    .into()
}

pub(in crate::locale) fn segments(text: &AlternativeText) -> Prose {
    match &text.0 {
        Way::Enable(rule) => fill("Switch {} on.", [named(rule.as_ref())]),
        Way::DropFarPorts(rule) => fill(
            "Change {}: let it name no ports of the other end, which sends from any.",
            [named(rule.as_ref())],
        ),
        Way::ChangeAddresses { rule, to } => fill(
            "Change the addresses of {} to {}. Nothing that a load balancer of the plan needs comes \
             in by those that it names now; something else may.",
            [named(rule.as_ref()), code(to)],
        ),
        Way::EchoRequest => words(
            "Let in the echo request alone, which is all that a ping is. The guide's row says all of \
             ICMP, which also lets in messages that rules behind it may deny.",
        ),
        Way::Narrow { rule, rules } => fill(
            &format!(
                "Narrow {{}} instead of putting it behind: {} in its place stop all that it stops, \
                 but for what has to pass. Nothing else is let in.",
                count(*rules, "rule", "rules")
            ),
            [named(rule.as_ref())],
        ),
        Way::Split { rule, rules } => fill(
            &format!(
                "Split {{}} into {}, each with ports that are in a row, which every flavor reads.",
                count(*rules, "rule", "rules")
            ),
            [named(rule.as_ref())],
        ),
        Way::Join { group, servers, opens } => {
            let mut said = vec![fill(
                &format!(
                    "Give {{}} the security group {{}}, which other members of the group have and \
                     which lets this in to {} too.",
                    verb(servers, "it", "them")
                ),
                [names(servers), place(group)],
            )];
            if !opens.is_empty() {
                let opened = opens.iter().map(|(what, from)| {
                    fill("{} from {}", [code(what.text(Language::English)), code(from)])
                });
                said.push(fill("That also lets in {}.", [few(opened.collect())]));
            }
            sentences(said)
        }
        Way::Other { group, beside } => {
            let mut said = vec![fill("Put the rule into {}.", [place(group)])];
            said.push(match beside.is_empty() {
                true => words("It opens no other server."),
                false => fill("It opens {} too.", [names(beside)]),
            });
            sentences(said)
        }
        Way::Own { group, servers, spared } => fill(
            &format!(
                "Give {{}} a security group of {} own, {{}}, with this rule. {{}} {} as closed as \
                 now.",
                verb(servers, "its", "their"),
                verb(spared, "stays", "stay"),
            ),
            [names(servers), strong(group), names(spared)],
        ),
    }
}

fn named(rule: Option<&RuleName>) -> Prose {
    rule.map_or_else(|| words("the rule"), rule_of_place)
}
