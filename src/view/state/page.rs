//! The parts of the page that can be shown: pages, panes of narrow screens, dialogs.

use crate::command::Dialog;

/// A dialog that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OpenedDialog {
    /// The dialog.
    pub(crate) dialog: Dialog,
    /// The number of this opening: the same dialog opened twice is two of them.
    pub(crate) number: u32,
}

/// The page that is shown as a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Page {
    /// The board with its columns.
    #[default]
    Board,
    /// The library page.
    Plans,
}

/// The part of the page that narrow screens show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pane {
    /// The palette and the outline.
    Sidebar,
    /// The board.
    Board,
    /// The answer.
    Answer,
}
