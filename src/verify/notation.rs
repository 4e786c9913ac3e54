//! Addresses, ports and protocols as a document writes them.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde::Deserialize;

use super::space::{Family, Span, joined};

/// The reason a text of a document cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("`{found}` is not {wanted}")]
pub(super) struct Unreadable {
    found: String,
    wanted: &'static str,
}

fn unreadable(found: &str, wanted: &'static str) -> Unreadable {
    Unreadable { found: found.chars().take(60).collect(), wanted }
}

/// A number as programs write it, with no sign and no zero in front.
fn as_written<T: FromStr>(digits: &str) -> Option<T> {
    let is_number = digits.bytes().all(|it| it.is_ascii_digit());
    (is_number && (digits == "0" || !digits.starts_with('0')))
        .then(|| digits.parse().ok())
        .flatten()
}

/// A block, an address or a range of addresses, with its text. Two texts of the same addresses are
/// equal.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Addresses {
    pub(super) family: Family,
    pub(super) span: Span,
    text: String,
}

impl Addresses {
    /// Every address of a family.
    pub(super) fn all(family: Family) -> Self {
        let text = match family {
            Family::V4 => "0.0.0.0/0",
            Family::V6 => "::/0",
        };
        Self { family, span: Span::addresses(family), text: text.to_owned() }
    }
}

impl Addresses {
    /// The blocks that are exactly some addresses of a family, the largest that there are.
    pub(super) fn blocks(family: Family, spans: Vec<Span>) -> Vec<Self> {
        let mut blocks = vec![];
        for Span { low, high } in joined(spans) {
            let mut next = Some(low);
            while let Some(low) = next.filter(|low| *low <= high) {
                // The largest block that begins here and ends within the span.
                let fits = |bits: &u32| {
                    let size = 1_u128.checked_shl(*bits).map_or(u128::MAX, |size| size - 1);
                    low & size == 0 && low.checked_add(size).is_some_and(|end| end <= high)
                };
                let bits = (0..=128).rev().find(fits).unwrap_or(0);
                let size = 1_u128.checked_shl(bits).map_or(u128::MAX, |size| size - 1);
                blocks.push(Self::block(family, low, bits));
                next = low.checked_add(size).and_then(|end| end.checked_add(1));
            }
        }
        blocks
    }

    fn block(family: Family, low: u128, bits: u32) -> Self {
        let high = low | 1_u128.checked_shl(bits).map_or(u128::MAX, |size| size - 1);
        let (address, length): (IpAddr, u32) = match family {
            Family::V4 => (u32::try_from(low).unwrap_or(u32::MAX).to_be_bytes().into(), 32),
            Family::V6 => (low.to_be_bytes().into(), 128),
        };
        let text = format!("{address}/{}", length.saturating_sub(bits));
        Self { family, span: Span { low, high }, text }
    }
}

impl PartialEq for Addresses {
    fn eq(&self, other: &Self) -> bool {
        self.family == other.family && self.span == other.span
    }
}

impl Eq for Addresses {}

impl fmt::Display for Addresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

/// An address as a number of its family.
fn number(address: IpAddr) -> (Family, u128) {
    match address {
        IpAddr::V4(address) => (Family::V4, u128::from(u32::from(address))),
        IpAddr::V6(address) => (Family::V6, u128::from(address)),
    }
}

impl TryFrom<String> for Addresses {
    type Error = Unreadable;
    fn try_from(text: String) -> Result<Self, Unreadable> {
        let refused = || unreadable(&text, "an address, a block or a range of addresses");
        let address = |text: &str| text.parse::<IpAddr>().map(number).map_err(|_| refused());
        let ((family, low), (other, high)) = if let Some((first, last)) = text.split_once('-') {
            (address(first)?, address(last)?)
        } else if let Some((first, length)) = text.split_once('/') {
            let first = first.parse::<IpAddr>().map_err(|_| refused())?;
            let length = as_written(length).ok_or_else(refused)?;
            let net = IpNet::new(first, length).map_err(|_| refused())?;
            if net.addr() != net.network() {
                return Err(refused());
            }
            (number(net.network()), number(net.broadcast()))
        } else {
            (address(&text)?, address(&text)?)
        };
        if family != other || low > high {
            return Err(refused());
        }
        Ok(Self { family, span: Span { low, high }, text })
    }
}

/// Ports and ranges of ports; none stand for all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Ports(Vec<Span>);

impl Ports {
    /// One stretch of ports, or all, which are not named.
    pub(super) fn of(ports: Option<Span>) -> Self {
        Self(ports.filter(|ports| *ports != Span::PORTS).into_iter().collect())
    }

