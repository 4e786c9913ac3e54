//! The answer who reaches what, in English.

use std::borrow::Cow;

use super::grammar::count as counted;
use crate::engine::reach::{Access, Purposes};
use crate::locale::reach::{ServerNames, SourceKindName, SourceNames};
use crate::locale::{
    CellFate, ReachCount, ReachLabel, ServiceText, SourceDetail, SourceTitle, TargetDetail,
    TargetTitle,
};
use crate::plan::{IpType, Ports, Protocol};

/// The number of names in one line before the rest is counted.
const NAMES: usize = 3;

pub(in crate::locale) fn label(label: &ReachLabel) -> Cow<'static, str> {
    match label {
        ReachLabel::Title | ReachLabel::TitleOf { with_changes: false } => "Who reaches what",
        ReachLabel::TitleOf { with_changes: true } => "Who reaches what with the rules to add",
        ReachLabel::From => "From",
        ReachLabel::To => "To",
        ReachLabel::Now => "Now",
        ReachLabel::WithRules(number) => {
            return format!("With {} added", counted(*number, "rule", "rules")).into();
        }
        ReachLabel::WithChanges(number) => {
            return format!("With {} made", counted(*number, "change", "changes")).into();
        }
        ReachLabel::Search => "Port, address, name",
        ReachLabel::Copy => "Copy",
        ReachLabel::AsText => "As text",
        ReachLabel::AsMarkdown => "As Markdown",
        ReachLabel::AsJson => "As JSON",
        ReachLabel::Nothing => "nothing",
        ReachLabel::NothingElse => "Nothing else gets in.",
        ReachLabel::NobodyElse => "Nothing gets in.",
        ReachLabel::NoServers => "There is no server with an address that is asked about.",
        ReachLabel::Itself => "itself",
        ReachLabel::NoAddress => "no such address",
        ReachLabel::NeedsRoute => "needs a route",
        ReachLabel::Working => "Working it out",
        ReachLabel::NoMatch => "Nothing here has this port, address or name.",
        ReachLabel::Close => "Close",
        ReachLabel::FromTo { from, to } => return format!("From {from} to {to}").into(),
        ReachLabel::Explained => {
            "The filters on the way, for one of them; the others are guarded alike."
        }
        ReachLabel::ItselfWhy => "What a server sends to itself meets no rule.",
        ReachLabel::Trace => "Trace",
        ReachLabel::AndMore(number) => return format!("and {number} more").into(),
    }
    .into()
}

pub(in crate::locale) fn service(text: &ServiceText) -> Cow<'static, str> {
    let ports = |ports: &Ports| ports.to_string().replace(',', ", ");
    let protocol = match text.protocol.protocol() {
        Some(Protocol::All) => "all".to_owned(),
        Some(Protocol::Tcp) => "TCP".to_owned(),
        Some(Protocol::Udp) => "UDP".to_owned(),
        Some(Protocol::Icmp) => "ICMP".to_owned(),
        Some(Protocol::Icmpv6) => "ICMPv6".to_owned(),
        Some(Protocol::Number(number)) => format!("protocol {number}"),
        None => format!("protocols {}", text.protocol),
    };
    let mut line = protocol;
    if !text.icmp.is_empty() {
        let messages = text.icmp.iter().map(ToString::to_string).collect::<Vec<_>>();
        line = format!("{line} {}", messages.join(", "));
    }
    if !text.ports.is_all() {
        line = format!("{line} {}", ports(&text.ports));
    }
    if !text.source_ports.is_all() {
        line = format!("{line} from source ports {}", ports(&text.source_ports));
    }
    line.into()
}

pub(in crate::locale) fn fate(text: &CellFate) -> Cow<'static, str> {
    let label = &text.label;
    let is_past = label.past_rules != Purposes::NONE;
    let mut words: Vec<Cow<str>> = vec![];
    match label.access {
        Access::Open => {}
        Access::RepliesIfStateful => {
            words.push("replies only if network ACLs are stateful".into());
        }
        Access::WithoutReplies => words.push("without replies".into()),
        Access::ReadingsDiffer => words.push("unclear, the readings differ".into()),
        Access::Unknown => words.push("unclear, rules not known".into()),
        Access::Stopped if !is_past || label.lacks_required() => words.push("stopped".into()),
        Access::Stopped => {}
    }
    let of_part = |part: &[ServiceText], own: &'static str| -> Cow<'static, str> {
        let part = part.iter().map(service).collect::<Vec<_>>().join(" and ");
        if part.is_empty() { own.into() } else { format!("{part} {own}").into() }
    };
    if label.required != Purposes::NONE {
        words.push(of_part(&text.required_part, "required"));
    }
    if label.wishes.must_reach() {
        words.push(of_part(&text.wished_part, "for your own connection"));
    }
    if text.is_unwanted() {
        words.push("must not get in".into());
    }
    match label.past_rules {
        Purposes { traffic: true, health_checks: true } => words.push("exempt".into()),
        Purposes { traffic: true, .. } if label.required.health_checks => {
            words.push("forwarded traffic exempt".into());
        }
        Purposes { traffic: false, health_checks: true } => {
            words.push("health checks exempt".into());
        }
        Purposes { traffic: true, .. } => words.push("exempt".into()),
        Purposes { .. } => {}
    }
    words.join(", ").into()
}

