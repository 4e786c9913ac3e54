//! The words of the audit of the existing rules, in English.

use std::borrow::Cow;

use super::grammar::{all_of, capital, count, rule, rule_of_place, sentences, what};
use super::near_miss;
use super::reason::flows_of;
use crate::engine::report::Level;
use crate::locale::audit::{FarEnd, OtherRule, RuleFindingName, Stream, TrafficName, WhyNoEffect};
use crate::locale::prose::{Prose, code, fill, join, strong, words};
use crate::locale::{
    AuditChipText, AuditLabelText, AuditSummaryText, AuditedRuleText, Language, LossText,
    ProtocolPortText, RemovalText, RuleFindingText, TightRuleText,
};
use crate::plan::{Action, Direction, Flavor, Protocol};

/// The number of items that a sentence lists before it counts the rest.
const ITEMS_IN_A_SENTENCE: usize = 3;

pub(in crate::locale) fn label(text: &AuditLabelText) -> Cow<'static, str> {
    match text {
        AuditLabelText::SafeToRemove => "Safe to remove?".into(),
        AuditLabelText::ReplaceByTightest(1) => "Replace by the tightest rule".into(),
        AuditLabelText::ReplaceByTightest(count) => {
            format!("Replace by the {count} tightest rules").into()
        }
        AuditLabelText::ReplaceCuts => {
            "This cuts whatever else uses the rule. The plan knows load balancers only.".into()
        }
        AuditLabelText::FindTogether => "Rules to remove together".into(),
        AuditLabelText::Together(0) => {
            "None: no rule can be removed with certainty that nothing changes.".into()
        }
        AuditLabelText::Together(1) => {
            "This rule can be removed. The plan was checked without it: the same traffic passes and the same is stopped."
                .into()
        }
        AuditLabelText::Together(count) => format!(
            "These {count} rules can be removed together. The plan was checked without them: the same traffic passes and the same is stopped."
        )
        .into(),
        AuditLabelText::RemoveTogether(1) => "Remove this rule".into(),
        AuditLabelText::RemoveTogether(count) => format!("Remove these {count} rules").into(),
        AuditLabelText::RemovedTogether(1) => "1 rule removed".into(),
        AuditLabelText::RemovedTogether(count) => format!("{count} rules removed").into(),
        AuditLabelText::FindMerges => "Rules to merge".into(),
        AuditLabelText::Merges(0) => {
            "None: no rules can be replaced by one rule that matches the same packets.".into()
        }
        AuditLabelText::Merges(1) => {
            "These rules can be merged into one. Their list was checked again: every packet is decided as before.".into()
        }
        AuditLabelText::Merges(count) => format!(
            "{count} sets of rules can each be merged into one. Their lists were checked again: every packet is decided as before, whichever sets you merge."
        )
        .into(),
        AuditLabelText::Merge => "Merge them".into(),
        AuditLabelText::MergeAll(count) => format!("Merge all {count}").into(),
        AuditLabelText::Merged(count) => format!("{count} rules fewer now").into(),
        AuditLabelText::OnlyThese => "Show only these".into(),
        AuditLabelText::Title => "Existing rules".into(),
        AuditLabelText::TightestRules => "Enough for the load balancers:".into(),
        AuditLabelText::NothingToSay => {
            "Every rule has an effect, and none that lets load balancers in opens more than they need."
                .into()
        }
    }
}

pub(in crate::locale) fn chip(text: &AuditChipText) -> Cow<'static, str> {
    match text {
        AuditChipText::NoEffect => "no effect",
        AuditChipText::Shadowed => "shadowed",
        AuditChipText::Redundant => "redundant",
        AuditChipText::Conflicting => "conflicting",
        AuditChipText::Exception => "has exceptions",
        AuditChipText::NearMiss => "misses",
        AuditChipText::Broad => "broad",
    }
    .into()
}

