//! Load balancers that go from shared to dedicated, in words.

use crate::engine::compare::ChangePlan;
use crate::plan::LoadBalancerId;

use super::names::name;

/// The heading of what waits until an upgrade is completed, at a place or in general.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpgradedText(pub Option<String>);

/// A remark on load balancers that go from shared to dedicated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpgradeText {
    pub(super) load_balancers: Vec<String>,
    /// Tells whether a rollback would stop something.
    pub(super) stops: bool,
}

/// The names of load balancers whose upgrade a step waits for; none where it does not wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AwaitedUpgrades(pub(super) Vec<String>);

impl UpgradeText {
    /// The upgrades of a change; nothing where there are none.
    #[must_use]
    pub fn of(steps: &ChangePlan) -> Option<Self> {
        let AwaitedUpgrades(load_balancers) = AwaitedUpgrades::of(&steps.upgrades, steps);
        let stops = steps.proof.rolled_back == Some(false);
        (!load_balancers.is_empty()).then_some(Self { load_balancers, stops })
    }
}

impl AwaitedUpgrades {
    pub(super) fn of(load_balancers: &[LoadBalancerId], steps: &ChangePlan) -> Self {
        Self(load_balancers.iter().map(|id| name(&steps.target, *id)).collect())
    }
}

area!(upgrade::heading, UpgradedText);
prose!(upgrade::remark, UpgradeText);
