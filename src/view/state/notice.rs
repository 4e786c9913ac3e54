//! The notices that actions leave behind.

/// A notice that an action leaves behind.
#[derive(Clone, PartialEq)]
pub(crate) struct Notice {
    /// The sentence.
    pub(crate) text: String,
    /// True if something went wrong.
    pub(crate) is_error: bool,
    /// The button that the notice has.
    pub(crate) action: Option<NoticeAction>,
}

/// The action that a notice offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoticeAction {
    /// Takes back the step that the notice is about. The notice is gone once another step was made
    /// or taken back.
    Undo,
}

impl Notice {
    /// A notice that something went wrong.
    pub(crate) fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: true, action: None }
    }

    /// A notice that something was done.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: false, action: None }
    }
}