pub(in crate::locale) fn summary(text: &AuditSummaryText) -> Cow<'static, str> {
    let kinds = [
        (text.no_effect, "has no effect", "have no effect"),
        (text.shadowed, "is shadowed", "are shadowed"),
        (text.redundant, "is redundant", "are redundant"),
        (text.conflicting, "is in conflict", "are in conflict"),
        (text.near_misses, "misses what it looks meant for", "miss what they look meant for"),
        (text.broad, "opens more than is needed", "open more than is needed"),
    ];
    let mut parts = vec![];
    for (number, one, many) in kinds.into_iter().filter(|(number, _, _)| *number > 0) {
        let noun = match (parts.is_empty(), number) {
            (true, 1) => "1 rule".to_owned(),
            (true, _) => format!("{number} rules"),
            (false, _) => number.to_string(),
        };
        parts.push(format!("{noun} {}", if number == 1 { one } else { many }));
    }
    let unclear = count(text.unclear, "rule", "rules");
    let unclear = format!(
        "Little can be said of {unclear} beside which others may stand that are not known."
    );
    match (parts.is_empty(), text.unclear) {
        (true, 0) => label(&AuditLabelText::NothingToSay),
        (true, _) => unclear.into(),
        (false, 0) => format!("{}.", parts.join(", ")).into(),
        (false, _) => format!("{}. {unclear}", parts.join(", ")).into(),
    }
}

pub(in crate::locale) fn audited_rule(text: &AuditedRuleText) -> Prose {
    match &text.0 {
        None => words("A rule"),
        // The number says where it is, not what it is.
        Some(named) if named.priority.is_none() => {
            capital(fill("{} ({})", [rule(named), what(named)]))
        }
        Some(named) => capital(rule(named)),
    }
}

pub(in crate::locale) fn finding(text: &RuleFindingText) -> Prose {
    match &text.0 {
        RuleFindingName::NoEffect { why, direction } => no_effect(why, *direction),
        RuleFindingName::NearMiss { why, changes } => words(format!(
            "It looks meant for what {} to add {} pass, and does not match: {}.",
            if *changes == 1 { "a rule" } else { "rules" },
            if *changes == 1 { "lets" } else { "let" },
            near_miss::why(*why, false),
        )),
        RuleFindingName::Shadowed(by) => {
            let verbs = if by.len() == 1 { ("is", "decides") } else { ("are", "decide") };
            capital(fill(
                &format!(
                    "{{}} {} looked at before it and {} on all that it matches.",
                    verbs.0, verbs.1
                ),
                [others(by)],
            ))
        }
        RuleFindingName::Redundant { by, default_deny } => redundant(by, *default_deny),
        RuleFindingName::Conflicting { with, traffic: part, exception } => {
            let sentence = match exception {
                true => "{} comes first and makes an exception: {}.",
                false => "{} comes first and decides the other way on {}.",
            };
            let with = with.as_ref().map_or_else(|| words("another rule"), other);
            capital(fill(sentence, [with, traffic(part)]))
        }
        RuleFindingName::Broad { surplus, revives, gap } => {
            let broad = "It lets the load balancer in, and more than that: {}.";
            let mut said = vec![fill(broad, [traffic(surplus)])];
            if let Some(gap) = gap {
                let behind = "Several tighter rules would be enough, but they would stand behind {}, \
                              which Kunpeng flavors cannot read, and take no effect there. Split \
                              that rule by its ports first.";
                said.push(fill(behind, [other(gap)]));
            } else if *revives > 0 {
                let rules = revived(*revives);
                said.push(words(format!("With the tightest rules in its place, {rules} effect.")));
            }
            sentences(said)
        }
    }
}

