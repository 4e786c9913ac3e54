//! The ends: who sends, and who receives.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::plan::{
    AddressEntry, AddressGroupId, BackendServerGroupId, IpBackendId, IpType, LoadBalancerId,
    SecurityGroupId, ServerId, SubnetId, VpcId,
};

/// Servers at network interfaces that are reached alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Target {
    /// The groups that together are just these servers, by whose names they can be called; none where
    /// there are no such groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupId>,
    /// The network interfaces, in the plan's order.
    pub interfaces: Vec<ServerInterface>,
}

impl Target {
    /// Checks whether the servers have addresses of a family. They have alike.
    #[must_use]
    pub fn has(&self, ip_type: IpType) -> bool {
        let first = self.interfaces.first();
        first.is_some_and(|it| it.addresses.iter().any(|own| IpType::of(*own) == ip_type))
    }
}

/// A network interface of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ServerInterface {
    /// The server.
    pub server: ServerId,
    /// The number of the interface among those of the server; 0 is the primary one.
    #[serde(default, skip_serializing_if = "is_primary")]
    pub interface: u32,
    /// The addresses that are meant.
    pub addresses: Vec<IpAddr>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_primary(number: &u32) -> bool {
    *number == 0
}

/// A group of servers in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GroupId {
    /// The members of a backend server group.
    BackendServerGroup(BackendServerGroupId),
    /// The network interfaces that have a security group.
    SecurityGroup(SecurityGroupId),
}

/// Senders of one kind and one family that reach alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Source {
    /// The kind of the senders, with the senders.
    pub senders: Senders,
    /// The address family.
    #[serde(rename = "type")]
    pub ip_type: IpType,
    /// Their addresses, all of them.
    pub addresses: Vec<AddressEntry>,
    /// The addresses by a shorter name, where they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_as: Option<KnownAs>,
}

/// Senders by their kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Senders {
    /// Addresses that nothing in the plan has: the Internet, and all else outside.
    Outside,
    /// IP address backends outside of the cloud.
    IpBackends(Vec<IpBackendId>),
    /// Load balancers at the addresses that they send from.
    LoadBalancers(Vec<LoadBalancerSource>),
    /// Servers.
    Servers {
        /// The groups that together are just these servers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        groups: Vec<GroupId>,
        /// The network interfaces, in the plan's order.
        interfaces: Vec<ServerInterface>,
    },
    /// Addresses of VPCs at which the plan has no server. That they are let out is assumed.
    Unoccupied {
        /// The subnets that the addresses are in.
        subnets: Vec<SubnetId>,
        /// The VPCs of addresses that are in no subnet.
        vpcs: Vec<VpcId>,
    },
}

/// A load balancer at addresses that it sends from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LoadBalancerSource {
    /// The load balancer.
    pub load_balancer: LoadBalancerId,
    /// The backend subnet; none for a shared load balancer, which has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subnet: Option<SubnetId>,
    /// True if it is a former backend subnet, whose addresses are still in use.
    #[serde(default)]
    pub previous: bool,
}

/// A shorter name of some addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum KnownAs {
    /// An IP address group. What of it the plan has drawn has a row of its own.
    AddressGroup(AddressGroupId),
    /// A block that rules or connections name. What of it the plan has drawn, or another row has by a narrower block,
    /// has a row of its own.
    Block(AddressEntry),
    /// All addresses of the kind that no other row has.
    Rest,
}
