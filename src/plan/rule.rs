//! The properties that rules of security groups and of network ACLs share.

use serde::{Deserialize, Serialize};

/// The way a rule looks, seen from the server or the subnet that it guards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Traffic that comes in.
    Inbound,
    /// Traffic that goes out.
    Outbound,
}

impl Direction {
    /// Both directions, inbound first, as the console shows them.
    pub const BOTH: [Self; 2] = [Self::Inbound, Self::Outbound];
}

/// Tells whether a rule lets packets pass or stops them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// The packets pass.
    #[default]
    Allow,
    /// The packets are dropped.
    Deny,
}