fn no_effect(why: &WhyNoEffect, direction: Direction) -> Prose {
    let end = match direction {
        Direction::Inbound => "destination",
        Direction::Outbound => "source",
    };
    match why {
        WhyNoEffect::Disabled => words("It is switched off."),
        WhyNoEffect::NoPackets => words(
            "No packet fits it: its addresses are of the other family, or its IP address group \
             has none of this one.",
        ),
        WhyNoEffect::GroupNotWorn => words("No server of the plan has its security group."),
        WhyNoEffect::RemoteNotWorn(group) => {
            fill("It names {}, which no server of the plan has.", [strong(group)])
        }
        WhyNoEffect::NetworkAclDisabled => words("Its network ACL is switched off."),
        WhyNoEffect::NetworkAclWithoutSubnet => words("Its network ACL guards no subnet."),
        WhyNoEffect::OutsideSubnets => {
            words(format!("Its {end} is in none of the subnets that the network ACL guards."))
        }
        WhyNoEffect::NeverFiltered => words(
            "It is about traffic that a network ACL never filters, such as traffic within a \
             subnet.",
        ),
        WhyNoEffect::Flavor(Flavor::Kunpeng) => words(
            "Its servers have a Kunpeng flavor. There a rule takes no effect if its ports are not \
             in a row, and neither does any rule behind it.",
        ),
        WhyNoEffect::Flavor(Flavor::OldX86 | Flavor::Standard) => words(
            "Its servers have an old x86 flavor, on which ports that are not in a row and IP \
             address groups take no effect.",
        ),
    }
}

fn redundant(by: &[OtherRule], default_deny: bool) -> Prose {
    let denial = "what no rule matches is denied anyway";
    match (by.is_empty(), default_deny) {
        (true, _) => words(format!("Without it nothing changes: {denial}.")),
        (false, false) => {
            let verb = if by.len() == 1 { "decides" } else { "decide" };
            fill(&format!("Without it nothing changes: {{}} {verb} the same way."), [others(by)])
        }
        (false, true) => {
            let verb = if by.len() == 1 { "decides" } else { "decide" };
            fill(
                &format!("Without it nothing changes: {{}} {verb} the same way, and {denial}."),
                [others(by)],
            )
        }
    }
}

fn other(other: &OtherRule) -> Prose {
    if other.is_elsewhere { rule_of_place(&other.rule) } else { rule(&other.rule) }
}

fn others(list: &[OtherRule]) -> Prose {
    let mut parts = list.iter().take(ITEMS_IN_A_SENTENCE).map(other).collect::<Vec<_>>();
    match list.len().saturating_sub(ITEMS_IN_A_SENTENCE) {
        0 => {}
        more => parts.push(words(count(more, "more rule", "more rules"))),
    }
    all_of(parts)
}

/// `TCP 22 from 10.0.0.0/8, and UDP all from anywhere`; a long list is cut short and counted.
fn traffic(traffic: &TrafficName) -> Prose {
    let streams = &traffic.streams;
    let shown = streams.iter().take(ITEMS_IN_A_SENTENCE);
    let mut parts = shown.map(|it| stream(it, traffic.direction)).collect::<Vec<_>>();
    match streams.len().saturating_sub(ITEMS_IN_A_SENTENCE) {
        0 => {}
        more => parts.push(words(count(more, "more kind of traffic", "more kinds of traffic"))),
    }
    join(parts, "; ")
}

fn stream(stream: &Stream, direction: Direction) -> Prose {
    // Everything includes what else is named.
    let what = match stream.what.iter().flatten().any(ProtocolPortText::is_everything) {
        true => words("everything"),
        false => kinds(stream),
    };
    let ends = |list: &[FarEnd]| {
        let mut parts = list.iter().take(ITEMS_IN_A_SENTENCE).map(end).collect::<Vec<_>>();
        match list.len().saturating_sub(ITEMS_IN_A_SENTENCE) {
            0 => {}
            more => parts.push(words(count(more, "more range", "more ranges"))),
        }
        all_of(parts)
    };
    let (from, to) = (ends(&stream.from), ends(&stream.to));
    let is_any = |list: &[FarEnd]| list == [FarEnd::Anywhere];
    match (is_any(&stream.from), is_any(&stream.to)) {
        (true, true) if direction == Direction::Outbound => fill("{} to {}", [what, to]),
        (_, true) => fill("{} from {}", [what, from]),
        (true, false) => fill("{} to {}", [what, to]),
        (false, false) => fill("{} from {} to {}", [what, from, to]),
    }
}

/// The protocols of a stream with their ports.
fn kinds(stream: &Stream) -> Prose {
    // Protocols without a name of their own are among the others, where there are others.
    let has_others = stream.what.contains(&None);
    let is_nameless = |it: &&ProtocolPortText| matches!(it.protocol, Protocol::Number(_));
    let mut what = stream
        .what
        .iter()
        .flatten()
        .filter(|it| !(has_others && is_nameless(it)))
        .map(|it| code(it.text(Language::English)))
        .collect::<Vec<_>>();
    if has_others {
        what.push(words(if what.is_empty() { "some protocols" } else { "other protocols" }));
    }
    all_of(what)
}

