//! The steps of a change, in English.

use std::borrow::Cow;

use super::grammar::{capital, count, names, place, rule, rule_of_place, sentences, subject, verb};
use super::reason::flows_of;
use super::upgrade::after;
use crate::engine::compare::Aspect;
use crate::engine::trace::Parcel;
use crate::locale::compare::{DifferenceName, OwnRuleName, ValueName};
use crate::locale::names::RuleName;
use crate::locale::prose::{Prose, code, fill, join, plain, strong, words};
use crate::locale::{
    CompareText, DifferenceText, DispensableReasonText, DispensableText, KeepsSendingText,
    KeptReasonText, KeptText, Language, LeftoverText, OwnRuleText, ParcelText, ReplacesText,
};
use crate::plan::Direction;

/// The number of packets that a sentence lists before it counts the rest.
const PARCELS: usize = 3;

pub(in crate::locale) fn label(text: &CompareText) -> Cow<'static, str> {
    match text {
        CompareText::Title => "Steps of the change".into(),
        CompareText::Remember => "Remember this state".into(),
        CompareText::RememberAgain => "Remember this state instead".into(),
        CompareText::Forget => "Forget it".into(),
        CompareText::Remembered => {
            "This state is remembered. Change the plan, and the steps from there to here are shown \
             as you go."
                .into()
        }
        CompareText::NotRemembered => {
            "Remember the state that the cloud is in now, then change the plan: the steps from one \
             to the other are worked out so that nothing in use is closed on the way."
                .into()
        }
        CompareText::Headline { to_add: 0, to_keep: 0, differences: 0, to_remove: 0 } => {
            "Nothing to do".into()
        }
        CompareText::Headline { to_add, to_keep, differences, to_remove } => {
            let mut parts = vec![];
            if *to_add > 0 {
                parts.push(format!("{} to add first", count(*to_add, "rule", "rules")));
            }
            if *to_keep > 0 {
                parts.push(format!("{} to keep", count(*to_keep, "rule", "rules")));
            }
            if *to_remove > 0 {
                parts.push(format!("{} to delete last", count(*to_remove, "rule", "rules")));
            }
            let change = match differences {
                0 => "Only rules change".to_owned(),
                some => count(*some, "change", "changes"),
            };
            match parts.is_empty() {
                true => change.into(),
                false => format!("{change}, {}", parts.join(", ")).into(),
            }
        }
        CompareText::Consequence { is_empty: true } => "The two states are the same.".into(),
        CompareText::Consequence { is_empty: false } => {
            "First open what is needed, then change, then close what nothing needs any more.".into()
        }
        CompareText::Before(None) => "Before the change".into(),
        CompareText::Before(Some(place)) => format!("Before the change: {place}").into(),
        CompareText::Keep(None) => "Keep".into(),
        CompareText::Keep(Some(place)) => format!("Keep: {place}").into(),
        CompareText::TheChange => "The change".into(),
        CompareText::After(None) => "After the change".into(),
        CompareText::After(Some(place)) => format!("After the change: {place}").into(),
        CompareText::LackingToday => "The plan before the change does not have it either.".into(),
        CompareText::Proof { holds: true, stopped_today, in_doubt, not_known } => format!(
            "{} after each of these steps everything passes that has to flow then{}{}.{}",
            if not_known.is_empty() { "Proved:" } else { "As far as rules are known," },
            but(*stopped_today),
            unknown(not_known),
            doubt(*in_doubt)
        )
        .into(),
        CompareText::Proof { holds: false, .. } => {
            "Not proved: on the way something is stopped that has to flow, or rules alone cannot \
             let it pass."
                .into()
        }
        CompareText::Markdown => "Markdown".into(),
    }
}

fn unknown(places: &[String]) -> String {
    match places.is_empty() {
        true => String::new(),
        false => format!(
            "; what passes {} cannot be known, since not all {} are",
            plain(&names(places)),
            verb(places, "its rules", "their rules"),
        ),
    }
}

fn doubt(flows: usize) -> String {
    match flows {
        0 => String::new(),
        1 => {
            " That holds for rules alone: the sources disagree on whether 1 flow is routed to its \
              member."
                .to_owned()
        }
        flows => format!(
            " That holds for rules alone: the sources disagree on whether {flows} flows are routed \
             to their members."
        ),
    }
}

