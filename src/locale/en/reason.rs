//! The reasons for changes, in English.

use super::grammar::{
    all_of, capital, few, names, one_of, place, rule, rule_of_place, sentences, verb, what,
};
use super::near_miss;
use crate::engine::report::Leg;
use crate::locale::ReasonText;
use crate::locale::names::RuleName;
use crate::locale::prose::{Prose, code, fill, join, strong, words};
use crate::locale::reason::{FlowsName, Reason, Sender, Stop, What, WhyRecommended};
use crate::plan::{Action, Direction};

pub(in crate::locale) fn segments(text: &ReasonText) -> Prose {
    match &text.0 {
        Reason::Add { legs, direction, stops, near_misses, recommended, falsely_healthy } => {
            let on_leg = |(leg, flows): &_| fill("{}.", [on_leg(flows, *leg, *direction)]);
            let mut said = legs.iter().map(on_leg).collect::<Vec<_>>();
            said.extend(stops.iter().map(|stop| stopped(stop, *direction)));
            said.extend(near_miss::missing(near_misses));
            if !falsely_healthy.is_empty() {
                said.push(fill(
                    &format!(
                        "ICMP is let in, the UDP probe is not, and silence counts as healthy: {{}} \
                         would look healthy even when {} down.",
                        verb(falsely_healthy, "it is", "they are")
                    ),
                    [names(falsely_healthy)],
                ));
            }
            said.extend(recommended.map(only_recommended));
            sentences(said)
        }
        Reason::Lower { flows, rule, to, is_gap, is_for_added, sets_free } => {
            let mut said = vec![fill("{}.", [flows_of(flows, Direction::Inbound)])];
            said.push(match rule {
                Some(rule) if *is_gap => fill(
                    "The ports of {} are not in a row. A Kunpeng flavor reads neither such a rule nor \
                     any behind it, and with priority 1 it comes before the rules to add.",
                    [rule_of_place(rule)],
                ),
                Some(rule) => fill(
                    "The deny of {} is looked at first: no rule beats a deny of priority 1.",
                    [what(rule)],
                ),
                None => words("No rule beats a deny of priority 1."),
            });
            let now = match is_for_added {
                true => "Behind the added rule".to_owned(),
                false => format!("With priority {to}"),
            };
            let allows = rule.as_ref().is_some_and(|it| it.action == Action::Allow);
            said.push(match (sets_free.is_empty(), allows) {
                (true, true) => words(format!("{now} it allows what it did.")),
                (true, false) => words(format!("{now} it still stops everything else.")),
                (false, _) => freed(&now, sets_free),
            });
            sentences(said)
        }
    }
}

/// 'HTTP traffic and health check of web from the backend subnet of elb-shop'.
pub(super) fn flows_of(flows: &FlowsName, direction: Direction) -> Prose {
    // Kinds for the same groups share one 'of'.
    let mut shared: Vec<(Vec<Prose>, &Vec<String>)> = vec![];
    for (kind, groups) in &flows.what {
        let label = words(kind_of(kind));
        match shared.iter_mut().find(|(_, known)| *known == groups) {
            Some((kinds, _)) => kinds.push(label),
            None => shared.push((vec![label], groups)),
        }
    }
    let what = shared
        .into_iter()
        .map(|(kinds, groups)| fill("{} of {}", [all_of(kinds), names(groups)]))
        .collect();
    let senders = few(flows.senders.iter().map(sender).collect());
    let own = match flows.connections.len() {
        0 => None,
        1 => Some(fill("your own connection {}", [names(&flows.connections)])),
        _ => Some(fill("your own connections {}", [names(&flows.connections)])),
    };
    let sent = (!flows.what.is_empty()).then(|| fill("{} from {}", [all_of(what), senders]));
    let all = all_of(sent.into_iter().chain(own).collect());
    capital(match direction {
        Direction::Inbound => all,
        Direction::Outbound => fill("answers to {}", [all]),
    })
}

