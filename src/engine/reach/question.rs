//! The question who reaches what, with what it leaves out.

use serde::{Deserialize, Serialize};

use crate::engine::trace::TraceEnd;
use crate::plan::{Ports, Protocol};

/// The question which packets get in, from everywhere to every server; or from some of it to some of
/// them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReachQuestion {
    /// Only what this end sends; everything where left out. A block is everyone who has an address
    /// in it, but for load balancers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<TraceEnd>,
    /// Only what comes to this server, or to servers with an address in this block; to all where left
    /// out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<TraceEnd>,
    /// Only this protocol; all where left out.
    #[serde(default)]
    pub protocol: Protocol,
    /// Only these destination ports; all where left out.
    #[serde(default, skip_serializing_if = "Ports::is_all")]
    pub ports: Ports,
}
