//! The parts of the page that can be shown: pages, panes of narrow screens, dialogs.

use crate::command::Dialog;

/// A dialog that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OpenedDialog {
    /// Which one.
    pub(crate) dialog: Dialog,
    /// The number of this opening: the same dialog opened twice is two of them.
    pub(crate) number: u32,
}

/// What the whole page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Page {
    /// The board with its columns.
    #[default]
    Board,
    /// The plans that are kept.
    Plans,
}

/// What narrow screens show of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pane {
    /// What can be added, and the outline.
    Sidebar,
    /// The board.
    Board,
    /// The answer.
    Answer,
}
