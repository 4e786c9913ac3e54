//! VPCs and subnets.

use serde::{Deserialize, Serialize};

use super::address::{Cidr, Ipv4Cidr, Ipv6Cidr};
use super::id::{NetworkAclId, SubnetId, VpcId};
use super::ip_type::IpType;
use super::left_out::{is_known, known_by_default};
use super::position::Position;

/// A virtual private cloud.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Vpc {
    /// Its id.
    pub id: VpcId,
    /// Its name in the console.
    pub name: String,
    /// The primary CIDR block.
    pub cidr: Ipv4Cidr,
    /// Further IPv4 CIDR blocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secondary_cidrs: Vec<Ipv4Cidr>,
    /// The IPv6 CIDR block, where the VPC has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ipv6_cidr: Option<Ipv6Cidr>,
    /// The position on the board.
    #[serde(default)]
    pub position: Position,
}

impl Vpc {
    /// All CIDR blocks of the VPC, the primary one first.
    pub fn cidrs(&self) -> impl Iterator<Item = Cidr> + '_ {
        std::iter::once(self.cidr.cidr())
            .chain(self.secondary_cidrs.iter().map(|cidr| cidr.cidr()))
            .chain(self.ipv6_cidr.map(Ipv6Cidr::cidr))
    }
}

/// A subnet of a VPC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Subnet {
    /// Its id.
    pub id: SubnetId,
    /// Its name in the console.
    pub name: String,
    /// The VPC that holds it.
    pub vpc: VpcId,
    /// The IPv4 CIDR block.
    pub cidr: Ipv4Cidr,
    /// The IPv6 CIDR block, where IPv6 is enabled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ipv6_cidr: Option<Ipv6Cidr>,
    /// The network ACL it is associated with; without one nothing is filtered at its edge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network_acl: Option<NetworkAclId>,
    /// Tells whether the plan says which network ACL there is, or that there is none. Where it does not,
    /// nobody knows what passes the edge of the subnet.
    #[serde(default = "known_by_default", skip_serializing_if = "is_known")]
    pub network_acl_known: bool,
    /// The position within its VPC.
    #[serde(default)]
    pub position: Position,
}

impl Subnet {
    /// Tells whether there may be a network ACL that the plan does not name.
    #[must_use]
    pub fn may_have_other_acl(&self) -> bool {
        !self.network_acl_known && self.network_acl.is_none()
    }

    /// The CIDR block of a family, where the subnet has one.
    #[must_use]
    pub fn cidr_of(&self, ip_type: IpType) -> Option<Cidr> {
        match ip_type {
            IpType::IPv4 => Some(self.cidr.cidr()),
            IpType::IPv6 => self.ipv6_cidr.map(Ipv6Cidr::cidr),
        }
    }
}
