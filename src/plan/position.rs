//! Where things stand on the board.

use serde::{Deserialize, Serialize};

/// A place in board units (one CSS pixel at 100 %), right and down from the inner corner of the
/// container that holds the thing, or from the board's origin where nothing holds it. In JSON it
/// is a pair, `[x, y]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(from = "(i32, i32)", into = "(i32, i32)")]
pub struct Position {
    /// Units to the right.
    pub x: i32,
    /// Units down.
    pub y: i32,
}

impl Position {
    /// The farthest any coordinate may lie from its origin; a hostile plan is pulled back here.
    pub const LIMIT: i32 = 100_000;

    /// A place, pulled back within the limits of the board.
    #[must_use]
    pub fn new(x: i32, y: i32) -> Self {
        Self { x: x.clamp(-Self::LIMIT, Self::LIMIT), y: y.clamp(-Self::LIMIT, Self::LIMIT) }
    }
}

impl From<(i32, i32)> for Position {
    fn from((x, y): (i32, i32)) -> Self {
        Self::new(x, y)
    }
}

impl From<Position> for (i32, i32) {
    fn from(position: Position) -> Self {
        (position.x, position.y)
    }
}
