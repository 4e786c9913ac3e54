//! What members stand for: servers in subnets, and addresses elsewhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use super::id::{IpBackendId, SecurityGroupId, ServerId, SubnetId, VpcId};
use super::position::Position;
use super::rule::IpType;

/// The kinds of server flavors that understand different rules of security groups (VPC user
/// guide, adding a security group rule).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Flavor {
    /// A flavor on which every rule takes effect.
    #[default]
    Standard,
    /// An old x86 flavor (S1, C1, C2, M1, H1, D1, G1, G2, E1, E2, ET2). Rules with ports that are
    /// not in a row, or with an IP address group, take no effect on it.
    OldX86,
    /// A Kunpeng flavor. A rule with ports that are not in a row takes no effect on it, and
    /// neither does any rule that is looked at after it.
    Kunpeng,
}

impl Flavor {
    /// Every kind, the usual one first.
    pub const ALL: [Self; 3] = [Self::Standard, Self::OldX86, Self::Kunpeng];

    /// Whether every rule takes effect.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        *self == Self::Standard
    }
}

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
    /// The kind of its flavor, which says what rules its host understands.
    #[serde(default, skip_serializing_if = "Flavor::is_standard")]
    pub flavor: Flavor,
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
