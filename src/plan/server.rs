//! What members stand for: servers in subnets, and addresses elsewhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use super::id::{IpBackendId, SecurityGroupId, ServerId, SubnetId, VpcId};
use super::position::Position;
use super::rule::IpType;

/// A cloud server with one network interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Its id.
    pub id: ServerId,
    /// Its name in the console.
    pub name: String,
    /// The subnet that holds it.
    pub subnet: SubnetId,
    /// Its private IPv4 address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ipv4: Option<Ipv4Addr>,
    /// Its IPv6 address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ipv6: Option<Ipv6Addr>,
    /// The security groups it wears, in their sequence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub security_groups: Vec<SecurityGroupId>,
    /// Where it stands within its subnet.
    #[serde(default)]
    pub position: Position,
}

impl Server {
    /// The address of a family, where the server has one.
    #[must_use]
    pub fn address(&self, ip_type: IpType) -> Option<IpAddr> {
        match ip_type {
            IpType::IPv4 => self.ipv4.map(IpAddr::V4),
            IpType::IPv6 => self.ipv6.map(IpAddr::V6),
        }
    }
}

/// An address that is reached as an IP type member: a server in another VPC, or on premises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IpBackend {
    /// Its id.
    pub id: IpBackendId,
    /// A name for it.
    pub name: String,
    /// Its private address.
    pub address: IpAddr,
    /// The VPC in which the address is used; none where it is outside of the cloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc: Option<VpcId>,
    /// Where it stands on the board.
    #[serde(default)]
    pub position: Position,
}
