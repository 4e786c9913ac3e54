//! The answer to a question about packets, in English.

use std::borrow::Cow;

use super::grammar::{all_of, capital, names, place, rule_of_place, sentences, what};
use super::near_miss;
use crate::engine::report::Purpose;
use crate::engine::trace::{Fate, HopBypass, HopStage, ReplyVerdict, TraceNote, TraceVerdict};
use crate::locale::names::{PlaceName, RuleName};
use crate::locale::prose::{Prose, code, fill, join, strong, words};
use crate::locale::trace::{ByName, SpotName, UnknownRules};
use crate::locale::{
    FateText, HopPartText, HopText, Language, ParcelText, PathText, RepliesText, TraceLabel,
    TraceNoteText, TraceText, TraceVerdictText,
};

/// The number of packets that a sentence lists before it counts the rest.
const PARCELS: usize = 3;

pub(in crate::locale) fn verdict(text: &TraceVerdictText) -> Cow<'static, str> {
    match text.verdict {
        TraceVerdict::Wholly if text.loses_replies => "Without replies",
        TraceVerdict::Wholly => "Passes",
        TraceVerdict::InPart => "In part",
        TraceVerdict::NotAtAll => "Stopped",
        TraceVerdict::Unclear => "Unclear",
        TraceVerdict::Nothing => "Nothing to send",
    }
    .into()
}

pub(in crate::locale) fn fate(text: &FateText) -> Cow<'static, str> {
    match text.0 {
        Fate::Passes => "Passes",
        Fate::Stopped => "Stopped",
        Fate::Unclear => "Unclear",
    }
    .into()
}

pub(in crate::locale) fn whole(text: &TraceText) -> Prose {
    let everything = text.wire.is_everything();
    let wire = || code(text.wire.text(Language::English));
    let sent = match (text.purpose, everything) {
        (None, true) => words("everything"),
        (None, false) => wire(),
        (Some(Purpose::Traffic), true) => words("forwarded traffic"),
        (Some(Purpose::Traffic), false) => fill("forwarded traffic over {}", [wire()]),
        (Some(_), true) => words("whatever health checks send"),
        (Some(_), false) => fill("a health check over {}", [wire()]),
    };
    let way = [sent, strong(&text.from), strong(&text.to)];
    capital(match text.verdict {
        TraceVerdict::Wholly if text.loses_replies => {
            fill("{} from {} to {} gets there, and its replies are stopped.", way)
        }
        TraceVerdict::InPart if text.loses_replies => {
            fill("{} from {} to {} gets there in part, and replies are stopped.", way)
        }
        TraceVerdict::Wholly => fill("{} from {} to {} passes.", way),
        TraceVerdict::InPart => fill("{} from {} to {} passes in part.", way),
        TraceVerdict::NotAtAll => fill("{} from {} to {} is stopped.", way),
        TraceVerdict::Unclear => {
            fill("{} from {} to {}: the plan does not tell whether it passes.", way)
        }
        TraceVerdict::Nothing => fill(
            "{} from {} to {}: there are no such packets. One end has no address, or the two have \
             none of the same type.",
            way,
        ),
    })
}

pub(in crate::locale) fn path(text: &PathText) -> Prose {
    fill("From {} to {}", [spot(&text.from), spot(&text.to)])
}

fn spot(spot: &SpotName) -> Prose {
    match spot {
        SpotName::Balancer { name, subnet: None, .. } => strong(name),
        SpotName::Balancer { name, subnet: Some(subnet), previous: false } => {
            fill("{} in {}", [strong(name), strong(subnet)])
        }
        SpotName::Balancer { name, subnet: Some(subnet), previous: true } => {
            fill("{} in {}, which it used before", [strong(name), strong(subnet)])
        }
        SpotName::Servers(list) => names(list),
        SpotName::Subnet(name, Some(addresses)) => {
            fill("{} in {}", [code(addresses), strong(name)])
        }
        SpotName::Subnet(name, None) => fill("other addresses of {}", [strong(name)]),
        SpotName::Vpc(name, Some(addresses)) => {
            fill("{} in {}, in no subnet of the plan", [code(addresses), strong(name)])
        }
        SpotName::Vpc(name, None) => {
            fill("other addresses of {}, in no subnet of the plan", [strong(name)])
        }
        SpotName::IpBackend(name) => strong(name),
        SpotName::Outside(Some(addresses)) => fill("{} outside of the plan", [code(addresses)]),
        SpotName::Outside(None) => words("other addresses outside of the plan"),
    }
}

/// The subnet of a place, or the place itself.
fn subnet(at: &SpotName) -> Prose {
    match at {
        SpotName::Balancer { subnet: Some(subnet), .. } => strong(subnet),
        SpotName::Subnet(name, _) => strong(name),
        SpotName::Servers(list) => fill("the subnet of {}", [names(list)]),
        other => spot(other),
    }
}

