//! Address families.

use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

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
