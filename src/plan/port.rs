//! Ports as the console takes them: `80`, `22,80-90`, or nothing for all.

use std::fmt;
use std::str::FromStr;

use smallvec::{SmallVec, smallvec};

use super::id::{number_as_printed, text_serde};
use super::value_error::ValueError;

/// The most port groups (single ports or ranges) one rule may name (VPC API, `multiport`).
pub const MAX_PORT_GROUPS: usize = 20;

/// The ports from the first to the last, both included, 1–65535.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortRange {
    /// The lowest port.
    pub first: u16,
    /// The highest port, never below the first.
    pub last: u16,
}

impl PortRange {
    /// All ports.
    pub const ALL: Self = Self { first: 1, last: 65535 };

    /// The range of a single port.
    #[must_use]
    pub fn single(port: u16) -> Self {
        Self { first: port, last: port }
    }
}

impl fmt::Display for PortRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            self.first.fmt(f)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

impl FromStr for PortRange {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let port = |part: &str| match number_as_printed::<u16>(part.trim()) {
            Some(port) if port > 0 => Ok(port),
            _ if part.trim().is_empty() => Err(ValueError::NotAPort(text.trim().to_owned())),
            _ => Err(ValueError::NotAPort(part.trim().to_owned())),
        };
        let (first, last) = match text.split_once('-') {
            Some((first, last)) => (port(first)?, port(last)?),
            None => (port(text)?, port(text)?),
        };
        if first > last {
            return Err(ValueError::PortsDownward { first, last });
        }
        Ok(Self { first, last })
    }
}

/// A list of ports and ranges in the order in which they were written; an empty list stands for
/// all ports.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Ports(SmallVec<[PortRange; 4]>);

impl Ports {
    /// All ports.
    #[must_use]
    pub fn all() -> Self {
        Self::default()
    }

    /// One port.
    #[must_use]
    pub fn single(port: u16) -> Self {
        PortRange::single(port).into()
    }

    /// Tells whether the list stands for all ports.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether the list stands for all ports, be it as one range that is written.
    #[must_use]
    pub fn names_all(&self) -> bool {
        self.is_all() || *self.0 == [PortRange::ALL]
    }

    /// The ports and ranges as written; nothing where it stands for all.
    #[must_use]
    pub fn ranges(&self) -> &[PortRange] {
        &self.0
    }

    /// Tells whether the list names a port.
    #[must_use]
    pub fn contains(&self, port: u16) -> bool {
        self.is_all() || self.0.iter().any(|range| (range.first..=range.last).contains(&port))
    }

    /// Tells whether all ports of the list are in a row, in whatever order they were written.
    #[must_use]
    pub fn are_in_a_row(&self) -> bool {
        let mut ranges = self.0.to_vec();
        super::sort_list(&mut ranges, Ord::cmp);
        let mut last = None::<u16>;
        ranges.iter().all(|range| {
            let touches = last.is_none_or(|last| range.first <= last.saturating_add(1));
            last = Some(last.map_or(range.last, |last| last.max(range.last)));
            touches
        })
    }

    /// The only port of the list, where there is just one.
    #[must_use]
    pub fn only(&self) -> Option<u16> {
        match self.0.as_slice() {
            [range] if range.first == range.last => Some(range.first),
            _ => None,
        }
    }
}

impl FromIterator<PortRange> for Ports {
    fn from_iter<I: IntoIterator<Item = PortRange>>(ranges: I) -> Self {
        Self(ranges.into_iter().collect())
    }
}

impl From<PortRange> for Ports {
    fn from(range: PortRange) -> Self {
        Self(smallvec![range])
    }
}

impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, range) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            range.fmt(f)?;
        }
        Ok(())
    }
}

impl FromStr for Ports {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        if text.trim().is_empty() {
            return Ok(Self::all());
        }
        let range = |part: &str| match part.trim().is_empty() {
            true => Err(ValueError::NotAPort(text.trim().to_owned())),
            false => part.parse(),
        };
        let ranges = text.split(',').map(range).collect::<Result<SmallVec<_>, _>>()?;
        if ranges.len() > MAX_PORT_GROUPS {
            return Err(ValueError::TooManyPorts(ranges.len()));
        }
        Ok(Self(ranges))
    }
}

text_serde!(Ports, r"^$|^[1-9]\d{0,4}(-[1-9]\d{0,4})?(,[1-9]\d{0,4}(-[1-9]\d{0,4})?){0,19}$");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    #[test]
    fn ports_read_back_as_they_are_written() {
        for text in ["", "80", "22,80-90", "1-65535"] {
            assert_eq!(text.parse::<Ports>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_not_a_port_is_named() {
        assert!("0".parse::<Ports>().is_err());
        assert!("65536".parse::<Ports>().is_err());
        assert!("+80".parse::<Ports>().is_err());
        assert!("080".parse::<Ports>().is_err());
        let error = "80,http".parse::<Ports>().unwrap_err();
        assert!(error.text(Language::English).starts_with("`http` is not a port"), "{error:?}");
        for text in ["80-", "-80", "80,", ",80", "80,,90"] {
            let error = text.parse::<Ports>().unwrap_err().text(Language::English);
            assert!(error.starts_with(&format!("`{text}` is not a port")), "{error}");
        }
        let error = "90-80".parse::<Ports>().unwrap_err();
        assert_eq!(error.text(Language::English), "`90-80` runs downward; did you mean `80-90`?");
    }
}
