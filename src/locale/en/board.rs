//! The words of the board, in English.

use std::borrow::Cow;

use super::grammar::{count, grouped};
use crate::engine::report::Verdict;
use crate::locale::{BoardText, VerdictText};
use crate::plan::LoadBalancerKind;

pub(in crate::locale) fn text(text: &BoardText) -> Cow<'static, str> {
    use BoardText as Text;
    match text {
        Text::BalancerKind { kind: LoadBalancerKind::Shared, .. } => "Shared".into(),
        Text::BalancerKind { kind: LoadBalancerKind::Dedicated, ip_as_backend: true } => {
            "Dedicated, IP as a backend on".into()
        }
        Text::BalancerKind { kind: LoadBalancerKind::Dedicated, ip_as_backend: false } => {
            "Dedicated, IP as a backend off".into()
        }
        Text::BackendSubnets { names, previous } => backend_subnets(names, previous).into(),
        Text::SharedSource { blocks } => format!("Sends from {}", blocks.join(", ")).into(),
        Text::AndMore { name, more } => format!("{name} +{more}").into(),
        Text::NoListener => "No listener".into(),
        Text::NoGroup => "no group".into(),
        Text::Group { protocol, check } => match (check.enabled, check.port) {
            (false, _) => format!("{protocol}, no check").into(),
            (true, None) => format!("{protocol}").into(),
            (true, Some(port)) => format!("{protocol}, check {port}").into(),
        },
        Text::NoSecurityGroup => "no security group".into(),
        Text::Badge { name, changes: 0 } => name.clone().into(),
        Text::Badge { name, changes } => format!("{name} {changes}").into(),
        Text::UnknownBadge(name) => format!("{name} ?").into(),
        Text::UnknownBadgeTip(name) => {
            format!("{name}: its rules are not known, so nobody can say what passes").into()
        }
        Text::RulesNotKnown => "rules not known".into(),
        Text::AclNotKnown => "ACL not known".into(),
        Text::AclNotKnownTip => {
            "Nobody knows if this subnet has a network ACL, so it is unclear what gets in".into()
        }
        Text::OnPremises => "on premises".into(),
        Text::InVpc(name) => format!("in {name}").into(),
        Text::RuleCount { inbound, outbound } => format!("{inbound} in, {outbound} out").into(),
        Text::AclDisabled => "switched off".into(),
        Text::AddressCount(1) => "1 entry".into(),
        Text::AddressCount(count) => format!("{count} entries").into(),
        Text::Described { kind, name, detail, verdict } => {
            let mut words = format!("{kind} {name}");
            if !detail.is_empty() {
                words.push_str(", ");
                words.push_str(detail);
            }
            if let Some(verdict) = verdict {
                words.push_str(": ");
                words.push_str(
                    &VerdictText(*verdict)
                        .text(crate::locale::Language::English)
                        .to_ascii_lowercase(),
                );
            }
            words.into()
        }
        Text::Line(verdict) => line(*verdict).into(),
        Text::StoppedByAcl => "Stopped at the network ACL. Press for the reason".into(),
        Text::StoppedByGroups => "Stopped at the security group. Press for the reason".into(),
        Text::StopUnclear => "Unclear what passes here. Press for the reason".into(),
        Text::BadgeTip { name, changes, verdict } => match (changes, verdict) {
            (0, None) => format!("{name}: nothing that must flow passes it").into(),
            (0, Some(_)) => format!("{name}: nothing to add").into(),
            (changes, _) => {
                let rules = count(*changes, "change", "changes");
                format!("{name}: {rules} to make. Press for the reason").into()
            }
        },
        Text::NoSecurityGroupTip => {
            "The plan names no security group here, so it cannot say what gets in".into()
        }
        Text::Fault => "Something about it cannot be: its form says what".into(),
        Text::ServerCount(servers) => count(*servers, "server", "servers").into(),
        Text::ServersAre { verdict: None, .. } => "no load balancer".into(),
        Text::ServersAre { verdict: Some(Verdict::Open), .. } => "open".into(),
        Text::ServersAre { verdict: Some(Verdict::Exempt), .. } => "exempt".into(),
        Text::ServersAre { verdict: Some(Verdict::Blocked), count } => {
            format!("{} blocked", grouped(*count)).into()
        }
        Text::ServersAre { verdict: Some(Verdict::Attention), count } => {
            format!("{} unclear", grouped(*count)).into()
        }
        Text::Map => "Map".into(),
        Text::MapHelp => "Map of the plan: click or drag to look somewhere else".into(),
        Text::DragToGroup => "Drag to a backend server group to forward to it".into(),
        Text::DragToServer => "Drag to a server or an address to make it a member".into(),
        Text::DragToWear => "Drag to a server to give it this security group".into(),
        Text::DragToSubnet => "Drag to a subnet to associate it".into(),
    }
}

/// The meaning of a line.
fn line(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Open) => "Open: rules let everything pass",
        Some(Verdict::Blocked) => "Blocked: a rule, or the lack of one, stops some of it",
        Some(Verdict::Exempt) => "Exempt: passes, whatever the rules say",
        Some(Verdict::Attention) => "Unclear: the plan says too little, or the sources disagree",
        None => "Nothing has to flow here",
    }
}

fn backend_subnets(names: &[String], previous: &[String]) -> String {
    let now = match names {
        [] => "Backend subnet: this one".to_owned(),
        [name] => format!("Backend subnet: {name}"),
        names => format!("Backend subnets: {}", names.join(", ")),
    };
    match previous {
        [] => now,
        previous => format!("{now}, before: {}", previous.join(", ")),
    }
}
