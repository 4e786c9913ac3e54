//! The certificate of a report: it shows that the report is right, and can be checked without this
//! program.
//!
//! It is made on demand, since nobody reads it while a plan is being drawn.
//! `docs/certificate.md` says why checking it proves the report.

use serde::{Deserialize, Serialize};

use super::{ChangeId, DecidedPart, Filter, FlowId, Packets};
use crate::plan::{Direction, Flavor, SecurityGroupId};

/// The certificate of a report: the decisions of the rules on everything that must pass, before and
/// after the changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Certificate {
    /// The version of the format, [`Certificate::VERSION`].
    pub version: u32,
    /// Every question that the flows put to a filter. Flows with the same question share one
    /// entry.
    pub entries: Vec<CertificateEntry>,
    /// The packets that the added rules let pass, with the flows that ask for them.
    pub additions: Vec<CertifiedAddition>,
}

impl Certificate {
    /// The version of the format.
    pub const VERSION: u32 = 1;
}

/// One question to a filter, with the answers before and after the changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CertificateEntry {
    /// The filter.
    pub filter: Filter,
    /// The direction in which it is passed.
    pub direction: Direction,
    /// The flavor of the servers, which decides on which rules of their security groups take
    /// effect.
    #[serde(skip_serializing_if = "Flavor::is_standard", default)]
    pub flavor: Flavor,
    /// The security groups of the servers at the far end, for which rules can name them; load balancers
    /// have none.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub others: Vec<SecurityGroupId>,
    /// The packets that must pass. At a security group the server's own end is open, since its
    /// rules do not look at it, so that all servers that have it share the entry.
    pub packets: Packets,
    /// The flows whose packets at this filter are among these.
    pub flows: Vec<FlowId>,
    /// The decision on the packets in the plan as it is.
    pub now: CertifiedDecision,
    /// The decision on them once all changes are made.
    pub after: CertifiedDecision,
}

/// The decision of a filter's rules on some packets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CertifiedDecision {
    /// Disjoint parts that together are exactly the packets, in the order of matching. Of
    /// several security groups, the first is looked at first.
    pub parts: Vec<DecidedPart>,
    /// The same with the rules of several security groups combined into one list; left out where
    /// there is one group, and for network ACLs.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub combined: Vec<DecidedPart>,
    /// The packets that do not pass in every reading.
    pub missing: Vec<Packets>,
}

/// The packets that an added rule lets pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CertifiedAddition {
    /// The change that adds the rule.
    pub change: ChangeId,
    /// The packets that flows ask for; the parts are disjoint.
    pub asked: Vec<AskedPart>,
    /// The packets that the rule lets pass beyond that: a network ACL rule names the members'
    /// subnet where flows go to single members.
    pub surplus: Vec<Packets>,
}

/// Packets that an added rule lets pass and a flow asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AskedPart {
    /// The flow.
    pub flow: FlowId,
    /// The packets.
    pub packets: Vec<Packets>,
}
