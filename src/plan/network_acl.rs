//! Network ACLs: ordered rules at the edge of a subnet.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::address::Cidr;
#[cfg(test)]
use super::address::pattern;
use super::id::{AddressGroupId, NetworkAclId, RuleId, begins_with, text_serde};
use super::ip_type::IpType;
use super::left_out::{enabled_by_default, is_enabled, is_known, known_by_default};
use super::port::Ports;
use super::position::Position;
use super::protocol::Protocol;
use super::rule::{Action, Direction};
use super::value_error::ValueError;

/// A network ACL. Its rules are looked at from top to bottom, the first match decides, and what
/// no rule matches is denied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NetworkAcl {
    /// Its id.
    pub id: NetworkAclId,
    /// Its name in the console.
    pub name: String,
    /// Tells whether it filters at all; one that is switched off lets everything pass.
    #[serde(default = "enabled_by_default", skip_serializing_if = "is_enabled")]
    pub enabled: bool,
    /// Tells whether all of its rules are listed. Where they are not, as where they were not read, there
    /// may be others beside those that are, and nobody knows what passes.
    #[serde(default = "known_by_default", skip_serializing_if = "is_known")]
    pub rules_known: bool,
    /// Rules for what comes in to the subnet, the first one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inbound: Vec<NetworkAclRule>,
    /// Rules for what leaves the subnet, the first one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outbound: Vec<NetworkAclRule>,
    /// The position of its card on the board.
    #[serde(default)]
    pub position: Position,
}

impl NetworkAcl {
    /// The rules of a direction, the first one first.
    #[must_use]
    pub fn rules(&self, direction: Direction) -> &Vec<NetworkAclRule> {
        match direction {
            Direction::Inbound => &self.inbound,
            Direction::Outbound => &self.outbound,
        }
    }

    /// The rules of a direction, to change.
    pub fn rules_mut(&mut self, direction: Direction) -> &mut Vec<NetworkAclRule> {
        match direction {
            Direction::Inbound => &mut self.inbound,
            Direction::Outbound => &mut self.outbound,
        }
    }
}

/// A rule of a network ACL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NetworkAclRule {
    /// Its id.
    pub id: RuleId,
    /// Tells whether it lets packets pass.
    #[serde(default)]
    pub action: Action,
    /// The address family it looks at.
    #[serde(rename = "type", default)]
    pub ip_type: IpType,
    /// The protocol it looks at.
    #[serde(default)]
    pub protocol: Protocol,
    /// The source of the packets.
    pub source: AclAddress,
    /// The source ports it looks at; all where left out.
    #[serde(default, skip_serializing_if = "Ports::is_all")]
    pub source_ports: Ports,
    /// The destination of the packets.
    pub destination: AclAddress,
    /// The destination ports it looks at; all where left out.
    #[serde(default, skip_serializing_if = "Ports::is_all")]
    pub destination_ports: Ports,
    /// Tells whether it is in force.
    #[serde(default = "enabled_by_default", skip_serializing_if = "is_enabled")]
    pub enabled: bool,
    /// A note of up to 255 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// One end of a network ACL rule: in JSON a CIDR block, or the id of an IP address group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AclAddress {
    /// Every address of a block.
    Cidr(Cidr),
    /// Every address of an IP address group.
    AddressGroup(AddressGroupId),
}

impl fmt::Display for AclAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cidr(cidr) => cidr.fmt(f),
            Self::AddressGroup(id) => id.fmt(f),
        }
    }
}

impl FromStr for AclAddress {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        match begins_with(text, AddressGroupId::PREFIX) {
            true => text.parse().map(Self::AddressGroup),
            false => text.parse().map(Self::Cidr),
        }
    }
}

text_serde!(AclAddress, format!("^({}|ipg-[1-9][0-9]*)$", pattern::block()));
