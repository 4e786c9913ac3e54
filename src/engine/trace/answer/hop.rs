//! One layer of a path, with its decision on each of the packets.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::Parcel;
use crate::engine::report::NearMiss;
use crate::plan::{Direction, ListenerId, LoadBalancerId, NetworkAclId, RuleId, SecurityGroupId};

/// A layer of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Hop {
    /// The position of the layer on the path.
    pub stage: HopStage,
    /// The security groups, the network ACL, the listeners of a load balancer, or its routes.
    pub filter: HopFilter,
    /// The direction in which it is passed.
    pub direction: Direction,
    /// True if what it stops counts as stopped. The network ACL of a load balancer's own subnet
    /// counts only where the plan says so: the sources disagree on whether it filters what the load
    /// balancer sends.
    pub counts: bool,
    /// The decisions, in the order of matching; together they cover all packets of the path.
    pub parts: Vec<HopPart>,
}

/// The thing that decides at a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HopFilter {
    /// The security groups that a server has, in their sequence.
    SecurityGroups(Rc<[SecurityGroupId]>),
    /// The network ACL of a subnet; none where it has none.
    NetworkAcl(Option<NetworkAclId>),
    /// The listeners of a load balancer, with their access control.
    Listeners(LoadBalancerId),
    /// The routes from a load balancer's VPC.
    Routes(LoadBalancerId),
}

/// The layers in the order in which packets come to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HopStage {
    /// The security groups of the server that sends.
    SourceSecurityGroups,
    /// The network ACL of the subnet that the packets leave.
    SourceNetworkAcl,
    /// The routes on the way; listed where the sources disagree on whether there are any.
    Routes,
    /// The network ACL of the subnet that the packets come into.
    DestinationNetworkAcl,
    /// The security groups of the server that receives.
    DestinationSecurityGroups,
    /// The listeners of the load balancer that receives.
    Listeners,
}

/// The packets that one thing decides on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HopPart {
    /// The packets.
    pub packets: Vec<Parcel>,
    /// The rule, or another reason, that decides.
    pub decided_by: HopDecider,
    /// The fate of the packets.
    pub fate: Fate,
    /// Rules that look as if they were meant for packets that no rule lets pass.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near_misses: Vec<NearMiss>,
}

/// The rule, or another reason, that decides on packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HopDecider {
    /// A rule.
    Rule(RuleId),
    /// The deny that stands behind the last rule.
    DefaultDeny,
    /// The listener that takes them, which its access control allows.
    Listener(ListenerId),
    /// The access control of the listener that would take them.
    AccessControl(ListenerId),
    /// The listener that would send them back to the server that they come from: at layer 4 a server
    /// cannot be both client and backend (OTC FAQ `elb_faq_21020218`).
    OwnMember(ListenerId),
    /// No listener has their protocol and port.
    NoListener,
    /// A route leads there.
    Routed,
    /// No route leads there: the load balancer sends them to an IP address of its own VPC alone, and
    /// the plan says that it does not reach such members.
    NoRoute,
    /// Nobody knows: the load balancer sends them to an IP address of its own VPC alone, and the
    /// sources disagree on whether it reaches such members.
    RouteInDoubt,
    /// Nobody knows: the two published readings of several security groups disagree.
    Ambiguous,
    /// Nobody knows: the plan does not say which security groups or which network ACL there is, or not
    /// all of their rules.
    Unknown,
    /// Nothing: the layer does not look at them.
    NotFiltered(HopBypass),
}

/// The reason for which a filter does not look at packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HopBypass {
    /// The subnet has no network ACL.
    NoNetworkAcl,
    /// The network ACL is switched off.
    NetworkAclDisabled,
    /// The packets do not leave their subnet.
    SameSubnet,
    /// They go to an address to which network ACLs let everything pass.
    ReservedDestination,
    /// A load balancer forwards them at layer 4 with IP as a backend off.
    Layer4,
}

/// The fate of packets at a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// They pass.
    Passes,
    /// They are stopped.
    Stopped,
    /// It is unclear.
    Unclear,
}
