//! The thing on the board whose reason is asked for.

use crate::layout::Rect;
use crate::page::Explained;

/// The thing whose reason is asked for, and its place on the board.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Asked {
    pub(crate) about: Explained,
    /// The mark that was pressed, from the upper left corner of the card that it belongs to, in board
    /// units; none where it is the card itself.
    pub(crate) mark: Option<Rect>,
}

impl Asked {
    /// The question about a card.
    pub(crate) fn about(about: Explained) -> Self {
        Self { about, mark: None }
    }
}
