//! Other ways to let pass what a change lets pass.

use serde::{Deserialize, Serialize};

use crate::edit::Edit;
use crate::plan::{RuleId, SecurityGroupId, ServerId};

/// Another way to let pass what a change lets pass: made in its place, beside all other changes of the
/// report, it leaves no flow worse off, and nothing more to add. It was tried on a copy of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Alternative {
    /// The kind of way, with its details.
    #[serde(flatten)]
    pub kind: AlternativeKind,
    /// The edits that go it, as one step.
    pub remedy: Vec<Edit>,
}

/// The kinds of other ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "way", content = "details", rename_all = "snake_case")]
pub enum AlternativeKind {
    /// A rule that misses by little is changed so that it matches.
    MendRule {
        /// The rule.
        rule: RuleId,
    },
    /// The rule lets in the echo request, and no other ICMP message. The guide's row lets in all of them.
    EchoRequest,
    /// A deny that would be put behind the added rules is cut around what has to pass, and stays in
    /// front of all else.
    NarrowDeny {
        /// The deny.
        rule: RuleId,
        /// The number of rules in its place.
        rules: usize,
    },
    /// A rule whose ports are not in a row becomes a rule for each stretch of them, which every flavor
    /// reads.
    SplitPorts {
        /// The rule.
        rule: RuleId,
        /// The number of rules in its place.
        rules: usize,
    },
    /// Servers join a security group that lets the flows in to other members already.
    JoinGroup {
        /// The security group.
        security_group: SecurityGroupId,
        /// The servers.
        servers: Vec<ServerId>,
        /// Its other allows, which let traffic in to these servers as well.
        opens: Vec<RuleId>,
    },
    /// The rule goes into another security group that the servers have.
    OtherGroup {
        /// The security group.
        security_group: SecurityGroupId,
        /// The servers that have it, and to which none of the flows lead.
        beside: Vec<ServerId>,
    },
    /// The servers to which the flows lead get a security group of their own with the rule, which no
    /// other server has.
    OwnGroup {
        /// The servers.
        servers: Vec<ServerId>,
        /// The servers that the rule would open beside them.
        spared: Vec<ServerId>,
    },
}
