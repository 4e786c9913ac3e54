//! The protocols that rules look at.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::id::number_as_printed;
use super::ip_type::IpType;
use super::value_error::ValueError;

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

    /// Tells whether a rule of this protocol can name ports.
    #[must_use]
    pub fn has_ports(self) -> bool {
        matches!(self.number(), Some(6 | 17))
    }

    /// Tells whether a question or a connection of this protocol can name ports: of all protocols, those
    /// that have ports are meant then.
    #[must_use]
    pub fn may_have_ports(self) -> bool {
        self.has_ports() || self == Self::All
    }

    /// Tells whether its packets are ICMP messages, so that a rule can name a type of them.
    #[must_use]
    pub fn is_icmp(self) -> bool {
        self.icmp_family().is_some()
    }

    /// The family whose ICMP it is.
    #[must_use]
    pub fn icmp_family(self) -> Option<IpType> {
        match self.number() {
            Some(1) => Some(IpType::IPv4),
            Some(58) => Some(IpType::IPv6),
            _ => None,
        }
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

impl FromStr for Protocol {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        match text.trim().to_ascii_lowercase().as_str() {
            "all" => Ok(Self::All),
            "tcp" => Ok(Self::Tcp),
            "udp" => Ok(Self::Udp),
            "icmp" => Ok(Self::Icmp),
            "icmpv6" => Ok(Self::Icmpv6),
            number => number_as_printed(number)
                .map(Self::Number)
                .ok_or_else(|| ValueError::NotAProtocol(text.to_owned())),
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
        let protocol = text.parse::<Self>().map_err(ValueError::refused)?;
        match protocol.to_string() == text {
            true => Ok(protocol),
            false => {
                let (found, wanted) = (text.into_owned(), protocol.to_string());
                Err(ValueError::OtherSpelling { found, wanted }.refused())
            }
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
