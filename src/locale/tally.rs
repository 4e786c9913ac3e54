//! The numbers of a report that sentences name.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::report::{
    FindingKind, Flow, Layer, Level, Outcome, Purpose, Report, RulePlace, Verdict,
};
use crate::plan::{BackendServerGroupId, Direction, MemberId, MemberTarget, Plan};

use super::names::name;

/// The number of security groups and network ACLs that change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Places {
    pub(super) security_groups: usize,
    pub(super) network_acls: usize,
}

impl Places {
    /// The places of the changes of a level.
    pub(super) fn of(report: &Report, level: Level) -> Self {
        let changes = report.changes.iter().filter(|change| change.level == level);
        let places = crate::plan::set_of(changes.map(|change| change.place));
        let network_acls =
            places.iter().filter(|it| matches!(it, RulePlace::NetworkAcl(_))).count();
        Self { security_groups: places.len().saturating_sub(network_acls), network_acls }
    }
}

/// The consequence as long as the required changes are not made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct UntilThen {
    /// Servers that clients do not reach.
    pub(super) without_traffic: usize,
    /// Servers that clients reach by some ways and not by others.
    pub(super) with_part_of_it: usize,
    /// Servers that do not pass the health check.
    pub(super) unhealthy: usize,
    /// Groups of which a dead server would go unnoticed.
    pub(super) unnoticed: Vec<String>,
}

impl UntilThen {
    /// The verdict of a plan's report on its servers.
    pub(super) fn of(plan: &Plan, report: &Report) -> Self {
        let mut unnoticed: BTreeMap<BackendServerGroupId, BTreeSet<MemberId>> = BTreeMap::new();
        for finding in &report.findings {
            if let FindingKind::FalselyHealthy { group, members, partly, .. } = &finding.kind {
                // Somebody does notice where a part of the addresses still finds out.
                let wholly = members.iter().filter(|it| !partly.contains(it));
                unnoticed.entry(*group).or_default().extend(wholly);
            }
        }
        let goes_unnoticed = |flow: &Flow| {
            unnoticed.get(&flow.group).is_some_and(|members| members.contains(&flow.member))
        };
        let mut traffic: BTreeMap<MemberTarget, Ways> = BTreeMap::new();
        for flow in report.flows.iter().filter(|flow| flow.purpose == Purpose::Traffic) {
            let ways = traffic.entry(flow.target).or_default();
            ways.some_stopped |= is_stopped(flow);
            ways.some_passes |= !is_stopped(flow) || !is_wholly_stopped(flow);
        }
        let unhealthy = report
            .flows
            .iter()
            .filter(|flow| flow.purpose != Purpose::Traffic && is_stopped(flow))
            .filter(|flow| !goes_unnoticed(flow))
            .map(|flow| flow.target)
            .filter(|target| !traffic.get(target).is_some_and(|ways| ways.some_stopped));
        let unhealthy = crate::plan::set_of(unhealthy);
        let stopped = |passes| {
            let is_it = |ways: &&Ways| ways.some_stopped && ways.some_passes == passes;
            traffic.values().filter(is_it).count()
        };
        Self {
            without_traffic: stopped(false),
            with_part_of_it: stopped(true),
            unhealthy: unhealthy.len(),
            unnoticed: unnoticed.keys().map(|group| name(plan, *group)).collect(),
        }
    }
}

/// The fate of the traffic to one server, all its ways taken together.
#[derive(Default)]
struct Ways {
    some_stopped: bool,
    some_passes: bool,
}

/// Tells whether something that must flow is stopped by rules. What a member of weight 0 does not get
/// is no loss yet.
pub(super) fn is_stopped(flow: &Flow) -> bool {
    flow.verdict == Verdict::Blocked && !flow.is_unrouted() && required(flow).next().is_some()
}

/// Tells whether one of the filters lets nothing of a flow pass.
fn is_wholly_stopped(flow: &Flow) -> bool {
    required(flow).any(|layer| match &layer.outcome {
        Outcome::Filtered { parts } => parts.iter().all(|part| !part.passes),
        Outcome::NotFiltered(_) | Outcome::Unknown => false,
    })
}

/// The filters that a flow has to pass on its way in.
fn required(flow: &Flow) -> impl Iterator<Item = &Layer> {
    flow.layers
        .iter()
        .filter(|layer| layer.direction == Direction::Inbound && layer.level == Level::Required)
}

/// The numbers of flows that no rule can settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Unsettled {
    /// Those on which the plan says too little.
    pub(super) unknown: usize,
    /// Those of the others of which it is in doubt whether they are routed to their members.
    pub(super) in_doubt: usize,
    /// Those that are not routed to their members.
    pub(super) unrouted: usize,
}

impl Unsettled {
    /// The numbers of a report.
    pub(super) fn of(report: &Report) -> Self {
        let mut unsettled = Self::default();
        for flow in &report.flows {
            let is_unknown = flow.layers.iter().any(|layer| layer.outcome == Outcome::Unknown);
            let count = match (is_unknown, flow.route_in_doubt, flow.is_unrouted()) {
                (true, _, _) => &mut unsettled.unknown,
                (false, true, _) => &mut unsettled.in_doubt,
                (false, false, true) => &mut unsettled.unrouted,
                (false, false, false) => continue,
            };
            *count = count.saturating_add(1);
        }
        let own = report.connections.iter().flat_map(|answer| &answer.flows);
        let is_unknown = |layer: &Layer| layer.outcome == Outcome::Unknown;
        let unknown = own.filter(|flow| flow.layers.iter().any(is_unknown)).count();
        unsettled.unknown = unsettled.unknown.saturating_add(unknown);
        unsettled
    }

    /// Tells whether it is open if something reaches a member, whatever is added.
    pub(super) fn has_doubtful_routes(&self) -> bool {
        self.in_doubt > 0 || self.unrouted > 0
    }
}
