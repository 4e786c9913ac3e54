//! The decision of one layer on a flow.

use crate::engine::report::{
    Decider, Filter, Flow, Layer, Leg, Level, Outcome, RulePlace, WhyNotFiltered,
};
use crate::plan::{Direction, Plan};

use super::names::{PlaceName, RuleName, member, name};

/// The decision of one layer on a flow, with the rule that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerText {
    pub(super) filter: FilterName,
    pub(super) direction: Direction,
    pub(super) leg: Leg,
    pub(super) level: Level,
    pub(super) outcome: OutcomeName,
}

/// A filter by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FilterName {
    SecurityGroups(Vec<PlaceName>),
    NetworkAcl(Option<PlaceName>),
    /// The member's server wears no security group.
    NoSecurityGroup(String),
}

/// The outcome for a flow at a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum OutcomeName {
    NotFiltered {
        why: WhyNotFiltered,
        /// The subnet that the load balancer sends from; none where it is clients who send.
        subnet: Option<String>,
    },
    /// The decision of each rule, in the order of matching, and whether it lets pass.
    Filtered(Vec<(DeciderName, bool)>),
    Unknown,
}

/// The rule or the default that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DeciderName {
    Rule(RuleName),
    DefaultDeny,
    Disputed,
}

impl LayerText {
    /// A layer of a flow of a plan's report.
    #[must_use]
    pub fn of(layer: &Layer, flow: &Flow, plan: &Plan) -> Self {
        let filter = match &layer.filter {
            Filter::SecurityGroups(ids) if ids.is_empty() => {
                FilterName::NoSecurityGroup(member(plan, flow.member))
            }
            Filter::SecurityGroups(ids) => FilterName::SecurityGroups(
                ids.iter().map(|id| PlaceName::of(RulePlace::SecurityGroup(*id), plan)).collect(),
            ),
            Filter::NetworkAcl(id) => {
                FilterName::NetworkAcl(id.map(|id| PlaceName::of(RulePlace::NetworkAcl(id), plan)))
            }
        };
        let decider = |by: Decider| match by {
            Decider::Rule(id) => {
                RuleName::of(id, plan).map_or(DeciderName::DefaultDeny, DeciderName::Rule)
            }
            Decider::DefaultDeny => DeciderName::DefaultDeny,
            Decider::Ambiguous => DeciderName::Disputed,
        };
        let outcome = match &layer.outcome {
            Outcome::NotFiltered(why) => OutcomeName::NotFiltered {
                why: *why,
                subnet: flow.source.subnet.map(|id| name(plan, id)),
            },
            Outcome::Filtered { parts } => OutcomeName::Filtered(
                parts.iter().map(|part| (decider(part.decided_by), part.passes)).collect(),
            ),
            Outcome::Unknown => OutcomeName::Unknown,
        };
        Self { filter, direction: layer.direction, leg: layer.leg, level: layer.level, outcome }
    }
}

prose!(flow::layer, LayerText);
