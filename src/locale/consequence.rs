//! The sentence under the headline: where the changes are made, and what happens until then.

use crate::engine::report::{Level, Report, Severity};
use crate::plan::Plan;

use super::headline::unjoined;
use super::names::listener;
use super::own_connections::Own;
use super::tally::{Places, Unsettled, UntilThen};

/// The sentence under the headline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsequenceText(pub(super) Consequence, pub(super) Own);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Consequence {
    /// Nothing has to flow, because something is not drawn yet.
    Missing(MissingPart),
    /// Groups to which no listener leads, and the listeners that lead to none.
    NotJoined { groups: usize, listeners: Vec<String> },
    /// The plan has errors, and there is nothing to add.
    Errors,
    /// No load balancer has to reach anything.
    Connections,
    /// Everything passes, some of it whatever the rules say.
    Passes { filtered: usize, exempt: usize },
    /// There is nothing to add, but some flows cannot be answered.
    Unsettled(usize),
    /// There is nothing to add, but no route leads to the members of some flows.
    Unrouted(usize),
    /// Something that must flow is stopped.
    Required { places: Places, until_then: UntilThen, unsettled: Unsettled },
    /// Everything that must flow passes, and something is recommended.
    Recommended { places: Places, unsettled: Unsettled },
}

/// The part that has to be drawn before there is something to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MissingPart {
    LoadBalancer,
    Listener,
    Group,
    Member,
    /// Members without a port, or health checks that are off: nothing is sent.
    Port,
}

impl ConsequenceText {
    /// The sentence for a plan's report.
    #[must_use]
    pub fn of(plan: &Plan, report: &Report) -> Self {
        let summary = &report.summary;
        let is_required = report.changes.iter().any(|change| change.level == Level::Required);
        let unjoined = unjoined(report);
        let unsettled = Unsettled::of(report);
        let has_errors = report.findings.iter().any(|it| it.severity == Severity::Error);
        let own = Own::of(plan, report);
        let said = if !is_required && !unjoined.is_empty() {
            let listeners = unjoined.iter().flat_map(|(_, listeners)| listeners.iter().copied());
            let listeners = crate::plan::set_of(listeners);
            Consequence::NotJoined {
                groups: unjoined.len(),
                listeners: listeners.into_iter().map(|id| listener(plan, id)).collect(),
            }
        } else if report.changes.is_empty() && has_errors {
            Consequence::Errors
        } else if report.flows.is_empty() && report.connections.is_empty() {
            Consequence::Missing(missing_part(plan))
        } else if is_required {
            Consequence::Required {
                places: Places::of(report, Level::Required),
                until_then: UntilThen::of(plan, report),
                unsettled,
            }
        } else if !report.changes.is_empty() {
            Consequence::Recommended { places: Places::of(report, Level::Recommended), unsettled }
        } else if report.flows.is_empty() {
            Consequence::Connections
        } else if unsettled.unrouted > 0 {
            Consequence::Unrouted(unsettled.unrouted)
        } else if summary.attention_flows > 0 {
            Consequence::Unsettled(summary.attention_flows)
        } else {
            Consequence::Passes {
                filtered: report.flows.len().saturating_sub(summary.exempt_flows),
                exempt: summary.exempt_flows,
            }
        };
        Self(said, own)
    }
}

fn missing_part(plan: &Plan) -> MissingPart {
    let forwards = |group| plan.listeners().any(|(_, listener)| listener.leads_to(group));
    if plan.load_balancers.is_empty() {
        MissingPart::LoadBalancer
    } else if plan.listeners().next().is_none() {
        MissingPart::Listener
    } else if !plan.backend_server_groups.iter().any(|group| forwards(group.id)) {
        MissingPart::Group
    } else if !plan.members().any(|(group, _)| forwards(group.id)) {
        MissingPart::Member
    } else {
        MissingPart::Port
    }
}

area!(answer::consequence, ConsequenceText);