pub(in crate::locale) fn source_title(text: &SourceTitle) -> Cow<'static, str> {
    let names = text.names();
    let title = match &names.kind {
        SourceKindName::Outside if names.is_rest => "Internet and all else outside".to_owned(),
        SourceKindName::IpBackends(own) | SourceKindName::LoadBalancers(own, _) => listed(own),
        SourceKindName::Servers(servers) => server_title(servers),
        SourceKindName::Outside => addresses(names),
        SourceKindName::Unoccupied(subnets, vpcs) => match &names.known_as {
            Some(name) => name.clone(),
            None => format!("other addresses of {}", unoccupied(subnets, vpcs)),
        },
    };
    title.into()
}

pub(in crate::locale) fn source_detail(text: &SourceDetail) -> Cow<'static, str> {
    let names = text.names();
    let detail = match &names.kind {
        SourceKindName::Outside if names.is_rest => match names.ip_type {
            IpType::IPv4 => "0.0.0.0/0".to_owned(),
            IpType::IPv6 => "::/0".to_owned(),
        },
        SourceKindName::Outside => match &names.known_as {
            Some(known) if *known != listed(&names.addresses) => {
                format!("{}, outside", listed(&names.addresses))
            }
            _ => "outside".to_owned(),
        },
        SourceKindName::IpBackends(_) => listed(&names.addresses),
        SourceKindName::LoadBalancers(_, subnets) => match subnets.is_empty() {
            true => listed(&names.addresses),
            false => format!("{} in {}", listed(&names.addresses), listed(subnets)),
        },
        SourceKindName::Servers(servers) => server_detail(servers, names.ip_type),
        SourceKindName::Unoccupied(subnets, vpcs) => match &names.known_as {
            Some(_) => format!("no server there, in {}", unoccupied(subnets, vpcs)),
            None => "no server there".to_owned(),
        },
    };
    detail.into()
}

pub(in crate::locale) fn target_title(text: &TargetTitle) -> Cow<'static, str> {
    server_title(&text.0).into()
}

pub(in crate::locale) fn target_detail(text: &TargetDetail) -> Cow<'static, str> {
    server_detail(&text.0, IpType::IPv4).into()
}

pub(in crate::locale) fn count(text: &ReachCount) -> Cow<'static, str> {
    format!(
        "{} to {}",
        counted(text.sources, "kind of senders", "kinds of senders"),
        counted(text.servers, "server", "servers")
    )
    .into()
}

fn server_title(names: &ServerNames) -> String {
    listed(if names.groups.is_empty() { &names.servers } else { &names.groups })
}

fn server_detail(names: &ServerNames, ip_type: IpType) -> String {
    let own = (!names.groups.is_empty()).then(|| listed(&names.servers));
    let family = (ip_type == IpType::IPv6).then(|| "IPv6".to_owned());
    own.into_iter().chain(family).collect::<Vec<_>>().join(", ")
}

fn addresses(names: &SourceNames) -> String {
    names.known_as.clone().unwrap_or_else(|| listed(&names.addresses))
}

fn unoccupied(subnets: &[String], vpcs: &[String]) -> String {
    let own = subnets.iter().chain(vpcs).cloned().collect::<Vec<_>>();
    listed(&own)
}

/// Names with commas; a long list is cut short and counted.
fn listed(names: &[String]) -> String {
    let shown = match names.len().saturating_sub(NAMES) {
        // One more is no longer than saying that there is one more.
        0 | 1 => names.len(),
        _ => NAMES,
    };
    let mut line = names.iter().take(shown).cloned().collect::<Vec<_>>().join(", ");
    if shown < names.len() {
        line = format!("{line} and {} more", names.len().saturating_sub(shown));
    }
    line
}