pub(in crate::locale) fn hop(text: &HopText) -> Prose {
    let groups = || match text.groups.as_slice() {
        [] => words("security groups"),
        [only] => fill("security group {}", [place(only)]),
        several => fill("security groups {}", [all_of(several.iter().map(place).collect())]),
    };
    let acl = || match &text.network_acl {
        None => words("network ACL"),
        Some(acl) => fill("network ACL {}", [place(acl)]),
    };
    let title = match text.stage {
        HopStage::SourceSecurityGroups => fill("Out of {}: {}", [spot(&text.at), groups()]),
        HopStage::SourceNetworkAcl => fill("Out of {}: {}", [subnet(&text.at), acl()]),
        HopStage::Routes => fill("To {}: the route", [spot(&text.at)]),
        HopStage::DestinationNetworkAcl => fill("Into {}: {}", [subnet(&text.at), acl()]),
        HopStage::DestinationSecurityGroups => fill("Into {}: {}", [spot(&text.at), groups()]),
        HopStage::Listeners => fill("Into {}: its listeners", [spot(&text.at)]),
    };
    match text.counts {
        true => title,
        false => fill(
            "{}. The sources disagree on whether it filters what a load balancer sends and gets, so \
             it does not count here",
            [title],
        ),
    }
}

pub(in crate::locale) fn part(text: &HopPartText) -> Prose {
    match &text.by {
        ByName::Rule(named) => {
            let rule = match named.priority {
                None => fill("{} ({})", [rule_of_place(named), what(named)]),
                Some(_) => rule_of_place(named),
            };
            let verb = match text.fate {
                Fate::Passes => "{} lets it pass.",
                Fate::Stopped | Fate::Unclear => "{} stops it.",
            };
            capital(fill(verb, [rule]))
        }
        ByName::DefaultDeny => {
            let mut said = vec![words("No rule lets it pass.")];
            said.extend(near_miss::missing(&text.near_misses));
            sentences(said)
        }
        ByName::Listener(listener) => match text.fate {
            Fate::Unclear => fill(
                "{} is one of a gateway load balancer, which the planner does not answer.",
                [strong(listener)],
            ),
            Fate::Passes | Fate::Stopped => fill("{} takes it.", [strong(listener)]),
        },
        ByName::AccessControl(listener) => fill(
            "The access control of {} does not let these addresses in, whatever the rules say.",
            [strong(listener)],
        ),
        ByName::OwnMember(listener) => fill(
            "The sender is a server behind {}. At layer 4 a server cannot reach the load balancer as \
             a client and stand behind it (FAQ of Open Telekom Cloud), whatever the rules say.",
            [strong(listener)],
        ),
        ByName::NoListener => words("No listener has this protocol and port."),
        ByName::Routed => words("A route leads there."),
        ByName::NoRoute => words(
            "No route leads there: the load balancer sends this to an IP address of its own VPC, and \
             the plan has such members not reached, whatever the rules say.",
        ),
        ByName::RouteInDoubt => words(
            "The load balancer sends this to an IP address of its own VPC. The sources disagree on \
             whether such a member is reached.",
        ),
        ByName::Ambiguous => {
            words("The published readings of the order of several security groups disagree on it.")
        }
        ByName::Unknown(what) => words(match what {
            UnknownRules::SecurityGroups => {
                "The plan names no security group there, so it does not tell what passes."
            }
            UnknownRules::NetworkAcl => {
                "The plan does not say which network ACL is there, so it does not tell what passes."
            }
            UnknownRules::Rules => "The rules are not known, so nobody can say what passes.",
        }),
        ByName::NotFiltered(why) => words(match why {
            HopBypass::NoNetworkAcl => "The subnet has no network ACL.",
            HopBypass::NetworkAclDisabled => "It is switched off, so it filters nothing.",
            HopBypass::SameSubnet => "It does not count: the packets stay in their subnet.",
            HopBypass::ReservedDestination => {
                "Network ACLs let everything pass to this destination, whatever the rules say."
            }
            HopBypass::Layer4 => {
                "Rules do not apply: the load balancer forwards layer 4 traffic past them."
            }
        }),
    }
}

pub(in crate::locale) fn parcel(text: &ParcelText) -> Prose {
    let wire = match text.wire() {
        Some(wire) if wire.is_everything() => words("everything"),
        Some(wire) => code(wire.text(Language::English)),
        None => fill("protocols {}", [code(text.0.protocol)]),
    };
    let from = match text.0.source_ports.is_all() {
        true => code(text.source()),
        false => fill("{} port {}", [code(text.source()), code(&text.0.source_ports)]),
    };
    fill("{} from {} to {}", [wire, from, code(text.destination())])
}

