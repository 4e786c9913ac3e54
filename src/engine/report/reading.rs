//! The questions on which the sources contradict each other.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A question to which the sources give two answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ReadingId {
    /// The rules for the health checks of an exempt layer 4 listener: do they count?
    Layer4HealthChecks,
    /// The address that a server sees behind a layer 4 listener with IP as a backend on.
    ClientAddresses,
    /// The rules where a shared load balancer passes on the clients' addresses: do they count?
    TransferredClientIp,
    /// The state of network ACLs: do answers pass by themselves?
    NetworkAclState,
    /// The order in which the rules of several security groups on one interface are looked at.
    SeveralSecurityGroups,
    /// The network ACLs of the load balancer's own subnets: do they count?
    LoadBalancerAcl,
    /// IP addresses of the load balancer's own VPC as members: are requests routed there?
    IpMembersOfOwnVpc,
}

impl fmt::Display for ReadingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// The answer that the report follows, of the two that the sources give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Follows {
    /// The first one.
    First,
    /// The second one.
    Second,
    /// Neither alone: what holds in both is certain, and what one of them asks for is
    /// recommended. Where in the other one nothing passes, whatever is added, it is required.
    Both,
}

/// A question and the answer that is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Followed {
    /// The question.
    pub reading: ReadingId,
    /// The answer that is followed.
    pub follows: Follows,
}
