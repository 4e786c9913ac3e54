//! The targets of members: servers in subnets, and addresses elsewhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use super::id::{IpBackendId, SecurityGroupId, ServerId, SubnetId, VpcId};
use super::ip_type::IpType;
use super::left_out::{enabled_by_default, is_enabled};
use super::position::Position;

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

    /// Tells whether every rule takes effect.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        *self == Self::Standard
    }
}

/// A cloud server. Its primary network interface is part of it; others may be attached.
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
    /// The security groups that its primary network interface wears, in their sequence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub security_groups: Vec<SecurityGroupId>,
    /// Tells whether security groups count on its primary network interface.
    #[serde(default = "enabled_by_default", skip_serializing_if = "is_enabled")]
    pub port_security: bool,
    /// The network interfaces that it has beside its primary one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interfaces: Vec<NetworkInterface>,
    /// The kind of its flavor, which says what rules its host understands.
    #[serde(default, skip_serializing_if = "Flavor::is_standard")]
    pub flavor: Flavor,
    /// The position within its subnet.
    #[serde(default)]
    pub position: Position,
}

/// A network interface of a server beside its primary one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NetworkInterface {
    /// Extension or supplementary.
    #[serde(default)]
    pub kind: InterfaceKind,
    /// The subnet it is in.
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
    /// Tells whether security groups count on it.
    #[serde(default = "enabled_by_default", skip_serializing_if = "is_enabled")]
    pub port_security: bool,
}

/// The kind of a network interface that is not a server's primary one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum InterfaceKind {
    /// One that is attached to the server.
    #[default]
    Extension,
    /// One that shares another interface by VLAN.
    Supplementary,
}

/// The properties of every network interface, the primary one and others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interface<'a> {
    /// The subnet it is in.
    pub subnet: SubnetId,
    /// Its private IPv4 address.
    pub ipv4: Option<Ipv4Addr>,
    /// Its IPv6 address.
    pub ipv6: Option<Ipv6Addr>,
    /// The security groups it wears, in their sequence.
    pub security_groups: &'a [SecurityGroupId],
    /// Tells whether security groups count on it.
    pub port_security: bool,
}

impl Interface<'_> {
    /// The address of a family, where the interface has one.
    #[must_use]
    pub fn address(&self, ip_type: IpType) -> Option<IpAddr> {
        match ip_type {
            IpType::IPv4 => self.ipv4.map(IpAddr::V4),
            IpType::IPv6 => self.ipv6.map(IpAddr::V6),
        }
    }

    /// The addresses of both families that the interface has.
    pub fn addresses(&self) -> impl Iterator<Item = IpAddr> + use<> {
        self.ipv4.map(IpAddr::V4).into_iter().chain(self.ipv6.map(IpAddr::V6))
    }
}

impl NetworkInterface {
    /// The properties that it shares with every interface.
    #[must_use]
    pub fn interface(&self) -> Interface<'_> {
        Interface {
            subnet: self.subnet,
            ipv4: self.ipv4,
            ipv6: self.ipv6,
            security_groups: &self.security_groups,
            port_security: self.port_security,
        }
    }
}

impl Server {
    /// The address of a family of the primary interface, where it has one.
    #[must_use]
    pub fn address(&self, ip_type: IpType) -> Option<IpAddr> {
        self.primary().address(ip_type)
    }

    /// The primary network interface.
    #[must_use]
    pub fn primary(&self) -> Interface<'_> {
        Interface {
            subnet: self.subnet,
            ipv4: self.ipv4,
            ipv6: self.ipv6,
            security_groups: &self.security_groups,
            port_security: self.port_security,
        }
    }

    /// Every network interface, the primary one first.
    pub fn all_interfaces(&self) -> impl Iterator<Item = Interface<'_>> {
        std::iter::once(self.primary()).chain(self.interfaces.iter().map(|it| it.interface()))
    }

    /// The interface that has an address.
    #[must_use]
    pub fn interface_at(&self, address: IpAddr) -> Option<Interface<'_>> {
        self.all_interfaces().find(|it| it.addresses().any(|own| own == address))
    }

    /// The address at which the server is reached: the one that is named, if it is one of its
    /// own, else that of its primary interface.
    #[must_use]
    pub fn reached_at(&self, named: Option<IpAddr>, ip_type: IpType) -> Option<IpAddr> {
        match named {
            Some(address) => self.interface_at(address).map(|_| address),
            None => self.address(ip_type),
        }
    }

    /// Tells whether one of its interfaces wears a security group.
    #[must_use]
    pub fn wears(&self, group: SecurityGroupId) -> bool {
        self.all_interfaces().any(|it| it.security_groups.contains(&group))
    }

    /// Takes a security group off every interface.
    pub fn take_off(&mut self, group: SecurityGroupId) {
        self.security_groups.retain(|it| *it != group);
        for interface in &mut self.interfaces {
            interface.security_groups.retain(|it| *it != group);
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
    /// The position on the board.
    #[serde(default)]
    pub position: Position,
}
