//! Something of a plan or its answer that an address points at.

use std::fmt;
use std::str::FromStr;

use crate::engine::report::ChangeId;
use crate::plan::ElementId;

/// Something that an address points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointed {
    /// Something drawn.
    Element(ElementId),
    /// A rule to add, by its number in the report.
    Change(ChangeId),
    /// A finding, by its place in the report, from 1 up.
    Finding(usize),
}

impl fmt::Display for Pointed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Element(id) => id.fmt(f),
            Self::Change(id) => write!(f, "change-{}", id.0),
            Self::Finding(number) => write!(f, "finding-{number}"),
        }
    }
}

impl FromStr for Pointed {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(number) = text.strip_prefix("change-") {
            return number.parse().map(|it| Self::Change(ChangeId(it))).map_err(drop);
        }
        if let Some(number) = text.strip_prefix("finding-") {
            return number.parse().map(Self::Finding).map_err(drop);
        }
        text.parse().map(Self::Element).map_err(drop)
    }
}
