//! Rules that miss by little what has to pass, in English.

use super::grammar::{capital, few, rule_of_place, what};
use crate::engine::report::WhyItMisses;
use crate::locale::names::RuleName;
use crate::locale::near_miss::Missing;
use crate::locale::prose::{Prose, fill, words};

/// 'Rule 3 of acl-web looks meant for this, and does not match: it names source ports …'.
pub(super) fn missing(all: &[Missing]) -> Vec<Prose> {
    let sentence = |it: &Missing| {
        let verbs = match it.rules.len() {
            1 => "looks meant for it and does not match",
            _ => "look meant for it and do not match",
        };
        let rules = capital(few(it.rules.iter().map(named).collect()));
        fill(&format!("{{}} {verbs}: {{}}."), [rules, words(why(it.why, it.rules.len() > 1))])
    };
    all.iter().map(sentence).collect()
}

/// A rule with what it matches, which the number of a network ACL rule does not say.
fn named(rule: &RuleName) -> Prose {
    match rule.priority {
        Some(_) => rule_of_place(rule),
        None => fill("{} ({})", [rule_of_place(rule), what(rule)]),
    }
}

/// The reason for which one or several rules do not match.
pub(super) fn why(why: WhyItMisses, several: bool) -> &'static str {
    match (why, several) {
        (WhyItMisses::SwitchedOff, false) => "it is switched off",
        (WhyItMisses::SwitchedOff, true) => "they are switched off",
        (WhyItMisses::OtherDirection, false) => "it stands in the list of the other direction",
        (WhyItMisses::OtherDirection, true) => "they stand in the list of the other direction",
        (WhyItMisses::SecurityGroup, false) => {
            "at its other end is a security group, which the sender is not in, and a load balancer \
             is in none"
        }
        (WhyItMisses::SecurityGroup, true) => {
            "at their other end is a security group, which the sender is not in, and a load \
             balancer is in none"
        }
        (WhyItMisses::FarPorts, false) => {
            "it names ports of the other end, which sends from any port from 1024 up"
        }
        (WhyItMisses::FarPorts, true) => {
            "they name ports of the other end, which sends from any port from 1024 up"
        }
        (WhyItMisses::ProtocolZero, false) => {
            "its protocol is number 0, which is not all protocols; if all are meant, write all"
        }
        (WhyItMisses::ProtocolZero, true) => {
            "their protocol is number 0, which is not all protocols; if all are meant, write all"
        }
        (WhyItMisses::OtherType, false) => "it is of the other type, IPv4 or IPv6",
        (WhyItMisses::OtherType, true) => "they are of the other type, IPv4 or IPv6",
        (WhyItMisses::OtherMessages, false) => "it names other ICMP messages",
        (WhyItMisses::OtherMessages, true) => "they name other ICMP messages",
        (WhyItMisses::OtherAddresses, false) => "it names other addresses",
        (WhyItMisses::OtherAddresses, true) => "they name other addresses",
    }
}
