//! ICMP messages as the report writes them.

use std::fmt;
use std::str::FromStr;

use crate::plan::{IcmpKind, ValueError, text_serde};

/// ICMP messages in the order of their types and codes: in JSON `3/4` for one, `3` for all of a
/// type, and `0-7` or `3/5-255` from one to another. A code that is left out is 0 in front of the
/// hyphen and 255 behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IcmpRange {
    /// The type and the code of the first message.
    pub first: (u8, u8),
    /// The type and the code of the last message, which is never in front of the first.
    pub last: (u8, u8),
}

impl IcmpRange {
    /// The kind that a rule can name for the range, if there is one.
    #[must_use]
    pub fn kind(self) -> Option<IcmpKind> {
        let (icmp_type, first) = self.first;
        let code = match (first, self.last.1) {
            (0, u8::MAX) => None,
            (first, last) if first == last => Some(first),
            _ => return None,
        };
        (icmp_type == self.last.0).then_some(IcmpKind { icmp_type, code })
    }
}

impl From<IcmpKind> for IcmpRange {
    fn from(kind: IcmpKind) -> Self {
        let (first, last) = kind.codes();
        Self { first: (kind.icmp_type, first), last: (kind.icmp_type, last) }
    }
}

impl fmt::Display for IcmpRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(kind) = self.kind() {
            return kind.fmt(f);
        }
        let end = |(icmp_type, code), silent| {
            let code = Some(code).filter(|it| *it != silent);
            IcmpKind { icmp_type, code }
        };
        write!(f, "{}-{}", end(self.first, 0), end(self.last, u8::MAX))
    }
}

impl FromStr for IcmpRange {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let Some((first, last)) = text.split_once('-') else {
            return text.parse::<IcmpKind>().map(Self::from);
        };
        let (first, last) = (first.parse::<IcmpKind>()?, last.parse::<IcmpKind>()?);
        let range = Self {
            first: (first.icmp_type, first.codes().0),
            last: (last.icmp_type, last.codes().1),
        };
        match range.first <= range.last {
            true => Ok(range),
            false => Err(ValueError::NotAnIcmpNumber(text.to_owned())),
        }
    }
}

text_serde!(
    IcmpRange,
    r"^(0|[1-9]\d{0,2})(/(0|[1-9]\d{0,2}))?(-(0|[1-9]\d{0,2})(/(0|[1-9]\d{0,2}))?)?$"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_reads_back_as_it_is_written() {
        for (first, last, text) in [
            ((8, 0), (8, 0), "8/0"),
            ((3, 0), (3, 255), "3"),
            ((0, 0), (7, 255), "0-7"),
            ((8, 1), (255, 255), "8/1-255"),
            ((8, 1), (8, 255), "8/1-8"),
            ((8, 0), (8, 4), "8-8/4"),
            ((0, 0), (3, 3), "0-3/3"),
        ] {
            let range = IcmpRange { first, last };
            assert_eq!(range.to_string(), text);
            assert_eq!(text.parse::<IcmpRange>().unwrap(), range);
        }
        for wrong in ["8-7", "8/4-8/3", "", "-", "8-", "256", "8/0-8/0-8/0"] {
            assert!(wrong.parse::<IcmpRange>().is_err(), "{wrong}");
        }
    }
}