pub(in crate::locale) fn replies(text: &RepliesText) -> Prose {
    let stops = || text.stops.iter().map(|(acl, rules)| stops_replies(acl, rules)).collect();
    words(match (text.verdict, text.by_rules) {
        (ReplyVerdict::Stopped, _) => {
            return fill(
                "Some replies do not come back. The plan says that network ACLs are not stateful, and \
                 {}.",
                [all_of(stops())],
            );
        }
        (ReplyVerdict::Nothing, _) => {
            "Nothing passes for certain, so there is nothing to reply to."
        }
        (ReplyVerdict::Pass, false) => {
            "Replies pass: what filters here is stateful and lets them back by itself."
        }
        (ReplyVerdict::Pass, true) => {
            "Replies pass: security groups are stateful, and the network ACLs have rules for them \
             even if these are not."
        }
        (ReplyVerdict::IfStateful, _) => {
            return fill(
                "Replies pass if network ACLs are stateful, as the VPC guide has it. If they are not, \
                 {}.",
                [all_of(stops())],
            );
        }
    })
}

/// 'rule 2 of acl-web stops some', or 'no rule of acl-web lets all of them back'.
fn stops_replies(acl: &PlaceName, rules: &[RuleName]) -> Prose {
    match rules.is_empty() {
        true => fill("no rule of {} lets all of them back", [place(acl)]),
        false => {
            let verb = if rules.len() == 1 { "{} stops some" } else { "{} stop some" };
            fill(verb, [all_of(rules.iter().map(rule_of_place).collect())])
        }
    }
}

pub(in crate::locale) fn note(text: &TraceNoteText) -> Prose {
    let list = |parcels: &[crate::engine::trace::Parcel]| {
        let mut texts: Vec<Prose> =
            parcels.iter().take(PARCELS).map(|it| parcel(&ParcelText::of(it))).collect();
        match parcels.len().saturating_sub(PARCELS) {
            0 => {}
            more => texts.push(words(format!("{more} more"))),
        }
        join(texts, "; ")
    };
    match &text.note {
        TraceNote::NeedsRoute => words(
            "It leaves its VPC, so it needs a route there and back: a VPC peering connection, an \
             enterprise router, Direct Connect or a VPN.",
        ),
        TraceNote::BeyondThePlan => words(
            "It goes to addresses that the plan does not have; what filters there is not known.",
        ),
        TraceNote::UnknownSender => words(
            "The plan has no server at the addresses that it comes from; that they let it out is \
             assumed.",
        ),
        TraceNote::NotForwarded(parcels) => sentences(vec![
            fill("No listener of {} forwards this there:", [spot(&text.from)]),
            fill("{}.", [list(parcels)]),
        ]),
        TraceNote::NotProbed(parcels) => sentences(vec![
            fill("No health check of {} sends this there:", [spot(&text.from)]),
            fill("{}.", [list(parcels)]),
        ]),
        TraceNote::AlsoForwardedPastRules => words(
            "One listener forwards this with the clients' own addresses, past all rules. The \
             answer is about what another one sends from the backend subnet.",
        ),
    }
}

pub(in crate::locale) fn label(text: &TraceLabel) -> Cow<'static, str> {
    match text {
        TraceLabel::Title => "Ask about packets",
        TraceLabel::From => "From",
        TraceLabel::To => "To",
        TraceLabel::AnAddress => "An address…",
        TraceLabel::FromAddress => "Source address or block",
        TraceLabel::ToAddress => "Destination address or block",
        TraceLabel::OwnAddress => "Only from address",
        TraceLabel::More => "More",
        TraceLabel::Protocol => "Protocol",
        TraceLabel::AllProtocols => "All",
        TraceLabel::Ports => "Ports",
        TraceLabel::SourcePorts => "Source ports",
        TraceLabel::Purpose => "Sent as",
        TraceLabel::Forwarded => "Traffic",
        TraceLabel::HealthCheck => "Health check",
        TraceLabel::AskAbout => "Ask about this",
        TraceLabel::RouteInDoubt => {
            "The member is an IP address of the load balancer's own VPC. The sources disagree on \
             whether it is reached."
        }
        TraceLabel::Passes => "Passes",
        TraceLabel::Stopped => "Stopped",
        TraceLabel::Unclear => "Unclear",
        TraceLabel::Replies => "Replies",
        TraceLabel::Clear => "Clear",
        TraceLabel::Choose => "Choose…",
        TraceLabel::MorePaths(1) => return "1 more way is not shown.".into(),
        TraceLabel::MorePaths(more) => return format!("{more} more ways are not shown.").into(),
    }
    .into()
}
