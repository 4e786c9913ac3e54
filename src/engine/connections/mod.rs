//! The rest of the answers to connections of one's own: what gets there though it must not, and the
//! findings about all of them.
//!
//! What must reach is answered where everything is that has to flow. What must not is followed here as
//! a trace follows packets, from every address of one end to every address of the other.

mod zones;

use std::collections::BTreeMap;

pub(super) use zones::zones_of_end;

use zones::{Zones, routed};

use super::index::Index;
use super::packet::{PacketBox, PacketSet};
use super::report::{
    ConnectionAnswer, ConnectionVerdict, Finding, FindingKind, GetsIn, Report, Severity,
};
use super::requirements::MOST_PAIRS;
use super::trace::{Layers, Question, TraceEnd, Zone, followed, parcels};
use crate::plan::{
    Cidr, Connection, ConnectionKind, IpType, Plan, RuleId, ServerId, add_new, set_of,
};

/// Completes the report on a plan by what its connections come to.
pub(super) fn complete(plan: &Plan, report: &mut Report) {
    if plan.connections.is_empty() {
        return;
    }
    let index = Index::of(plan);
    let layers = Layers::of(&index);
    for connection in &plan.connections {
        let ends = IpType::BOTH.map(|ip_type| Zones::of(&index, connection, ip_type));
        let is_own = |it: &&mut ConnectionAnswer| it.connection == connection.id;
        let Some(answer) = report.connections.iter_mut().find(is_own) else { continue };
        if connection.kind == ConnectionKind::MustNotReach {
            (answer.verdict, answer.gets_in) = kept_out(&layers, connection, &ends);
        }
        let needs_route = ends.iter().any(routed);
        report.findings.extend(findings(connection, answer, needs_route));
    }
    crate::plan::sort_list(&mut report.findings, |one, other| one.severity.cmp(&other.severity));
}

/// Checks that nothing of a connection gets there, and names what does.
fn kept_out(
    layers: &Layers,
    connection: &Connection,
    ends: &[Zones],
) -> (ConnectionVerdict, Vec<GetsIn>) {
    let pairs = |it: &Zones| it.from.len().saturating_mul(it.to.len());
    if ends.iter().map(pairs).fold(0, usize::saturating_add) > MOST_PAIRS {
        return (ConnectionVerdict::Unanswered, vec![]);
    }
    let mut found: BTreeMap<(bool, Vec<RuleId>), (PacketSet, Vec<ServerId>)> = BTreeMap::new();
    let mut is_asked = false;
    for Zones { from, to } in ends {
        for sender in from {
            for receiver in to {
                let question = question(connection, sender.ip_type);
                let own = to_itself(sender, receiver);
                let Some(way) = followed(layers, &question, sender, receiver, &own) else {
                    continue;
                };
                is_asked = true;
                for (is_certain, packets) in [(true, &way.passes), (false, &way.unclear)] {
                    if packets.is_empty() {
                        continue;
                    }
                    let mut by = vec![];
                    for hop in &way.hops {
                        add_new(&mut by, &hop.rules_passing(packets));
                    }
                    let (all, servers) = found.entry((!is_certain, by)).or_default();
                    all.extend(packets);
                    servers.extend(receiver.servers());
                }
            }
        }
    }
    let gets_in = found.into_iter().map(|((is_unclear, rules), (packets, servers))| GetsIn {
        packets: parcels(&packets),
        receivers: set_of(servers).into_iter().collect(),
        rules,
        certain: !is_unclear,
    });
    let gets_in = gets_in.collect::<Vec<_>>();
    let verdict = match gets_in.first() {
        _ if !is_asked => ConnectionVerdict::Unanswered,
        None => ConnectionVerdict::KeptOut,
        // Those that are certain come first.
        Some(first) if first.certain => ConnectionVerdict::GetsIn,
        Some(_) => ConnectionVerdict::Unclear,
    };
    (verdict, gets_in)
}

/// The packets of a connection as a question.
fn question(connection: &Connection, ip_type: IpType) -> Question {
    let anywhere = TraceEnd::Address(Cidr::any(ip_type));
    Question {
        protocol: connection.protocol,
        icmp: connection.icmp,
        ports: connection.ports.clone(),
        ..Question::all(anywhere, anywhere)
    }
}

/// The packets from an address to itself, which pass no filter.
fn to_itself(from: &Zone, to: &Zone) -> Vec<PacketBox> {
    let is_same_cloud = from.vpc == to.vpc;
    let own = to.addresses.iter().filter(|it| is_same_cloud && it.low == it.high);
    let own =
        own.map(|it| PacketBox { source: *it, destination: *it, ..PacketBox::all(from.ip_type) });
    own.collect()
}

fn findings(connection: &Connection, answer: &ConnectionAnswer, needs_route: bool) -> Vec<Finding> {
    let id = connection.id;
    let finding = |severity, kind| Finding {
        severity,
        subject: Some(id.into()),
        kind,
        clauses: vec![],
        sources: None,
    };
    let mut all = vec![];
    let gets_in = answer.gets_in.iter().map(|it| FindingKind::ConnectionGetsIn {
        connection: id,
        packets: it.packets.clone(),
        rules: it.rules.clone(),
        certain: it.certain,
    });
    all.extend(gets_in.map(|kind| finding(Severity::Warning, kind)));
    match answer.verdict {
        ConnectionVerdict::Unanswered => {
            let kind = FindingKind::ConnectionUnanswered { connection: id };
            all.push(finding(Severity::Warning, kind));
        }
        ConnectionVerdict::Unclear if connection.kind == ConnectionKind::MustReach => {
            let kind = FindingKind::ConnectionUnclear { connection: id };
            all.push(finding(Severity::Info, kind));
        }
        _ => {}
    }
    if needs_route && connection.kind == ConnectionKind::MustReach {
        let kind = FindingKind::ConnectionNeedsRoute { connection: id };
        all.push(finding(Severity::Info, kind));
    }
    all
}