fn end(end: &FarEnd) -> Prose {
    match end {
        FarEnd::Anywhere => words("anywhere"),
        FarEnd::Addresses(text) => code(text),
        FarEnd::Wearers(group) => fill("every server with {}", [strong(group)]),
    }
}

pub(in crate::locale) fn removal(text: &RemovalText) -> Prose {
    let flows = |it| flows_of(it, text.direction);
    let mut said = vec![];
    if let Some(list) = &text.wholly {
        said.push(fill("No: this stops without it: {}.", [flows(list)]));
    }
    if let Some(list) = &text.partly {
        let sentence = match text.wholly {
            None => "No: a part of this stops without it: {}.",
            Some(_) => "A part of this stops as well: {}.",
        };
        said.push(fill(sentence, [flows(list)]));
    }
    let is_needed = !said.is_empty();
    if let Some(list) = &text.recommended {
        said.push(fill("This is then missing, which is only recommended: {}.", [flows(list)]));
    }
    if let Some(list) = &text.opens {
        said.push(fill("More of this passes without it: {}.", [flows(list)]));
    }
    if !text.other.streams.is_empty() {
        if !is_needed {
            let nobody = "No load balancer of the plan needs it. Something else may.";
            said.insert(0, words(nobody));
        }
        if text.is_rest {
            said.push(words(match (text.action, text.direction) {
                (Action::Allow, Direction::Inbound) => {
                    "Without it nothing else that it matches comes in either."
                }
                (Action::Allow, Direction::Outbound) => {
                    "Without it nothing else that it matches goes out either."
                }
                (Action::Deny, Direction::Inbound) => "Without it all that it stops comes in.",
                (Action::Deny, Direction::Outbound) => "Without it all that it stops goes out.",
            }));
            return finished(text, said);
        }
        let sentence = match (text.action, text.direction) {
            (Action::Allow, Direction::Inbound) => "Without it this no longer comes in: {}.",
            (Action::Allow, Direction::Outbound) => "Without it this no longer goes out: {}.",
            (Action::Deny, Direction::Inbound) => "Without it this comes in: {}.",
            (Action::Deny, Direction::Outbound) => "Without it this goes out: {}.",
        };
        said.push(fill(sentence, [traffic(&text.other)]));
    }
    finished(text, said)
}

/// The subject and verb of a sentence about rules that take effect once another one is gone.
fn revived(rules: usize) -> String {
    let rules = count(rules, "rule behind it takes", "rules behind it take");
    format!("on the servers with a Kunpeng flavor {rules}")
}

fn finished(text: &RemovalText, mut said: Vec<Prose>) -> Prose {
    if text.revives > 0 {
        said.push(words(format!("Then {} effect.", revived(text.revives))));
    }
    if text.is_unclear {
        let beside =
            "Rules that are not known may stand beside it, so nobody can say what else changes.";
        said.push(words(beside));
    }
    if said.is_empty() {
        said.push(words(match text.has_effect {
            true => "Yes: no verdict changes without it.",
            false => "Yes: it has no effect as the plan stands.",
        }));
    }
    sentences(said)
}

pub(in crate::locale) fn loss(text: &LossText) -> Prose {
    let flow =
        text.flow.as_ref().map_or_else(|| words("A flow"), |flow| flow.segments(Language::English));
    let remark = match (text.level, text.wholly) {
        (Level::Recommended, _) => " (recommended only)",
        (Level::Required, true) => "",
        (Level::Required, false) => " (a part of it)",
    };
    fill(&format!("{{}}{remark}"), [flow])
}

pub(in crate::locale) fn tight_rule(text: &TightRuleText) -> Prose {
    let what = code(text.what.text(Language::English));
    match &text.to {
        None => fill("{} from {}", [what, code(&text.from)]),
        Some(to) => fill("{} from {} to {}", [what, code(&text.from), code(to)]),
    }
}
