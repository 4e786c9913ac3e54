//! The ICMP messages that a rule looks at: a type, and a code of it or all of them.
//!
//! Rules of security groups can name them (VPC API v1 and v2 in `port_range_min` and
//! `port_range_max`); rules of network ACLs cannot.

use std::fmt;
use std::str::FromStr;

use super::id::{number_as_printed, text_serde};
use super::ip_type::IpType;
use super::value_error::ValueError;

/// ICMP messages of one kind: in JSON `3/4` for a type with a code, `3` for all codes of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IcmpKind {
    /// The type of the message.
    pub icmp_type: u8,
    /// The code that tells messages of the type apart; all where it is none.
    pub code: Option<u8>,
}

/// The kinds that the console lists by name for IPv4, as type and code, in its order (VPC API
/// reference, ICMP-port range relationship table).
const NAMED: [(u8, u8); 20] = [
    (8, 0),
    (0, 0),
    (3, 4),
    (5, 1),
    (5, 3),
    (3, 1),
    (16, 0),
    (15, 0),
    (5, 0),
    (5, 2),
    (3, 0),
    (12, 0),
    (3, 3),
    (3, 2),
    (11, 1),
    (4, 0),
    (3, 5),
    (14, 0),
    (13, 0),
    (11, 0),
];

impl IcmpKind {
    /// The kinds that have names, in the ICMP of a family.
    pub fn named(ip_type: IpType) -> impl Iterator<Item = Self> {
        let all: &[(u8, u8)] = match ip_type {
            IpType::IPv4 => &NAMED,
            IpType::IPv6 => &[(128, 0), (129, 0)],
        };
        all.iter().map(|(icmp_type, code)| Self { icmp_type: *icmp_type, code: Some(*code) })
    }

    /// The message with which a load balancer pings, in the ICMP of a family.
    #[must_use]
    pub fn echo_request(ip_type: IpType) -> Self {
        let icmp_type = match ip_type {
            IpType::IPv4 => 8,
            IpType::IPv6 => 128,
        };
        Self { icmp_type, code: Some(0) }
    }

    /// The message that answers a ping, in the ICMP of a family.
    #[must_use]
    pub fn echo_reply(ip_type: IpType) -> Self {
        let icmp_type = match ip_type {
            IpType::IPv4 => 0,
            IpType::IPv6 => 129,
        };
        Self { icmp_type, code: Some(0) }
    }

    /// The same message in the ICMP of a family, where it is a ping or its answer; others are numbered
    /// otherwise there, and stay as they are.
    #[must_use]
    pub fn turned(self, ip_type: IpType) -> Self {
        let same = |of: fn(IpType) -> Self| IpType::BOTH.map(of).contains(&self);
        if same(Self::echo_request) {
            Self::echo_request(ip_type)
        } else if same(Self::echo_reply) {
            Self::echo_reply(ip_type)
        } else {
            self
        }
    }

    /// The first and the last code that it stands for.
    #[must_use]
    pub fn codes(self) -> (u8, u8) {
        self.code.map_or((0, u8::MAX), |code| (code, code))
    }
}

impl fmt::Display for IcmpKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            None => self.icmp_type.fmt(f),
            Some(code) => write!(f, "{}/{code}", self.icmp_type),
        }
    }
}

impl FromStr for IcmpKind {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let number = |part: &str| {
            let number = number_as_printed(part.trim());
            number.ok_or_else(|| ValueError::NotAnIcmpNumber(part.trim().to_owned()))
        };
        let (icmp_type, code) = match text.split_once('/') {
            Some((icmp_type, _)) if icmp_type.trim().is_empty() => {
                return Err(ValueError::IcmpCodeWithoutType(text.to_owned()));
            }
            Some((icmp_type, code)) => (number(icmp_type)?, Some(number(code)?)),
            None => (number(text)?, None),
        };
        Ok(Self { icmp_type, code })
    }
}

text_serde!(IcmpKind, r"^(0|[1-9]\d{0,2})(/(0|[1-9]\d{0,2}))?$");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    #[test]
    fn a_kind_reads_back_as_it_is_written() {
        for text in ["0", "8/0", "3/4", "255/255"] {
            assert_eq!(text.parse::<IcmpKind>().unwrap().to_string(), text);
        }
        assert_eq!(" 3 / 4 ".parse::<IcmpKind>().unwrap().to_string(), "3/4");
    }

    #[test]
    fn a_ping_is_a_ping_in_either_family() {
        let turned =
            |text: &str, ip_type| text.parse::<IcmpKind>().unwrap().turned(ip_type).to_string();
        assert_eq!(turned("8/0", IpType::IPv6), "128/0");
        assert_eq!(turned("129/0", IpType::IPv4), "0/0");
        assert_eq!(turned("0/0", IpType::IPv4), "0/0");
        assert_eq!(turned("3/4", IpType::IPv6), "3/4");
        assert_eq!(turned("8", IpType::IPv6), "8");
    }

    #[test]
    fn what_is_no_kind_is_named_with_what_to_do() {
        let error = |text: &str| text.parse::<IcmpKind>().unwrap_err().text(Language::English);
        assert!(
            error("300").starts_with("`300` is no ICMP type or code; write a number from 0 to")
        );
        assert!(error("3/256").starts_with("`256` is no ICMP type or code"));
        assert!(error("echo").starts_with("`echo` is no ICMP type or code"));
        assert!(error("8/").starts_with("`` is no ICMP type or code"));
        assert!(error("/4").starts_with("`/4` names an ICMP code without a type"));
        for text in ["", "08", "+8", "8/00", "8/0/0", "8-9"] {
            assert!(text.parse::<IcmpKind>().is_err(), "{text}");
        }
    }
}
