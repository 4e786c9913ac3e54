//! The answers to the connections of one's own.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{FlowId, Layer, Parcel, Verdict};
use crate::plan::{
    AddressEntry, ConnectionId, IcmpKind, IpType, Ports, Protocol, RuleId, ServerId,
};

/// The answer to a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConnectionAnswer {
    /// The connection.
    pub connection: ConnectionId,
    /// The verdict on all of it.
    pub verdict: ConnectionVerdict,
    /// The flows of one that must reach, with the outcome at each layer. Their numbers go on behind
    /// those of `flows` of the report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flows: Vec<Rc<ConnectionFlow>>,
    /// The packets of one that must not reach that get there all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gets_in: Vec<GetsIn>,
}

/// The verdict on a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConnectionVerdict {
    /// It must reach, and all of it does.
    Open,
    /// It must reach, and some or all of it is stopped.
    Stopped,
    /// It must not reach, and nothing does.
    KeptOut,
    /// It must not reach, and something does.
    GetsIn,
    /// The plan says too little, or the sources contradict each other.
    Unclear,
    /// Nothing can be sent, since an end has no address, or there is more to look at than the
    /// planner does.
    Unanswered,
}

/// Packets of a connection that pass the same filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConnectionFlow {
    /// Its number.
    pub id: FlowId,
    /// The addresses that it comes from.
    pub sources: Vec<AddressEntry>,
    /// The servers that have them, where they are those of servers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub senders: Vec<ServerId>,
    /// The addresses that it goes to.
    pub destinations: Vec<AddressEntry>,
    /// The servers that have them, where they are those of servers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receivers: Vec<ServerId>,
    /// The address family.
    #[serde(rename = "type")]
    pub ip_type: IpType,
    /// The protocol on the wire.
    pub protocol: Protocol,
    /// The ICMP messages; all where left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub icmp: Option<IcmpKind>,
    /// The destination ports; all where left out.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub ports: Ports,
    /// The verdict on the flow, all layers taken together.
    pub verdict: Verdict,
    /// The outcome at each layer; every layer is listed, not just the first that stops it.
    pub layers: Rc<[Layer]>,
}

/// Packets that get there though they must not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GetsIn {
    /// The packets, exactly.
    pub packets: Vec<Parcel>,
    /// The servers that they reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receivers: Vec<ServerId>,
    /// The rules that let them pass, in the order in which packets meet them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleId>,
    /// False if the plan does not say for certain that they pass.
    pub certain: bool,
}
