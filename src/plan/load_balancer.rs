//! Load balancers and their listeners.

use serde::{Deserialize, Serialize};

use super::address::AddressEntry;
use super::id::{BackendServerGroupId, ListenerId, LoadBalancerId, SubnetId};
use super::left_out::is_off;
use super::listener_protocol::ListenerProtocol;
use super::port::Ports;
use super::position::Position;

/// A load balancer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LoadBalancer {
    /// Its id.
    pub id: LoadBalancerId,
    /// Its name in the console.
    pub name: String,
    /// Dedicated or shared.
    #[serde(default)]
    pub kind: LoadBalancerKind,
    /// The subnet it works in.
    pub subnet: SubnetId,
    /// The subnets from which it reaches its backends; its own subnet where the list is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backend_subnets: Vec<SubnetId>,
    /// Subnets it used as backend subnets before; their addresses are not released, so they
    /// still send to the backends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previous_backend_subnets: Vec<SubnetId>,
    /// The option 'IP as a backend'.
    #[serde(default)]
    pub ip_as_backend: bool,
    /// Its listeners.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listeners: Vec<Listener>,
    /// The position within its subnet.
    #[serde(default)]
    pub position: Position,
}

impl LoadBalancer {
    /// Checks whether it is a shared one.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.kind == LoadBalancerKind::Shared
    }

    /// The backend subnets in use: those that were chosen, else the load balancer's own.
    #[must_use]
    pub fn current_backend_subnets(&self) -> &[SubnetId] {
        if self.backend_subnets.is_empty() {
            std::slice::from_ref(&self.subnet)
        } else {
            &self.backend_subnets
        }
    }
}

/// The kind of a load balancer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum LoadBalancerKind {
    /// One with resources of its own, which sends from its backend subnet.
    #[default]
    Dedicated,
    /// One that shares its resources, and sends from 100.125.0.0/16.
    Shared,
}

/// A listener of a load balancer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Listener {
    /// Its id.
    pub id: ListenerId,
    /// Its name in the console; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The protocol that clients speak to it.
    pub protocol: ListenerProtocol,
    /// The ports on which it listens; none where they are still to be chosen.
    #[serde(default, skip_serializing_if = "Ports::is_all")]
    pub ports: Ports,
    /// The backend server group that it forwards to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backend_server_group: Option<BackendServerGroupId>,
    /// Forwarding policies, which lead some requests to further groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<ForwardingPolicy>,
    /// The clients that may use it.
    #[serde(default, skip_serializing_if = "AccessControl::is_open")]
    pub access_control: AccessControl,
    /// The option 'transfer client IP address' of a shared load balancer's TCP or UDP listener.
    #[serde(default, skip_serializing_if = "is_off")]
    pub transfer_client_ip: bool,
    /// The option NAT64 of a dedicated load balancer's TCP or UDP listener.
    #[serde(default, skip_serializing_if = "is_off")]
    pub nat64: bool,
}

/// A forwarding policy of a layer 7 listener: where it leads the requests that it matches. Which
/// ones those are makes no difference to the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForwardingPolicy {
    /// Its name in the console; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The backend server group that it leads to.
    pub backend_server_group: BackendServerGroupId,
}

impl Listener {
    /// Every group that the listener forwards to, its own first, each once. Policies count only
    /// where the protocol can have them, and a listener that is not supported leads nowhere.
    #[must_use]
    pub fn groups(&self) -> Vec<BackendServerGroupId> {
        let mut groups = vec![];
        if self.protocol == ListenerProtocol::Ip {
            return groups;
        }
        groups.extend(self.backend_server_group);
        if self.protocol.takes_policies() {
            for policy in &self.policies {
                if !groups.contains(&policy.backend_server_group) {
                    groups.push(policy.backend_server_group);
                }
            }
        }
        groups
    }

    /// Tells whether the listener forwards to a group, by itself or by a policy.
    #[must_use]
    pub fn leads_to(&self, group: BackendServerGroupId) -> bool {
        self.groups().contains(&group)
    }
}

/// A listener's access control: which client addresses may use it. It works before anything is
/// forwarded, whatever security groups and network ACLs say (guide, Scenarios).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "policy", rename_all = "lowercase", deny_unknown_fields)]
pub enum AccessControl {
    /// Every client may.
    #[default]
    Open,
    /// Only these may; with none, nobody may.
    Whitelist {
        /// The client addresses.
        addresses: Vec<AddressEntry>,
    },
    /// All but these may.
    Blacklist {
        /// The client addresses.
        addresses: Vec<AddressEntry>,
    },
}

impl AccessControl {
    /// Tells whether every client may use the listener.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }
}
