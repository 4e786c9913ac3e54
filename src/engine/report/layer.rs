//! The outcome of a flow at each filter on its path.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::IcmpRange;
use crate::plan::{
    AddressEntry, Direction, NetworkAclId, Ports, Protocol, RuleId, SecurityGroupId,
};

/// One layer on the path of a flow, with its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Layer {
    /// The filter.
    pub filter: Filter,
    /// The direction in which the filter is passed.
    pub direction: Direction,
    /// The leg of the path, which says whose filter it is; the member's where left out.
    #[serde(default, skip_serializing_if = "Leg::is_member")]
    pub leg: Leg,
    /// Required if the flow needs the layer open.
    pub level: Level,
    /// The outcome of the flow at the layer.
    pub outcome: Outcome,
}

/// Something that filters packets on their way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// The security groups that a server has, in their sequence.
    SecurityGroups(Rc<[SecurityGroupId]>),
    /// The network ACL of a subnet, the member's or the load balancer's; none where it has none.
    NetworkAcl(Option<NetworkAclId>),
}

/// A leg of the way from a client to a member and back, by the filter at its end.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Leg {
    /// The filters in front of the member: inbound on the way there, outbound for the answers.
    #[default]
    Member,
    /// Out of the load balancer's backend subnet, to the member.
    FromLoadBalancer,
    /// The member's answers, back in to the backend subnet.
    BackToLoadBalancer,
    /// From clients in to the subnet in which the load balancer works.
    FromClients,
    /// The load balancer's answers, back out to clients.
    BackToClients,
    /// Of a connection of one's own: out of the server that sends, and out of its subnet. The filters
    /// in front of what receives are those of a member.
    FromSender,
    /// Of a connection of one's own: the answers, back in to the subnet of what sends.
    BackToSender,
}

impl Leg {
    /// Checks whether the filter is one in front of the member.
    #[must_use]
    pub fn is_member(&self) -> bool {
        *self == Self::Member
    }

    /// Checks whether the packets that pass in a direction are answers.
    #[must_use]
    pub fn is_answer(self, direction: Direction) -> bool {
        match self {
            Self::Member => direction == Direction::Outbound,
            Self::FromLoadBalancer | Self::FromClients | Self::FromSender => false,
            Self::BackToLoadBalancer | Self::BackToClients | Self::BackToSender => true,
        }
    }
}

/// The level of need for a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Without it something that must flow is stopped.
    Required,
    /// The guide's tables or the vendor's diagnosis ask for it, though replies pass without it
    /// where the filter is stateful.
    Recommended,
}

/// The outcome of a flow at a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The layer does not look at the flow.
    NotFiltered(WhyNotFiltered),
    /// The layer looks at the flow: which part each rule decides, in the order of matching.
    Filtered {
        /// The parts, which together are the whole flow.
        parts: Vec<DecidedPart>,
    },
    /// The plan says too little: no security group, or no address.
    Unknown,
}

/// The reason for which a layer does not filter a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhyNotFiltered {
    /// The subnet has no network ACL.
    NoNetworkAcl,
    /// The network ACL is switched off.
    NetworkAclDisabled,
    /// The load balancer's backend subnet is the member's subnet.
    SameSubnet,
    /// Layer 4 traffic of a load balancer with IP as a backend off.
    Layer4,
    /// Port security is off on the member's network interface, so its security groups have no
    /// effect.
    PortSecurityOff,
    /// A network ACL never looks at packets to this destination.
    NeverFiltered,
    /// No packets come to the layer: they are not routed to the member, as the plan reads the
    /// sources.
    NoRoute,
}

/// A part of a flow that one rule, or the lack of one, decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DecidedPart {
    /// The packets, exactly.
    pub packets: Vec<Packets>,
    /// The rule, or the lack of one, that decides.
    pub decided_by: Decider,
    /// True if they pass.
    pub passes: bool,
}

/// The rule, or the lack of one, that decides on packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// A rule.
    Rule(RuleId),
    /// The deny that stands behind the last rule.
    DefaultDeny,
    /// The two published readings of several security groups on one interface disagree.
    Ambiguous,
}

/// Packets: every combination of the fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Packets {
    /// The source addresses.
    pub source: AddressEntry,
    /// The destination addresses.
    pub destination: AddressEntry,
    /// The protocol.
    pub protocol: Protocol,
    /// The ICMP messages; all where left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub icmp: Option<IcmpRange>,
    /// The source ports; all where left out.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub source_ports: Ports,
    /// The destination ports; all where left out.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub ports: Ports,
}