fn but(stopped_today: usize) -> String {
    match stopped_today {
        0 => String::new(),
        1 => ", but for 1 flow that is stopped today already".to_owned(),
        more => format!(", but for {more} flows that are stopped today already"),
    }
}

pub(in crate::locale) fn difference(text: &DifferenceText) -> Prose {
    match &text.kind {
        DifferenceName::Added => fill("Add {}.", [subject(&text.subject)]),
        DifferenceName::Removed => fill("Remove {}.", [subject(&text.subject)]),
        DifferenceName::Changed(fields) => {
            let fields = fields.iter().map(|(aspect, before, after)| field(*aspect, before, after));
            fill("{}: {}.", [subject(&text.subject), join(fields.collect(), "; ")])
        }
    }
}

fn field(aspect: Aspect, before: &ValueName, after: &ValueName) -> Prose {
    let label = aspect_label(aspect);
    match (aspect, before, after) {
        // Its list of addresses is too long for a sentence.
        (Aspect::AccessControl, _, _) => words("change the access control"),
        (_, _, ValueName::Flag(true)) => words(format!("turn {label} on")),
        (_, _, ValueName::Flag(false)) => words(format!("turn {label} off")),
        _ => fill(&format!("set {label} from {{}} to {{}}"), [value(before), value(after)]),
    }
}

fn value(value: &ValueName) -> Prose {
    match value {
        ValueName::Text(text) if text.is_empty() => words("none"),
        ValueName::Text(text) => code(text),
        ValueName::Flag(is_on) => words(if *is_on { "on" } else { "off" }),
        ValueName::Names(list) if list.is_empty() => words("none"),
        ValueName::Names(list) => names(list),
    }
}

fn aspect_label(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Name => "the name",
        Aspect::Cidr => "the CIDR block",
        Aspect::SecondaryCidrs => "the secondary CIDR blocks",
        Aspect::Ipv6Cidr => "the IPv6 CIDR block",
        Aspect::Vpc => "the VPC",
        Aspect::Subnet => "the subnet",
        Aspect::NetworkAcl => "the network ACL",
        Aspect::Enabled => "the network ACL",
        Aspect::Addresses => "the addresses",
        Aspect::Kind => "the kind",
        Aspect::BackendSubnets => "the backend subnets",
        Aspect::PreviousBackendSubnets => "the previous backend subnets",
        Aspect::IpAsBackend => "IP as a backend",
        Aspect::Protocol => "the protocol",
        Aspect::Ports => "the ports",
        Aspect::BackendServerGroup => "the backend server group",
        Aspect::AccessControl => "the access control",
        Aspect::TransferClientIp => "the transfer of client IP addresses",
        Aspect::Nat64 => "NAT64",
        Aspect::HealthCheck => "the health check",
        Aspect::HealthCheckProtocol => "the protocol of the health check",
        Aspect::HealthCheckPort => "the port of the health check",
        Aspect::Target => "the target",
        Aspect::Type => "the type",
        Aspect::Port => "the port",
        Aspect::Weight => "the weight",
        Aspect::Ipv4 => "the IPv4 address",
        Aspect::Ipv6 => "the IPv6 address",
        Aspect::Address => "the address",
        Aspect::SecurityGroups => "the security groups",
        Aspect::Flavor => "the flavor",
    }
}

fn tab(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "Inbound Rules",
        Direction::Outbound => "Outbound Rules",
    }
}

fn named(name: Option<&RuleName>) -> Prose {
    name.map_or_else(|| words("the rule"), rule)
}

pub(in crate::locale) fn own_rule(text: &OwnRuleText) -> Prose {
    let tab = tab(text.direction);
    let step = match &text.kind {
        OwnRuleName::Added(Some(rule)) if rule.priority.is_none() => fill(
            &format!(
                "On the {tab} tab, add this rule, which is {{}} in the plan after the change: {{}}."
            ),
            [super::grammar::rule(rule), content(rule)],
        ),
        OwnRuleName::Added(rule) => {
            fill(&format!("On the {tab} tab, add {{}}."), [named(rule.as_ref())])
        }
        OwnRuleName::Removed { rule, moves: false } => {
            fill(&format!("On the {tab} tab, find {{}} and click Delete."), [found(rule.as_ref())])
        }
        OwnRuleName::Removed { rule, moves: true } => fill(
            &format!(
                "On the {tab} tab, find {{}}. It is in the list twice now: click Delete in the row of the older one."
            ),
            [found(rule.as_ref())],
        ),
        OwnRuleName::Lowered { rule, to } => fill(
            &format!("On the {tab} tab, find {{}}, click Modify and set Priority to {to}."),
            [found(rule.as_ref())],
        ),
    };
    sentences(vec![step, after(&text.awaited)])
}

