//! The thing on the board whose reason is asked for.

use yew::AttrValue;

use crate::layout::Rect;
use crate::page::Explained;
use crate::plan::ElementId;

/// The thing whose reason is asked for, and its place on the board.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    /// The thing as the board has it in its attributes. The chunk that explains it reads it.
    pub(crate) about: AttrValue,
    /// The card at which it is drawn.
    pub(crate) on: ElementId,
    /// The mark that was pressed, from the upper left corner of that card, in board units; none where
    /// it is the card itself.
    pub(crate) mark: Option<Rect>,
}

impl Asked {
    /// The question about something that belongs to a card.
    pub(crate) fn about(about: Explained, on: ElementId) -> Self {
        Self { about: AttrValue::from(about.to_string()), on, mark: None }
    }
}
