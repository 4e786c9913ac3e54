//! What is in a plan and what the engine says of it, in a few numbers.

use serde::{Deserialize, Serialize};

use crate::engine::report::Report;
use crate::plan::Plan;

/// A plan and its answer in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// How many load balancers there are.
    pub load_balancers: usize,
    /// How many listeners.
    pub listeners: usize,
    /// How many servers.
    pub servers: usize,
    /// How many changes of rules are required.
    pub required: usize,
    /// How many flows have to be looked at by a person.
    pub unclear: usize,
    /// How many flows there are.
    pub flows: usize,
}

/// What the engine says of a plan, in one word.
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
