//! Near misses: rules that look as if they were meant for packets, and let none of them pass.

use serde::{Deserialize, Serialize};

use crate::plan::RuleId;

/// An allow that would let packets pass if one thing about it were different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NearMiss {
    /// The rule.
    pub rule: RuleId,
    /// The one thing.
    pub why: WhyItMisses,
}

/// The reason for which an allow lets packets pass that it looks meant for not at all, or, where it
/// names ports at the wrong end, in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhyItMisses {
    /// It is switched off.
    SwitchedOff,
    /// It stands among the rules of the other direction.
    OtherDirection,
    /// Its other end is a security group, which the sender does not wear. A load balancer wears none.
    SecurityGroup,
    /// It names ports at the end whose ports can be any: the load balancer's, or the client's.
    FarPorts,
    /// Its protocol is number 0, which some APIs read as any, and which is an option of IPv6.
    ProtocolZero,
    /// It is of the other address family.
    OtherType,
    /// It names other ICMP messages.
    OtherMessages,
    /// It names other addresses.
    OtherAddresses,
}
