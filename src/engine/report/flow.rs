//! The flows: packets that must reach a member, and the verdict on each of them.

use std::net::IpAddr;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Clauses, Layer, Outcome, WhyNotFiltered};
use crate::plan::{
    BackendServerGroupId, Cidr, IcmpKind, IpType, ListenerId, LoadBalancerId, LoadBalancerKind,
    MemberId, MemberTarget, Ports, Protocol, Settings, SubnetId,
};

/// Numbers a flow within its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FlowId(pub u32);

/// Something that has to reach a member, or come back from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Flow {
    /// Its number.
    pub id: FlowId,
    /// The reason for which it is needed.
    pub purpose: Purpose,
    /// The load balancer that sends it.
    pub load_balancer: LoadBalancerId,
    /// The listeners that lead to the group, in the plan's order.
    pub listeners: Rc<[ListenerId]>,
    /// The backend server group it belongs to.
    pub group: BackendServerGroupId,
    /// The member it goes to.
    pub member: MemberId,
    /// The server or address behind the member.
    pub target: MemberTarget,
    /// The addresses that it comes from.
    pub source: FlowSource,
    /// The member's address, where the plan says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<IpAddr>,
    /// The address family.
    #[serde(rename = "type")]
    pub ip_type: IpType,
    /// The protocol on the wire: tcp, udp, icmp or icmpv6.
    pub protocol: Protocol,
    /// The ICMP message of a ping.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub icmp: Option<IcmpKind>,
    /// The destination ports; left out where they are all, and for ICMP, which has none.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub ports: Ports,
    /// The clauses that ask for it.
    pub clauses: Clauses,
    /// The verdict on the flow, all layers taken together.
    pub verdict: Verdict,
    /// True if the sources disagree on whether it is routed to the member at all, and the plan does
    /// not choose.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub route_in_doubt: bool,
    /// The outcome at each layer; every layer is listed, not just the first that stops it.
    pub layers: Rc<[Layer]>,
}

impl Flow {
    /// Checks whether it is not routed to the member, whatever rules say.
    #[must_use]
    pub fn is_unrouted(&self) -> bool {
        let nowhere = Outcome::NotFiltered(WhyNotFiltered::NoRoute);
        self.layers.iter().any(|layer| layer.outcome == nowhere)
    }
}

/// The reason for which a flow is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The clients' traffic that the load balancer forwards.
    Traffic,
    /// The probe of the health check.
    HealthCheck,
    /// The ping that comes before the probe of a UDP health check.
    Ping,
}

/// The addresses that a flow comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FlowSource {
    /// The block of addresses.
    pub cidr: Cidr,
    /// The backend subnet; none for a shared load balancer, which has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet: Option<SubnetId>,
    /// True if it is a former backend subnet, whose addresses are still in use.
    #[serde(default)]
    pub previous: bool,
}

impl FlowSource {
    /// Checks whether it is clients with their own addresses, and not a load balancer of a kind.
    #[must_use]
    pub fn are_clients(&self, kind: LoadBalancerKind, settings: &Settings) -> bool {
        let is_own = || settings.sources_of_shared().iter().any(|it| it.cidr() == self.cidr);
        self.subnet.is_none() && !(kind == LoadBalancerKind::Shared && is_own())
    }
}

/// The verdict on a flow, or on a drawn thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// No rule can stop it.
    Exempt,
    /// All of it passes.
    Open,
    /// It may pass: the plan says too little, or the sources contradict each other.
    Attention,
    /// Some or all of it is stopped.
    Blocked,
}