/// A rule by what it says: its number may be another one once others are added.
fn found(name: Option<&RuleName>) -> Prose {
    match name {
        Some(rule) if rule.priority.is_none() => fill("the rule: {}", [content(rule)]),
        other => named(other),
    }
}

/// The content of a network ACL rule.
fn content(rule: &RuleName) -> Prose {
    let action = match rule.action {
        crate::plan::Action::Allow => "allow",
        crate::plan::Action::Deny => "deny",
    };
    let way = match rule.direction {
        Direction::Inbound => "from",
        Direction::Outbound => "to",
    };
    fill(
        &format!("{action} {{}} {way} {{}}, {}", rule.ip_type),
        [super::grammar::what(rule), code(&rule.remote)],
    )
}

pub(in crate::locale) fn kept(text: &KeptText) -> Prose {
    let tab = tab(text.direction);
    fill(&format!("On the {tab} tab, leave {{}} as it is."), [found(text.rule.as_ref())])
}

pub(in crate::locale) fn kept_reason(text: &KeptReasonText) -> Prose {
    fill(
        "The plan after the change does not have this rule, but needs it: {}.",
        [flows_of(&text.flows, text.direction)],
    )
}

pub(in crate::locale) fn replaces(text: &ReplacesText) -> Prose {
    let rules = text.rules.iter().map(|it| found(Some(it))).collect::<Vec<_>>();
    let verbs = match rules.len() {
        1 => "lets more pass and goes",
        _ => "let more pass and go",
    };
    fill(
        &format!(
            "In {{}}, a rule to add takes the place of {{}}, which {verbs} after the change. Keep \
             what was there instead if the rest is in use."
        ),
        [place(&text.place), join(rules, " and ")],
    )
}

pub(in crate::locale) fn removal(text: &DispensableText) -> Prose {
    let tab = tab(text.direction);
    fill(&format!("On the {tab} tab, find {{}} and click Delete."), [found(text.rule.as_ref())])
}

pub(in crate::locale) fn removal_reason(text: &DispensableReasonText) -> Prose {
    let way = match text.direction {
        Direction::Inbound => "in",
        Direction::Outbound => "out",
    };
    let flows = fill(
        &format!("It let {way} what is needed no longer: {{}}."),
        [flows_of(&text.flows, text.direction)],
    );
    let also = match text.also.as_slice() {
        [] => words(format!("It lets nothing else {way}.")),
        parcels => fill(
            &format!("Make sure first that nobody else needs what it lets {way} besides: {{}}."),
            [listed(parcels)],
        ),
    };
    sentences(vec![after(&text.awaited), flows, also])
}

fn listed(parcels: &[Parcel]) -> Prose {
    let texts = parcels.iter().take(PARCELS);
    let mut list: Vec<Prose> =
        texts.map(|it| ParcelText::of(it).segments(Language::English)).collect();
    match parcels.len().saturating_sub(PARCELS) {
        0 => {}
        more => list.push(words(format!("{more} more"))),
    }
    join(list, "; ")
}

pub(in crate::locale) fn leftover(text: &LeftoverText) -> Prose {
    let rule = text.rule.as_ref().map_or_else(|| words("a rule"), rule_of_place);
    let about = fill(
        "{} has to stay, though it also lets pass what nothing needs any more: {}. Narrow it to stop that.",
        [capital(rule), listed(&text.packets)],
    );
    sentences(vec![about, after(&text.awaited)])
}

pub(in crate::locale) fn keeps_sending(text: &KeepsSendingText) -> Prose {
    fill(
        &format!(
            "{{}} goes on sending from {{}}: the addresses it has there are not released. Keep \
             the rules for {} until the load balancer is created anew.",
            verb(&text.subnets, "that subnet", "those subnets")
        ),
        [strong(&text.load_balancer), names(&text.subnets)],
    )
}
