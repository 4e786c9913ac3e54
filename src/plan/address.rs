//! CIDR blocks and address ranges as people write them.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::id::{number_as_printed, text_serde};
use super::ip_type::IpType;
use super::value_error::ValueError;

/// A CIDR block of either family, with no bits set behind its prefix. A bare address is a block
/// of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr(IpNet);

impl Cidr {
    /// The block that holds this address and has this prefix; bits behind the prefix are dropped.
    pub fn of(net: impl Into<IpNet>) -> Self {
        Self(net.into().trunc())
    }

    /// The block of every address of a family: `0.0.0.0/0` or `::/0`.
    #[must_use]
    pub fn any(ip_type: IpType) -> Self {
        match ip_type {
            IpType::IPv4 => Self(Ipv4Net::default().into()),
            IpType::IPv6 => Self(Ipv6Net::default().into()),
        }
    }

    /// The block that holds one address only.
    #[must_use]
    pub fn host(address: IpAddr) -> Self {
        Self(address.into())
    }

    /// The block itself.
    #[must_use]
    pub fn net(self) -> IpNet {
        self.0
    }

    /// The address family of the block.
    #[must_use]
    pub fn ip_type(self) -> IpType {
        IpType::of(self.0.addr())
    }

    /// Tells whether the block holds an address.
    #[must_use]
    pub fn contains(self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }

    /// Tells whether two blocks share an address.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.0.contains(&other.0.network()) || other.0.contains(&self.0.network())
    }

    /// Tells whether the block is that of one address.
    #[must_use]
    pub fn is_host(self) -> bool {
        self.0.prefix_len() == self.0.max_prefix_len()
    }

    /// Tells whether the block is that of every address of its family.
    #[must_use]
    pub fn is_any(self) -> bool {
        self.0.prefix_len() == 0
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Cidr {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let net = net_of(text).ok_or_else(|| ValueError::NotACidr(text.to_owned()))?;
        if net != net.trunc() {
            return Err(ValueError::HostBits {
                found: text.to_owned(),
                meant: net.trunc().to_string(),
            });
        }
        Ok(Self(net))
    }
}

/// The block of a text. Numbers with a zero in front are refused: some programs read them as
/// octal ones.
fn net_of(text: &str) -> Option<IpNet> {
    match text.split_once('/') {
        None => text.parse::<IpAddr>().ok().map(IpNet::from),
        Some((address, prefix)) => {
            IpNet::new(address.parse().ok()?, number_as_printed(prefix)?).ok()
        }
    }
}

/// Patterns of addresses.
#[cfg(test)]
pub(super) mod pattern {
    /// An address.
    pub(in crate::plan) fn address() -> String {
        let v4 = r"(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}";
        format!(r"({v4}|[0-9A-Fa-f]*:[0-9A-Fa-f:]*({v4})?)")
    }

    /// A CIDR block, or an address.
    pub(in crate::plan) fn block() -> String {
        format!("{}(/(0|[1-9][0-9]{{0,2}}))?", address())
    }
}

text_serde!(Cidr, format!("^{}$", pattern::block()));

macro_rules! family {
    ($name:ident, $net:ident, $address:ident, $variant:ident, $ip_type:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($net);

        impl $name {
            /// The block that holds this address and has this prefix.
            #[must_use]
            pub fn of(net: $net) -> Self {
                Self(net.trunc())
            }

            /// The block itself.
            #[must_use]
            pub fn net(self) -> $net {
                self.0
            }

            /// The block among those of both families.
            #[must_use]
            pub fn cidr(self) -> Cidr {
                Cidr::of(self.0)
            }

            /// Tells whether the block holds an address.
            #[must_use]
            pub fn contains(self, address: $address) -> bool {
                self.0.contains(&address)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ValueError;
            fn from_str(text: &str) -> Result<Self, ValueError> {
                match text.parse::<Cidr>()?.net() {
                    IpNet::$variant(net) => Ok(Self(net)),
                    _ => Err(ValueError::WrongIpType {
                        found: text.to_owned(),
                        wanted: IpType::$ip_type,
                    }),
                }
            }
        }

        text_serde!($name, format!("^{}$", pattern::block()));
    };
}

family!(Ipv4Cidr, Ipv4Net, Ipv4Addr, V4, IPv4, "An IPv4 CIDR block.");
family!(Ipv6Cidr, Ipv6Net, Ipv6Addr, V6, IPv6, "An IPv6 CIDR block.");

/// Reads a block that has to say its prefix: the block of a network is hardly ever that of one
/// address, which is what an address alone would stand for.
///
/// # Errors
/// Where the text is no block of this kind, or an address alone.
pub fn network_block<T: FromStr<Err = ValueError>>(text: &str) -> Result<T, ValueError> {
    let block = text.parse()?;
    match text.trim().parse::<IpAddr>() {
        Ok(address) => Err(ValueError::NoPrefix {
            found: text.trim().to_owned(),
            meant: likely(address).to_string(),
        }),
        Err(_) => Ok(block),
    }
}

/// The block that an address without a prefix is likely meant for.
fn likely(address: IpAddr) -> Cidr {
    let prefix = match address {
        IpAddr::V4(address) => match address.octets() {
            [0, 0, 0, 0] => 0,
            [_, 0, 0, 0] => 8,
            [_, _, 0, 0] => 16,
            _ => 24,
        },
        IpAddr::V6(address) if address.is_unspecified() => 0,
        IpAddr::V6(_) => 64,
    };
    // These prefixes fit their families.
    IpNet::new(address, prefix).map_or(Cidr::host(address), Cidr::of)
}

/// An entry of an IP address group: a CIDR block, an address, or a range `first-last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AddressEntry {
    /// A CIDR block; an address is a block of one.
    Cidr(Cidr),
    /// All addresses from the first to the last, both of one family.
    Range(IpAddr, IpAddr),
}

