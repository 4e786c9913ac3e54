//! Flows and the layers they pass, in English.

use super::grammar::{all_of, capital, place, rule, sentences, what};
use crate::engine::report::{Leg, Level, Purpose, WhyNotFiltered};
use crate::locale::layer::{DeciderName, FilterName, OutcomeName};
use crate::locale::names::RuleName;
use crate::locale::prose::{Prose, code, fill, join, strong, words};
use crate::locale::{FlowText, Language, LayerText};
use crate::plan::Direction;

pub(in crate::locale) fn flow(text: &FlowText) -> Prose {
    let purpose = match text.purpose {
        Purpose::Traffic => format!("{} traffic", text.protocol),
        Purpose::HealthCheck => "Health check".to_owned(),
        Purpose::Ping => "Ping of the health check".to_owned(),
    };
    let sender = match &text.previous {
        None => strong(&text.load_balancer),
        Some(subnet) => {
            fill("{} (previous backend subnet {})", [strong(&text.load_balancer), strong(subnet)])
        }
    };
    let wire = code(text.wire.text(Language::English));
    fill(
        "{} of {}: {} to {}, {}",
        [words(purpose), strong(&text.group), sender, strong(&text.member), wire],
    )
}

pub(in crate::locale) fn layer(text: &LayerText) -> Prose {
    let filter = match &text.filter {
        FilterName::SecurityGroups(groups) => all_of(groups.iter().map(place).collect()),
        FilterName::NetworkAcl(Some(acl)) => place(acl),
        FilterName::NetworkAcl(None) => words("a network ACL"),
        FilterName::NoSecurityGroup(member) => {
            return match text.outcome {
                OutcomeName::NotFiltered { why, .. } => not_filtered(why, None, words("it")),
                OutcomeName::Filtered(_) | OutcomeName::Unknown => fill(
                    "The plan names no security group of {}, so it cannot say what comes in there.",
                    [strong(member)],
                ),
            };
        }
    };
    let way = match text.direction {
        Direction::Inbound => "in",
        Direction::Outbound => "out",
    };
    match &text.outcome {
        OutcomeName::NotFiltered { why, subnet } => not_filtered(*why, subnet.as_deref(), filter),
        OutcomeName::Unknown if matches!(text.filter, FilterName::NetworkAcl(None)) => words(
            "The plan does not say which network ACL is there, so it cannot say what gets through.",
        ),
        OutcomeName::Unknown => {
            fill("The plan says too little to tell what {} lets {}.", [filter, words(way)])
        }
        OutcomeName::Filtered(parts) => {
            let whole = parts.len() == 1;
            let said = parts.iter().map(|(by, passes)| decided(by, *passes, whole, way)).collect();
            let decided = fill("{}: {}.", [filter, join(said, ", then ")]);
            let blocked = parts.iter().any(|(_, passes)| !passes);
            let recommended = text.level == Level::Recommended;
            let is_answer = text.leg.is_answer(text.direction);
            let remark = match (blocked && recommended, text.leg, is_answer) {
                (true, _, true) => words("Answers pass where the filter is stateful."),
                (true, Leg::FromLoadBalancer | Leg::FromClients, false) => {
                    words("It is not certain that this network ACL counts.")
                }
                _ => vec![],
            };
            sentences(vec![leg(text.leg), capital(decided), remark])
        }
    }
}

fn decided(by: &DeciderName, passes: bool, whole: bool, way: &str) -> Prose {
    let it = if whole { "it" } else { "a part of it" };
    match by {
        DeciderName::Rule(named) if passes => {
            fill(&format!("{{}} lets {it} {way}"), [detail(named)])
        }
        DeciderName::Rule(named) => fill(&format!("{{}} stops {it}"), [detail(named)]),
        DeciderName::DefaultDeny if whole => words(format!("no rule lets it {way}")),
        DeciderName::DefaultDeny => words(format!("no rule lets the rest {way}")),
        DeciderName::Disputed => {
            words(format!("the published readings of several security groups disagree on {it}"))
        }
    }
}

/// A rule with what it is about; that of a security group says so by itself.
fn detail(named: &RuleName) -> Prose {
    match named.priority {
        None => fill("{} ({})", [rule(named), what(named)]),
        Some(_) => rule(named),
    }
}

/// The position of a filter, unless it is in front of the member.
pub(super) fn leg(leg: Leg) -> Prose {
    words(match leg {
        Leg::Member => return vec![],
        Leg::FromLoadBalancer => "On the way out of the load balancer's subnet.",
        Leg::BackToLoadBalancer => "Answers on the way back to the load balancer's subnet.",
        Leg::FromClients => "Clients on the way in to the load balancer's subnet.",
        Leg::BackToClients => "Answers to clients on the way out of the load balancer's subnet.",
        Leg::FromSender => "On the way out of there.",
        Leg::BackToSender => "Answers on the way back in there.",
    })
}

fn not_filtered(why: WhyNotFiltered, subnet: Option<&str>, filter: Prose) -> Prose {
    match (why, subnet) {
        (WhyNotFiltered::NoNetworkAcl, _) => words("The subnet has no network ACL."),
        (WhyNotFiltered::NetworkAclDisabled, _) => {
            fill("{} is switched off, so it filters nothing.", [filter])
        }
        (WhyNotFiltered::SameSubnet, None) => fill(
            "{} does not count: these clients are in the subnet of the server itself.",
            [filter],
        ),
        (WhyNotFiltered::SameSubnet, Some(subnet)) => fill(
            "{} does not count: the load balancer sends from {}, the subnet of the server itself.",
            [filter, strong(subnet)],
        ),
        (WhyNotFiltered::PortSecurityOff, _) => words(
            "Port security is off on this network interface, so security groups have no effect.",
        ),
        (WhyNotFiltered::NeverFiltered, _) => {
            fill("{} never looks at packets to this destination.", [filter])
        }
        (WhyNotFiltered::NoRoute, _) => words(
            "Nothing comes this far: no route leads to an IP address of the load balancer's own VPC, \
             as the plan reads the sources.",
        ),
        (WhyNotFiltered::Layer4, _) => words(
            "Rules do not apply: the load balancer forwards layer 4 traffic past security groups and network ACLs.",
        ),
    }
}

/// The reason for which no filter looks at flows, in a few words.
pub(super) fn reason(why: WhyNotFiltered) -> &'static str {
    match why {
        WhyNotFiltered::NoNetworkAcl => "no network ACL is on the way",
        WhyNotFiltered::NetworkAclDisabled => "the network ACL is switched off",
        WhyNotFiltered::SameSubnet => "stays within the subnet, so no network ACL counts",
        WhyNotFiltered::PortSecurityOff => "port security is off, so no security group counts",
        WhyNotFiltered::NeverFiltered => "no network ACL looks at packets to there",
        WhyNotFiltered::NoRoute => "no route leads there",
        WhyNotFiltered::Layer4 => "layer 4 traffic, which no rule stops",
    }
}
