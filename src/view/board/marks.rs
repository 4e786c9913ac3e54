//! The marks of the drawn things: what the report says of each, gathered once for each report.

use std::collections::{HashMap, HashSet};

use crate::engine::report::{
    Filter, FindingKind, Level, Outcome, Report, RulePlace, Severity, Verdict,
};
use crate::plan::{ElementId, ListenerId, MemberId, Plan};

/// The mark of a security group or a network ACL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct NodeMark {
    /// The number of changes it needs.
    pub(crate) changes: usize,
    /// The worst verdict at it; none where nothing that must flow passes it.
    pub(crate) verdict: Option<Verdict>,
    /// True if its rules are not known.
    pub(crate) is_unknown: bool,
}

/// The marks of all drawn things.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct NodeMarks {
    places: HashMap<RulePlace, NodeMark>,
    listeners: HashMap<ListenerId, Verdict>,
    targets: HashMap<ElementId, Verdict>,
    problems: HashSet<ElementId>,
}

impl NodeMarks {
    pub(super) fn of(plan: &Plan, report: &Report) -> Self {
        let mut marks = Self::default();
        for flow in &report.flows {
            for listener in flow.listeners.iter() {
                worsen(marks.listeners.entry(*listener).or_insert(flow.verdict), flow.verdict);
            }
            let target = ElementId::from(flow.target);
            worsen(marks.targets.entry(target).or_insert(flow.verdict), flow.verdict);
            for layer in flow.layers.iter() {
                if matches!(layer.outcome, Outcome::NotFiltered(_)) {
                    continue;
                }
                let places = match &layer.filter {
                    Filter::SecurityGroups(groups) => {
                        groups.iter().map(|id| RulePlace::SecurityGroup(*id)).collect()
                    }
                    Filter::NetworkAcl(acl) => {
                        acl.iter().map(|id| RulePlace::NetworkAcl(*id)).collect::<Vec<_>>()
                    }
                };
                for place in places {
                    marks.places.entry(place).or_default().verdict.get_or_insert(Verdict::Open);
                }
            }
        }
        for (place, mark) in changed_places(report) {
            marks.places.insert(place, mark);
        }
        for place in RulePlace::not_known(plan) {
            let verdict = Some(Verdict::Attention);
            marks.places.insert(place, NodeMark { changes: 0, verdict, is_unknown: true });
        }
        marks.problems = problems(plan, report);
        marks
    }

    pub(super) fn place(&self, place: RulePlace) -> NodeMark {
        self.places.get(&place).copied().unwrap_or_default()
    }

    pub(super) fn listener(&self, id: ListenerId) -> Option<Verdict> {
        self.listeners.get(&id).copied()
    }

    pub(super) fn target(&self, id: ElementId) -> Option<Verdict> {
        self.targets.get(&id).copied()
    }

    pub(super) fn has_problem(&self, id: ElementId) -> bool {
        self.problems.contains(&id)
    }
}

/// The marks of the security groups and network ACLs that need changes. A missing rule that only
/// makes dead servers look healthy stops nothing today, so it is marked as less grave.
pub(crate) fn changed_places(report: &Report) -> HashMap<RulePlace, NodeMark> {
    let falsely_healthy = falsely_healthy(report);
    let mut places: HashMap<RulePlace, NodeMark> = HashMap::new();
    for change in &report.changes {
        let only_false_health = change
            .flows
            .iter()
            .all(|id| report.flow(*id).is_some_and(|flow| falsely_healthy.contains(&flow.member)));
        let verdict = match change.level {
            Level::Required if only_false_health => Verdict::Attention,
            Level::Required => Verdict::Blocked,
            Level::Recommended => Verdict::Attention,
        };
        let mark = places.entry(change.place).or_default();
        mark.changes += 1;
        mark.verdict = mark.verdict.max(Some(verdict));
    }
    places
}

fn worsen(verdict: &mut Verdict, other: Verdict) {
    *verdict = (*verdict).max(other);
}

fn falsely_healthy(report: &Report) -> HashSet<MemberId> {
    let findings = report.findings.iter().filter_map(|finding| match &finding.kind {
        FindingKind::FalselyHealthy { members, .. } => Some(members),
        _ => None,
    });
    findings.flatten().copied().collect()
}

/// The drawn things that errors and warnings are about.
fn problems(plan: &Plan, report: &Report) -> HashSet<ElementId> {
    let grave = report.findings.iter().filter(|finding| {
        finding.severity == Severity::Error || matches!(finding.kind, FindingKind::Problem(_))
    });
    grave.filter_map(|finding| plan.element_of(finding.subject?)).collect()
}