    /// The ports that are named; nothing where it is all.
    pub(super) fn named(&self) -> &[Span] {
        &self.0
    }

    /// The ports, all of them where none is named.
    pub(super) fn spans(&self) -> Vec<Span> {
        if self.0.is_empty() { vec![Span::PORTS] } else { self.0.clone() }
    }

    /// The one stretch of ports, where it is one.
    pub(super) fn span(&self) -> Option<Span> {
        match self.0.as_slice() {
            [] => Some(Span::PORTS),
            [one] => Some(*one),
            _ => None,
        }
    }
}

impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |span: &Span| match span.low == span.high {
            true => span.low.to_string(),
            false => format!("{}-{}", span.low, span.high),
        };
        f.write_str(&self.0.iter().map(text).collect::<Vec<_>>().join(","))
    }
}

impl TryFrom<String> for Ports {
    type Error = Unreadable;
    fn try_from(text: String) -> Result<Self, Unreadable> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let port = |part: &str| match as_written::<u16>(part) {
            Some(port) if port > 0 => Ok(u128::from(port)),
            _ => Err(unreadable(&text, "ports from 1 to 65535")),
        };
        let span = |part: &str| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (low, high) = (port(first)?, port(last)?);
            let runs_up = low <= high;
            runs_up
                .then_some(Span { low, high })
                .ok_or_else(|| unreadable(&text, "ports that run up"))
        };
        text.split(',').map(span).collect::<Result<_, _>>().map(Self)
    }
}

/// ICMP messages from one to another, each a type with a code; none stands for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Messages(Option<Span>);

impl Messages {
    /// A message by its type and code.
    pub(super) const fn one(icmp_type: u8, code: u8) -> Self {
        let number = icmp_type as u128 * 256 + code as u128;
        Self(Some(Span { low: number, high: number }))
    }

    /// Tells whether messages are named.
    pub(super) fn are_named(self) -> bool {
        self.0.is_some()
    }

    /// The messages, all of them where none is named.
    pub(super) fn span(self) -> Span {
        self.0.unwrap_or(Span::MESSAGES)
    }

    /// The messages that an end of a range names: one, or all of a type.
    fn end(text: &str) -> Option<Span> {
        let (icmp_type, code) = match text.split_once('/') {
            Some((icmp_type, code)) => (icmp_type, Some(as_written::<u8>(code)?)),
            None => (text, None),
        };
        let first = u128::from(as_written::<u8>(icmp_type)?) << 8;
        let (low, high) = code.map_or((0, 255), |code| (code.into(), code.into()));
        Some(Span { low: first + low, high: first + high })
    }
}

impl fmt::Display for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(Span { low, high }) = self.0 else { return Ok(()) };
        let (types, codes) = ((low >> 8, high >> 8), (low & 255, high & 255));
        match (types.0 == types.1, codes) {
            (true, (0, 255)) => write!(f, "{}", types.0),
            (true, (low, high)) if low == high => write!(f, "{}/{low}", types.0),
            _ => write!(f, "{}/{}-{}/{}", types.0, codes.0, types.1, codes.1),
        }
    }
}

impl TryFrom<String> for Messages {
    type Error = Unreadable;
    fn try_from(text: String) -> Result<Self, Unreadable> {
        let (first, last) = text.split_once('-').unwrap_or((&text, &text));
        let span = Self::end(first).zip(Self::end(last));
        let span = span.map(|(first, last)| Span { low: first.low, high: last.high });
        let span = span.filter(|span| span.low <= span.high);
        span.map(|span| Self(Some(span))).ok_or_else(|| unreadable(&text, "ICMP messages"))
    }
}

/// The ICMP messages of one kind, as a rule names them: a type, and a code or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct MessageKind(pub(super) Messages);

impl TryFrom<String> for MessageKind {
    type Error = Unreadable;
    fn try_from(text: String) -> Result<Self, Unreadable> {
        match text.contains('-') {
            true => Err(unreadable(&text, "an ICMP type, with a code or without")),
            false => text.try_into().map(Self),
        }
    }
}

/// A protocol, by its name or its number; none stands for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Protocol(pub(super) Option<u8>);

impl Protocol {
    pub(super) const ICMP: Self = Self(Some(1));
    pub(super) const TCP: Self = Self(Some(6));
    pub(super) const UDP: Self = Self(Some(17));
    pub(super) const ICMPV6: Self = Self(Some(58));

    /// True if its packets have ports.
    pub(super) fn has_ports(self) -> bool {
        self == Self::TCP || self == Self::UDP
    }

