//! What the rules of security groups and network ACLs have in common.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::id::number_as_printed;

/// The way a rule looks, seen from the server or the subnet that it guards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Traffic that comes in.
    Inbound,
    /// Traffic that goes out.
    Outbound,
}

impl Direction {
    /// Both directions, inbound first, as the console shows them.
    pub const BOTH: [Self; 2] = [Self::Inbound, Self::Outbound];
}

/// Whether a rule lets packets pass or stops them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// The packets pass.
    #[default]
    Allow,
    /// The packets are dropped.
    Deny,
}

/// The console's column 'Type': the address family of a rule.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum IpType {
    /// IPv4 packets.
    #[default]
    IPv4,
    /// IPv6 packets.
    IPv6,
}

impl IpType {
    /// Both families, IPv4 first.
    pub const BOTH: [Self; 2] = [Self::IPv4, Self::IPv6];

    /// The family of an address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        if address.is_ipv4() { Self::IPv4 } else { Self::IPv6 }
    }
}

impl fmt::Display for IpType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::IPv4 => "IPv4",
            Self::IPv6 => "IPv6",
        })
    }
}

/// The protocol of a rule: a name, an IP protocol number, or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Protocol {
    /// Every protocol.
    #[default]
    All,
    /// TCP, number 6.
    Tcp,
    /// UDP, number 17.
    Udp,
    /// ICMP, number 1; the API takes it in IPv4 rules only.
    Icmp,
    /// `ICMPv6`, number 58; the API takes it in IPv6 rules only.
    Icmpv6,
    /// An IP protocol by its number.
    Number(u8),
}

impl Protocol {
    /// The IP protocol number, unless it is all of them.
    #[must_use]
    pub fn number(self) -> Option<u8> {
        match self {
            Self::All => None,
            Self::Icmp => Some(1),
            Self::Tcp => Some(6),
            Self::Udp => Some(17),
            Self::Icmpv6 => Some(58),
            Self::Number(number) => Some(number),
        }
    }

    /// Whether a rule of this protocol can name ports.
    #[must_use]
    pub fn has_ports(self) -> bool {
        matches!(self.number(), Some(6 | 17))
    }

    /// The protocol that carries echo requests in a family.
    #[must_use]
    pub fn icmp_for(ip_type: IpType) -> Self {
        match ip_type {
            IpType::IPv4 => Self::Icmp,
            IpType::IPv6 => Self::Icmpv6,
        }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Tcp => f.write_str("tcp"),
            Self::Udp => f.write_str("udp"),
            Self::Icmp => f.write_str("icmp"),
            Self::Icmpv6 => f.write_str("icmpv6"),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// The reason a text is not a protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a protocol; write `tcp`, `udp`, `icmp`, `icmpv6`, `all` or a number from 0 to 255"
)]
pub struct ProtocolError(String);

impl FromStr for Protocol {
    type Err = ProtocolError;
    fn from_str(text: &str) -> Result<Self, ProtocolError> {
        match text.trim().to_ascii_lowercase().as_str() {
            "all" => Ok(Self::All),
            "tcp" => Ok(Self::Tcp),
            "udp" => Ok(Self::Udp),
            "icmp" => Ok(Self::Icmp),
            "icmpv6" => Ok(Self::Icmpv6),
            number => number_as_printed(number)
                .map(Self::Number)
                .ok_or_else(|| ProtocolError(text.to_owned())),
        }
    }
}

impl Serialize for Protocol {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// In a document a protocol is written in one way, since other programs compare it as text.
impl<'de> Deserialize<'de> for Protocol {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let protocol = text.parse::<Self>().map_err(serde::de::Error::custom)?;
        match protocol.to_string() == text {
            true => Ok(protocol),
            false => Err(serde::de::Error::custom(format!(
                "`{text}` is written in another way here; write `{protocol}`"
            ))),
        }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Protocol {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Protocol".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^(all|tcp|udp|icmp|icmpv6|0|[1-9]\d{0,2})$",
        })
    }
}

/// Says that a rule is in force, the value of every `enabled` field that is left out.
pub(super) fn enabled_by_default() -> bool {
    true
}

/// Leaves an `enabled` field out of the JSON where it says what is said by silence.
pub(super) fn is_enabled(enabled: &bool) -> bool {
    *enabled
}
