//! Security groups: the rules of the servers that wear them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use super::address::Cidr;
#[cfg(test)]
use super::address::pattern;
use super::icmp::IcmpKind;
use super::id::{AddressGroupId, RuleId, SecurityGroupId, begins_with, text_serde};
use super::ip_type::IpType;
use super::left_out::{enabled_by_default, is_enabled, is_known, known_by_default};
use super::port::Ports;
use super::position::Position;
use super::protocol::Protocol;
use super::rule::{Action, Direction};
use super::value_error::ValueError;

/// A security group. It is regional: it belongs to no VPC, and any server can wear it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SecurityGroup {
    /// Its id.
    pub id: SecurityGroupId,
    /// Its name in the console.
    pub name: String,
    /// Tells whether all of its rules are listed. Where they are not, as where they were not read, there
    /// may be others beside those that are, and nobody knows what passes.
    #[serde(default = "known_by_default", skip_serializing_if = "is_known")]
    pub rules_known: bool,
    /// Rules for what comes in to the servers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inbound: Vec<SecurityGroupRule>,
    /// Rules for what the servers send.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outbound: Vec<SecurityGroupRule>,
    /// Says whether rules to add go into it, where a server wears several groups.
    #[serde(default, skip_serializing_if = "NewRules::is_usual")]
    pub new_rules: NewRules,
    /// The position of its card on the board.
    #[serde(default)]
    pub position: Position,
}

/// The wish for rules to add, where servers wear several security groups. It counts among the groups in
/// which a rule takes effect.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NewRules {
    /// They go into this group first.
    Preferred,
    /// They go into the group in which they open the fewest servers without need.
    #[default]
    Usual,
    /// They go into another group, such as where somebody else looks after this one.
    Avoided,
}

impl NewRules {
    /// Every wish, the usual one first.
    pub const ALL: [Self; 3] = [Self::Usual, Self::Preferred, Self::Avoided];

    /// Checks whether nothing is wished for.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::Usual
    }
}

impl SecurityGroup {
    /// The rules of a direction, in the order in which they are listed.
    #[must_use]
    pub fn rules(&self, direction: Direction) -> &Vec<SecurityGroupRule> {
        match direction {
            Direction::Inbound => &self.inbound,
            Direction::Outbound => &self.outbound,
        }
    }

    /// The rules of a direction, to change.
    pub fn rules_mut(&mut self, direction: Direction) -> &mut Vec<SecurityGroupRule> {
        match direction {
            Direction::Inbound => &mut self.inbound,
            Direction::Outbound => &mut self.outbound,
        }
    }
}

/// A rule of a security group. Its port is the destination port in both directions (VPC user
/// guide, security group rules).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SecurityGroupRule {
    /// Its id.
    pub id: RuleId,
    /// 1–100; the rule with the smaller number is looked at first.
    #[serde(default)]
    pub priority: Priority,
    /// Tells whether it lets packets pass.
    #[serde(default)]
    pub action: Action,
    /// The address family it looks at.
    #[serde(rename = "type", default)]
    pub ip_type: IpType,
    /// The protocol it looks at.
    #[serde(default)]
    pub protocol: Protocol,
    /// The destination ports it looks at; all where left out.
    #[serde(default, skip_serializing_if = "Ports::is_all")]
    pub ports: Ports,
    /// The ICMP messages it looks at; all where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icmp: Option<IcmpKind>,
    /// The source of an inbound rule, the destination of an outbound one.
    pub remote: Remote,
    /// Tells whether it is in force.
    #[serde(default = "enabled_by_default", skip_serializing_if = "is_enabled")]
    pub enabled: bool,
    /// A note of up to 255 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

impl SecurityGroupRule {
    /// Tells whether it names ports that are not in a row, which some flavors of servers do not
    /// understand (VPC user guide, adding a security group rule).
    #[must_use]
    pub fn has_scattered_ports(&self) -> bool {
        self.protocol.has_ports() && !self.ports.are_in_a_row()
    }
}

/// The priority of a security group rule, 1 (looked at first) to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(transparent))]
pub struct Priority(#[cfg_attr(test, schemars(range(min = 1, max = 100)))] u8);

impl Priority {
    /// The priority that is looked at first, and the one that the guide's tables name.
    pub const FIRST: Self = Self(1);
    /// The priority that is looked at last.
    pub const LAST: Self = Self(100);

    /// A priority, where the number is from 1 to 100.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        (1..=100).contains(&number).then_some(Self(number))
    }

    /// The number, 1–100.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// The priority that is looked at next, unless this is the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::new(self.0.saturating_add(1))
    }
}

impl Default for Priority {
    fn default() -> Self {
        Self::FIRST
    }
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Priority {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u64::deserialize(deserializer)?;
        u8::try_from(number)
            .ok()
            .and_then(Self::new)
            .ok_or_else(|| ValueError::NotAPriority(number).refused())
    }
}

/// The other end of a security group rule: in JSON a CIDR block, or the id of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remote {
    /// Every address of a block.
    Cidr(Cidr),
    /// Every network interface that wears a security group.
    SecurityGroup(SecurityGroupId),
    /// Every address of an IP address group.
    AddressGroup(AddressGroupId),
}

impl fmt::Display for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cidr(cidr) => cidr.fmt(f),
            Self::SecurityGroup(id) => id.fmt(f),
            Self::AddressGroup(id) => id.fmt(f),
        }
    }
}

impl FromStr for Remote {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        // No address begins like these, so that a mistyped id is said to be one.
        if begins_with(text, SecurityGroupId::PREFIX) {
            text.parse().map(Self::SecurityGroup)
        } else if begins_with(text, AddressGroupId::PREFIX) {
            text.parse().map(Self::AddressGroup)
        } else {
            text.parse().map(Self::Cidr)
        }
    }
}

text_serde!(Remote, format!("^({}|(sg|ipg)-[1-9][0-9]*)$", pattern::block()));
