//! Positions on the board.

use std::fmt;

use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// A place in board units (one CSS pixel at 100 %), right and down from the inner corner of the
/// container that holds the thing, or from the board's origin where nothing holds it. In JSON it
/// is a pair, `[x, y]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(into = "(i32, i32)")]
#[cfg_attr(test, schemars(with = "(i32, i32)"))]
pub struct Position {
    /// Units to the right.
    pub x: i32,
    /// Units down.
    pub y: i32,
}

impl Position {
    /// The words by which a parser says that a position is wanted; no person sees them.
    pub const EXPECTED: &'static str = "a position";
    /// The farthest any coordinate may lie from its origin; a hostile plan is pulled back here.
    pub const LIMIT: i32 = 100_000;

    /// A place, pulled back within the limits of the board.
    #[must_use]
    pub fn new(x: i32, y: i32) -> Self {
        Self { x: x.clamp(-Self::LIMIT, Self::LIMIT), y: y.clamp(-Self::LIMIT, Self::LIMIT) }
    }
}

impl From<Position> for (i32, i32) {
    fn from(position: Position) -> Self {
        (position.x, position.y)
    }
}

/// Reads a pair of numbers. The parser's own pairs take a third number for the end of JSON.
impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(PairVisitor)
    }
}

struct PairVisitor;

impl<'de> Visitor<'de> for PairVisitor {
    type Value = Position;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Position::EXPECTED)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Position, A::Error> {
        let x = list.next_element::<i32>()?;
        let y = list.next_element::<i32>()?;
        let mut more = 0_usize;
        while list.next_element::<IgnoredAny>()?.is_some() {
            more = more.saturating_add(1);
        }
        match (x, y, more) {
            (Some(x), Some(y), 0) => Ok(Position::new(x, y)),
            (x, y, more) => {
                let found = x.into_iter().chain(y).count().saturating_add(more);
                Err(A::Error::invalid_length(found, &self))
            }
        }
    }
}