    /// True if its packets are ICMP messages.
    pub(super) fn is_icmp(self) -> bool {
        self == Self::ICMP || self == Self::ICMPV6
    }

    /// The protocols it stands for.
    pub(super) fn span(self) -> Span {
        self.0.map_or(Span::PROTOCOLS, |number| Span::one(number.into()))
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("all"),
            Some(1) => f.write_str("icmp"),
            Some(6) => f.write_str("tcp"),
            Some(17) => f.write_str("udp"),
            Some(58) => f.write_str("icmpv6"),
            Some(number) => number.fmt(f),
        }
    }
}

impl TryFrom<String> for Protocol {
    type Error = Unreadable;
    fn try_from(text: String) -> Result<Self, Unreadable> {
        match text.as_str() {
            "all" => Ok(Self(None)),
            "icmp" => Ok(Self::ICMP),
            "tcp" => Ok(Self::TCP),
            "udp" => Ok(Self::UDP),
            "icmpv6" => Ok(Self::ICMPV6),
            number => as_written(number)
                .map(|number| Self(Some(number)))
                .ok_or_else(|| unreadable(&text, "a protocol")),
        }
    }
}

/// One end of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) enum RuleEnd {
    /// Addresses.
    Addresses(Addresses),
    /// The interfaces that wear a security group.
    SecurityGroup(String),
    /// The addresses of an IP address group.
    AddressGroup(String),
}

impl TryFrom<String> for RuleEnd {
    type Error = Unreadable;
    fn try_from(text: String) -> Result<Self, Unreadable> {
        if text.starts_with("sg-") {
            Ok(Self::SecurityGroup(text))
        } else if text.starts_with("ipg-") {
            Ok(Self::AddressGroup(text))
        } else {
            text.try_into().map(Self::Addresses)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Option<(u128, u128)> {
        let read = Addresses::try_from(text.to_owned()).ok()?;
        Some((read.span.low, read.span.high))
    }

    #[test]
    fn addresses_are_blocks_and_ranges() {
        assert_eq!(addresses("10.0.1.0/24"), Some((0x0a00_0100, 0x0a00_01ff)));
        assert_eq!(addresses("10.0.1.7"), Some((0x0a00_0107, 0x0a00_0107)));
        assert_eq!(addresses("::/0"), Some((0, u128::MAX)));
        assert_eq!(addresses("10.0.0.1-10.0.0.2"), Some((0x0a00_0001, 0x0a00_0002)));
        for wrong in ["010.0.0.0/8", "10.0.0.0/08", "10.0.0.0/8 ", " 10.0.1.7"] {
            assert_eq!(addresses(wrong), None, "{wrong}");
        }
        for wrong in ["10.0.1.1/24", "10.0.0.2-10.0.0.1", "10.0.0.1-::1", "", "10.0.0.0/33", "-"] {
            assert_eq!(addresses(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn ports_and_protocols_are_as_in_a_plan() {
        let ports = |text: &str| Ports::try_from(text.to_owned()).ok().map(|it| it.spans());
        assert_eq!(ports(""), Some(vec![Span::PORTS]));
        assert_eq!(ports("22,80-90"), Some(vec![Span::one(22), Span { low: 80, high: 90 }]));
        for wrong in ["0", "65536", "9-8", "80,", "a", "+80", "080", " 80", "80, 90", " "] {
            assert_eq!(ports(wrong), None, "{wrong}");
        }
        let messages = |text: &str| {
            let span = Messages::try_from(text.to_owned()).ok()?.span();
            Some((span.low, span.high))
        };
        assert_eq!(Messages::default().span(), Span::MESSAGES);
        assert_eq!(messages("8/0"), Some((0x800, 0x800)));
        assert_eq!(messages("3"), Some((0x300, 0x3ff)));
        assert_eq!(messages("0-7"), Some((0, 0x7ff)));
        assert_eq!(messages("8/1-255"), Some((0x801, 0xffff)));
        for wrong in ["", "8-7", "256", "8/256", "08", "8/", "/0", "8/0/0", "-"] {
            assert_eq!(messages(wrong), None, "{wrong}");
        }
        assert!(MessageKind::try_from("0-7".to_owned()).is_err());
        let protocol = |text: &str| Protocol::try_from(text.to_owned()).ok();
        assert_eq!(protocol("tcp"), Some(Protocol::TCP));
        assert!([protocol("TCP"), protocol(" tcp"), protocol("+6"), protocol("006")] == [None; 4]);
        assert_eq!(protocol("17"), Some(Protocol::UDP));
        assert_eq!(protocol("all"), Some(Protocol(None)));
        assert_eq!(protocol("256"), None);
    }
}
