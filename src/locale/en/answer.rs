//! The answer as a whole, in English.

use std::borrow::Cow;

use super::grammar::{all_of, count, grouped, names, verb};
use crate::locale::consequence::{Consequence, MissingPart};
use crate::locale::headline::Headline;
use crate::locale::own_connections::Own;
use crate::locale::proof::Proof;
use crate::locale::prose::{plain, words};
use crate::locale::tally::{Places, Unsettled, UntilThen};
use crate::locale::{ConsequenceText, HeadlineText, ProofText};

pub(in crate::locale) fn headline(text: &HeadlineText) -> Cow<'static, str> {
    match text.0 {
        Headline::NothingToCheck => "Nothing to check yet".into(),
        Headline::NothingToAdd => "Nothing to add".into(),
        Headline::NotJoined { ref group } => format!("Nothing is sent to {group}").into(),
        Headline::SeveralNotJoined(groups) => {
            format!("Nothing is sent to {groups} backend server groups").into()
        }
        Headline::Errors(1) => "1 error in the plan".into(),
        Headline::Errors(errors) => format!("{errors} errors in the plan").into(),
        Headline::GetsIn(1) => "1 connection gets there that must not".into(),
        Headline::GetsIn(own) => format!("{own} connections get there that must not").into(),
        Headline::Unrouted(1) => "1 flow has no route".into(),
        Headline::Unrouted(flows) => format!("{flows} flows have no route").into(),
        Headline::Unsettled(1) => "1 flow needs attention".into(),
        Headline::Unsettled(flows) => format!("{flows} flows need attention").into(),
        Headline::Changes { required, to_change, recommended } => {
            let mut parts = vec![];
            if required > 0 {
                parts.push(format!("{} to add", count(required, "rule", "rules")));
            }
            if to_change > 0 {
                parts.push(match parts.is_empty() {
                    true => format!("{} to change", count(to_change, "rule", "rules")),
                    false => format!("{to_change} to change"),
                });
            }
            if recommended > 0 {
                parts.push(match parts.is_empty() {
                    true => format!("{} recommended", count(recommended, "rule", "rules")),
                    false => format!("{recommended} recommended"),
                });
            }
            parts.join(", ").into()
        }
    }
}

pub(in crate::locale) fn consequence(text: &ConsequenceText) -> Cow<'static, str> {
    let said = of_flows(&text.0);
    let own = own_connections(&text.1, matches!(text.0, Consequence::Connections));
    match (said.is_empty(), own.is_empty()) {
        (_, true) => said,
        (true, false) => own.into(),
        (false, false) => format!("{said} {own}").into(),
    }
}

/// The sentences about the connections of one's own that are not as they are meant to be, and about the
/// others where nothing else is said.
fn own_connections(own: &Own, alone: bool) -> String {
    let Own { stopped, getting_in, unclear, well } = own;
    let said = |list: &[String], one: &str, several: &str| {
        let names = plain(&names(list));
        (!list.is_empty()).then(|| format!("{names} {}.", verb(list, one, several)))
    };
    let all_well = *well > 0 && [stopped, getting_in, unclear].iter().all(|it| it.is_empty());
    let sentences = [
        said(stopped, "is stopped", "are stopped"),
        said(getting_in, "gets there and must not", "get there and must not"),
        said(unclear, "cannot be told for certain", "cannot be told for certain"),
        (alone && all_well).then(|| match well {
            1 => "Your own connection is as it is meant to be.".to_owned(),
            _ => "Your own connections are as they are meant to be.".to_owned(),
        }),
    ];
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn of_flows(consequence: &Consequence) -> Cow<'static, str> {
    match consequence {
        Consequence::Connections => "".into(),
        Consequence::Missing(part) => match part {
            MissingPart::LoadBalancer => "Draw a load balancer to begin with.",
            MissingPart::Listener => "Give the load balancer a listener.",
            MissingPart::Group => "Choose the backend server group that a listener forwards to.",
            MissingPart::Member => "Add a server to the backend server group.",
            MissingPart::Port => "Give the members of the backend server group a port.",
        }
        .into(),
        Consequence::NotJoined { groups, listeners } => format!(
            "No listener forwards to {}, and {} {} to no group. Join them first.",
            if *groups == 1 { "it" } else { "them" },
            plain(&names(listeners)),
            verb(listeners, "forwards", "forward"),
        )
        .into(),
        Consequence::Errors => {
            "Nothing to add as far as can be said. Put these right first.".into()
        }
        Consequence::Passes { filtered: 0, exempt } => match exempt {
            1 => "The only flow passes whatever the rules say.".into(),
            _ => format!("All {exempt} flows pass whatever the rules say.").into(),
        },
        Consequence::Passes { exempt: 0, .. } => "Everything that has to flow passes.".into(),
        Consequence::Passes { exempt, .. } => format!(
            "Everything that has to flow passes; {} whatever the rules say.",
            count(*exempt, "flow does so", "flows do so")
        )
        .into(),
        Consequence::Unrouted(flows) => format!(
            "No route leads to the {} of {}, so no rule helps. The findings say what does.",
            if *flows == 1 { "member" } else { "members" },
            count(*flows, "flow", "flows"),
        )
        .into(),
        Consequence::Unsettled(flows) => format!(
            "The plan says too little of {}, or the sources contradict each other. The findings \
             say what to look at.",
            count(*flows, "flow", "flows")
        )
        .into(),
        Consequence::Required { places, until_then, unsettled } => {
            let mut sentence = format!("in {}.", places_of(*places));
            if let Some(then) = then(until_then) {
                sentence.push_str(&format!(" Until then {then}."));
            }
            sentence.push_str(&left_open(*unsettled));
            sentence.into()
        }
        Consequence::Recommended { places, unsettled } => format!(
            "in {}. {} passes without this.{}",
            places_of(*places),
            match unsettled.has_doubtful_routes() {
                true => "Everything else that must flow",
                false => "Everything that must flow",
            },
            left_open(*unsettled)
        )
        .into(),
    }
}