/// The flows that pass a filter on some leg of the way.
fn on_leg(flows: &FlowsName, leg: Leg, direction: Direction) -> Prose {
    let there = || flows_of(flows, Direction::Inbound);
    match leg {
        Leg::Member => flows_of(flows, direction),
        Leg::FromLoadBalancer | Leg::FromSender => fill("{}, on its way out of there", [there()]),
        Leg::BackToLoadBalancer | Leg::BackToSender => {
            fill("{}, on their way back in there", [flows_of(flows, Direction::Outbound)])
        }
        Leg::FromClients => fill("Clients' requests, on their way in, for {}", [there()]),
        Leg::BackToClients => fill("Answers to clients, on their way out, for {}", [there()]),
    }
}

pub(super) fn kind_of(kind: &What) -> String {
    match kind {
        What::Traffic(protocol) if protocol.is_empty() => "traffic".to_owned(),
        What::Traffic(protocol) => format!("{protocol} traffic"),
        What::HealthCheck => "health check".to_owned(),
        What::Ping => "ping of the health check".to_owned(),
    }
}

fn sender(sender: &Sender) -> Prose {
    match sender {
        Sender::BackendSubnet { load_balancer } => {
            fill("the backend subnet of {}", [strong(load_balancer)])
        }
        Sender::PreviousBackendSubnet { load_balancer, subnet } => fill(
            "{}, the previous backend subnet of {}, whose addresses are still in use",
            [strong(subnet), strong(load_balancer)],
        ),
        Sender::Clients { cidr } => fill("the clients' own addresses, {}", [code(cidr)]),
        Sender::Shared { load_balancer, cidr } => fill(
            "{}, from where shared load balancers such as {} send",
            [code(cidr), strong(load_balancer)],
        ),
    }
}

fn stopped(stop: &Stop, direction: Direction) -> Prose {
    match (stop, direction) {
        (Stop::NoRule(lists), direction) => {
            let way = match direction {
                Direction::Inbound => "in",
                Direction::Outbound => "out",
            };
            let lists = lists.iter().map(place).collect();
            fill(&format!("No rule of {{}} lets it {way}."), [one_of(lists)])
        }
        (Stop::Rule(named), direction) => match named.priority {
            None => fill("{} denies {} and comes first.", [capital(rule(named)), what(named)]),
            Some(priority) => {
                let way = match direction {
                    Direction::Inbound => "from",
                    Direction::Outbound => "to",
                };
                fill(
                    &format!("A deny of priority {priority} of {{}} stops {{}} {way} {{}}."),
                    [place(&named.place), what(named), code(&named.remote)],
                )
            }
        },
        (Stop::Disputed, _) => words(
            "The server has several security groups, and the published readings of their order \
             disagree on it.",
        ),
    }
}

fn only_recommended(why: WhyRecommended) -> Prose {
    words(match why {
        WhyRecommended::SecurityGroupAnswers => {
            "Only recommended: a security group lets answers pass by itself, but the guide's table \
             asks for the rule where outbound rules were configured."
        }
        WhyRecommended::NetworkAclAnswers => {
            "Only recommended: the VPC guide has network ACLs let answers pass by themselves, the \
             load balancer's own diagnosis asks for this rule."
        }
        WhyRecommended::LoadBalancerAcl => {
            "Only recommended: the guide speaks of the servers' network ACL alone, an older FAQ \
             has that of the load balancer's subnet count too."
        }
        WhyRecommended::WeightZero => {
            "Only recommended: a server of weight 0 gets no requests until its weight is raised."
        }
        WhyRecommended::NoListener => {
            "Only recommended: no listener forwards to the group yet, so nothing is sent to it."
        }
    })
}

fn freed(now: &str, rules: &[RuleName]) -> Prose {
    let list = join(rules.iter().map(rule_of_place).collect(), ", ");
    fill(&format!("{now} it no longer holds back what these allow: {{}}."), [list])
}
