//! The rest of the answers to connections of one's own: what gets there though it must not, today and
//! with the rules to add, and the findings about all of them.
//!
//! What must reach is answered where everything is that has to flow. What must not is followed here as
//! a trace follows packets, from every address of one end to every address of the other.

mod entered;
mod proposed;
#[cfg(test)]
mod tests;
mod zones;

pub(super) use zones::zones_of_end;

use rustc_hash::FxHashSet;

use entered::{Entered, ends};
use zones::routed;

use super::index::Index;
use super::report::{
    ConnectionAnswer, ConnectionVerdict, Finding, FindingKind, FlowId, Report, Severity, Verdict,
};
use super::trace::Layers;
use crate::plan::{Connection, ConnectionId, ConnectionKind, Plan};

/// Completes the report on a plan by what its connections come to.
pub(super) fn complete(plan: &Plan, report: &mut Report) {
    if plan.connections.is_empty() {
        return;
    }
    let index = Index::of(plan);
    let layers = Layers::of(&index);
    let mut today = vec![];
    let not_known = flows_past_unknown_rules(report);
    // The answers stand in the order of the connections, of which two may have one id.
    for (connection, answer) in plan.connections.iter().zip(&mut report.connections) {
        let ends = ends(&index, connection);
        if connection.kind == ConnectionKind::MustNotReach
            && let Some(entered) = Entered::of(&layers, connection, &ends)
        {
            (answer.verdict, answer.gets_in) = entered.answer();
            today.push((connection, entered));
        }
        let needs_route = ends.iter().any(routed);
        let is_said = answer
            .flows
            .iter()
            .all(|flow| flow.verdict != Verdict::Attention || not_known.contains(&flow.id));
        report.findings.extend(findings(connection, answer, needs_route, is_said));
    }
    let coming = proposed::would_get_in(plan, report, &today);
    report
        .findings
        .extend(coming.into_iter().map(|(id, kind)| finding(id, Severity::Warning, kind)));
    crate::plan::sort_list(&mut report.findings, |one, other| one.severity.cmp(&other.severity));
}

/// The flows of which a finding says already that they pass rules that nobody knows.
fn flows_past_unknown_rules(report: &Report) -> FxHashSet<FlowId> {
    let flows = report.findings.iter().filter_map(|it| match &it.kind {
        FindingKind::RulesNotKnown { flows } => Some(flows),
        _ => None,
    });
    flows.flatten().copied().collect()
}

/// A finding about a connection.
fn finding(connection: ConnectionId, severity: Severity, kind: FindingKind) -> Finding {
    Finding { severity, subject: Some(connection.into()), kind, clauses: vec![], sources: None }
}

/// The findings about a connection. `is_said` is true if others say already what makes it unclear.
fn findings(
    connection: &Connection,
    answer: &ConnectionAnswer,
    needs_route: bool,
    is_said: bool,
) -> Vec<Finding> {
    let id = connection.id;
    let finding = |severity, kind| finding(id, severity, kind);
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
        ConnectionVerdict::Unclear if connection.kind == ConnectionKind::MustReach && !is_said => {
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