fn places_of(places: Places) -> String {
    let groups = count(places.security_groups, "security group", "security groups");
    let acls = count(places.network_acls, "network ACL", "network ACLs");
    match (places.security_groups, places.network_acls) {
        (_, 0) => groups,
        (0, _) => acls,
        _ => format!("{groups} and {acls}"),
    }
}

fn then(until_then: &UntilThen) -> Option<String> {
    let mut parts = vec![];
    match until_then.without_traffic {
        0 => {}
        1 => parts.push(words("1 server gets no traffic")),
        servers => parts.push(words(format!("{} servers get no traffic", grouped(servers)))),
    }
    let lack = if parts.is_empty() { "no traffic" } else { "none" };
    match until_then.unhealthy {
        0 => {}
        1 => parts.push(words(format!("1 server looks unhealthy and gets {lack}"))),
        servers => {
            parts
                .push(words(format!("{} servers look unhealthy and get {lack}", grouped(servers))));
        }
    }
    match until_then.with_part_of_it {
        0 => {}
        1 => parts.push(words("1 server gets only a part of its traffic")),
        servers => {
            parts.push(words(format!(
                "{} servers get only a part of their traffic",
                grouped(servers)
            )));
        }
    }
    if !until_then.unnoticed.is_empty() {
        let groups = plain(&names(&until_then.unnoticed));
        parts.push(words(format!("a dead server of {groups} would go unnoticed")));
    }
    (!parts.is_empty()).then(|| plain(&all_of(parts)))
}

fn left_open(unsettled: Unsettled) -> String {
    let Unsettled { unknown, in_doubt, unrouted } = unsettled;
    let unknown = match unknown {
        0 => String::new(),
        1 => " The plan says too little of 1 flow to answer it.".to_owned(),
        flows => format!(" The plan says too little of {flows} flows to answer them."),
    };
    let in_doubt = match in_doubt {
        0 => String::new(),
        1 => " The sources disagree on whether 1 flow is routed to its member.".to_owned(),
        flows => {
            format!(" The sources disagree on whether {flows} flows are routed to their members.")
        }
    };
    let unrouted = match unrouted {
        0 => String::new(),
        1 => " No route leads to the member of 1 flow.".to_owned(),
        flows => format!(" No route leads to the members of {flows} flows."),
    };
    unknown + &in_doubt + &unrouted
}

pub(in crate::locale) fn proof(text: &ProofText) -> Cow<'static, str> {
    match text.0 {
        Proof::Nothing => "Nothing has to flow yet".into(),
        Proof::Proved { added, changed, unsettled, unjoined, rules_known } => {
            let with = match (added, changed) {
                (0, 0) => String::new(),
                (1, 0) => "with this rule ".to_owned(),
                (_, 0) => format!("with these {added} rules "),
                (0, 1) => "with this change ".to_owned(),
                _ => format!("with these {} changes ", added.saturating_add(changed)),
            };
            let Unsettled { unknown, in_doubt, unrouted } = unsettled;
            let kinds = [
                (unknown, "that the plan says too little of"),
                (in_doubt, "on whose route the sources disagree"),
                (unrouted, "to whose members no route leads"),
            ];
            let kinds = kinds.iter().filter(|(flows, _)| *flows > 0);
            let mut kinds = kinds
                .map(|(flows, which)| words(format!("{} {which}", count(*flows, "flow", "flows"))))
                .collect::<Vec<_>>();
            if unjoined > 0 {
                let groups = count(unjoined, "group", "groups");
                kinds.push(words(format!("{groups} to which no listener leads")));
            }
            let apart = match kinds.is_empty() {
                true => String::new(),
                false => format!(", apart from {}", plain(&all_of(kinds))),
            };
            let proved = if rules_known { "Proved" } else { "As far as rules are known" };
            format!("{proved}: {with}nothing is missing{apart}").into()
        }
        Proof::NotProved => {
            "Not proved: these changes leave something out, so check the findings before you rely \
             on them"
                .into()
        }
    }
}
