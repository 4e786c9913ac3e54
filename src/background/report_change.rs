//! The difference between two reports.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::list_change::ListShape;
use crate::engine::report::{Change, ConnectionAnswer, Finding, Flow, FlowId, Report, Summary};

/// A report without the rows that differ from those of an older one.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReportShape {
    summary: Summary,
    flows: ListShape,
    changes: ListShape,
    // There are few, and they are put together anew for every answer.
    connections: Vec<ConnectionAnswer>,
    findings: ListShape,
}

/// The rows of a report that differ from those of an older one, each with its index.
#[derive(Debug, Default)]
pub(super) struct ChangedRows {
    pub(super) flows: Vec<(usize, Rc<Flow>)>,
    pub(super) changes: Vec<(usize, Change)>,
    pub(super) findings: Vec<(usize, Finding)>,
}

/// The indexes of the rows of a report that differ from those of an older one.
#[derive(Debug, Default)]
pub(super) struct ChangedIndexes {
    pub(super) flows: Vec<usize>,
    pub(super) changes: Vec<usize>,
    pub(super) findings: Vec<usize>,
}

impl ChangedIndexes {
    /// Counts the rows.
    pub(super) fn count(&self) -> usize {
        [&self.flows, &self.changes, &self.findings].into_iter().map(Vec::len).sum()
    }
}

impl ChangedRows {
    /// Counts the rows.
    pub(super) fn count(&self) -> usize {
        let Self { flows, changes, findings } = self;
        flows.len().saturating_add(changes.len()).saturating_add(findings.len())
    }
}

impl ReportShape {
    /// Compares two reports. Rows that they share are not looked at.
    pub(super) fn between(old: &Report, new: &Report) -> (Self, ChangedIndexes) {
        let (flows, changed_flows) = ListShape::by(&old.flows, &new.flows, is_same_flow);
        let (changes, changed_changes) = ListShape::between(&old.changes, &new.changes);
        let (findings, changed_findings) = ListShape::between(&old.findings, &new.findings);
        let changed = ChangedIndexes {
            flows: changed_flows,
            changes: changed_changes,
            findings: changed_findings,
        };
        let connections = new.connections.clone();
        let summary = new.summary.clone();
        (Self { summary, flows, changes, connections, findings }, changed)
    }

    /// Makes the new report of the old one and of the rows that differ. Returns none if they do not
    /// belong together.
    pub(super) fn fill(self, old: &Report, rows: ChangedRows) -> Option<Report> {
        Some(Report {
            version: Report::VERSION,
            summary: self.summary,
            flows: match self.flows.moves_some() {
                true => numbered(self.flows.fill(&old.flows, rows.flows)?),
                false => self.flows.fill(&old.flows, rows.flows)?,
            },
            changes: self.changes.fill(&old.changes, rows.changes)?,
            connections: self.connections,
            findings: self.findings.fill(&old.findings, rows.findings)?,
        })
    }
}

/// Checks whether two rows are the same but for their numbers: a member that is added moves all flows
/// behind its own.
fn is_same_flow(one: &Rc<Flow>, other: &Rc<Flow>) -> bool {
    let is_of_same_path = one.member == other.member && one.purpose == other.purpose;
    let is_same = || Flow { id: other.id, ..Flow::clone(one) } == **other;
    Rc::ptr_eq(one, other) || is_of_same_path && is_same()
}

/// Numbers flows by their place, as reports do.
fn numbered(flows: Vec<Rc<Flow>>) -> Vec<Rc<Flow>> {
    let numbered = (0..).map(FlowId).zip(flows).map(|(id, flow)| match flow.id == id {
        true => flow,
        false => Rc::new(Flow { id, ..Flow::clone(&flow) }),
    });
    numbered.collect()
}
