//! Which reading the engine follows where its sources contradict each other.

use serde::{Deserialize, Serialize};

/// The choices of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How replies pass a network ACL.
    #[serde(default)]
    pub network_acl_state: NetworkAclState,
}

/// How a network ACL treats the replies to what it let in. The vendor's pages call it stateful,
/// yet the vendor's own diagnosis asks for outbound rules too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum NetworkAclState {
    /// Recommend outbound rules for the replies, which do no harm where they are not needed.
    #[default]
    Unsure,
    /// Replies pass by themselves: no outbound rules.
    Stateful,
}
