//! The names of the guide's clauses.

use std::fmt;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// The clauses that ask for something: a few.
pub type Clauses = SmallVec<[ClauseId; 16]>;

/// A clause of the guide: one sentence or table that states a fact or a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ClauseId {
    /// Security groups must let the backend subnet in.
    BackendSubnet,
    /// Network ACLs must let the backend subnet in.
    NetworkAcl,
    /// Layer 4 with IP as a backend off: rules do not count.
    Layer4,
    /// Access control limits the clients.
    AccessControl,
    /// Health checks need their port and protocol.
    HealthCheck,
    /// UDP health checks need ICMP.
    UdpHealthCheck,
    /// Table 1, the default security group.
    Table1,
    /// Outbound rules, where configured, must let it out.
    OutboundRules,
    /// Table 2, TCP.
    Table2,
    /// Table 3, UDP.
    Table3,
    /// Table 4, HTTP and HTTPS.
    Table4,
    /// The listener's and the health check's port must be let in.
    InboundPorts,
    /// After a change of the subnet both subnets need rules.
    SubnetChange,
    /// A network ACL denies by default.
    NetworkAclDefault,
    /// In the same subnet a network ACL does not count.
    SameSubnet,
    /// In another subnet a network ACL counts.
    OtherSubnet,
    /// The fields of a network ACL rule.
    NetworkAclFields,
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}