impl AddressEntry {
    /// The first and the last address of the entry.
    #[must_use]
    pub fn bounds(self) -> (IpAddr, IpAddr) {
        match self {
            Self::Cidr(cidr) => (cidr.net().network(), cidr.net().broadcast()),
            Self::Range(first, last) => (first, last),
        }
    }
}

impl fmt::Display for AddressEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cidr(cidr) => cidr.fmt(f),
            Self::Range(first, last) => write!(f, "{first}-{last}"),
        }
    }
}

impl FromStr for AddressEntry {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let Some((first, last)) = text.split_once('-') else {
            return text.parse().map(Self::Cidr);
        };
        let ends = (first.trim().parse::<IpAddr>(), last.trim().parse::<IpAddr>());
        match ends {
            (Ok(first), Ok(last)) if IpType::of(first) == IpType::of(last) && first <= last => {
                Ok(Self::Range(first, last))
            }
            _ => Err(ValueError::NotARange(text.to_owned())),
        }
    }
}

text_serde!(
    AddressEntry,
    format!("^({}|{}-{})$", pattern::block(), pattern::address(), pattern::address())
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    #[test]
    fn a_bare_address_is_a_block_of_one() {
        assert_eq!("10.0.0.1".parse::<Cidr>().unwrap().to_string(), "10.0.0.1/32");
        assert_eq!("2001:db8::1".parse::<Cidr>().unwrap().to_string(), "2001:db8::1/128");
    }

    #[test]
    fn the_block_of_a_network_says_its_prefix() {
        let wrong =
            |text: &str| network_block::<Ipv4Cidr>(text).unwrap_err().text(Language::English);
        assert_eq!(wrong("10.0.4.0"), "`10.0.4.0` has no prefix; did you mean `10.0.4.0/24`?");
        assert_eq!(wrong(" 10.1.0.0 "), "`10.1.0.0` has no prefix; did you mean `10.1.0.0/16`?");
        assert_eq!(wrong("10.0.4.7"), "`10.0.4.7` has no prefix; did you mean `10.0.4.0/24`?");
        let six = network_block::<Ipv6Cidr>("2001:db8::").unwrap_err().text(Language::English);
        assert_eq!(six, "`2001:db8::` has no prefix; did you mean `2001:db8::/64`?");
        assert!(wrong("2001:db8::").contains("not an IPv4 CIDR block"));
        assert_eq!(network_block::<Ipv4Cidr>("10.0.4.7/32").unwrap().to_string(), "10.0.4.7/32");
    }

    #[test]
    fn bits_behind_the_prefix_are_pointed_out() {
        let error = "10.0.1.5/24".parse::<Cidr>().unwrap_err();
        assert_eq!(
            error.text(Language::English),
            "`10.0.1.5/24` has bits set behind the prefix; did you mean `10.0.1.0/24`?"
        );
    }

    #[test]
    fn numbers_that_other_programs_read_in_another_way_are_refused() {
        for text in ["010.0.0.0/8", "10.0.0.0/08", "10.0.0.0/+8", "10.0.0.0/", "2001:db8::/064"] {
            let error = text.parse::<Cidr>().unwrap_err().text(Language::English);
            assert_eq!(
                error,
                format!(
                    "`{text}` is not a CIDR block; write it like `10.0.1.0/24` or `2001:db8::/64`"
                )
            );
        }
        assert!("10.0.0.0/0".parse::<Cidr>().is_err() && "0.0.0.0/0".parse::<Cidr>().is_ok());
    }

    #[test]
    fn the_other_family_is_refused_by_name() {
        let error = "2001:db8::/64".parse::<Ipv4Cidr>().unwrap_err();
        assert_eq!(
            error.text(Language::English),
            "`2001:db8::/64` is not an IPv4 CIDR block; write it like `10.0.1.0/24`"
        );
    }

    #[test]
    fn a_range_runs_upward_within_one_family() {
        let entry: AddressEntry = "10.0.1.10-10.0.1.20".parse().unwrap();
        assert_eq!(entry.to_string(), "10.0.1.10-10.0.1.20");
        assert!("10.0.1.20-10.0.1.10".parse::<AddressEntry>().is_err());
        assert!("10.0.1.1-2001:db8::1".parse::<AddressEntry>().is_err());
    }
}
