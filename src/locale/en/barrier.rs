//! Filters that stop flows, and the lines of an explanation, in English.

use std::borrow::Cow;

use super::flow::{leg, reason};
use super::grammar::{all_of, few, one_of, place, rule, sentences, what};
use crate::engine::report::{Purpose, Verdict};
use crate::locale::barrier::{BarrierRule, Passage};
use crate::locale::names::{PlaceName, RuleName};
use crate::locale::prose::{Prose, code, fill, join, strong, words};
use crate::locale::{
    BarrierText, Language, LineSignText, LineTitleText, LineWireText, PassageText,
};
use crate::plan::Direction;

pub(in crate::locale) fn barrier(text: &BarrierText) -> Prose {
    let BarrierText { filters, direction, leg: own, stops, member, has_no_route, is_acl } = text;
    if *has_no_route && stops.is_empty() {
        return fill(
            "Nothing comes so far: no route leads to {}, an address of the load balancer's own VPC",
            [strong(member)],
        );
    }
    if filters.is_empty() && *is_acl {
        let said = words("The plan does not say which network ACL is there");
        return sentences(vec![said, leg(*own)]);
    }
    if filters.is_empty() {
        return fill("The plan names no security group of {}", [strong(member)]);
    }
    let way = match (own.is_answer(*direction), direction) {
        (false, _) => "lets it in",
        (true, Direction::Outbound) => "lets answers out",
        (true, Direction::Inbound) => "lets answers in",
    };
    let way = if own.is_answer(*direction) || own.is_member() { way } else { "lets it pass" };
    let listed = || filters.iter().map(place).collect::<Vec<_>>();
    let stop = |stop: &BarrierRule| match stop {
        BarrierRule::Rule(named) => denies(named, *direction),
        BarrierRule::NoRule if filters.len() > 1 => {
            fill(&format!("no rule of {{}} {way}"), [one_of(listed())])
        }
        BarrierRule::NoRule => fill(&format!("{{}} has no rule that {way}"), [all_of(listed())]),
        BarrierRule::Disputed => {
            fill("the published readings of {} disagree on it", [all_of(listed())])
        }
    };
    let said = match stops.as_slice() {
        [] => fill("The plan does not tell what {} lets pass", [all_of(listed())]),
        stops => super::grammar::capital(join(stops.iter().map(stop).collect(), ", and ")),
    };
    sentences(vec![said, leg(*own)])
}

/// 'acl-web denies TCP 8000-8999 in rule 3'.
fn denies(named: &RuleName, direction: Direction) -> Prose {
    let way = match direction {
        Direction::Inbound => "from",
        Direction::Outbound => "to",
    };
    match named.priority {
        None => fill("{} denies {} in {}", [place(&named.place), what(named), rule(named)]),
        Some(priority) => fill(
            &format!("{{}} denies {{}} {way} {{}} with priority {priority}"),
            [place(&named.place), what(named), code(&named.remote)],
        ),
    }
}

pub(in crate::locale) fn title(text: &LineTitleText) -> Prose {
    let LineTitleText { purpose, protocol, group, member } = text;
    let traffic = match protocol.as_str() {
        "" => "Traffic".to_owned(),
        protocol => format!("{protocol} traffic"),
    };
    match purpose {
        Some(Purpose::Traffic) => fill("{} of {}", [strong(traffic), words(group)]),
        Some(Purpose::HealthCheck) => fill("{} of {}", [strong("Health check"), words(group)]),
        Some(Purpose::Ping) => fill("{} of the health check of {}", [strong("Ping"), words(group)]),
        None => match member {
            Some(member) => fill("{} of {}", [strong("Answers"), words(member)]),
            None => strong("Answers"),
        },
    }
}

pub(in crate::locale) fn wire(text: &LineWireText) -> Cow<'static, str> {
    match &text.wire {
        Some(wire) => format!("{}, {}", wire.text(Language::English), text.family).into(),
        None => format!("any, {}", text.family).into(),
    }
}

pub(in crate::locale) fn passage(text: &PassageText) -> Prose {
    let filters = |list: &[Vec<PlaceName>]| few(list.iter().flatten().map(place).collect());
    let way = match &text.passage {
        Passage::Stopped(list) => {
            let stops = list.iter().map(|(places, by)| stopped_at(places, by)).collect();
            join(stops, ", ")
        }
        Passage::Doubtful(list) => {
            fill("{} has no rule for them; they pass where it is stateful", [filters(list)])
        }
        Passage::Unknown => words("the plan does not tell what stops it"),
        Passage::RouteInDoubt => words("the sources disagree on whether a route leads there"),
        Passage::NoRoute => words("no route leads there"),
        Passage::LetBy(list) if list.is_empty() => words("no filter is on the way"),
        Passage::LetBy(list) => fill("passes {}", [filters(list)]),
        Passage::NotFiltered(why) => words(reason(*why)),
    };
    match text.sources.is_empty() {
        true => super::grammar::capital(way),
        false => {
            let sources = few(text.sources.iter().map(code).collect());
            fill("from {}: {}", [sources, way])
        }
    }
}

/// 'acl-web rule 3', or the name of a security group that has no rule for it.
fn stopped_at(places: &[PlaceName], by: &[BarrierRule]) -> Prose {
    let names = one_of(places.iter().map(place).collect());
    let rules = by.iter().filter_map(|by| match by {
        BarrierRule::Rule(named) if named.priority.is_none() => {
            Some(fill("{} {}", [place(&named.place), rule(named)]))
        }
        BarrierRule::Rule(named) => Some(fill("a deny of {}", [place(&named.place)])),
        BarrierRule::NoRule => None,
        BarrierRule::Disputed => Some(fill("readings of {} disagree", [names.clone()])),
    });
    let rules = rules.collect::<Vec<_>>();
    if rules.is_empty() { names } else { join(rules, ", ") }
}

pub(in crate::locale) fn sign(text: &LineSignText) -> Cow<'static, str> {
    match text.0 {
        Verdict::Blocked => "Stopped",
        Verdict::Attention => "Unclear",
        Verdict::Open => "Passes",
        Verdict::Exempt => "Exempt from rules",
    }
    .into()
}
