//! Packets as answers show them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::IcmpRange;
use crate::plan::{AddressEntry, Ports, Protocol, ValueError, text_serde};

/// Packets: every combination of the fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Parcel {
    /// The source addresses.
    pub source: AddressEntry,
    /// The destination addresses.
    pub destination: AddressEntry,
    /// The protocols.
    pub protocol: ProtocolRange,
    /// The ICMP messages; all where left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub icmp: Option<IcmpRange>,
    /// The source ports; all where left out.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub source_ports: Ports,
    /// The destination ports; all where left out.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub ports: Ports,
}

/// IP protocols by their numbers: in JSON `tcp`, `all`, `47` or `7-16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProtocolRange {
    /// The lowest number.
    pub first: u8,
    /// The highest number, never below the first.
    pub last: u8,
}

impl ProtocolRange {
    /// The one protocol that the range stands for, or all; none where it is some of them.
    #[must_use]
    pub fn protocol(self) -> Option<Protocol> {
        match (self.first, self.last) {
            (0, u8::MAX) => Some(Protocol::All),
            (1, 1) => Some(Protocol::Icmp),
            (6, 6) => Some(Protocol::Tcp),
            (17, 17) => Some(Protocol::Udp),
            (58, 58) => Some(Protocol::Icmpv6),
            (first, last) if first == last => Some(Protocol::Number(first)),
            _ => None,
        }
    }
}

impl fmt::Display for ProtocolRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.protocol() {
            Some(protocol) => protocol.fmt(f),
            None => write!(f, "{}-{}", self.first, self.last),
        }
    }
}

impl FromStr for ProtocolRange {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        if let Some((first, last)) = text.split_once('-')
            && let (Ok(first), Ok(last)) = (first.parse(), last.parse())
            && first <= last
        {
            return Ok(Self { first, last });
        }
        let number = text.parse::<Protocol>()?.number();
        Ok(Self { first: number.unwrap_or(0), last: number.unwrap_or(u8::MAX) })
    }
}

text_serde!(ProtocolRange, r"^(all|tcp|udp|icmp|icmpv6|\d{1,3}(-\d{1,3})?)$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_protocols_is_written_by_name_where_it_has_one() {
        for (first, last, name) in [
            (0, 255, "all"),
            (1, 1, "icmp"),
            (6, 6, "tcp"),
            (17, 17, "udp"),
            (58, 58, "icmpv6"),
            (47, 47, "47"),
            (7, 16, "7-16"),
        ] {
            let range = ProtocolRange { first, last };
            assert_eq!(range.to_string(), name);
            assert_eq!(name.parse::<ProtocolRange>().unwrap(), range);
        }
        assert_eq!(ProtocolRange { first: 7, last: 16 }.protocol(), None);
    }
}
