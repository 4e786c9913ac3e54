//! The words of the checker of certificates, in English.

use std::borrow::Cow;

use crate::locale::VerifyText;
use crate::verify::{Checked, Discrepancy, DocumentPart, Fault, Field, FilterName, PacketsName};

pub(in crate::locale) fn text(text: &VerifyText) -> Cow<'static, str> {
    match text {
        VerifyText::Discrepancy(problem) => line(problem).into(),
        VerifyText::Verified(checked) => verified(checked).into(),
        VerifyText::NotClosed => "Not verified: what the report says is right, and it says that \
                                  something stays missing with all changes made."
            .into(),
        VerifyText::NotVerified(1) => "Not verified: 1 problem.".into(),
        VerifyText::NotVerified(count) => format!("Not verified: {count} problems.").into(),
        VerifyText::Surplus(count) => {
            let rules = counted(*count, "added rule lets", "added rules let");
            format!("{rules} more pass than the flows ask for; the certificate lists what.").into()
        }
        VerifyText::NotChecked => "Not checked: whether the guide asks for these flows and no \
                                   others, as the checker lists them by the same reading of it; \
                                   the clauses that are named; and the findings."
            .into(),
    }
}

fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn verified(checked: &Checked) -> String {
    let flows = counted(checked.flows, "flow", "flows");
    let changes = counted(checked.changes, "change", "changes");
    let questions = counted(checked.entries, "question to a filter", "questions to filters");
    format!("Verified: {flows}, {questions}, {changes}. Once they are made, nothing is missing.")
}

fn line(problem: &Discrepancy) -> String {
    format!("{}: {}", place(&problem.part), fault(&problem.fault))
}

fn place(place: &DocumentPart) -> String {
    match place {
        DocumentPart::Plan => "plan".to_owned(),
        DocumentPart::Summary => "summary".to_owned(),
        DocumentPart::Flow(flow) => format!("flow {flow}"),
        DocumentPart::Layer { flow, filter: name } => format!("flow {flow}, {}", filter(name)),
        DocumentPart::Entry { entry, flow, filter: name, changed, combined } => {
            let flow = flow.map(|flow| format!("flow {flow}, ")).unwrap_or_default();
            let changed = if *changed { ", with all changes made" } else { "" };
            let combined = if *combined { ", rules combined" } else { "" };
            format!("certificate entry {entry}, {flow}{}{combined}{changed}", filter(name))
        }
        DocumentPart::Change(change) => format!("change {change}"),
        DocumentPart::Addition(change) => format!("certificate, added rule of change {change}"),
    }
}

fn filter(name: &FilterName) -> String {
    let direction = if name.is_outbound { "outbound" } else { "inbound" };
    let kind = match (name.is_network_acl, name.ids.len()) {
        (true, _) => "network ACL",
        (false, 1) => "security group",
        (false, 0) => "no security group",
        (false, _) => "security groups",
    };
    let ids = name.ids.iter().map(|id| format!(" {id}")).collect::<Vec<_>>().join(",");
    format!("{kind}{ids} {direction}")
}

fn packets(packets: &PacketsName) -> String {
    let PacketsName { source, destination, protocol, icmp, source_ports, ports } = packets;
    let icmp = if icmp.is_empty() { String::new() } else { format!(" {icmp}") };
    let port =
        |ports: &str| if ports.is_empty() { String::new() } else { format!(" port {ports}") };
    format!("`{protocol}{icmp} {source}{} to {destination}{}`", port(source_ports), port(ports))
}

fn end(passes: bool) -> &'static str {
    if passes { "pass" } else { "do not pass" }
}

fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Unknown(id) => format!("`{id}` is not there, or not where it is said to be"),
        Fault::Differs { field: name, found, wanted } => {
            format!("{} is `{found}`, and the rest comes to `{wanted}`", field(*name))
        }
        Fault::NoFlow { load_balancer, member, purpose, subnet } => {
            let from = subnet.as_ref().map(|subnet| format!(" from {subnet}")).unwrap_or_default();
            let purpose = purpose.replace('_', " ");
            format!("the report has no {purpose} flow of {load_balancer}{from} to {member}")
        }
        Fault::SameNumber => "another one has the same number".to_owned(),
        Fault::EmptyPart => "a part has no packets".to_owned(),
        Fault::NotABox(it) => {
            format!(
                "{} is not one range of ports or of ICMP messages in one address family",
                packets(it)
            )
        }
        Fault::Outside(it) => format!("{} is not among what this is about", packets(it)),
        Fault::Twice(it) => format!("{} shares packets with another part", packets(it)),
        Fault::NotAllCovered => "some packets are in no part".to_owned(),
        Fault::NoSuchRule(rule) => format!("`{rule}` is not a rule in force here"),
        Fault::MatchesPart(rule, it) => format!("`{rule}` matches only a part of {}", packets(it)),
        Fault::EarlierRule { rule, earlier, packets: it } => format!(
            "`{rule}` does not decide on all of {}, since `{earlier}` before it matches some",
            packets(it)
        ),
        Fault::RuleMatches(rule, it) => {
            format!("`{rule}` matches some of {}, which is left to the default deny", packets(it))
        }
        Fault::OutOfOrder => "the parts are not in the order of matching".to_owned(),
        Fault::WrongEnd { rule, passes } => {
            let by =
                rule.as_ref().map_or_else(String::new, |rule| format!(" that `{rule}` decides"));
            format!("packets{by} {}, not as it is said", end(!passes))
        }
        Fault::NotDisputed(it) => format!("the readings do not disagree on all of {}", packets(it)),
        Fault::Disputed(it) => {
            format!("the readings of several security groups disagree on some of {}", packets(it))
        }
        Fault::Combined => {
            "the combined reading is there for several security groups, and only for them"
                .to_owned()
        }
        Fault::NotMissing(it) => {
            format!("some of {} passes and is said to be missing", packets(it))
        }
        Fault::MoreMissing => "more is missing than is said".to_owned(),
        Fault::StillMissing(it) => format!("{} is still missing", packets(it)),
        Fault::NothingMissing => "it says that it is not proved, and nothing is missing".to_owned(),
        Fault::NoLayer(name) => format!("{} is on the way and is not listed", filter(name)),
        Fault::NotOnTheWay => "a filter is listed twice, or is not on the way".to_owned(),
        Fault::WrongOutcome => {
            "the plan does not say so of a filter: whether it looks, and if not, why".to_owned()
        }
        Fault::NoEntry => "the certificate has no entry for it".to_owned(),
        Fault::NotInEntry(flow) => format!("flow {flow} does not ask this"),
        Fault::IdTaken(rule) => format!("`{rule}` is the id of another rule"),
        Fault::NotInTheWay(rule) => {
            format!("`{rule}` stands in no added rule's way: no deny in force, no gap for a flavor")
        }
        Fault::NotAnAllow(rule) => format!("`{rule}` is not an allow in force"),
        Fault::WrongRemedy => "its edits do not make the change".to_owned(),
        Fault::NoAddition => {
            "what the added rule lets pass is not said, is said twice, or is about another change"
                .to_owned()
        }
        Fault::NotAsked(flow, it) => format!("flow {flow} does not ask for {}", packets(it)),
        Fault::Asked(it) => format!("a flow asks for some of {}, said to be surplus", packets(it)),
    }
}

fn field(field: Field) -> &'static str {
    match field {
        Field::Purpose => "the purpose",
        Field::Source => "the source",
        Field::Destination => "the destination",
        Field::Protocol => "the protocol",
        Field::Icmp => "the ICMP message",
        Field::Ports => "the port",
        Field::Type => "the type",
        Field::Target => "the target",
        Field::Listeners => "the list of listeners",
        Field::RouteInDoubt => "the doubt about the route",
        Field::Verdict => "the verdict",
        Field::Level => "the level",
        Field::From => "the old priority",
        Field::To => "the new priority",
        Field::Position => "the position",
        Field::SetsFree => "the list of rules set free",
        Field::StoppedBy => "what stops the flows",
        Field::RequiredRules => "the number of required rules",
        Field::RecommendedRules => "the number of recommended rules",
        Field::RulesToChange => "the number of rules to change",
        Field::OpenFlows => "the number of open flows",
        Field::BlockedFlows => "the number of blocked flows",
        Field::ExemptFlows => "the number of exempt flows",
        Field::AttentionFlows => "the number of flows that want attention",
    }
}
