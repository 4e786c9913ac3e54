//! What somebody asks the reason of on the board.

use crate::layout::Rect;
use crate::page::Explained;

/// What somebody asks the reason of, and the place of it on the board.
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
