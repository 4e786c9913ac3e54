//! Summaries: the contents of a plan and the engine's answer, in a few numbers.

use serde::{Deserialize, Serialize};

use crate::engine::report::Report;
use crate::plan::Plan;

/// A plan and its answer in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// The number of load balancers.
    pub load_balancers: usize,
    /// The number of listeners.
    pub listeners: usize,
    /// The number of servers.
    pub servers: usize,
    /// The number of changes of rules that are required.
    pub required: usize,
    /// The number of flows that have to be looked at by a person.
    pub unclear: usize,
    /// The number of flows.
    pub flows: usize,
}

/// The engine's answer to a plan, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing flows yet.
    Nothing,
    /// There are rules to add.
    RulesToAdd,
    /// Something has to be looked at by a person.
    LookAtThisFirst,
    /// Nothing is missing.
    NothingMissing,
}

impl Summary {
    /// The summary of a plan and the engine's answer to it.
    #[must_use]
    pub fn of(plan: &Plan, report: &Report) -> Self {
        Self {
            load_balancers: plan.load_balancers.len(),
            listeners: plan.listeners().count(),
            servers: plan.servers.len(),
            required: report.summary.required_rules.saturating_add(report.summary.rules_to_change),
            unclear: report.summary.attention_flows,
            flows: report.flows.len(),
        }
    }

    /// The answer in one word.
    #[must_use]
    pub fn answer(&self) -> Answer {
        if self.required > 0 {
            Answer::RulesToAdd
        } else if self.unclear > 0 {
            Answer::LookAtThisFirst
        } else if self.flows > 0 {
            Answer::NothingMissing
        } else {
            Answer::Nothing
        }
    }
}
